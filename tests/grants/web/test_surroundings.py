"""What an instructor reads around a file, its summary, and what waits for people."""

import io

import pytest
from django.test import RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from cite.core.dates import now
from cite.grants.adapters import reviewing
from cite.grants.enums import FundedSource, SimilarSource
from cite.grants.models import BudgetLine, FundedAction, ReachedDistrict, SimilarAction
from cite.grants.permissions.applications import carried_partners
from cite.grants.queries.similar import similar_actions
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def lina(territory):
    return grants.make_carrier_member(grants.make_carrier(territory, "Les Tisserands"), "lina")


@pytest.fixture
def make_file(territory, edition, lina):
    def make(title, partner=None, state="in_review", **fields):
        partner = partner or lina_partner(lina, territory)
        given = {"deposited_at": now(), "priorities": ["obstacles"]} | fields
        return grants.make_application(edition, partner, lina, state=state, title=title, **given)

    return make


def lina_partner(lina, territory):
    return carried_partners(lina, territory)[0]


def ask(source, user, territory):
    request = RequestFactory().get("/")
    request.user, request.territory = user, territory
    return [item.label for item in source(request)]


def test_similar_actions_other_files_and_subsidies(client, territory, make_file, claire):
    district = make_district(make_commune())
    mine = make_file("Garde d’enfants")
    make_file("Visites")
    elsewhere = make_file("Crèche mobile", grants.make_carrier(territory, "Autre"))
    make_file("Sans quartier commun", grants.make_carrier(territory, "Encore"))
    for file in (mine, elsewhere):
        ReachedDistrict.objects.create(territory=territory, application=file, district=district)
    FundedAction.objects.create(
        territory=territory,
        partner=mine.partner,
        year=2026,
        title="Ateliers",
        amount="4000.00",
        source=FundedSource.IMPORTED,
    )
    client.force_login(claire)
    page = client.get(reverse("grants:surroundings", args=[mine.uuid]))
    assert [(line.action.title, url) for line, url in page.context["similar"]] == [
        ("Crèche mobile", reverse("grants:application", args=[elsewhere.uuid]))
    ]
    assert [str(file) for file, _url, _amount in page.context["others"]] == ["Visites"]
    assert "Ateliers (2026)" in page.content.decode()
    assert "Bilan non reçu" in page.content.decode()


def test_similar_actions_are_those_the_carrier_saw_with_what_she_says(client, territory, make_file, claire):
    mine = make_file("Permis citoyen mobilité")
    partner = grants.make_carrier(territory, "Association fictive")
    funded = grants.make_funded_action(partner, year=2026, title="Permis citoyen mobilité")
    SimilarAction.objects.create(
        territory=territory,
        application=mine,
        source=SimilarSource.FUNDED_ACTION,
        key=str(funded.uuid),
        answer="Nous travaillons avec elle.",
    )
    hidden = grants.make_carrier(territory, "Refuge fictif")
    hidden.is_sensitive = True
    hidden.save()
    make_file("Permis citoyen mobilité", hidden)
    client.force_login(claire)
    page = client.get(reverse("grants:surroundings", args=[mine.uuid]))
    assert [(line.action.key, line.answer, url) for line, url in page.context["similar"]] == [
        (
            str(funded.uuid),
            "Nous travaillons avec elle.",
            reverse("grants:funded-action", args=[funded.uuid]),
        )
    ]
    assert [line for line, _url in page.context["similar"]] == similar_actions(mine)


def test_the_summary_as_a_page_and_as_a_pdf(client, make_file, claire):
    file = make_file("Garde d’enfants", answers={"need": "Un besoin constaté"})
    grants.make_review(
        file,
        claire,
        conflict="none",
        opinion="favorable",
        words="Très utile",
        submitted_at=now(),
        marks={c["code"]: 4 for c in file.edition.grid},
    )
    client.force_login(claire)
    page = client.get(reverse("grants:summary", args=[file.uuid])).content.decode()
    assert "Un besoin constaté" in page and "80,0 / 100" in page
    pdf = client.get(reverse("grants:summary-pdf", args=[file.uuid]))
    reader = PdfReader(io.BytesIO(pdf.content))
    text = reader.pages[0].extract_text()
    assert "Un besoin constaté" in text and "Très utile" in text
    assert len(reader.pages) == 1


def test_the_summary_says_the_money_the_corrections_and_what_looks_like_it(
    client, territory, make_file, claire
):
    file = make_file("Permis citoyen mobilité", answers={"participants_max": 12})
    BudgetLine.objects.create(territory=territory, application=file, account="75_dues", amount=1000)
    grants.make_remark(file, claire, text="Quels horaires ?", reply="Le soir.")
    partner = grants.make_carrier(territory, "Relais fictif")
    grants.make_funded_action(partner, year=2026, title="Permis citoyen mobilité")
    client.force_login(claire)
    page = client.get(reverse("grants:summary", args=[file.uuid]))
    facts = dict(page.context["facts"])
    assert (facts["Numéro"], facts["Public"]) == (file.number, "12 participants")
    rows = {
        name: [[str(column.read(row)) for column in table.columns] for row in table.rows]
        for name in ("remarks", "similar")
        if (table := page.context[name])
    }
    assert rows == {
        "remarks": [["Quel besoin avez-vous constaté\xa0?", "Quels horaires ?", "Le soir."]],
        "similar": [
            ["Permis citoyen mobilité", "Relais fictif", "2026", "Presque le même titre", "Pas de réponse"]
        ],
    }
    assert [str(part.percent) for part in page.context["plan"].rows] == ["100.0"]


def test_the_summary_hides_the_marks_from_who_owes_hers(client, make_file, claire):
    file = make_file("Garde d’enfants")
    grants.make_review(file, claire, conflict="none")
    other = {"conflict": "none", "submitted_at": now(), "opinion": "favorable", "words": "Très utile"}
    grants.make_review(file, make_user("farah"), side="metropole", **other)
    client.force_login(claire)
    page = client.get(reverse("grants:summary", args=[file.uuid])).content.decode()
    assert "Très utile" not in page
    assert "Les notes vous seront montrées quand vous aurez rendu les vôtres." in page
    pdf = client.get(reverse("grants:summary-pdf", args=[file.uuid])).content
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Très utile" not in text
    assert "Notes masquées" in text


def test_what_waits_for_each(territory, make_file, claire, lina):
    make_file("À prendre", state="deposited")
    reviewed = make_file("À instruire")
    grants.make_review(reviewed, claire)
    grants.make_remark(make_file("À compléter", state="to_correct"), claire)
    assert ask(reviewing.files_to_take_up, claire, territory) == ["1 dossier à prendre en charge"]
    assert ask(reviewing.files_to_take_up, lina, territory) == []
    assert ask(reviewing.reviews_to_give, claire, territory) == ["Instruire\xa0: À instruire"]
    assert ask(reviewing.corrections_to_answer, lina, territory) == [
        "Compléter votre dossier\xa0: À compléter"
    ]
    assert ask(reviewing.corrections_to_answer, claire, territory) == []


def test_the_search_finds_only_what_one_sees(territory, make_file, claire, lina):
    make_file("Garde d’enfants")
    make_file("Garde secrète", grants.make_carrier(territory), state="draft", deposited_at=None)
    request = RequestFactory().get("/")
    request.territory = territory
    for user in (claire, lina):
        request.user = user
        assert [hit.label for hit in reviewing.search_files(request, ["garde"], 5)] == ["Garde d’enfants"]
