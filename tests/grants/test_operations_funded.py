"""What was funded before: imported once, refused with a remedy, a bilan noted with its proof, a mistake corrected."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.grants.adapters.funded_lists import FundedList
from cite.grants.enums import FundedObjection as O
from cite.grants.enums import FundedSource, GateStage, ReportAct, ReportObjection, ReportState
from cite.grants.models import FundedAction, ReportFile
from cite.grants.operations.funded import correct_funded_action, note_report_received
from cite.grants.operations.report_reading import accept_report, return_report
from cite.grants.operations.report_received import accept_received
from cite.grants.operations.reports import expect_reports
from cite.grants.permissions.funded import can_read_proof
from cite.grants.permissions.reports import can_read_report_file
from cite.grants.queries.funded import funded_actions, state_of
from cite.grants.queries.report_gate import gate_of
from cite.grants.queries.report_lists import late_reports
from cite.imports.ports import ImportContext
from cite.imports.rules.cells import parse_row
from tests.factories.accounts import make_user
from tests.factories.grants import make_call, make_carrier, make_carrier_member, make_edition, make_funder
from tests.factories.reports import make_granted, make_version, report_of
from tests.refusals import objections_to

SIRET = "73282932000074"
HEADERS = tuple(field.name for field in FundedList.fields)
ROW = {
    "siret": "732 829 320 00074",
    "year": "2025",
    "title": "Ateliers mobilité",
    "funder_name": "État",
    "amount": "8 000,50",
}
pytestmark = pytest.mark.usefixtures("winter")


@pytest.fixture
def winter():
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Les Passerelles", siret=SIRET)


def bring(territory, by, *rows):
    kind = FundedList()
    mapping = {name: number for number, name in enumerate(HEADERS)}
    parsed = [
        parse_row(line, [row.get(name, "") for name in HEADERS], mapping, kind.fields, list(HEADERS))
        for line, row in enumerate(rows, start=2)
    ]
    return kind.process(parsed, ImportContext(territory=territory, by=by))


def results(outcomes):
    return [outcome.counted[0] for outcome in outcomes]


def proof(content=b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", name="bilan.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_row_is_kept_once_and_completed_later(territory, sofia, carrier):
    assert results(bring(territory, sofia, ROW, ROW)) == ["added", "unchanged"]
    funded = FundedAction.objects.get()
    assert (funded.partner, funded.year, funded.amount) == (carrier, 2025, Decimal("8000.50"))
    assert funded.source == FundedSource.IMPORTED and funded.report_received_on is None
    assert not gate_of(carrier, 2027, GateStage.ADMISSIBILITY, date(2026, 12, 1))
    later = ROW | {"report_received_on": "30/06/2026", "amount": "1"}
    assert results(bring(territory, sofia, later)) == ["updated"]
    funded.refresh_from_db()
    assert (funded.amount, funded.report_received_on) == (Decimal("8000.50"), date(2026, 6, 30))
    assert gate_of(carrier, 2027, GateStage.ADMISSIBILITY, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"siret": "55208131766522"}, O.UNKNOWN_SIRET),
        ({"siret": "73282932000075"}, O.BAD_SIRET),
        ({"siret": "abc"}, O.BAD_SIRET),
        ({"year": "1999"}, O.BAD_YEAR),
        ({"amount": "-1"}, O.NEGATIVE_AMOUNT),
        ({"report_received_on": "01/01/2027"}, O.IN_THE_FUTURE),
        ({"report_received_on": "31/12/2024"}, O.BEFORE_THE_YEAR),
    ],
)
def test_a_row_that_makes_no_sense_creates_nothing_and_says_what_to_do(
    territory, sofia, carrier, change, objection
):
    (outcome,) = bring(territory, sofia, ROW | change)
    assert outcome.refused and outcome.remark == str(objection.label)
    assert not FundedAction.objects.exists()


def test_a_cell_that_is_not_read_refuses_the_row(territory, sofia, carrier):
    (outcome,) = bring(territory, sofia, ROW | {"report_received_on": "hier"})
    assert outcome.refused and not FundedAction.objects.exists()


def test_who_imports(territory, carrier):
    for role in (Role.INSTRUCTOR, Role.CARRIER, Role.FUNDER):
        user = make_user(f"x{role}", role=role, territory=territory)
        assert not FundedList().can_import(user, territory)
        (outcome,) = bring(territory, user, ROW)
        assert outcome.refused
    assert not FundedAction.objects.exists()


@pytest.fixture
def funded(territory, sofia, carrier):
    bring(territory, sofia, ROW)
    return FundedAction.objects.get()


def test_a_bilan_received_by_another_way_opens_the_gate_with_its_proof(territory, sofia, carrier, funded):
    noted = note_report_received(
        funded=funded, on=date(2026, 7, 1), is_final=True, proof=proof(), version=1, by=sofia
    )
    assert noted.received_outside and noted.noted_by == sofia
    assert gate_of(carrier, 2027, GateStage.ADMISSIBILITY, date(2026, 12, 1))
    lea = make_carrier_member(carrier, "lea")
    stranger = make_carrier_member(make_carrier(territory), "zoe")
    assert can_read_proof(lea, noted.proof) and not can_read_proof(stranger, noted.proof)
    again = {"funded": funded, "on": date(2026, 7, 2), "is_final": True, "proof": proof(), "by": sofia}
    assert objections_to(note_report_received, **again, version=1) == (SaveObjection.CHANGED_MEANWHILE,)


def test_a_bilan_is_not_noted_by_its_carrier_nor_for_tomorrow(territory, sofia, carrier, funded):
    given = {"funded": funded, "is_final": True, "proof": proof(), "version": 1}
    lea = make_carrier_member(carrier, "lea")
    assert objections_to(note_report_received, **given, on=date(2026, 7, 1), by=lea) == (O.DESK_ONLY,)
    assert objections_to(note_report_received, **given, on=date(2026, 12, 2), by=sofia) == (O.IN_THE_FUTURE,)
    with pytest.raises(Refused):
        note_report_received(
            funded=funded,
            on=date(2026, 7, 1),
            is_final=True,
            proof=proof(b"MZ\x90\x00" * 50, "bilan.exe"),
            version=1,
            by=sofia,
        )


def test_a_mistake_is_corrected_with_a_reason(territory, sofia, carrier, funded):
    given = {
        "funded": funded,
        "title": "Ateliers mobilité",
        "funder_name": "État",
        "amount": Decimal("800.05"),
        "interim_received_on": None,
        "report_received_on": None,
        "version": 1,
        "by": sofia,
    }
    assert objections_to(correct_funded_action, **given, note=" ") == (O.NO_REASON,)
    corrected = correct_funded_action(**given, note="Virgule mal placée.")
    assert corrected.amount == Decimal("800.05")
    bring(territory, sofia, ROW | {"title": "Autre"})
    other = FundedAction.objects.get(title="Autre")
    assert objections_to(correct_funded_action, **given | {"funded": other}, note="X") == (O.SAME_ACTION,)
    FundedAction.objects.filter(pk=other.pk).update(source=FundedSource.HERE, title="Ici")
    assert objections_to(correct_funded_action, **given | {"funded": other, "title": "Z"}, note="X") == (
        O.FUNDED_HERE,
    )
    lea = make_carrier_member(carrier, "lea")
    assert objections_to(correct_funded_action, **given | {"by": lea}, note="X") == (O.MANAGERS_ONLY,)


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_list_takes_a_constant_number_of_queries(
    territory, sofia, carrier, how_many, django_assert_num_queries
):
    bring(territory, sofia, *(ROW | {"title": f"Action {n}"} for n in range(how_many)))
    sofia.__dict__.pop("_roles_by_territory", None)
    list(funded_actions(sofia, territory))
    with django_assert_num_queries(1):
        assert [state_of(row) for row in funded_actions(sofia, territory)] == ["missing"] * how_many


def test_the_pages_lead_from_the_list_to_the_proof(client, territory, sofia, funded):
    client.force_login(sofia)
    page = client.get(reverse("grants:funded")).content.decode()
    assert "Ateliers mobilité" in page and "Non produit" in page and "Importer la liste" in page
    address = reverse("grants:funded-received", args=[funded.uuid])
    wrong = client.post(address, {"is_final": "yes", "on": "2026-12-24", "version": "1", "proof": proof()})
    assert "n’est pas encore venu" in wrong.content.decode()
    answer = client.post(
        address, {"is_final": "yes", "on": "2026-07-01", "version": "1", "proof": proof()}, follow=True
    )
    assert "noté comme produit" in answer.content.decode() and "Ouvrir la preuve" in answer.content.decode()
    csv = client.get(reverse("grants:funded") + "?format=csv")
    assert "Produit" in b"".join(csv.streaming_content).decode()
    correct = reverse("grants:funded-correct", args=[funded.uuid])
    page = client.post(
        correct, {"title": "Ateliers", "amount": "abc", "note": "Nom.", "version": "2"}
    ).content.decode()
    assert "Écrivez un montant" in page and 'value="abc"' in page


class TestReceivedByAnotherWay:
    """A bilan of an action funded here, that came by post."""

    @pytest.fixture
    def report(self, territory, sofia, carrier):
        lea = make_carrier_member(carrier, "lea")
        edition = make_edition(make_call(territory, year=2025))
        application, _award = make_granted(edition, carrier, make_funder(territory), lea)
        return report_of(expect_reports(application=application, by=sofia))

    @pytest.fixture
    def noted(self, report, sofia):
        given = {"funded": report.funded_action, "is_final": True, "proof": proof(), "by": sofia}
        note_report_received(**given, on=date(2026, 7, 1), version=report.funded_action.version)
        return report_of(report.funded_action)

    def balance(self, report):
        application = report.funded_action.application
        return bool(gate_of(application.partner, 2025, GateStage.BALANCE, date(2026, 12, 1), application))

    def accept(self, report, by, reason="Lu par le service, courrier du 12 juillet.", **fields):
        given = {"report": report, "reason": reason, "proof": proof(), "version": report.version} | fields
        return accept_received(**given, by=by)

    def test_it_is_produced_nobody_is_reminded_and_the_balance_waits(self, territory, noted):
        assert (noted.state, noted.first_deposited_at.date()) == (ReportState.DEPOSITED, date(2026, 7, 1))
        assert not late_reports(territory, date(2026, 12, 1)).filter(kind="final").exists()
        assert not self.balance(noted)

    def test_it_is_accepted_on_a_proof_which_releases_the_balance(self, noted, carrier, sofia):
        assert objections_to(accept_report, report=noted, by=sofia) == (ReportObjection.ACCEPT_ON_PROOF,)
        assert objections_to(self.accept, report=noted, by=sofia, reason="  ") == (
            ReportObjection.ACCEPT_REASON,
        )
        accepted = self.accept(noted, sofia)
        assert (accepted.state, accepted.decided_by, self.balance(noted)) == ("accepted", sofia, True)
        entry = Entry.objects.get(action=ReportAct.ACCEPT)
        assert entry.changes["reason"][1] == "Lu par le service, courrier du 12 juillet."
        joined = ReportFile.objects.get()
        assert (joined.piece, joined.added_by) == ("proof", sofia)
        assert can_read_report_file(sofia, joined.file)
        again = self.accept(noted, sofia, version=accepted.version)
        assert (again.version, ReportFile.objects.count()) == (accepted.version, 1)

    def test_not_by_its_carrier_nor_over_a_change_nor_what_was_deposited_here(self, noted, sofia, carrier):
        lea = User.objects.get(full_name="Lea")
        assert objections_to(self.accept, report=noted, by=lea) == (ReportObjection.DESK_READS,)
        assert objections_to(self.accept, report=noted, by=sofia, version=1) == (
            SaveObjection.CHANGED_MEANWHILE,
        )
        make_version(noted, lea)
        assert objections_to(self.accept, report=noted, by=sofia) == (ReportObjection.DEPOSITED_HERE,)

    def test_sent_back_it_is_no_longer_produced(self, noted, sofia):
        return_report(report=noted, remarks={}, general="Illisible.", by=sofia)
        noted.funded_action.refresh_from_db()
        assert noted.funded_action.report_received_on is None

    def test_the_page_offers_it_and_keeps_what_was_typed(self, client, noted, sofia):
        client.force_login(sofia)
        address = reverse("grants:report-accept-received", args=[noted.uuid])
        home = reverse("grants:report", args=[noted.uuid])
        assert address in client.get(home).content.decode()
        typed = {"reason": "Lu.", "version": noted.version}
        missing = client.post(address, typed)
        assert missing.status_code == 200 and "Lu." in missing.content.decode()
        sent = client.post(address, typed | {"proof": proof()})
        assert sent.url == home
        page = client.get(home).content.decode()
        assert "Preuves de ce bilan" in page and address not in page


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"amount": "9999999999.99"}, "added"),
        ({"amount": "10000000000"}, "refused"),
        ({"amount": "99999999999999999999"}, "refused"),
        ({"amount": "8000,005"}, "refused"),
        ({"amount": "NaN"}, "refused"),
        ({"amount": "Infinity"}, "refused"),
        ({"amount": "1e9"}, "added"),
        ({"amount": "0"}, "added"),
        ({"amount": ""}, "added"),
        ({"amount": "=1+1"}, "refused"),
        ({"year": "99999999999999999999"}, "refused"),
        ({"year": "2025,5"}, "refused"),
        ({"year": ""}, "refused"),
        ({"report_received_on": "31/02/2026"}, "refused"),
        ({"report_received_on": "30/06/0026"}, "refused"),
        ({"report_received_on": "2026-06-30"}, "added"),
        ({"title": '=HYPERLINK("http://x.example";"clic")'}, "added"),
        ({"title": "x" * 300}, "refused"),
        ({"title": "a\x00b"}, "added"),
        ({"title": "   "}, "refused"),
        ({"funder_name": "f" * 300}, "refused"),
        ({"siret": "' OR 1=1 --"}, "refused"),
        ({"siret": "732829320000741"}, "refused"),
        ({"siret": "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"}, "refused"),
    ],
)
def test_what_people_and_machines_put_in_cells(territory, sofia, carrier, change, result):
    (outcome,) = bring(territory, sofia, ROW | change)
    assert (outcome.counted[0], outcome.refused) == (result, result == "refused")
    assert FundedAction.objects.count() == (result == "added")
    for funded in FundedAction.objects.all():
        assert "\x00" not in funded.title
