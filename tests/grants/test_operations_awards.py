"""Each funder decides for itself, by an act, within its envelope; carriers are told afterwards."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cite.accounts.enums import Role
from cite.actors.enums import PilotSide
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationState, AwardState, Outcome
from cite.grants.enums.decisions import AwardAct
from cite.grants.enums.decisions import AwardObjection as O
from cite.grants.models import Award, Envelope, FundedAction, Review
from cite.grants.operations import awards as operations
from cite.grants.permissions.awards import visible_awards
from cite.grants.rules.awards import Terms
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.deciding import ACT, granting, make_advised, make_asked
from tests.factories.grants import make_award, make_envelope, make_funder
from tests.grants.deciding import committed, decided, prepare, publish, record
from tests.refusals import refusal


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2027-05-10 10:00:00+02:00", tick=False):
        yield


class TestPreparing:
    def test_what_is_granted_is_taken_from_the_envelope_and_said(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        prepare(award, scene.paul, granting("4000.00"))
        assert committed(scene.state_envelope) == Decimal("4000.00")
        prepare(award, scene.paul, granting("1000.50"))
        assert committed(scene.state_envelope) == Decimal("1000.50")
        entry = Entry.objects.filter(action=AwardAct.PREPARE).latest("pk")
        assert entry.by_uuid == scene.paul.uuid
        award.refresh_from_db()
        operations.set_aside(award=award, version=award.version, by=scene.paul)
        award.refresh_from_db()
        assert (award.state, award.amount, award.prepared_by) == (AwardState.ASKED, 0, None)
        assert committed(scene.state_envelope) == 0

    def test_an_envelope_is_never_exceeded_not_even_by_a_cent(self, scene):
        first = make_asked(make_advised(scene), scene.state, "9999.99")
        second = make_asked(make_advised(scene), scene.state, "50.00")
        prepare(first, scene.paul, granting("9999.99", Outcome.FULL))
        assert refusal(lambda: prepare(second, scene.paul, granting("0.02"))) == {
            f"envelope_exceeded_{scene.state_envelope.pk}"
        }
        prepare(second, scene.paul, granting("0.01"))
        assert committed(scene.state_envelope) == Decimal("10000.00")

    def test_the_refusal_says_what_is_left(self, scene):
        award = make_asked(make_advised(scene), scene.state, "20000.00")
        with pytest.raises(Refused) as caught:
            prepare(award, scene.paul, granting("12500.00"))
        assert "dépassée de 2 500 € : il en reste 10 000 €" in " ".join(str(caught.value).split())

    def test_the_database_refuses_what_the_code_would_forget(self, scene):
        with pytest.raises(IntegrityError), transaction.atomic():
            Envelope.objects.filter(pk=scene.state_envelope.pk).update(committed=Decimal("10000.01"))

    def test_without_an_envelope_nothing_is_granted_but_a_refusal_is(self, scene, territory):
        funder = make_funder(territory, "Région", partner=scene.state.partner)
        award = make_award(make_advised(scene), funder)
        assert refusal(lambda: prepare(award, scene.paul, granting("10.00"))) == {O.NO_ENVELOPE}
        prepare(award, scene.paul, Terms(outcome=Outcome.REFUSED, motive="overlap"))

    def test_an_envelope_written_after_the_deposit_is_found(self, scene, territory):
        funder = make_funder(territory, "Région", partner=scene.state.partner)
        award = make_award(make_advised(scene), funder)
        make_envelope(scene.call, funder, "500.00")
        prepare(award, scene.paul, granting("10.00"))
        assert Envelope.objects.get(funder=funder).committed == Decimal("10.00")

    @pytest.mark.parametrize("state", list(ApplicationState))
    def test_only_after_the_opinion_of_the_committee(self, scene, state):
        award = make_asked(make_advised(scene, state=state), scene.state)
        if state in {"advised", "waiting_list", "granted"}:
            prepare(award, scene.paul, granting("10.00"))
        else:
            assert refusal(lambda: prepare(award, scene.paul, granting("10.00"))) == {O.FILE_NOT_ADVISED}

    def test_without_the_bilan_of_the_year_before_only_a_conditional_grant(self, scene, territory):
        FundedAction.objects.create(
            territory=territory, partner=scene.carrier, year=2026, title="Avant", source="imported"
        )
        award = make_asked(make_advised(scene), scene.state)
        with time_machine.travel("2027-07-01 10:00:00+02:00", tick=False):
            assert refusal(lambda: prepare(award, scene.paul, granting("10.00"))) == {O.REPORT_MISSING}
            reserve = {"outcome": Outcome.CONDITIONAL, "conditions": "Produire le bilan de 2026."}
            prepare(award, scene.paul, granting("10.00", **reserve))

    def test_somebody_changed_it_meanwhile(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        prepare(award, scene.paul, granting("10.00"))
        call = lambda: operations.prepare_award(  # noqa: E731
            award=award, terms=granting("20.00"), version=1, by=scene.paul
        )
        assert refusal(call) == {SaveObjection.CHANGED_MEANWHILE}


class TestWhoDecides:
    def test_each_funder_for_itself(self, scene, territory):
        award = make_asked(make_advised(scene), scene.state)
        others = [
            scene.mona,
            scene.karim,
            make_user("pilot", role=Role.CO_PILOT_STATE, territory=territory),
            make_user("sofia", role=Role.COORDINATOR, territory=territory),
            make_user("reader", role=Role.READER, territory=territory),
        ]
        for person in others:
            assert refusal(lambda person=person: prepare(award, person, granting("10.00"))) & {
                O.NOT_YOUR_FUNDER,
                O.YOUR_OWN_FILE,
            }
        co_pilot = make_member(scene.state.partner, "claire", role=Role.CO_PILOT_STATE).user
        prepare(award, co_pilot, granting("10.00"))

    def test_not_on_the_file_of_ones_own_organization(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        make_member(scene.carrier, user=scene.paul, role=Role.CARRIER)
        assert refusal(lambda: prepare(award, scene.paul, granting("10.00"))) == {O.YOUR_OWN_FILE}

    def test_not_after_declaring_a_link_with_the_carrier(self, scene, territory):
        application = make_advised(scene)
        award = make_asked(application, scene.state)
        Review.objects.create(
            territory=territory,
            application=application,
            instructor=scene.paul,
            side=PilotSide.STATE,
            conflict="declared",
        )
        assert refusal(lambda: prepare(award, scene.paul, granting("10.00"))) == {O.YOUR_OWN_FILE}

    def test_who_sees_what_before_and_after_it_is_told(self, scene, territory):
        application = make_advised(scene)
        award = make_asked(application, scene.state)
        make_asked(application, scene.metropole)
        pilot = make_user("pilot", role=Role.CO_PILOT_STATE, territory=territory)
        reader = make_user("reader", role=Role.READER, territory=territory)
        treasurer = make_user("treasurer", role=Role.INSTRUCTOR, territory=territory)
        make_member(scene.carrier, user=treasurer, role=Role.CARRIER)

        def seen(user):
            return {str(a.funder) for a in visible_awards(user, territory)}

        people = (scene.paul, scene.mona, pilot, scene.karim, reader, treasurer)
        assert [seen(person) for person in people] == [
            {"État"},
            {"Métropole"},
            {"État", "Métropole"},
            set(),
            set(),
            set(),
        ]
        decided(scene, award, scene.paul, granting("10.00"))
        assert [seen(person) for person in people] == [
            {"État"},
            {"État", "Métropole"},
            {"État", "Métropole"},
            {"État"},
            set(),
            {"État"},
        ]


class TestActs:
    def test_an_act_makes_it_true_and_may_be_taken_back_before_anybody_is_told(self, scene):
        award = prepare(make_asked(make_advised(scene), scene.state), scene.paul, granting("10.00"))
        award = record(award, scene.paul)
        assert (award.state, award.act_number, award.act_on) == (
            AwardState.RECORDED,
            "2027-042",
            date(2027, 5, 3),
        )
        award = operations.unrecord_act(award=award, version=award.version, by=scene.paul)
        assert (award.state, award.act_number, award.act_on) == (AwardState.PREPARED, "", None)
        assert committed(scene.state_envelope) == Decimal("10.00")

    def test_no_act_before_preparation(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        assert refusal(lambda: record(award, scene.paul)) == {O.NOT_PREPARED}

    def test_signed_neither_by_who_reviewed_nor_by_who_prepared(self, scene, territory):
        application = make_advised(scene)
        ines = make_user("ines", role=Role.INSTRUCTOR, territory=territory)
        Review.objects.create(
            territory=territory, application=application, instructor=ines, side=PilotSide.STATE
        )
        award = prepare(make_asked(application, scene.state), scene.paul, granting("10.00"))
        signed_by = lambda name: lambda: record(award, scene.paul, replace(ACT, signatory_name=name))  # noqa: E731
        assert refusal(signed_by("INES")) == {O.SIGNATORY_INSTRUCTED}
        assert refusal(signed_by("Paul")) == {O.SIGNATORY_PREPARED}

    def test_one_deliberation_for_several_files_all_or_none(self, scene):
        prepared = [
            prepare(make_asked(make_advised(scene), scene.state), scene.paul, granting("10.00"))
            for _ in range(3)
        ]
        asked = make_asked(make_advised(scene), scene.state)
        together = lambda *awards: operations.record_acts(  # noqa: E731
            call=scene.call, funder=scene.state, awards=awards, act=ACT, by=scene.paul
        )
        assert refusal(lambda: together(*prepared, asked)) == {O.NOT_PREPARED}
        assert {a.state for a in together(*prepared)} == {AwardState.RECORDED}


class TestPublishing:
    def test_carriers_are_told_and_the_file_is_granted(self, scene):
        application = make_advised(scene)
        award = make_asked(application, scene.state)
        make_asked(application, scene.metropole)
        decided(scene, award, scene.paul, granting("10.00"))
        application.refresh_from_db()
        assert application.state == ApplicationState.GRANTED
        assert FundedAction.objects.get().amount == Decimal("10.00")
        assert [message.recipient_id for message in Message.objects.all()] == [scene.karim.pk]

    def test_twice_tells_once(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        decided(scene, award, scene.paul, granting("10.00"))
        assert refusal(lambda: publish(scene, scene.paul, award)) == {O.ALREADY_PUBLISHED}
        assert Message.objects.count() == 1

    def test_never_before_the_act(self, scene):
        award = prepare(make_asked(make_advised(scene), scene.state), scene.paul, granting("10.00"))
        assert refusal(lambda: publish(scene, scene.paul, award)) == {O.ONLY_RECORDED}

    def test_only_ones_own_and_of_this_call(self, scene):
        application = make_advised(scene)
        award = record(
            prepare(make_asked(application, scene.state), scene.paul, granting("1.00")), scene.paul
        )
        other = make_asked(application, scene.metropole)
        assert refusal(lambda: publish(scene, scene.mona, award)) == {O.NOT_YOUR_FUNDER}
        call = lambda: operations.publish_awards(  # noqa: E731
            call=scene.call, funder=scene.state, awards=[award, other], by=scene.paul
        )
        assert refusal(call) == {O.NOT_TOGETHER}
        empty = lambda: operations.publish_awards(  # noqa: E731
            call=scene.call, funder=scene.state, awards=[], by=scene.paul
        )
        assert refusal(empty) == {O.NOTHING_CHOSEN}

    def test_a_refusal_waits_for_the_others_then_settles(self, scene):
        application = make_advised(scene)
        first, second = make_asked(application, scene.state), make_asked(application, scene.metropole)
        refused = Terms(outcome=Outcome.REFUSED, motive="overlap")
        decided(scene, first, scene.paul, refused)
        application.refresh_from_db()
        assert application.state == ApplicationState.ADVISED
        decided(scene, second, scene.mona, refused)
        application.refresh_from_db()
        assert application.state == ApplicationState.REFUSED

    def test_from_the_waiting_list_to_a_grant(self, scene):
        application = make_advised(scene)
        award = make_asked(application, scene.state)
        award = decided(scene, award, scene.paul, Terms(outcome=Outcome.WAITING_LIST))
        application.refresh_from_db()
        assert application.state == ApplicationState.WAITING_LIST
        award = operations.redecide(
            award=award, terms=granting("10.00"), version=award.version, by=scene.paul
        )
        assert (award.state, award.act_number, award.published_at) == (AwardState.PREPARED, "", None)
        publish(scene, scene.paul, record(award, scene.paul))
        application.refresh_from_db()
        assert application.state == ApplicationState.GRANTED

    def test_what_is_settled_is_not_decided_again(self, scene):
        award = make_asked(make_advised(scene), scene.state)
        award = decided(scene, award, scene.paul, granting("10.00"))
        call = lambda: operations.redecide(  # noqa: E731
            award=award, terms=granting("20.00"), version=award.version, by=scene.paul
        )
        assert refusal(call) == {O.NOT_TO_REDECIDE}
        award = operations.withdraw_award(
            award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul
        )
        assert award.state == AwardState.WITHDRAWN
        assert committed(scene.state_envelope) == 0


def test_a_withdrawn_file_gives_its_money_back(scene):
    application = make_advised(scene)
    prepare(make_asked(application, scene.state), scene.paul, granting("10.00"))
    make_asked(application, scene.metropole)
    operations.cancel_awards(application=application, by=scene.karim)
    assert {a.state for a in Award.objects.all()} == {AwardState.CANCELED}
    assert committed(scene.state_envelope) == 0
