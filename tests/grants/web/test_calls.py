"""The pages of calls: read by everyone, prepared by few, published by two; the test keeps nothing."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import EditionState
from cite.grants.models import CALENDAR, CallEdition, CallForProjects, Envelope, Funder
from cite.grants.queries.calls import draft_of, edition_in_force
from tests.factories.accounts import make_user
from tests.factories.grants import make_call, make_edition, make_funder

pytestmark = pytest.mark.usefixtures("autumn")


@pytest.fixture
def autumn():
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def call(territory):
    return make_edition(make_call(territory)).call


def url(name, call, *args):
    return reverse(f"grants:{name}", args=[call.uuid, *args])


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_everyone_reads_an_open_call_from_the_list(client, call):
    assert url("call", call) in text(client.get(reverse("grants:calls")))
    page = text(client.get(url("call", call)))
    for words in (
        "du 1er novembre 2026 au dimanche 24 janvier 2027 inclus, jusqu’à 23 h 59",
        "sans distinction d’âge",
        "Linguistique",
        "Statuts",
        "Délibération qui approuve l’action",
        "Loi n° 2000-321",
        url("self-test", call),
    ):
        assert words in page


@pytest.mark.parametrize("page", ["call", "self-test"])
def test_the_words_of_the_fiche_are_set_as_french_is(client, call, page):
    html = client.get(url(page, call)).content.decode()
    assert "«\u00a0hors radars\u00a0»" in html
    assert "«\u00a0Associations et collectivités territoriales" in html
    assert "« " not in html


@pytest.mark.parametrize("page", ["call", "self-test"])
def test_who_has_no_account_is_told_how_to_open_one(client, call, page):
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False):
        address = url(page, call)
        assert reverse("account_signup") in text(client.get(address))
        client.force_login(make_user("zoe"))
        assert reverse("account_signup") not in text(client.get(address))


def test_a_call_in_preparation_does_not_exist_for_others(client, territory, pilots):
    draft = make_edition(make_call(territory), state=EditionState.DRAFT)
    addresses = [url("call", draft.call), url("self-test", draft.call), url("call-edition", draft.call, 1)]
    assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(pilots[0])
    assert client.get(url("call-edition", draft.call, 1)).status_code == 200
    assert client.get(url("call-desk", draft.call)).status_code == 200
    assert "À l’étude" in text(client.get(reverse("grants:calls")))


def test_no_call_at_all_says_when_they_appear(client, territory):
    assert "Aucun appel n’est ouvert aujourd’hui" in text(client.get(reverse("grants:calls")))


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_list_takes_a_constant_number_of_queries(
    client, territory, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        make_edition(make_call(territory, title=f"Appel {number}"))
    with django_assert_max_num_queries(4):
        client.get(reverse("grants:calls"))


def test_a_call_goes_from_the_fiche_to_publication_through_its_pages(client, territory, pilots):
    state, metropole = pilots
    client.force_login(state)
    client.post(reverse("grants:call-new"), {"year": "2027", "title": "Cité 2027"})
    draft = CallEdition.objects.get()
    desk = url("call-desk", draft.call)
    assert client.post(url("call-agree", draft.call), {"version": draft.version}).url == desk
    client.force_login(metropole)
    draft.refresh_from_db()
    page = client.post(url("call-agree", draft.call), {"version": draft.version}, follow=True)
    assert "L’appel est publié" in text(page)
    assert edition_in_force(draft.call) == draft


def section(edition, slug, **values):
    return url("call-section", edition.call, slug), {"version": edition.version} | values


@pytest.fixture
def draft(client, territory, pilots):
    client.force_login(pilots[0])
    return make_edition(make_call(territory), state=EditionState.DRAFT)


def test_a_calendar_in_disorder_is_explained_and_keeps_what_was_typed(client, draft):
    days = {name: getattr(draft, name).isoformat() for name in CALENDAR}
    address, data = section(draft, "calendrier", **days | {"closes_on": "2026-10-01"})
    page = text(client.post(address, data))
    assert "Ce jour vient avant « Ouverture du dépôt »" in page and 'value="2026-10-01"' in page
    draft.refresh_from_db()
    assert draft.closes_on == date(2027, 1, 24)
    address, data = section(draft, "calendrier", **days | {"closes_on": "2027-01-31"})
    assert client.post(address, data).status_code == 302
    draft.refresh_from_db()
    assert draft.closes_on == date(2027, 1, 31)


def test_priorities_are_written_as_lines_and_keep_their_codes(client, draft):
    address, data = section(
        draft,
        "priorites",
        stakes="Premier enjeu\n\nSecond enjeu",
        priorities="Lever les freins au retour à l’emploi\n- Linguistique\n- Logement\nUne priorité nouvelle",
    )
    assert client.post(address, data).status_code == 302
    draft.refresh_from_db()
    assert [s["label"] for s in draft.stakes] == ["Premier enjeu", "Second enjeu"]
    assert [p["code"] for p in draft.priorities] == ["obstacles", "une_priorite_nouvelle", "other"]
    assert [i["code"] for i in draft.priorities[0]["items"]] == ["language", "logement"]
    page = text(client.get(address))
    assert "- Logement\nUne priorité nouvelle" in page and "Autre priorité facilitant" not in page


@pytest.mark.parametrize("slug", ["textes", "calendrier", "priorites", "pieces", "grille", "seuils"])
def test_a_section_saved_as_it_is_changes_nothing(client, draft, slug):
    address, _data = section(draft, slug)
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    before = CallEdition.objects.values().get()
    assert client.post(address, {k: v for k, v in data.items() if v not in (None, False)}).status_code == 302
    assert CallEdition.objects.values().get() == before


def test_a_grid_that_does_not_sum_to_100_is_refused(client, draft):
    address, _data = section(draft, "grille")
    form = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    page = text(client.post(address, data | {"row0_weight": "16"}))
    assert "Les poids de la grille ne font pas 100" in page and 'value="16"' in page


def test_a_row_without_a_name_goes_away_and_a_new_one_comes(client, draft):
    address, _data = section(draft, "pieces")
    form = client.get(address).context["form"]
    data = {b.html_name: b.value() for b in form if b.value() not in (None, False)}
    last = form.count - 1
    data |= {"row0_label": "", f"row{last}_label": "Budget prévisionnel", f"row{last}_of": ["association"]}
    assert client.post(address, data).status_code == 302
    draft.refresh_from_db()
    codes = [piece["code"] for piece in draft.pieces]
    assert "bank_details" not in codes and codes[-1] == "budget_previsionnel"


def test_bad_input_in_a_section_is_never_an_error_of_ours(client, draft):
    for slug in ("textes", "calendrier", "priorites", "grille", "seuils"):
        address, data = section(draft, slug, presentation="a\x00b", opens_on="31/02/2027", row0_weight="NaN")
        assert client.post(address, data).status_code == 200
        assert client.post(address, {}).status_code == 200
    assert client.get(url("call-section", draft.call, "inconnue")).status_code == 404


def test_a_published_call_is_corrected_and_shows_what_changes(client, call, pilots):
    client.force_login(pilots[0])
    assert "Remplissez ce champ" in text(client.post(url("call-correct", call), {"reason": " "}))
    client.post(url("call-correct", call), {"reason": "La date limite est repoussée."})
    correction = draft_of(call)
    page = text(client.get(url("call-desk", call)))
    assert "La date limite est repoussée." in page and "Rien n’a encore changé" in page
    days = {name: getattr(correction, name).isoformat() for name in CALENDAR}
    address, data = section(correction, "calendrier", **days | {"closes_on": "2027-01-31"})
    client.post(address, data)
    page = text(client.get(url("call-desk", call)))
    assert "<del>24 janvier 2027</del>" in page and "<ins>31 janvier 2027</ins>" in page
    for pilot in pilots:
        client.force_login(pilot)
        client.post(url("call-agree", call), {"version": draft_of(call).version})
    client.logout()
    page = text(client.get(url("call", call)))
    assert "au dimanche 31 janvier 2027" in page and "La date limite est repoussée." in page
    assert "<del>24 janvier 2027</del>" in text(client.get(url("call-edition", call, 2)))


def test_next_years_call_comes_from_one_button_pressed_twice(client, call, pilots):
    client.force_login(pilots[1])
    assert client.post(url("call-duplicate", call)).status_code == 302
    assert "porte déjà ce titre" in text(client.post(url("call-duplicate", call)))
    assert CallForProjects.objects.filter(year=2028).count() == 1


def test_a_stale_button_is_refused_in_words(client, draft):
    assert "Une autre personne a modifié" in text(
        client.post(url("call-abandon", draft.call), {"version": draft.version + 1})
    )
    client.post(url("call-abandon", draft.call), {"version": draft.version})
    again = client.post(url("call-abandon", draft.call), {"version": draft.version + 1})
    assert "n’est plus à l’étude" in text(again)


def test_funders_and_envelopes(client, territory, call, pilots):
    client.force_login(pilots[0])
    data = {"name": "État", "kind": "state", "act_kind": "order", "is_active": "on"}
    client.post(reverse("grants:funder-new"), data)
    funder = Funder.objects.get()
    assert "porte déjà ce nom" in text(client.post(reverse("grants:funder-new"), data))
    address = url("envelope", call, funder.uuid)
    assert "Écrivez un montant en chiffres" in text(
        client.post(address, {"amount": "beaucoup", "version": 0})
    )
    assert client.post(address, {"amount": "45000,50", "version": "0"}).status_code == 302
    envelope = Envelope.objects.get()
    assert envelope.amount == Decimal("45000.50")
    Envelope.objects.update(committed=Decimal("40000"))
    refused = client.post(address, {"amount": "39999", "version": envelope.version})
    assert "plus bas que ce qui est déjà attribué" in text(refused)
    assert "40" in text(client.get(url("envelopes", call)))


@pytest.mark.parametrize("role", [Role.CARRIER, Role.INSTRUCTOR, Role.FUNDER, Role.READER])
def test_others_open_no_desk(client, territory, call, role):
    client.force_login(make_user("other", role=role, territory=territory))
    funder = make_funder(territory)
    for address in (
        url("call-desk", call),
        url("call-section", call, "textes"),
        url("envelopes", call),
        url("envelope", call, funder.uuid),
        reverse("grants:funders"),
        reverse("grants:call-new"),
    ):
        assert client.get(address).status_code == 403


def test_the_self_test_answers_everything_at_once_and_keeps_nothing(
    client, call, django_assert_max_num_queries
):
    address = url("self-test", call)
    empty = text(client.get(address))
    assert "Il reste à répondre à quelques questions" in empty
    bad = {
        "residence": "watch",
        "starts_on": "2028-01-01",
        "innovation": "no",
        "partners": "no",
        "values": "no",
    }
    page = text(client.post(address, bad))
    for words in (
        "En l’état, non",
        "que des quartiers en veille active",
        "ne commence pas dans l’année",
        "n’apporte rien de nouveau",
        "Aucun partenaire",
        "n’est pas signé",
    ):
        assert words in page
    with django_assert_max_num_queries(5) as captured:
        client.post(address, bad)
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)


GOOD = {
    "carrier": "association",
    "residence": "priority",
    "place": "no",
    "age": "no",
    "starts_on": "2027-02-01",
    "ends_on": "2027-11-30",
    "priorities": ["obstacles"],
    "innovation": "yes",
    "partners": "yes",
    "articulation": "yes",
    "values": "yes",
    "reports": "yes",
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "Oui : votre projet répond à tous les critères"),
        ({"residence": "mixed"}, "seule la part de l’action pour les quartiers prioritaires compte"),
        ({"carrier": "to_confirm"}, "Oui, sous réserve de ce que les copilotes confirment"),
        ({"age": "yes"}, "Cette limite d’âge est-elle nécessaire ? Expliquez."),
        ({"age": "yes", "age_reason": "yes"}, "à confirmer par les deux copilotes"),
        ({"priorities": ["other"]}, "Vous avez choisi « autre priorité » : dites laquelle."),
        ({"reports": "no"}, "Vous pouvez déposer"),
        ({"carrier": "nonsense", "starts_on": "hier"}, "Il reste à répondre à quelques questions"),
    ],
)
def test_what_the_self_test_says(client, call, change, sentence):
    assert sentence in text(client.post(url("self-test", call), GOOD | change))


def test_the_self_test_gives_htmx_the_answer_alone(client, call):
    answer = client.post(url("self-test", call), GOOD, headers={"HX-Request": "true"})
    assert text(answer).lstrip().startswith('<section id="reponse"') and "<form" not in text(answer)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "La présentation"),
        ("?partie=grille", "La grille d’instruction"),
        ("?partie=seuils", "Seuils et délais, avec leur source"),
        ("?partie=nonsense", "La présentation"),
    ],
)
def test_an_edition_is_read_part_by_part(client, pilots, draft, query, shown):
    client.force_login(pilots[0])
    page = text(client.get(url("call-edition", draft.call, 1) + query))
    titles = ("La présentation", "La grille d’instruction", "Seuils et délais, avec leur source")
    assert [title for title in titles if title in page] == [shown]
