"""The pages of sheets for professionals: written in steps, two people at once, read, kept true."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.operations import create_link
from cite.core.dates import now, today
from cite.directory.enums import Obstacle, ServiceState
from cite.directory.models import Intake, Service, ServiceEvent
from cite.directory.operations.freshness import CONFIRM_PURPOSE
from cite.directory.operations.life import publish_sheet, submit_sheet
from cite.directory.operations.writing import create_sheet, write_sheet
from cite.directory.queries.lists import counts
from cite.directory.queries.written import latest_number
from tests.directory.conftest import WHOLE
from tests.factories.accounts import make_user
from tests.factories.directory import make_intake, make_service, make_source, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
SHEETS = "/offre/fiches/"


def url(name, service, *more):
    return reverse(f"directory:{name}", args=[service.uuid, *more])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def fresh(service):
    return Service.objects.get(pk=service.pk)


@pytest.fixture
def page(client, yanis):
    """A browser where the carrier is signed in."""
    client.force_login(yanis)
    return client


@pytest.fixture
def desk(client, claire):
    """A browser where the co-pilot is signed in."""
    client.force_login(claire)
    return client


ESSENTIAL = {
    "name": "Aide au permis",
    "summary": WHOLE["summary"],
    "description": WHOLE["description"],
    "kind": "accompagnement",
    "themes": ["mobilite--preparer-un-permis"],
    "version": 1,
}


def test_a_sheet_is_begun_and_written_step_by_step(page, partner):
    answer = page.post(f"{SHEETS}ajouter/", {"name": "Atelier vélo", "partner": str(partner.uuid)})
    service = Service.objects.get()
    assert answer["Location"] == url("write", service, "essentiel")
    answer = page.post(answer["Location"], ESSENTIAL | {"name": "Atelier vélo"})
    assert answer["Location"] == url("write", service, "publics")
    answer = page.post(
        answer["Location"], {"covers_all_districts": "yes", "audiences": ["jeunes"], "version": 2}
    )
    assert answer["Location"] == url("write", service, "lieu")
    hours = {"Mo_start": "09:00", "Mo_end": "12:00", "Tu_start": "09:00", "Tu_end": "12:00"}
    place = {"place": "4 rue des Essais, 42000 Saint-Étienne", "reception_modes": ["en-presentiel"]}
    answer = page.post(answer["Location"], hours | place | {"step_free": "no", "version": 3})
    assert answer["Location"] == url("write", service, "demande")
    ask = {"mobilization_modes": ["telephoner"], "mobilizable_by": ["usagers"], "phone": "04.77.12.34.56"}
    answer = page.post(
        answer["Location"], ask | {"fee": "gratuit", "without_appointment": "yes", "version": 4}
    )
    assert answer["Location"] == url("write", service, "suite")
    answer = page.post(answer["Location"], {"update_every": "3", "combinable": "unknown", "version": 5})
    assert answer["Location"] == url("sheet", service)
    written = fresh(service)
    assert (written.phone, written.opening_hours) == ("+33477123456", "Mo-Tu 09:00-12:00")
    assert (written.step_free, written.without_appointment, written.combinable) == (False, True, None)
    assert (written.address, written.postal_code, written.commune_name) == (
        "4 rue des Essais",
        "42000",
        "Saint-Étienne",
    )
    assert (written.covers_all_districts, written.audiences, written.update_every) == (True, ["jeunes"], 3)
    assert "Il ne manque rien" in text_of(page.get(url("sheet", service)))


def test_what_a_draft_lacks_leads_to_where_it_is_written(page, partner):
    page.post(f"{SHEETS}ajouter/", {"name": "Atelier vélo", "partner": str(partner.uuid)})
    service = Service.objects.get()
    shown = text_of(page.get(url("sheet", service)))
    assert "Il manque 10 choses avant la publication" in shown
    assert f"{url('write', service, 'demande')}#id_fee" in shown
    assert page.get(url("step", service, "submit")).status_code == 200
    answer = page.post(url("step", service, "submit"), {"version": service.version})
    assert "Le prix manque" in text_of(answer)
    assert fresh(service).state == ServiceState.DRAFT


def test_a_page_pasted_from_a_word_processor_keeps_its_words(page, draft):
    row = "<p class=MsoNormal style='margin:0'><span lang=FR>Le permis.</span><o:p></o:p></p>"
    pasted = row * 100 + "<style>p{}</style>" + "<!--" + "x" * 190_000 + "-->"
    page.post(url("write", draft, "essentiel"), ESSENTIAL | {"description": pasted})
    assert fresh(draft).description == "\n\n".join(["Le permis."] * 100)
    too_long = page.post(
        url("write", draft, "essentiel"), ESSENTIAL | {"description": "<p>" + "mot " * 3000, "version": 2}
    )
    assert "trop long" in text_of(too_long)
    assert too_long.context["form"]["description"].value().startswith("mot mot")


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("demande", {"phone": "04 77"}, "Ce numéro n’existe pas"),
        ("demande", {"mobilization_url": "javascript:alert(1)"}, "Cette adresse n’est pas celle d’une page"),
        ("publics", {"min_age": "26", "max_age": "16"}, "L’âge minimal dépasse"),
        ("publics", {"audiences": ["jeunes", "tous-publics"]}, "ne va avec aucun autre public"),
        ("lieu", {"other_hours": "le lundi"}, "format OpenStreetMap"),
        ("lieu", {"Mo_start": "12:00", "Mo_end": "09:00"}, "ne se suivent pas"),
        ("lieu", {"Mo_start": "12:00"}, "Complétez cette heure"),
        ("essentiel", {"name": "A"}, ""),
        ("essentiel", {"themes": ["gone--theme"]}, "gone--theme"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(page, draft, step, typed, sentence):
    answer = page.post(url("write", draft, step), {"version": 1, "update_every": "6", "name": "Aide"} | typed)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert latest_number(draft) == 1


def test_hours_that_rows_cannot_show_stay_as_they_are(page, draft, yanis):
    write_sheet(service=draft, typed={"opening_hours": "week 1-20 Mo 09:00-10:00"}, seen=1, by=yanis)
    assert "week 1-20 Mo 09:00-10:00" in text_of(page.get(url("write", draft, "lieu")))


def test_an_address_left_as_it_is_keeps_its_position(page, draft, yanis):
    write_sheet(
        service=draft,
        typed={"longitude": 4.4, "latitude": 45.4, "postal_code": "42000"},
        seen=1,
        by=yanis,
    )
    page.post(
        url("write", draft, "lieu"),
        {"place": "4 rue des Essais, 42000 Saint-Étienne", "address_extra": "2e étage", "version": 2},
    )
    assert (fresh(draft).longitude, fresh(draft).address_extra) == (4.4, "2e étage")


def test_who_comes_second_sees_the_other_words_and_loses_nothing(page, draft, claire):
    write_sheet(service=draft, typed={"summary": "Les mots de Claire."}, seen=1, by=claire)
    answer = page.post(url("write", draft, "essentiel"), ESSENTIAL | {"summary": "Mes mots à moi."})
    shown = text_of(answer)
    assert "La fiche dit maintenant : Les mots de Claire." in shown
    assert "Mes mots à moi." in shown
    assert fresh(draft).summary == "Les mots de Claire."
    page.post(url("write", draft, "essentiel"), ESSENTIAL | {"summary": "Mes mots à moi.", "version": 2})
    assert fresh(draft).summary == "Mes mots à moi."


def test_a_moderator_reads_publishes_and_puts_back(client, draft, yanis, claire):
    client.force_login(yanis)
    client.post(url("step", draft, "submit"), {"version": draft.version})
    assert client.get(url("review", draft)).status_code == 403
    client.force_login(claire)
    make_intake(draft, starts_on=date(2027, 1, 12), places=8, places_left=3)
    first = text_of(client.get(url("review", draft)))
    assert ("Personne n’a encore relu cette fiche" in first, "12 janvier 2027" in first) == (True, True)
    client.post(url("step", draft, "publish"), {"version": fresh(draft).version})
    assert fresh(draft).state == ServiceState.PUBLISHED
    write_sheet(service=draft, typed={"summary": "Tout est gratuit."}, seen=1, by=yanis)
    shown = text_of(client.get(url("review", draft)))
    assert "Tout est gratuit." in shown and WHOLE["summary"] in shown
    client.post(
        url("step", draft, "put_back"), {"version": fresh(draft).version, "words": "Ce n’est pas vrai."}
    )
    assert fresh(draft).summary == WHOLE["summary"]
    client.force_login(yanis)
    assert "Ce n’est pas vrai." in text_of(client.get(url("sheet", draft)))
    assert client.get(url("history", draft)).status_code == 200


@pytest.mark.parametrize(
    ("step", "status"),
    [("submit", 200), ("archive", 200), ("take_back", 403), ("publish", 403), ("nothing", 404)],
)
def test_a_step_opens_where_it_begins(page, draft, step, status):
    assert page.get(url("step", draft, step)).status_code == status


def test_a_sheet_names_the_freins_that_its_needs_lift(page, draft):
    Service.objects.filter(pk=draft.pk).update(
        themes=["lecture-ecriture-calcul--maitriser-le-francais"], obstacles=["psychological_mobility"]
    )
    freins = f"{Obstacle.LANGUAGE.label}, {Obstacle.PSYCHOLOGICAL_MOBILITY.label}"
    assert freins in text_of(page.get(url("sheet", draft)))


def test_an_imported_sheet_is_read_and_not_written(territory, page):
    imported = make_service(make_structure(territory, source=make_source(territory, "dora")))
    assert "Elle se corrige là-bas" in text_of(page.get(url("sheet", imported)))
    assert page.get(url("write", imported, "essentiel")).status_code == 403


def test_days_of_entry_are_added_changed_and_removed(page, draft):
    added = {
        "starts_on": "2027-01-04",
        "ends_on": "2027-03-26",
        "places": "12",
        "places_left": "5",
        "version": 1,
    }
    page.post(url("intakes", draft), added)
    intake = Intake.objects.get()
    page.post(url("intake", draft, intake.uuid), added | {"places_left": "4"})
    assert Intake.objects.get().places_left == 4
    wrong = page.post(url("intakes", draft), added | {"ends_on": "2027-01-01"})
    assert "La date de fin vient avant" in text_of(wrong)
    page.post(url("intake-remove", draft, intake.uuid))
    assert not Intake.objects.exists()


def test_the_day_of_another_sheet_is_not_found(page, draft, territory, partner):
    other = make_service(make_structure(territory))
    assert page.get(url("intake", draft, make_intake(other).uuid)).status_code == 404


def test_still_true_from_a_message_without_signing_in(client, territory, draft):
    Service.objects.filter(pk=draft.pk).update(
        state=ServiceState.PUBLISHED,
        confirmed_on=date(2026, 1, 1),
        shown_until=date(2026, 8, 30),
        phone="+33477123456",
        opening_hours="Mo 14:00-16:00",
    )
    make_intake(draft, starts_on=date(2026, 10, 5), places=8, places_left=1)
    make_intake(draft, starts_on=date(2026, 5, 4))
    with time_machine.travel("2026-09-02 10:00:00+00:00", tick=False):
        _link, token = create_link(
            purpose=CONFIRM_PURPOSE,
            territory=territory,
            target_uuid=draft.uuid,
            by=None,
            expires_at=now() + timedelta(days=30),
        )
        address = reverse("directory:still-true", args=[token])
        for _scanner in range(2):
            opened = client.get(address)
            said = text_of(opened)
            for fact in (
                "Aide au permis",
                "04 77 12 34 56",
                "lundi de 14 h à 16 h",
                "5 octobre 2026 (1 place)",
            ):
                assert fact in said
            assert "4 mai 2026" not in said
            assert opened["Referrer-Policy"] == "same-origin"
        assert fresh(draft).confirmed_on == date(2026, 1, 1)
        assert "la fiche est confirmée" in text_of(client.post(address))
        assert fresh(draft).confirmed_on == date(2026, 9, 2)
        assert client.get(address).status_code == 410
        assert client.post(address).status_code == 410
    assert client.get(reverse("directory:still-true", args=["x" * 43])).status_code == 410


def test_anybody_suggests_and_a_machine_does_not(client, territory):
    typed = {"name": "Atelier vélo", "organization": "Le Guidon", "where": "Au marché", "what": "Le samedi"}
    assert client.post("/offre/suggerer/", typed | {"website": "https://spam.example"}).status_code == 302
    assert not Service.objects.exists()
    assert client.post("/offre/suggerer/", typed)["Location"] == "/offre/suggerer/merci/"
    assert client.get("/offre/suggerer/merci/").status_code == 200
    assert (Service.objects.get().state, ServiceEvent.objects.get().by) == (ServiceState.SUGGESTED, None)


def test_a_suggestion_is_taken_from_its_page(desk, client, territory, partner):
    client.post("/offre/suggerer/", {"name": "Atelier vélo"})
    service = Service.objects.get()
    assert "Prendre la suggestion" in text_of(desk.get(url("sheet", service)))
    make_partner(territory, "Agence des Trois-Ponts")
    chosen = desk.get(url("take", service)).context["form"]
    assert chosen.fields["partner"].choices[0] == ("", "À choisir") and chosen["partner"].value() == ""
    service.structure.name = str(partner).upper()
    service.structure.save()
    assert desk.get(url("take", service)).context["form"]["partner"].value() == str(partner.uuid)
    desk.post(url("take", service), {"partner": str(partner.uuid)})
    assert (fresh(service).state, fresh(service).structure.partner) == (ServiceState.DRAFT, partner)
    assert desk.get(url("take", service)).status_code == 403


def test_lists_and_what_waits(territory, draft, yanis, claire):
    structure = draft.structure
    make_service(structure, needs_review=True)
    make_service(structure, state=ServiceState.SUBMITTED)
    make_service(structure, shown_until=today() + timedelta(days=20))
    make_service(make_structure(territory), shown_until=today() + timedelta(days=20))
    assert counts(claire, territory, on=today()) == {"a-relire": 2, "suggestions": 0, "bientot-cachees": 2}
    assert counts(yanis, territory, on=today()) == {"bientot-cachees": 1}
    reader = make_user("lea", role=Role.READER, territory=territory)
    assert counts(reader, territory, on=today()) == {}


@pytest.mark.parametrize(
    "which", ["miennes", "a-relire", "bientot-cachees", "suggestions", "publiees", "toutes", "x"]
)
def test_every_list_opens_for_everybody_who_works_here(client, territory, draft, yanis, claire, which):
    for user in (yanis, claire, make_user("lea", role=Role.READER, territory=territory)):
        client.force_login(user)
        assert client.get(f"{SHEETS}?liste={which}").status_code == 200
        assert client.get(f"{SHEETS}?liste={which}&format=csv").status_code == 200


def test_lists_and_pages_ask_as_much_of_the_database_however_many_there_are(desk, territory, partner):
    structure = make_structure(territory, partner=partner)

    def add(how_many):
        for _one in range(how_many):
            make_service(structure, codes=False)

    found = queries_as_it_grows(desk, f"{SHEETS}?liste=toutes", add, steps=(1, 2, 27))
    assert len(set(found)) == 1
    service = make_service(structure)
    seen = queries_as_it_grows(
        desk, url("sheet", service), lambda n: [make_intake(service) for _ in range(n)], steps=(1, 2, 7)
    )
    assert len(set(seen)) == 1


def test_search_finds_hers_by_their_names_and_the_others_once_published(
    page, draft, partner, territory, yanis
):
    other = make_partner(territory, "Le Guidon")
    make_service(make_structure(territory, partner=other), "Aide cachée", state=ServiceState.DRAFT)
    create_sheet(partner=partner, name="Écrire à l’école", by=yanis)
    shown = text_of(page.post("/recherche/", {"q": "aide"}))
    assert "Aide au permis" in shown and "Aide cachée" not in shown
    assert "Écrire à l’école" in text_of(page.post("/recherche/", {"q": "ecrire"}))
    step(submit_sheet, draft, yanis)
    step(publish_sheet, draft, make_user("claire", role=Role.CO_PILOT_STATE, territory=territory))
    page.force_login(other_user := make_user("ines"))
    make_member(other, other_user)
    assert "Aide au permis" in text_of(page.post("/recherche/", {"q": "permis"}))


def step(operation, service, by):
    return operation(service=service, version=fresh(service).version, by=by)


def test_another_organization_sees_neither_drafts_nor_what_lacks(client, territory, draft):
    other = make_user("ines")
    make_member(make_partner(territory), other)
    client.force_login(other)
    assert client.get(url("sheet", draft)).status_code == 404
    Service.objects.filter(pk=draft.pk).update(state=ServiceState.PUBLISHED)
    shown = text_of(client.get(url("sheet", draft)))
    assert "Comment demander" in shown and "Ce qui reste à faire" not in shown
    assert client.get(url("history", draft)).status_code == 403
