"""What is known of a file, on real rows: districts, commitment, bilans, rulings."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cite.actors.enums import CommitmentKind, LegalForm, OrganizationKind
from cite.actors.models import Commitment
from cite.actors.queries.commitments import has_signed
from cite.actors.rules.commitments import default_text
from cite.core.dates import today
from cite.grants.enums import (
    CallPhase,
    CarrierKind,
    EditionState,
    EligibilityGap,
    EligibilityObjection,
    EligibilityWarning,
    FundedSource,
    GateStage,
    ReportGateObjection,
    ReportKind,
    ReportState,
    RulingOutcome,
    RulingSubject,
)
from cite.grants.models import ActivityReport, FundedAction, Pledge, ReachedDistrict, Ruling, SimilarAction
from cite.grants.queries.calls import edition_in_force, is_open, open_editions, parameters_of, phase_of
from cite.grants.queries.eligibility import facts_of, rulings_of, verdict_of
from cite.grants.queries.report_gate import gate_of
from cite.territories.enums import DistrictKind
from tests.factories.accounts import make_user
from tests.factories.actors import make_text
from tests.factories.grants import make_application, make_call, make_carrier, make_edition
from tests.factories.territories import make_commune, make_district

ON = date(2026, 12, 1)


@pytest.fixture
def writer(territory):
    return make_user("lea")


@pytest.fixture
def application(territory, writer):
    edition = make_edition(make_call(territory), writer)
    answers = {
        "age_limit": "no",
        "innovation": "Une autre manière.",
        "articulation": "Avec le centre social.",
    }
    return make_application(
        edition,
        make_carrier(territory, "Les Passerelles"),
        writer,
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 11, 30),
        priorities=["obstacles"],
        answers=answers,
    )


def reach(application, *districts):
    for district in districts:
        ReachedDistrict.objects.create(
            territory=application.territory, application=application, district=district
        )


def sign(partner, writer, kind=CommitmentKind.REPUBLICAN_COMMITMENT):
    title, body = default_text(kind)
    text = make_text(partner.territory, kind=kind, title=title, body=body)
    return Commitment.objects.create(
        territory=partner.territory,
        partner=partner,
        text=text,
        organization_name=str(partner),
        signed_by=writer,
        signatory_name="Léa",
        signatory_function="Présidente",
        signed_at=datetime(2026, 11, 2, tzinfo=UTC),
        sha256=text.sha256,
    )


def test_a_complete_file_is_eligible(territory, writer, application):
    reach(application, make_district(make_commune()))
    Pledge.objects.create(territory=territory, application=application, name="Mission locale")
    sign(application.partner, writer)
    verdict = verdict_of(application, ON)
    assert verdict.for_admissibility and verdict.warnings == ()


def test_an_empty_file_lacks_everything_and_is_refused_nothing(territory, writer, application):
    empty = make_application(application.edition, application.partner, writer)
    verdict = verdict_of(empty, ON)
    assert verdict.decision
    assert verdict.missing.objections == (
        EligibilityGap.DISTRICTS,
        EligibilityGap.AGE,
        EligibilityGap.STARTS_ON,
        EligibilityGap.ENDS_ON,
        EligibilityGap.PRIORITIES,
        EligibilityGap.INNOVATION,
        EligibilityGap.NETWORK,
        EligibilityGap.ARTICULATION,
        EligibilityGap.VALUES,
    )


def test_watch_districts_alone_refuse_and_mixed_ones_warn(territory, application):
    commune = make_commune()
    watch = make_district(commune, kind=DistrictKind.WATCH, label="Le Soleil fictif")
    reach(application, watch)
    assert EligibilityObjection.ONLY_WATCH_DISTRICTS in verdict_of(application, ON).decision.objections
    reach(application, make_district(commune))
    verdict = verdict_of(application, ON)
    assert verdict.decision and EligibilityWarning.MIXED_DISTRICTS in verdict.warnings


def test_a_district_of_elsewhere_or_withdrawn_does_not_count(territory, application):
    elsewhere = make_district(make_commune("69123", "Lyon", epci_code="200046977"), code="QN06901A")
    withdrawn = make_district(make_commune(), code="QN04299X", is_withdrawn=True)
    reach(application, elsewhere, withdrawn)
    assert EligibilityObjection.NO_PRIORITY_DISTRICT in verdict_of(application, ON).decision.objections


def test_the_commitment_is_that_of_the_kind_of_carrier(territory, writer, application):
    assert facts_of(application, ON).values_signed is None
    make_text(territory, kind=CommitmentKind.REPUBLICAN_COMMITMENT, title="CER", body="Texte.")
    assert facts_of(application, ON).values_signed is False
    town = make_carrier(
        territory,
        "Commune de Valfleuri",
        kind=OrganizationKind.COMMUNE,
        legal_form=LegalForm.LOCAL_AUTHORITY,
    )
    sign(town, writer, CommitmentKind.REPUBLICAN_VALUES)
    town_file = make_application(application.edition, town, writer, carrier_kind=CarrierKind.LOCAL_AUTHORITY)
    assert facts_of(town_file, ON).values_signed is True
    assert has_signed(town, CommitmentKind.REPUBLICAN_VALUES)
    assert not has_signed(town, CommitmentKind.REPUBLICAN_COMMITMENT)
    assert facts_of(application, ON).values_signed is False


def test_similar_actions_are_to_be_answered(territory, application):
    similar = SimilarAction.objects.create(
        territory=territory, application=application, source="funded_action", key="1"
    )
    assert EligibilityGap.SIMILAR in verdict_of(application, ON).missing.objections
    SimilarAction.objects.filter(pk=similar.pk).update(answer="Nous nous relayons.")
    assert EligibilityGap.SIMILAR not in verdict_of(application, ON).missing.objections


def test_a_joint_ruling_counts_with_both_agreements_only(territory, writer, application):
    ruling = Ruling.objects.create(
        territory=territory,
        application=application,
        subject=RulingSubject.AGE_LIMIT,
        outcome=RulingOutcome.ACCEPTED,
        reason="Sortie du collège.",
        agreed_by_state=writer,
        agreed_by_state_on=ON,
    )
    assert rulings_of(application) == {}
    Ruling.objects.filter(pk=ruling.pk).update(
        agreed_by_metropole=make_user("marc"), agreed_by_metropole_on=ON
    )
    assert rulings_of(application) == {RulingSubject.AGE_LIMIT: RulingOutcome.ACCEPTED}


def funded(partner, year, **fields):
    return FundedAction.objects.create(
        territory=partner.territory,
        partner=partner,
        year=year,
        **{"source": FundedSource.IMPORTED, "title": f"Action {year}"} | fields,
    )


def test_the_gate_knows_lists_and_reports(territory, application):
    partner = application.partner
    assert gate_of(partner, 2027, GateStage.ADMISSIBILITY, ON)
    before = funded(partner, 2025)
    assert gate_of(partner, 2027, GateStage.ADMISSIBILITY, ON).objections == (
        ReportGateObjection.EARLIER_NOT_PRODUCED,
    )
    FundedAction.objects.filter(pk=before.pk).update(report_received_on=date(2026, 6, 1))
    last = funded(partner, 2026, source=FundedSource.HERE)
    report = ActivityReport.objects.create(
        territory=territory, funded_action=last, kind=ReportKind.FINAL, due_on=date(2027, 6, 30)
    )
    assert gate_of(partner, 2027, GateStage.ADMISSIBILITY, ON).objections == (
        ReportGateObjection.PREVIOUS_WITHOUT_INTERIM,
    )
    ActivityReport.objects.filter(pk=report.pk).update(state=ReportState.DEPOSITED)
    for stage in (GateStage.ADMISSIBILITY, GateStage.PAYMENT):
        assert gate_of(partner, 2027, stage, ON)


def test_a_missing_report_only_warns_at_the_deposit(territory, application):
    funded(application.partner, 2026)
    verdict = verdict_of(application, ON)
    assert EligibilityWarning.REPORTS_NOT_PRODUCED in verdict.warnings and verdict.decision


def test_the_balance_waits_for_the_report_of_this_file(territory, writer, application):
    other = make_application(application.edition, application.partner, writer)
    for one, state in ((application, ReportState.ACCEPTED), (other, ReportState.DEPOSITED)):
        action = funded(
            application.partner, 2027, application=one, source=FundedSource.HERE, title=one.number
        )
        ActivityReport.objects.create(
            territory=territory,
            funded_action=action,
            kind=ReportKind.FINAL,
            due_on=date(2028, 6, 30),
            state=state,
        )
    balance = (application.partner, 2027, GateStage.BALANCE, ON)
    assert gate_of(*balance, application)
    assert not gate_of(*balance, other)
    assert not gate_of(*balance)


def test_the_facts_of_a_file_take_a_constant_number_of_queries(
    territory, writer, application, django_assert_num_queries
):
    make_text(territory, kind=CommitmentKind.REPUBLICAN_COMMITMENT, title="CER", body="Texte.")
    commune = make_commune()
    reach(application, make_district(commune))
    funded(application.partner, 2026)
    with django_assert_num_queries(11):
        facts_of(application, ON)
    reach(application, make_district(commune, code="QN04298N"), make_district(commune, code="QN04297N"))
    for year in (2022, 2023, 2024):
        funded(application.partner, year)
    with django_assert_num_queries(11):
        facts_of(application, ON)


@pytest.mark.parametrize(
    ("closes", "moment", "is_still_open"),
    [
        # winter time, one hour before UTC's midnight
        (date(2027, 1, 24), "2027-01-24T22:59:59Z", True),
        (date(2027, 1, 24), "2027-01-24T23:00:01Z", False),
        # the night before the clocks go forward, and the day they do
        (date(2027, 3, 27), "2027-03-27T22:59:59Z", True),
        (date(2027, 3, 27), "2027-03-27T23:00:01Z", False),
        (date(2027, 3, 28), "2027-03-28T21:59:59Z", True),
        (date(2027, 3, 28), "2027-03-28T22:00:01Z", False),
        # the last days of March and of October
        (date(2027, 3, 31), "2027-03-31T21:59:59Z", True),
        (date(2027, 3, 31), "2027-03-31T22:00:01Z", False),
        (date(2027, 10, 30), "2027-10-30T21:59:59Z", True),
        (date(2027, 10, 30), "2027-10-30T22:00:01Z", False),
        (date(2027, 10, 31), "2027-10-31T22:59:59Z", True),
        (date(2027, 10, 31), "2027-10-31T23:00:01Z", False),
    ],
)
def test_the_last_day_ends_at_midnight_in_paris(territory, writer, closes, moment, is_still_open):
    late = dict.fromkeys(
        (
            "admissibility_on",
            "review_on",
            "committee_on",
            "notification_on",
            "interim_report_on",
            "report_due_on",
        ),
        date(2028, 6, 30),
    )
    edition = make_edition(make_call(territory), writer, closes_on=closes, **late)
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert is_open(edition, today()) is is_still_open
        assert (edition in open_editions(territory, today())) is is_still_open


def test_deadlines_are_those_of_the_edition_in_force(territory, writer):
    call = make_call(territory)
    old = make_edition(call, writer, state=EditionState.REPLACED)
    new = make_edition(call, writer, number=2, closes_on=date(2027, 2, 10))
    assert edition_in_force(call) == new
    assert is_open(old, date(2027, 2, 1)) and phase_of(old, date(2027, 2, 11)) == CallPhase.REVIEW
    assert parameters_of(new).correction_days == 15


def test_a_draft_is_never_open(territory, writer):
    draft = make_edition(make_call(territory), writer, state=EditionState.DRAFT)
    assert phase_of(draft, date(2026, 12, 1)) == CallPhase.PREPARATION
