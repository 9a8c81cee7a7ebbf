"""What the co-pilots rule: one for the carrier, both for ages and bilans; taken back, it is open again."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.models import SaveObjection
from cite.grants.enums import CarrierKind, FundedSource, GateStage
from cite.grants.enums import RulingObjection as O
from cite.grants.enums import RulingOutcome as Out
from cite.grants.enums import RulingSubject as S
from cite.grants.models import FundedAction, Review, Ruling
from cite.grants.operations.rulings import rule, withdraw_ruling
from cite.grants.queries.eligibility import rulings_of, verdict_of
from cite.grants.queries.report_gate import gate_of
from cite.grants.queries.rulings import asked_subjects
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.refusals import objections_to

ON = date(2027, 2, 1)
pytestmark = pytest.mark.usefixtures("winter")


@pytest.fixture
def winter():
    with time_machine.travel("2027-02-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def file(territory):
    carrier = make_carrier(territory, "Bailleur fictif")
    lea = make_carrier_member(carrier, "lea")
    file = make_application(
        make_edition(make_call(territory)),
        carrier,
        lea,
        state="taken_up",
        deposited_at=datetime(2027, 1, 20, tzinfo=UTC),
        carrier_kind=CarrierKind.TO_CONFIRM,
        answers={"age_limit": "yes", "age_reason": "À la sortie du collège."},
    )
    FundedAction.objects.create(
        territory=territory, partner=carrier, year=2026, title="Avant", source=FundedSource.IMPORTED
    )
    return file


def decide(file, by, subject, outcome=Out.ACCEPTED, reason="C’est justifié."):
    return rule(application=file, subject=subject, outcome=outcome, reason=reason, by=by)


def test_a_file_asks_what_it_needs(file):
    assert asked_subjects(file, ON) == set(S)


def test_one_co_pilot_confirms_a_carrier(file, pilots):
    decide(file, pilots[1], S.CARRIER_KIND)
    assert rulings_of(file) == {S.CARRIER_KIND: Out.ACCEPTED}
    assert objections_to(decide, file=file, by=pilots[0], subject=S.CARRIER_KIND) == (O.ALREADY_RULED,)


@pytest.mark.parametrize("subject", [S.AGE_LIMIT, S.REPORT_AT_ADMISSIBILITY, S.REPORT_AT_PAYMENT])
def test_both_rule_together(file, pilots, subject):
    decide(file, pilots[0], subject)
    assert rulings_of(file) == {}
    assert objections_to(decide, file=file, by=pilots[0], subject=subject) == (O.ALREADY_GIVEN,)
    decide(file, pilots[1], subject)
    assert rulings_of(file) == {subject: Out.ACCEPTED}


def test_one_person_never_counts_twice(territory, file, pilots):
    decide(file, pilots[0], S.AGE_LIMIT)
    Ruling.objects.update(agreed_by_state=pilots[1])
    assert objections_to(decide, file=file, by=pilots[1], subject=S.AGE_LIMIT) == (O.ONE_PERSON_ONE_SIDE,)


def test_a_derogation_opens_its_own_gate_only(file, pilots):
    stages = (GateStage.ADMISSIBILITY, GateStage.PAYMENT)

    def opened():
        return [bool(gate_of(file.partner, 2027, stage, ON, file)) for stage in stages]

    assert opened() == [False, False]
    for pilot in pilots:
        decide(file, pilot, S.REPORT_AT_ADMISSIBILITY)
    assert opened() == [True, False]
    ruling = Ruling.objects.get()
    withdraw_ruling(ruling=ruling, version=ruling.version, by=pilots[0])
    assert opened() == [False, False]


def test_the_contrary_of_the_other_side_changes_nothing(file, pilots):
    decide(file, pilots[0], S.AGE_LIMIT)
    assert objections_to(decide, file=file, by=pilots[1], subject=S.AGE_LIMIT, outcome=Out.REFUSED) == (
        O.OTHER_OUTCOME,
    )
    assert rulings_of(file) == {}


def test_a_refused_age_is_an_objection(file, pilots):
    for pilot in pilots:
        decide(file, pilot, S.AGE_LIMIT, Out.REFUSED)
    assert "n’ont pas accepté la limite d’âge" in " ".join(verdict_of(file, ON).decision.sentences)


def test_taken_back_by_both_a_point_is_open_again(file, pilots):
    for pilot in pilots:
        decide(file, pilot, S.AGE_LIMIT)
    for pilot in pilots:
        ruling = Ruling.objects.get()
        assert objections_to(withdraw_ruling, ruling=ruling, version=ruling.version + 1, by=pilot) == (
            SaveObjection.CHANGED_MEANWHILE,
        )
        withdraw_ruling(ruling=ruling, version=ruling.version, by=pilot)
    assert not Ruling.objects.exists()


def test_only_what_is_asked_with_a_reason_by_a_co_pilot_without_a_link(territory, file, pilots):
    plain = make_application(
        file.edition, file.partner, file.created_by, state="taken_up", deposited_at=file.deposited_at
    )
    assert objections_to(decide, file=plain, by=pilots[0], subject=S.AGE_LIMIT) == (O.NOTHING_TO_RULE,)
    assert objections_to(decide, file=file, by=pilots[0], subject=S.AGE_LIMIT, reason=" ") == (O.NO_REASON,)
    for name, role in (("sofia", Role.COORDINATOR), ("ines", Role.INSTRUCTOR)):
        other = make_user(name, role=role, territory=territory)
        assert objections_to(decide, file=file, by=other, subject=S.AGE_LIMIT) == (O.CO_PILOTS_RULE,)
    assert objections_to(decide, file=file, by=file.created_by, subject=S.AGE_LIMIT) == (O.CO_PILOTS_RULE,)
    Review.objects.create(
        territory=territory, application=file, instructor=pilots[0], side="state", conflict="declared"
    )
    assert objections_to(decide, file=file, by=pilots[0], subject=S.AGE_LIMIT) == (O.CO_PILOTS_RULE,)


def test_the_page_leads_both_to_the_decision_and_tells_the_carrier(client, file, pilots):
    page = reverse("grants:rulings", args=[file.uuid])
    address = reverse("grants:ruling", args=[file.uuid, "age_limit"])
    client.force_login(pilots[0])
    assert "À la sortie du collège." in client.get(page).content.decode()
    answer = client.post(address, {"outcome": "accepted", "reason": "Obligation scolaire."}, follow=True)
    assert "Il manque celui de l’autre copilote" in answer.content.decode()
    client.force_login(pilots[1])
    assert "Obligation scolaire." in client.get(address).content.decode()
    again = client.post(address, {"outcome": "refused", "reason": "Non."})
    assert "propose le contraire" in again.content.decode()
    client.post(address, {"outcome": "accepted", "reason": "D’accord."})
    client.force_login(file.created_by)
    seen = client.get(page).content.decode()
    assert "Obligation scolaire." in seen and "Retirer mon accord" not in seen
    assert "même intermédiaire" in seen
    assert client.get(address).status_code == 403
    assert client.get(reverse("grants:ruling", args=[file.uuid, "nonsense"])).status_code in (403, 404)
