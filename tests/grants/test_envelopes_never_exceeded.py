"""An envelope is never exceeded: not by two decisions at the same instant, not by any sequence of operations."""

import threading
from decimal import Decimal

import pytest
import time_machine
from django.db import connections, transaction
from django_scopes import scope
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.grants.enums import AwardState, Outcome
from cite.grants.models import Award, Envelope
from cite.grants.operations import awards as operations
from cite.grants.operations.funders import set_envelope
from cite.grants.queries.awards import committed_again
from cite.grants.rules.awards import Terms
from cite.tenancy.models import Territory
from tests.factories.accounts import make_user
from tests.factories.deciding import ACT, granting, make_advised, make_asked, make_scene


def in_may():
    return time_machine.travel("2027-05-10 10:00:00+02:00", tick=False)


def make_cite() -> Territory:
    return Territory.objects.create(name="Cité", slug="cite", epci_code="244200770")


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_the_same_instant_that_exceed_together_one_is_refused():
    cite = make_cite()
    with scope(territory=cite):
        scene = make_scene(cite)
        awards = [make_asked(make_advised(scene), scene.state, "6000.00") for _ in range(4)]
    outcomes, ready = [], threading.Barrier(len(awards))

    def decide(award):
        try:
            ready.wait(30)
            with scope(territory=cite):
                terms = granting("6000.00", Outcome.FULL)
                operations.prepare_award(award=award, terms=terms, version=1, by=scene.paul)
            outcomes.append("granted")
        except Refused as refusal:
            outcomes.append(refusal.decision.objections[0].value.rpartition("_")[0])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(award,)) for award in awards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["envelope_exceeded"] * 3 + ["granted"]
    with scope(territory=cite):
        assert Envelope.objects.get(funder=scene.state).committed == Decimal("6000.00")


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_smaller_envelope_at_the_same_instant():
    cite = make_cite()
    with scope(territory=cite):
        scene = make_scene(cite)
        award = make_asked(make_advised(scene), scene.state, "6000.00")
        sofia = make_user("sofia", role=Role.COORDINATOR, territory=cite)
    outcomes, ready = [], threading.Barrier(2)

    def run(work):
        try:
            ready.wait(30)
            with scope(territory=cite):
                work()
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    def decide():
        terms = granting("6000.00", Outcome.FULL)
        operations.prepare_award(award=award, terms=terms, version=1, by=scene.paul)

    def shrink():
        set_envelope(call=scene.call, funder=scene.state, amount=Decimal("5999.99"), by=sofia, version=1)

    threads = [threading.Thread(target=run, args=(work,)) for work in (decide, shrink)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["done", "refused"]
    with scope(territory=cite):
        envelope = Envelope.objects.get(funder=scene.state)
        assert envelope.committed <= envelope.amount


AMOUNTS = st.decimals(Decimal("0.01"), Decimal("7000.00"), places=2)
ENVELOPES = st.decimals(Decimal(0), Decimal("20000.00"), places=2)
WAITING = Terms(outcome=Outcome.WAITING_LIST)
REFUSED = Terms(outcome=Outcome.REFUSED, motive="overlap")


class Deciding(RuleBasedStateMachine):
    """Two funders, files that come and go, and everything people may do with decisions, in any order."""

    awards = Bundle("awards")

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.cite = make_cite()
        self.scope = scope(territory=self.cite)
        self.scope.__enter__()
        self.scene = make_scene(self.cite)
        self.sofia = make_user("sofia", role=Role.COORDINATOR, territory=self.cite)
        self.people = {self.scene.state.pk: self.scene.paul, self.scene.metropole.pk: self.scene.mona}

    def teardown(self) -> None:
        self.scope.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def attempt(self, operation, award, **values) -> None:
        """Try something; a refusal is an answer, an error of the database is not."""
        award = Award.objects.get(pk=award.pk)
        by = self.people[award.funder_id]
        try:
            operation(award=award, version=award.version, by=by, **values)
        except Refused:
            pass

    @rule(target=awards, of_state=st.booleans(), asked=AMOUNTS)
    def deposit(self, of_state, asked):
        funder = self.scene.state if of_state else self.scene.metropole
        return make_asked(make_advised(self.scene), funder, str(asked))

    @rule(award=awards, amount=AMOUNTS, whole=st.booleans())
    def grant(self, award, amount, whole):
        terms = granting(str(award.amount_asked), Outcome.FULL) if whole else granting(str(amount))
        self.attempt(operations.prepare_award, award, terms=terms)

    @rule(award=awards, terms=st.sampled_from([WAITING, REFUSED]))
    def decide_otherwise(self, award, terms):
        self.attempt(operations.prepare_award, award, terms=terms)

    @rule(award=awards)
    def set_aside(self, award):
        self.attempt(operations.set_aside, award)

    @rule(award=awards)
    def record(self, award):
        self.attempt(operations.record_act, award, act=ACT)

    @rule(award=awards)
    def unrecord(self, award):
        self.attempt(operations.unrecord_act, award)

    @rule(award=awards, amount=AMOUNTS)
    def redecide(self, award, amount):
        self.attempt(operations.redecide, award, terms=granting(str(amount)))

    @rule(award=awards)
    def withdraw(self, award):
        self.attempt(operations.withdraw_award, award, reason="Abandonnée.", act_number="R-1")

    @rule(award=awards)
    def publish(self, award):
        found = list(Award.objects.filter(funder=award.funder, state=AwardState.RECORDED))
        by = self.people[award.funder_id]
        try:
            operations.publish_awards(call=self.scene.call, funder=award.funder, awards=found, by=by)
        except Refused:
            pass

    @rule(award=awards)
    def carrier_withdraws(self, award):
        operations.cancel_awards(application=award.application, by=self.scene.karim)

    @rule(of_state=st.booleans(), amount=ENVELOPES)
    def change_envelope(self, of_state, amount):
        funder = self.scene.state if of_state else self.scene.metropole
        envelope = Envelope.objects.get(funder=funder)
        try:
            set_envelope(
                call=self.scene.call,
                funder=funder,
                amount=amount,
                by=self.sofia,
                version=envelope.version,
            )
        except Refused:
            pass

    @invariant()
    def nothing_is_exceeded_and_everything_adds_up(self):
        for envelope in Envelope.objects.select_related("funder"):
            assert 0 <= envelope.committed <= envelope.amount
            assert envelope.committed == committed_again(self.scene.call, envelope.funder)


@pytest.mark.django_db
def test_no_sequence_of_operations_exceeds_an_envelope():
    with in_may():
        run_state_machine_as_test(
            Deciding,
            settings=settings(
                max_examples=15,
                stateful_step_count=25,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            ),
        )
