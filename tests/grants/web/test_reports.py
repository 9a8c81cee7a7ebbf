"""The pages of bilans, in the hands of a carrier, of its representative, of those who fund."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import ReportState, ReportStep
from cite.grants.models import ActivityReport, ReportFile
from cite.grants.rules.answers import fingerprint
from cite.ui.waiting import waiting_for
from tests.factories.files import make_upload
from tests.factories.grants import make_carrier, make_carrier_member
from tests.factories.meetings import make_organizer
from tests.factories.reports import (
    deposited,
    fill_report,
    make_imported,
    make_report,
    make_version,
    many_reports,
)
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
NOTHING = fingerprint("")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@pytest.fixture
def carrier(territory):
    territory.host = "testserver"
    territory.save()
    return make_carrier(territory, "Association des Essais")


@pytest.fixture
def ines(carrier):
    return make_carrier_member(carrier, "ines")


@pytest.fixture
def odile(carrier):
    return make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def sofia(territory):
    return make_organizer(territory)


@pytest.fixture
def report(carrier):
    return make_report(make_imported(carrier))


def at(name, report, *more):
    return reverse(f"grants:{name}", args=[report.uuid, *more])


def fresh(report):
    return ActivityReport.objects.get(pk=report.pk)


class TestWriting:
    def test_a_carrier_begins_writes_and_goes_on(self, client, report, ines):
        client.force_login(ines)
        answer = client.post(at("report-begin", report))
        assert answer["Location"] == at("report-step", report, "story")
        text = {
            "answer:implementation": "Douze ateliers.",
            "seen-answer:implementation": NOTHING,
        }
        answer = client.post(at("report-step", report, "story"), text)
        assert answer["Location"] == at("report-step", report, "people")
        assert fresh(report).answers == {"implementation": "Douze ateliers."}

    def test_what_is_refused_stays_on_the_page_and_the_rest_is_saved(self, client, report, ines):
        client.force_login(ines)
        client.post(at("report-begin", report))
        typed = {"figure:people": "vingt", "seen-figure:people": NOTHING} | {
            "answer:detection": "Au marché.",
            "seen-answer:detection": NOTHING,
        }
        page = client.post(at("report-step", report, "people"), typed)
        assert 'value="vingt"' in page.content.decode()
        assert fresh(report).answers == {"detection": "Au marché."}
        again = page.context["form"]
        assert again["seen-answer:detection"].value() == fingerprint("Au marché.")

    def test_two_people_on_one_answer_see_both(self, client, report, ines, odile):
        client.force_login(ines)
        client.post(at("report-begin", report))
        name = "answer:implementation"
        client.post(at("report-autosave", report), {"key": name, name: "Ici.", f"seen-{name}": NOTHING})
        client.force_login(odile)
        body = {"key": name, name: "Là.", f"seen-{name}": NOTHING}
        told = client.post(at("report-autosave", report), body).json()
        assert (told["state"], told["stored"], told["seen"]) == ("conflict", "Ici.", fingerprint("Ici."))
        assert "Ici." in told["html"]
        page = client.post(at("report-step", report, "story"), {name: "Là.", f"seen-{name}": NOTHING})
        assert "Ici." in page.content.decode() and ">\nLà.</textarea>" in page.content.decode()
        client.post(at("report-step", report, "story"), {name: "Ici, là.", f"seen-{name}": told["seen"]})
        assert fresh(report).answers == {"implementation": "Ici, là."}

    def test_a_document_is_joined_and_taken_back(self, client, report, ines):
        client.force_login(ines)
        client.post(at("report-begin", report))
        upload = make_upload(PDF, "rapport.pdf")
        client.post(at("report-files", report), {"piece": "activity_report", "file": upload})
        (joined,) = ReportFile.objects.all()
        assert (joined.piece, joined.file.name) == ("activity_report", "rapport.pdf")
        client.post(at("report-file-remove", report, joined.uuid))
        assert ReportFile.objects.count() == 0

    @pytest.mark.parametrize("step", ["money", "pieces", "deposit", "nothing"])
    def test_an_interim_bilan_has_no_such_step(self, client, carrier, ines, step):
        report = make_report(make_imported(carrier), "interim", state="drafting")
        client.force_login(ines)
        assert client.get(at("report-step", report, step)).status_code == 404


class TestDepositing:
    def test_a_writer_is_told_who_certifies(self, client, report, ines):
        client.force_login(ines)
        page = client.get(at("report-deposit", fill_report(report, ines)))
        assert "représentant légal" in page.content.decode()
        assert "Certifier et déposer</button>" not in page.content.decode()

    def test_a_double_click_deposits_once(self, client, report, ines, odile):
        full = fill_report(report, ines)
        client.force_login(odile)
        form = {"version": full.version, "function": "Présidente", "certified": "on"}
        answers = [client.post(at("report-deposit", report), form) for _time in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert fresh(report).state == ReportState.DEPOSITED
        page = client.get(at("report", report)).content.decode()
        assert "Bilan reçu, en cours de lecture : votre demande avance." in page.replace("\xa0", " ")

    def test_what_is_missing_is_said_and_linked(self, client, report, ines, odile):
        client.force_login(odile)
        client.post(at("report-begin", report))
        version = fresh(report).version
        form = {"version": version, "function": "Présidente", "certified": "on"}
        page = client.post(at("report-deposit", report), form).content.decode()
        assert at("report-step", report, "people") in page
        assert fresh(report).state == ReportState.DRAFTING

    def test_what_is_missing_is_grouped_by_step_each_point_leading_to_its_field(self, client, report, odile):
        client.force_login(odile)
        client.post(at("report-begin", report))
        page = client.get(at("report-deposit", report))
        groups = page.context["lacks"]
        assert [group.label for group in groups] == [str(step.label) for step in list(ReportStep)[:-1]]
        assert sum(len(group.lines) for group in groups) == page.context["lacking"]
        story = at("report-step", report, "story")
        (_sentence, first), *_others = groups[0].lines
        assert first == f"{story}#id_answer:implementation"
        assert 'id="id_answer:implementation"' in client.get(story).text
        fill_report(fresh(report), odile)
        page = client.get(at("report-deposit", report))
        assert [group.lines for group in page.context["complete"]] == [[]] * 5


class TestReading:
    def test_small_counts_are_masked_for_those_who_fund_only(self, client, report, ines, odile, sofia):
        deposited(report, ines, odile)
        for person, expected in ((sofia, "&lt; 5"), (ines, "4")):
            client.force_login(person)
            table = client.get(at("report-read", report)).context["figures"]
            values = {row[0].value: row[1].value for row in table.lines}
            assert values["dont personnes «\xa0hors radars\xa0»"] == expected.replace("&lt;", "<")

    def test_a_draft_is_not_read_by_those_who_fund(self, client, report, ines, sofia):
        fill_report(report, ines)
        client.force_login(sofia)
        page = client.get(at("report-read", report)).content.decode()
        assert "Douze ateliers" not in page and "Rien n’est encore déposé" in page
        assert client.get(at("report-pdf", report)).status_code == 403

    def test_return_then_accept(self, client, report, ines, odile, sofia):
        deposited(report, ines, odile)
        client.force_login(sofia)
        client.post(at("report-return", report), {"money": "Détaillez la ligne 60."})
        client.force_login(ines)
        page = client.get(at("report", report)).content.decode()
        assert "Détaillez la ligne 60." in page and at("report-step", report, "money") in page
        client.force_login(odile)
        form = {"version": fresh(report).version, "function": "Présidente", "certified": "on"}
        client.post(at("report-deposit", report), form)
        client.force_login(sofia)
        client.post(at("report-accept", report))
        client.post(at("report-accept", report))
        assert fresh(report).state == ReportState.ACCEPTED

    def test_two_versions_show_what_differs_only(self, client, report, ines):
        make_version(report, ines)
        make_version(report, ines, number=2, answers={"implementation": "Dit mieux.", "worked": "Tout."})
        client.force_login(ines)
        table = client.get(at("report-compare", report)).context["table"]
        assert [[cell.value for cell in line] for line in table.lines] == [
            ["Décrivez précisément la mise en œuvre de l’action", "Dit.", "Dit mieux."],
            ["Ce qui a bien marché", "–", "Tout."],
        ]

    @pytest.mark.parametrize(
        ("name", "start"), [("report-pdf", b"%PDF"), ("report-docx", b"PK"), ("report-xlsx", b"PK")]
    )
    def test_the_documents(self, client, report, ines, odile, sofia, name, start):
        deposited(report, ines, odile)
        client.force_login(sofia)
        content = client.get(at(name, report)).content
        assert content.startswith(start)
        if start == b"PK":
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


class TestLists:
    def test_an_older_action_is_offered_then_listed(self, client, carrier, ines):
        funded = make_imported(carrier, title="Ateliers d’hier")
        client.force_login(ines)
        page = client.get(reverse("grants:reports")).content.decode()
        assert reverse("grants:report-open", args=[funded.uuid]) in page
        client.post(reverse("grants:report-open", args=[funded.uuid]))
        assert ActivityReport.objects.get().funded_action == funded
        page = client.get(reverse("grants:reports")).content.decode()
        assert reverse("grants:report-open", args=[funded.uuid]) not in page

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("", ["Un", "Deux", "Trois"]),
            ("?state=deposited", ["Deux"]),
            ("?year=2025", ["Trois"]),
            ("?due=late", ["Un"]),
            ("?due=soon", []),
            ("?kind=interim", ["Trois"]),
            ("?state=nothing&year=x", ["Un", "Deux", "Trois"]),
        ],
    )
    def test_filters(self, client, carrier, sofia, asked, expected):
        late = {"due_on": "2020-06-30"}
        make_report(make_imported(carrier, title="Un"), **late)
        make_report(make_imported(carrier, title="Deux"), state="deposited", due_on="2020-07-01")
        make_report(make_imported(carrier, title="Trois", year=2025), "interim", due_on="2099-07-01")
        client.force_login(sofia)
        table = client.get(reverse("grants:reports") + asked).context["table"]
        assert [line[0].value for line in table.lines] == expected

    def test_the_list_takes_the_same_queries_at_any_length(self, client, carrier, sofia):
        client.force_login(sofia)
        url = reverse("grants:reports")
        counts = queries_as_it_grows(client, url, lambda count: many_reports(carrier, count))
        assert len(set(counts)) == 1, counts

    def test_another_carrier_sees_nothing(self, client, territory, report):
        client.force_login(make_carrier_member(make_carrier(territory), "omar"))
        assert client.get(at("report", report)).status_code == 404
        assert client.get(reverse("grants:reports")).context["table"].lines == []


def test_the_home_page_says_what_waits(rf, territory, report, ines, sofia):
    type(report).objects.filter(pk=report.pk).update(due_on="2020-06-30")
    for person, label in ((ines, "Bilan à déposer : Ateliers d’hier"), (sofia, "Bilans en retard")):
        request = rf.get("/")
        request.user, request.territory = person, territory
        assert label in [str(item.label).replace("\xa0", " ") for item in waiting_for(request)]


class TestFindingOnesWay:
    def test_its_home_leads_to_the_first_step_that_lacks_something(self, client, report, ines):
        client.force_login(ines)
        assert client.get(at("report", report)).context["next_step"] is None
        client.post(at("report-begin", report))
        home = client.get(at("report", report))
        step = home.context["next_step"]
        assert (step.label, step.url) == (
            "Continuer\xa0: Ce qui a été fait",
            at("report-step", report, "story"),
        )
        assert [line.is_last for line in home.context["steps"]] == [False] * 5 + [True]
        assert [(line.url, line.lacking) for line in home.context["steps"][:-1]] == [
            (group.url, len(group.lines)) for group in home.context["lacks"]
        ]
        fill_report(fresh(report), ines)
        home = client.get(at("report", report))
        assert (home.context["next_step"], home.context["lacking"]) == (None, 0)
        assert "il reste à certifier et à déposer" in home.content.decode()

    def test_the_realized_budget_names_each_amount_after_its_line(self, client, report, ines):
        fill_report(report, ines)
        client.force_login(ines)
        page = client.get(at("report-step", report, "money"))
        (column,) = page.context["form"].columns
        assert (column.title, [group.label for group in column.groups]) == (
            "Charges",
            ["60 Achats matières et fournitures"],
        )
        (line,) = column.groups[0].lines
        assert [field.label for field in (line.amount, *line.more)] == [
            "60 Achats matières et fournitures",
            "Prévu, en euros",
            "Explication de l’écart",
        ]
        drawn = page.content.decode()
        assert [name for name in page.context["form"].fields if f'name="{name}"' not in drawn] == []
