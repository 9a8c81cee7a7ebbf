"""The pages of favourites and lists: one click, two people, a way back, and as many queries for one row as for many."""

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.directory.enums import ServiceState
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.queries.selections import favourite_numbers, selection_sheets
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.factories.selections import make_selection, select
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
STEPS = (1, 2, 57)
"""A list holds sixty services at most."""


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def page(client, ines):
    client.force_login(ines)
    return client


@pytest.fixture
def structure(territory):
    return make_structure(territory)


def at(name, *things):
    return reverse(f"directory:{name}", args=[thing.uuid for thing in things])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def test_one_click_keeps_a_service_and_another_lets_it_go(page, ines, structure, territory):
    service = make_service(structure)
    sheet = at("sheet", service)
    assert 'aria-pressed="false"' in text_of(page.get(sheet))
    for _twice in range(2):
        assert page.post(at("favour", service))["Location"] == sheet
    assert favourite_numbers(ines, territory) == {service.pk}
    shown = text_of(page.get(sheet))
    assert 'aria-pressed="true"' in shown
    assert 'aria-label="Favori : Aide au permis"' in shown
    assert "Aide au permis" in text_of(page.get(reverse("directory:favourites")))
    answer = page.post(at("unfavour", service) + "?de=favoris")
    assert answer["Location"] == reverse("directory:favourites")
    shown = text_of(page.get(answer["Location"]))
    assert "Pas encore de favori" in shown
    assert f'action="{at("favour", service)}?de=favoris"' in shown  # the way back
    assert page.post(at("favour", service) + "?de=//ailleurs.example")["Location"] == sheet


def test_with_htmx_the_button_changes_where_it_stands(page, structure):
    service = make_service(structure)
    answer = page.post(at("favour", service), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in text_of(answer)
    assert at("unfavour", service) in text_of(answer)
    Service.objects.update(state=ServiceState.ARCHIVED)
    shown = text_of(page.post(at("unfavour", service), headers={"HX-Request": "true"}))
    assert 'aria-pressed="false"' in shown
    assert page.post(at("favour", service), headers={"HX-Request": "true"}).status_code == 404


def test_a_favourite_that_is_gone_may_be_let_go(page, ines, structure, territory):
    service = make_service(structure)
    page.post(at("favour", service))
    Service.objects.update(state=ServiceState.ARCHIVED)
    favourites = reverse("directory:favourites")
    assert "N’est plus proposé" in text_of(page.get(favourites))
    for _twice in range(2):
        assert page.post(at("unfavour", service) + "?de=favoris")["Location"] == favourites
    assert favourite_numbers(ines, territory) == set()
    never = make_service(structure, "Brouillon", state=ServiceState.DRAFT)
    assert page.post(at("unfavour", never)).status_code == 404


def test_a_list_is_begun_from_a_sheet_and_shared(page, ines, team, structure):
    service = make_service(structure)
    district = make_district(make_commune(), code="QN04201N", label="Les Ormes")
    add = at("add-to-list", service)
    assert "Pas encore de liste" in text_of(page.get(add))
    new = f"{reverse('directory:selection-add')}?service={service.uuid}"
    typed = {"name": "Permis aux Ormes", "partner": str(team.uuid), "district": district.code}
    answer = page.post(new, typed)
    selection = Selection.objects.get()
    assert answer["Location"] == at("selection", selection)
    shown = text_of(page.get(answer["Location"]))
    assert "Tenue par Ines. Lue aussi par : Mission locale des Essais, quartier Les Ormes." in shown
    assert [sheet.service for sheet in selection_sheets(selection, ines)] == [service]
    other = make_service(structure, "Atelier vélo")
    form = {"selection": str(selection.uuid), "note": "Le matin"}
    assert page.post(at("add-to-list", other), form)["Location"] == at("selection", selection)
    assert "Le matin" in text_of(page.get(at("selection", selection)))


def test_a_name_is_asked_for_and_what_was_typed_is_kept(page):
    answer = page.post(reverse("directory:selection-add"), {"name": "", "purpose": "Pour lundi"})
    assert answer.status_code == 200
    assert "Remplissez ce champ" in text_of(answer)
    assert "Pour lundi" in text_of(answer)
    assert Selection.objects.count() == 0


def test_services_are_arranged_and_the_second_person_is_told(page, ines, team, structure):
    services = [make_service(structure, name) for name in ("Un", "Deux")]
    selection = make_selection(ines, services, partner=team)
    one, two = (row.uuid.hex for row in SelectedService.objects.order_by("position"))
    typed = {f"place_{one}": "2", f"place_{two}": "1", f"note_{one}": "Avec une pièce", "version": "1"}
    assert page.post(at("selection-arrange", selection), typed)["Location"] == at("selection", selection)
    assert [(s.service.name, s.note) for s in selection_sheets(selection, ines)] == [
        ("Deux", ""),
        ("Un", "Avec une pièce"),
    ]
    late = text_of(page.post(at("selection-arrange", selection), typed | {f"note_{two}": "Mon mot à moi"}))
    assert "Une autre personne a modifié cette fiche" in late
    assert "Mon mot à moi" in late


def test_renaming_at_the_same_moment_is_told(page, ines, team):
    selection = make_selection(ines, partner=team)
    typed = {"name": "Permis", "partner": str(team.uuid), "district": "", "version": "1"}
    assert page.post(at("selection-write", selection), typed).status_code == 302
    late = page.post(at("selection-write", selection), typed | {"name": "Le permis"})
    assert "Une autre personne a modifié cette fiche" in text_of(late)
    assert Selection.objects.get().name == "Permis"


def test_what_is_taken_out_is_put_back_by_the_message(page, ines, team, structure):
    service = make_service(structure)
    selection = make_selection(ines, [service], partner=team)
    answer = page.post(at("selection-take-out", selection, service))
    shown = text_of(page.get(answer["Location"]))
    assert "Cette liste est vide" in shown
    undo = at("selection-put-back", selection, service)
    assert f'action="{undo}"' in shown
    page.post(undo)
    assert "Aide au permis" in text_of(page.get(answer["Location"]))


def test_nobody_waits_zero_days(page, ines, team, structure):
    selection = make_selection(ines, partner=team)
    for position, delay in enumerate((0, 1, 12, None)):
        service = make_service(structure, f"Service {position}", entry_delay_days=delay)
        select(selection, service, position=position)
    said = text_of(page.get(at("selection", selection)))
    assert [said.count(words) for words in ("tout de suite", "1 jour d’attente", "12 jours d’attente")] == [
        1
    ] * 3
    assert "0 jour" not in said


def test_what_is_no_longer_offered_says_so_and_proposes_others(page, ines, team, structure):
    gone, near = make_service(structure, "Parti"), make_service(structure, "Semblable")
    selection = make_selection(ines, [gone], partner=team)
    Service.objects.filter(pk=gone.pk).update(state=ServiceState.ARCHIVED)
    shown = text_of(page.get(at("selection", selection)))
    assert "N’est plus proposé" in shown
    assert at("sheet", near) in shown
    assert at("sheet", gone) not in shown


def test_a_sheet_that_is_not_hers_to_read_is_named_nowhere(page, ines, team, territory):
    secret = make_partner(territory, is_sensitive=True)
    service = make_service(make_structure(territory, partner=secret), "Lieu sûr")
    selection = make_selection(ines, [service], partner=team)
    favourites = make_selection(ines, [service], name="Mes favoris", is_favourites=True)
    assert favourites.keeper == ines
    for url in (
        at("selection", selection),
        at("selection-arrange", selection),
        reverse("directory:favourites"),
    ):
        shown = text_of(page.get(url))
        assert "Un service qui n’est plus montré" in shown
        assert "Lieu sûr" not in shown


def test_what_a_list_offers_goes_on_a_leaflet(page, ines, team, structure):
    services = [make_service(structure, f"Service {n}") for n in range(8)]
    selection = make_selection(ines, services, partner=team)
    Service.objects.filter(pk=services[0].pk).update(state=ServiceState.ARCHIVED)
    assert f"/offre/depliant/imprimer/?s={services[1].uuid}&amp;s=" in text_of(
        page.get(at("selection", selection))
    )
    for n in range(2):
        select(selection, make_service(structure, f"De plus {n}"), position=20 + n)
    shown = text_of(page.get(at("selection", selection)))
    assert f"/offre/depliant/?s={services[1].uuid}&amp;s=" in shown


def test_a_list_is_copied_handed_over_and_taken_away(page, client, ines, team, structure):
    selection = make_selection(ines, [make_service(structure)], partner=team)
    page.post(at("selection-duplicate", selection))
    assert Selection.objects.filter(name="Copie de Permis à Montreynaud", keeper=ines).count() == 1
    assert "Personne à qui la confier" in text_of(page.get(at("selection-hand-over", selection)))
    omar = make_user("omar")
    make_member(team, omar, role=Role.PRESCRIBER)
    page.post(at("selection-hand-over", selection), {"person": str(omar.uuid)})
    assert page.post(at("selection-remove", selection)).status_code == 403
    client.force_login(omar)
    client.post(at("selection-remove", selection))
    assert "Retirées depuis moins d’un mois" in text_of(client.get(reverse("directory:selections")))
    assert "Vous pouvez la remettre pendant un mois" in text_of(client.get(at("selection", selection)))
    client.post(at("selection-restore", selection))
    assert Selection.objects.get(pk=selection.pk).removed_at is None


def test_favourites_become_a_list(page, ines, structure):
    service = make_service(structure)
    page.post(at("favour", service))
    favourites = Selection.objects.get()
    answer = page.post(at("selection-duplicate", favourites))
    copy = Selection.objects.get(is_favourites=False)
    assert (answer["Location"], copy.name) == (at("selection", copy), "Copie de Mes favoris")
    assert page.get(at("selection", favourites)).status_code == 404


@pytest.mark.parametrize(
    ("role", "expected"),
    [(role, 403 if role in {Role.READER, Role.DATA_PROTECTION_OFFICER} else 200) for role in Role],
)
def test_roles_that_read_keep_favourites_and_no_list(client, territory, structure, role, expected):
    user = make_user("quelquun", role=role, territory=territory)
    client.force_login(user)
    service = make_service(structure)
    assert client.get(reverse("directory:selection-add")).status_code == expected
    assert client.get(at("add-to-list", service)).status_code == expected
    assert client.post(at("favour", service)).status_code == 302
    assert favourite_numbers(user, territory) == {service.pk}


def test_favourites_ask_as_much_for_one_as_for_many(page, ines, structure, territory):
    favourites = make_selection(ines, territory=territory, name="Mes favoris", is_favourites=True)
    counts = queries_as_it_grows(
        page, reverse("directory:favourites"), lambda n: fill(favourites, structure, n), STEPS
    )
    assert len(set(counts)) == 1, counts


def test_a_list_asks_as_much_for_one_as_for_many(page, ines, team, structure):
    selection = make_selection(ines, partner=team)
    make_service(structure, "Semblable")
    url = at("selection", selection)
    counts = queries_as_it_grows(page, url, lambda n: fill(selection, structure, n), STEPS)
    assert len(set(counts)) == 1, counts


def fill(selection, structure, how_many):
    """Services in a list, half of them gone."""
    begun = SelectedService.objects.count()
    for number in range(begun, begun + how_many):
        state = ServiceState.ARCHIVED if number % 2 == 0 else ServiceState.PUBLISHED
        service = make_service(structure, f"Service {number}", state=state)
        select(selection, service, position=number)


def test_lists_ask_as_much_for_one_as_for_many(page, ines, team, structure):
    omar = make_user("omar")
    district = make_district(make_commune(), code="QN04201N")

    def add(how_many):
        for _number in range(how_many):
            number = Selection.objects.count()
            make_selection(ines, partner=team, name=f"Liste {number}")
            make_selection(omar, territory=team.territory, name=f"Quartier {number}", district=district)

    counts = queries_as_it_grows(page, reverse("directory:selections"), add, (1, 2, 97))
    assert len(set(counts)) == 1, counts
