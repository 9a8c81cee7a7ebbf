"""Two co-pilots give a joint opinion; simulations share envelopes out; each funder decides afterwards."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.models import Membership
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationState, AwardState, Outcome
from cite.grants.enums.committee import COMMITTEE, SimulationObjection
from cite.grants.enums.committee import CommitteeObjection as O
from cite.grants.enums.decisions import AwardObjection
from cite.grants.models import (
    Application,
    Award,
    CommitteeItem,
    Envelope,
    FundedAction,
    Simulation,
    SimulationLine,
)
from cite.grants.operations import awards, committee, simulations
from cite.grants.permissions.committee import visible_items
from cite.grants.queries.simulations import simulation_views
from cite.grants.rules.awards import Terms
from cite.meetings.enums import MeetingState
from cite.meetings.models import AgendaItem
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.deciding import ACT, granting, make_advised, make_asked
from tests.factories.meetings import make_meeting
from tests.grants.deciding import prepare, record
from tests.refusals import refusal

pytestmark = pytest.mark.usefixtures("in_april")


def in_review(scene, *funders, **fields):
    application = make_advised(scene, state=ApplicationState.IN_REVIEW, **fields)
    for funder in funders or (scene.state,):
        make_asked(application, funder)
    return application


def on_agenda(meeting, by, *applications) -> list[CommitteeItem]:
    return committee.build_agenda(meeting=meeting, applications=applications, by=by)


def advise(item, by, outcome="partial", amounts=None, words="Utile."):
    item.refresh_from_db()
    return committee.write_opinion(
        item=item, outcome=outcome, amounts=amounts or {}, words=words, version=item.version, by=by
    )


class TestAgenda:
    def test_files_are_put_once_in_their_order_and_announced_once(self, scene, meeting, claire):
        first, second = in_review(scene), in_review(scene)
        on_agenda(meeting, claire, second)
        on_agenda(meeting, claire, first, second)
        items = CommitteeItem.objects.filter(meeting=meeting)
        assert [item.application for item in items] == [second, first]
        assert [item.title for item in AgendaItem.objects.all()] == [
            "Examen des dossiers de l’appel à projets"
        ]
        make_member(scene.carrier, user=claire, role=Role.READER)
        claire.__dict__.pop("_memberships_by_territory", None)
        assert refusal(lambda: committee.remove_file(item=items[0], by=claire)) == {O.YOUR_OWN_FILE}
        claire.__dict__.pop("_memberships_by_territory", None)
        Membership.objects.filter(user=claire).delete()
        committee.remove_file(item=items[0], by=claire)
        assert [item.application for item in items.all()] == [first]

    def test_not_what_is_not_in_review_nor_by_others(self, scene, meeting, claire):
        assert refusal(lambda: on_agenda(meeting, claire, make_advised(scene))) == {O.NOT_IN_REVIEW}
        assert refusal(lambda: on_agenda(meeting, claire)) == {O.NOTHING_CHOSEN}
        assert refusal(lambda: on_agenda(meeting, scene.paul, in_review(scene))) == {"not_this_kind"}

    def test_not_on_another_kind_of_meeting_nor_on_one_that_is_over(self, scene, territory, claire):
        other = make_meeting(territory, claire, kind="steering")
        assert refusal(lambda: on_agenda(other, claire, in_review(scene))) == {O.NOT_A_COMMITTEE}
        over = make_meeting(territory, claire, kind=COMMITTEE, state=MeetingState.CLOSED)
        assert refusal(lambda: on_agenda(over, claire, in_review(scene))) == {O.NOT_OPEN}


class TestOpinion:
    def test_two_sides_agree_and_the_file_is_advised(self, scene, meeting, claire, marc):
        application = in_review(scene, scene.state, scene.metropole)
        (item,) = on_agenda(meeting, claire, application)
        amounts = {scene.state.pk: Decimal("3000.00"), scene.metropole.pk: Decimal(0)}
        item = advise(item, claire, amounts=amounts)
        assert item.agreed_by_state == claire
        assert item.amounts == {str(scene.state.uuid): "3000.00"}
        application.refresh_from_db()
        assert application.state == ApplicationState.IN_REVIEW
        committee.agree_to_opinion(item=item, version=item.version, by=marc)
        application.refresh_from_db()
        assert application.state == ApplicationState.ADVISED
        assert Envelope.objects.get(funder=scene.state).committed == 0

    def test_another_opinion_needs_both_agreements_anew(self, scene, meeting, claire, marc):
        (item,) = on_agenda(meeting, claire, in_review(scene))
        advise(item, claire, amounts={scene.state.pk: Decimal(10)})
        item = advise(item, marc, amounts={scene.state.pk: Decimal(20)})
        assert (item.agreed_by_state, item.agreed_by_metropole) == (None, marc)

    def test_the_same_words_by_the_other_side_are_an_agreement(self, scene, meeting, claire, marc):
        (item,) = on_agenda(meeting, claire, in_review(scene))
        advise(item, claire, amounts={scene.state.pk: Decimal(10)})
        item = advise(item, marc, amounts={scene.state.pk: Decimal(10)})
        assert item.application.state == ApplicationState.ADVISED

    def test_the_coordination_writes_without_agreeing(self, scene, meeting, claire, territory):
        sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
        (item,) = on_agenda(meeting, claire, in_review(scene))
        item = advise(item, sofia, amounts={scene.state.pk: Decimal(10)})
        assert (item.outcome, item.agreed_by_state, item.agreed_by_metropole) == ("partial", None, None)
        call = lambda: committee.agree_to_opinion(item=item, version=item.version, by=sofia)  # noqa: E731
        assert refusal(call) == {O.NOT_A_CO_PILOT}

    def test_one_person_never_agrees_for_both_sides(self, scene, meeting, claire, territory):
        (item,) = on_agenda(meeting, claire, in_review(scene))
        item = advise(item, claire, amounts={scene.state.pk: Decimal(10)})
        call = lambda: committee.agree_to_opinion(item=item, version=item.version, by=claire)  # noqa: E731
        assert refusal(call) == {O.ALREADY_AGREED}

    def test_adjourned_stays_in_review_for_another_committee(self, scene, meeting, claire, marc):
        application = in_review(scene)
        (item,) = on_agenda(meeting, claire, application)
        item = advise(item, claire, "adjourned")
        item = committee.agree_to_opinion(item=item, version=item.version, by=marc)
        assert item.application.state == ApplicationState.IN_REVIEW
        other = make_meeting(meeting.territory, claire, kind=COMMITTEE)
        assert len(on_agenda(other, claire, application)) == 1

    def test_not_by_who_belongs_to_the_carrier(self, scene, meeting, claire, marc):
        (item,) = on_agenda(meeting, claire, in_review(scene))
        make_member(scene.carrier, user=marc, role=Role.CARRIER)
        assert refusal(lambda: advise(item, marc, amounts={scene.state.pk: Decimal(10)})) == {O.YOUR_OWN_FILE}
        assert list(visible_items(marc, meeting)) == []
        assert list(visible_items(claire, meeting)) == [item]

    def test_several_agreements_together(self, scene, meeting, claire, marc):
        items = on_agenda(meeting, claire, *(in_review(scene) for _ in range(3)))
        items = [advise(item, claire, amounts={scene.state.pk: Decimal(10)}) for item in items]
        versions = {item.pk: item.version for item in items}
        stale = versions | {items[0].pk: 1}
        call = lambda: committee.agree_together(meeting=meeting, versions=stale, by=marc)  # noqa: E731
        assert refusal(call) == {SaveObjection.CHANGED_MEANWHILE}
        assert committee.agree_together(meeting=meeting, versions=versions, by=marc) == 3
        assert {item.application.state for item in CommitteeItem.objects.all()} == {ApplicationState.ADVISED}

    def test_a_file_goes_back_to_review_and_its_money_returns(self, scene, claire, marc):
        application = make_advised(scene)
        award = make_asked(application, scene.state)
        awards.prepare_award(award=award, terms=granting("10.00"), version=1, by=scene.paul)
        adjourn = lambda by, reason="Un fait nouveau.": committee.adjourn_file(  # noqa: E731
            application=application, reason=reason, by=by
        )
        assert refusal(lambda: adjourn(scene.paul)) == {O.NOT_A_CO_PILOT}
        assert refusal(lambda: adjourn(claire, " ")) == {O.NO_WORDS}
        assert adjourn(claire).state == ApplicationState.IN_REVIEW
        assert Envelope.objects.get(funder=scene.state).committed == 0


class TestSimulations:
    def simulate(self, scene, by, name="Équilibrée", **fields) -> Simulation:
        return simulations.create_simulation(call=scene.call, name=name, by=by, **fields)

    def lines(self, simulation) -> list[Decimal]:
        rows = SimulationLine.objects.filter(simulation=simulation).order_by("award_id")
        return [line.amount for line in rows]

    def test_new_copied_renamed_changed_deleted(self, scene, claire):
        award = make_asked(make_advised(scene), scene.state)
        first = self.simulate(scene, claire, start="asked")
        assert self.lines(first) == [Decimal("5000.00")]
        copy = self.simulate(scene, claire, "Copie", copied=first)
        simulations.change_amounts(
            simulation=copy, amounts={award.pk: Decimal("1.50")}, version=copy.version, by=claire
        )
        assert (self.lines(first), self.lines(copy)) == ([Decimal("5000.00")], [Decimal("1.50")])
        copy.refresh_from_db()
        rename = lambda name: simulations.rename_simulation(  # noqa: E731
            simulation=copy, name=name, note="", version=copy.version, by=claire
        )
        assert refusal(lambda: rename("Équilibrée")) == {SimulationObjection.NAME_TAKEN}
        assert refusal(lambda: rename("  ")) == {SimulationObjection.NO_NAME}
        assert str(rename("Prudente")) == "Prudente"
        for _ in range(2):
            simulations.delete_simulation(simulation=copy, by=claire)
        assert [str(s) for s in Simulation.objects.all()] == ["Équilibrée"]

    def test_amounts_stay_within_what_is_asked_and_yet_may_exceed_an_envelope(self, scene, claire):
        make_asked(make_advised(scene), scene.state, "9000.00")
        award = make_asked(make_advised(scene), scene.state, "9000.00")
        simulation = self.simulate(scene, claire, start="asked")
        (view,) = simulation_views(claire, [simulation])
        (share,) = view.shares
        assert (view.total, share.left, share.is_exceeded) == (Decimal(18000), Decimal(-8000), True)
        call = lambda: simulations.change_amounts(  # noqa: E731
            simulation=simulation,
            amounts={award.pk: Decimal("9000.01")},
            version=simulation.version,
            by=claire,
        )
        assert refusal(call) == {SimulationObjection.BAD_AMOUNT}

    def test_a_file_that_fell_out_of_the_call_takes_nothing(self, scene, claire):
        make_asked(make_advised(scene), scene.state, "1000.00")
        gone = make_asked(make_advised(scene), scene.state, "2000.00", state=AwardState.WITHDRAWN)
        out = make_asked(make_advised(scene, state=ApplicationState.INADMISSIBLE), scene.state, "4000.00")
        simulation = self.simulate(scene, claire, start="asked")
        assert self.lines(simulation) == [Decimal("1000.00")]
        for award in (gone, out):
            SimulationLine.objects.create(
                territory=scene.call.territory, simulation=simulation, award=award, amount=Decimal(500)
            )
        (view,) = simulation_views(claire, [simulation])
        assert (view.total, view.files) == (Decimal("1000.00"), 1)

    def test_what_an_act_settled_stays_as_the_act_says(self, scene, claire):
        act = replace(ACT, on=date(2027, 4, 1))
        settled = prepare(make_asked(make_advised(scene), scene.state), scene.paul, granting("3000.00"))
        record(settled, scene.paul, act)
        waiting = make_asked(make_advised(scene), scene.state, "700.00")
        waits = prepare(waiting, scene.paul, Terms(outcome=Outcome.WAITING_LIST, words="Après les autres."))
        record(waits, scene.paul, act)
        simulation = self.simulate(scene, claire, start="asked")
        simulations.change_amounts(
            simulation=simulation, amounts={settled.pk: Decimal(1)}, version=1, by=claire
        )
        (view,) = simulation_views(claire, [simulation])
        assert view.lines == {settled.pk: Decimal("3000.00"), waiting.pk: Decimal("700.00")}
        (share,) = view.shares
        assert (share.settled, share.amount, share.left) == (
            Decimal("3000.00"),
            Decimal("3700.00"),
            Decimal("6300.00"),
        )

    def test_from_what_the_committee_advised(self, scene, meeting, claire, marc):
        application = in_review(scene)
        (item,) = on_agenda(meeting, claire, application)
        item = advise(item, claire, amounts={scene.state.pk: Decimal("1234.56")})
        committee.agree_to_opinion(item=item, version=item.version, by=marc)
        assert self.lines(self.simulate(scene, claire, start="advised")) == [Decimal("1234.56")]

    def apply(self, scene, simulation, by=None):
        return simulations.apply_simulation(
            simulation=simulation, funder=scene.state, version=simulation.version, by=by or scene.paul
        )

    def test_applied_it_prepares_the_decisions_of_one_funder(self, scene, claire):
        full = make_asked(make_advised(scene), scene.state, "4000.00")
        part = make_asked(make_advised(scene), scene.state, "4000.00")
        other = make_asked(make_advised(scene), scene.metropole, "4000.00")
        simulation = self.simulate(scene, claire, start="asked")
        simulations.change_amounts(
            simulation=simulation, amounts={part.pk: Decimal("1.50")}, version=1, by=claire
        )
        simulation.refresh_from_db()
        assert refusal(lambda: self.apply(scene, simulation, scene.mona)) == {AwardObjection.NOT_YOUR_FUNDER}
        self.apply(scene, simulation)
        found = {a.pk: (a.state, a.outcome, a.amount) for a in Award.objects.all()}
        assert found == {
            full.pk: (AwardState.PREPARED, Outcome.FULL, Decimal("4000.00")),
            part.pk: (AwardState.PREPARED, Outcome.PARTIAL, Decimal("1.50")),
            other.pk: (AwardState.ASKED, "", Decimal(0)),
        }
        assert Envelope.objects.get(funder=scene.state).committed == Decimal("4001.50")
        self.apply(scene, simulation)
        assert Envelope.objects.get(funder=scene.state).committed == Decimal("4001.50")

    def test_all_or_nothing_with_every_reason(self, scene, claire):
        make_asked(make_advised(scene), scene.state, "9000.00")
        make_asked(make_advised(scene), scene.state, "9000.00")
        simulation = self.simulate(scene, claire, start="asked")
        assert refusal(lambda: self.apply(scene, simulation)) == {
            f"envelope_exceeded_{scene.state_envelope.pk}"
        }
        early = [make_asked(in_review_only(scene), scene.state, "1.00") for _ in range(2)]
        simulations.change_amounts(
            simulation=simulation, amounts={a.pk: Decimal(1) for a in early}, version=1, by=claire
        )
        simulation.refresh_from_db()
        assert refusal(lambda: self.apply(scene, simulation)) == {
            f"file_not_advised_{award.pk}" for award in early
        }
        assert {a.state for a in Award.objects.all()} == {AwardState.ASKED}
        assert Envelope.objects.get(funder=scene.state).committed == 0

    def test_money_moves_between_files_of_a_full_envelope(self, scene, claire):
        first = make_asked(make_advised(scene), scene.state, "10000.00")
        second = make_asked(make_advised(scene), scene.state, "10000.00")
        awards.prepare_award(award=first, terms=granting("10000.00", Outcome.FULL), version=1, by=scene.paul)
        simulation = self.simulate(scene, claire)
        simulations.change_amounts(
            simulation=simulation,
            amounts={first.pk: Decimal("1.00"), second.pk: Decimal("9999.00")},
            version=1,
            by=claire,
        )
        simulation.refresh_from_db()
        self.apply(scene, simulation)
        assert Envelope.objects.get(funder=scene.state).committed == Decimal("10000.00")

    def test_a_missing_bilan_makes_the_grant_conditional(self, scene, claire, territory):
        FundedAction.objects.create(
            territory=territory, partner=scene.carrier, year=2026, title="Avant", source="imported"
        )
        award = make_asked(make_advised(scene), scene.state)
        with time_machine.travel("2027-07-01 10:00:00+02:00", tick=False):
            self.apply(scene, self.simulate(scene, claire, start="asked"))
        award.refresh_from_db()
        assert (award.outcome, award.conditions) == (
            "conditional",
            "Produire le bilan de l’exercice 2026.",
        )

    def test_not_by_those_who_decide_nothing(self, scene):
        assert refusal(lambda: self.simulate(scene, scene.karim)) == {SimulationObjection.NOT_YOURS}


def in_review_only(scene):
    return make_advised(scene, state=ApplicationState.IN_REVIEW)


def test_an_opinion_written_again_as_it_was_after_an_adjournment_takes_both_anew(
    scene, meeting, claire, marc
):
    ten = {scene.state.pk: Decimal(10)}
    (item,) = on_agenda(meeting, claire, in_review(scene))
    advise(item, claire, amounts=ten)
    assert advise(item, marc, amounts=ten).application.state == ApplicationState.ADVISED
    committee.adjourn_file(application=item.application, reason="Un fait nouveau.", by=claire)
    item.refresh_from_db()
    assert (item.agreed_by_state, item.agreed_by_metropole) == (None, None)
    assert advise(item, claire, amounts=ten).application.state == ApplicationState.IN_REVIEW
    assert advise(item, marc, amounts=ten).application.state == ApplicationState.ADVISED


def test_nor_does_an_organizer_conclude_an_opinion_that_others_agreed_to(scene, meeting, claire, marc):
    ten = {scene.state.pk: Decimal(10)}
    (item,) = on_agenda(meeting, claire, in_review(scene))
    advise(item, claire, amounts=ten)
    advise(item, marc, amounts=ten)
    Application.objects.filter(pk=item.application_id).update(state=ApplicationState.IN_REVIEW)
    assert advise(item, claire, amounts=ten).application.state == ApplicationState.IN_REVIEW
