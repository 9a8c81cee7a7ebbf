"""Two people decide, publish, advise or read a bilan at the same instant: no deadlock, nothing told twice.

The order of rows is written in `docs/architecture.md`.
"""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.grants.enums import (
    ApplicationState,
    AwardState,
    EditionState,
    Outcome,
    ReportState,
    RulingOutcome,
    RulingSubject,
)
from cite.grants.models import (
    ActivityReport,
    Application,
    Award,
    CommitteeItem,
    Envelope,
    FundedAction,
    IssuedDocument,
    Ruling,
)
from cite.grants.operations import awards as operations
from cite.grants.operations.calls import agree_to_edition, correct_call, create_call
from cite.grants.operations.committee import agree_to_opinion, agree_together, build_agenda, write_opinion
from cite.grants.operations.documents import issue_document
from cite.grants.operations.funders import set_envelope
from cite.grants.operations.report_reading import accept_report, return_report
from cite.grants.operations.rulings import rule
from cite.grants.operations.simulations import StartWith, apply_simulation, create_simulation
from cite.grants.queries.awards import committed_again
from cite.notifications.models import Message
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once, in_turn
from tests.factories.accounts import make_user
from tests.factories.deciding import granting, make_advised, make_asked
from tests.factories.grants import make_carrier_member
from tests.factories.reports import deposited, report_of
from tests.grants.deciding import prepare, publish, record
from tests.refusals import refusal

pytestmark = pytest.mark.django_db(transaction=True)
CHANGED = "changed_meanwhile"


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel("2027-05-10 10:00:00+02:00", tick=False):
        yield


def recorded(scene, award, by, amount="2000.00"):
    return record(prepare(award, by, granting(amount)), by)


def adds_up(scene) -> bool:
    rows = Envelope.objects.select_related("funder")
    return all(e.committed == committed_again(scene.call, e.funder) <= e.amount for e in rows)


class TestPublishing:
    def test_two_people_publish_the_same_decisions_and_carriers_are_told_once(self, territory, scene):
        found = [recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul) for _ in range(2)]
        other = make_user("lou", role=Role.CO_PILOT_STATE, territory=territory)
        ends = at_once(
            territory,
            *[lambda by=by: publish(scene, by, *found) for by in (scene.paul, other, scene.paul)],
        )
        assert sorted(set(ends) - {"not_your_funder"}) == ["already_published", DONE]
        assert ends.count(DONE) == 1
        told = Message.objects.filter(kind="grants.decision_published")
        assert (told.count(), FundedAction.objects.count()) == (2, 2)

    def test_what_was_changed_since_it_was_read_is_not_published(self, scene):
        award = recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul)
        read = {award.pk: award.version}
        operations.unrecord_act(award=award, version=award.version, by=scene.paul)
        again = recorded(scene, award, scene.paul, amount="1.00")
        values = {"call": scene.call, "funder": scene.state, "awards": [again], "by": scene.paul}
        assert refusal(lambda: operations.publish_awards(**values, versions=read)) == {CHANGED}
        assert Award.objects.get().state == AwardState.RECORDED

    def test_while_the_act_is_taken_back_one_of_them_is_told(self, territory, scene):
        award = recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul)
        ends = at_once(
            territory,
            lambda: publish(scene, scene.paul, award),
            lambda: operations.unrecord_act(award=award, version=award.version, by=scene.paul),
        )
        state = Award.objects.get().state
        assert (ends, state) in [
            ([DONE, CHANGED], AwardState.PUBLISHED),
            (["only_recorded", DONE], AwardState.PREPARED),
        ]

    def test_two_funders_publish_files_of_one_name(self, territory, scene):
        """Each funder tells one file of its own and they are called the same: one name per funded action."""
        mine = recorded(scene, make_asked(make_advised(scene, title="Permis"), scene.state), scene.paul)
        hers = recorded(scene, make_asked(make_advised(scene, title="Permis"), scene.metropole), scene.mona)
        ends = at_once(
            territory,
            lambda: publish(scene, scene.paul, mine),
            lambda: publish(scene, scene.mona, hers),
        )
        assert ends == [DONE, DONE]
        titles = sorted(FundedAction.objects.values_list("title", flat=True))
        second = {f"Permis ({award.application.number})" for award in (mine, hers)}
        assert titles[0] == "Permis"
        assert titles[1] in second

    def test_a_published_call_is_corrected_while_bilans_begin_to_be_expected(
        self, territory, scene, claire, marc
    ):
        award = recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul)
        correction = correct_call(call=scene.call, reason="Une date.", by=claire)
        correction.report_due_on = date(2028, 7, 31)
        correction.save()
        agree_to_edition(edition=correction, version=1, by=claire)
        ends = at_once(
            territory,
            lambda: publish(scene, scene.paul, award),
            lambda: agree_to_edition(edition=correction, version=2, by=marc),
        )
        assert ends == [DONE, DONE]


class TestEnvelopes:
    def test_a_simulation_applied_while_a_decision_is_prepared(self, territory, scene):
        awards = [make_asked(make_advised(scene), scene.state, "6000.00") for _ in range(2)]
        simulation = create_simulation(call=scene.call, name="Tout", by=scene.paul, start=StartWith.ASKED)
        ends = at_once(
            territory,
            lambda: apply_simulation(simulation=simulation, funder=scene.state, version=1, by=scene.paul),
            lambda: operations.prepare_award(
                award=awards[0], terms=granting("6000.00", Outcome.FULL), version=1, by=scene.paul
            ),
        )
        assert ends[1] == DONE
        assert ends[0].startswith("envelope_exceeded")
        assert adds_up(scene)

    @pytest.mark.parametrize("amount", ["20000.00", "3000.00"])
    def test_an_envelope_changed_while_a_decision_takes_from_it(self, territory, scene, claire, amount):
        award = make_asked(make_advised(scene), scene.state, "5000.00")
        ends = at_once(
            territory,
            lambda: operations.prepare_award(
                award=award, terms=granting("4000.00"), version=1, by=scene.paul
            ),
            lambda: set_envelope(
                call=scene.call, funder=scene.state, amount=Decimal(amount), version=1, by=claire
            ),
        )
        fits = amount == "20000.00"
        assert ends.count(DONE) == (2 if fits else 1)
        assert adds_up(scene)


class TestLetters:
    def test_a_letter_never_tells_what_is_withdrawn_at_the_same_instant(self, territory, scene):
        award = recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul)
        award = publish(scene, scene.paul, award)[0]
        ends = at_once(
            territory,
            lambda: issue_document(
                application=award.application, kind="grant_letter", award=award, by=scene.paul
            ),
            lambda: operations.withdraw_award(
                award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul
            ),
        )
        letters = IssuedDocument.objects.filter(kind="grant_letter")
        assert (*ends, letters.count()) in [(DONE, DONE, 1), ("award_withdrawn", DONE, 0)]


class TestCommittee:
    @pytest.fixture
    def files(self, scene):
        found = [make_advised(scene, state=ApplicationState.IN_REVIEW) for _ in range(3)]
        for file in found:
            make_asked(file, scene.state)
        return found

    @pytest.fixture
    def items(self, meeting, files, claire):
        items = build_agenda(meeting=meeting, applications=files[:2], by=claire)
        for item in items:
            write_opinion(
                item=item, outcome="refused", amounts={}, words="Non.", version=item.version, by=claire
            )
        return items

    @POSTGRESQL_ONLY
    def test_the_agenda_grows_while_an_opinion_is_agreed(
        self, territory, meeting, files, items, claire, marc
    ):
        ends = in_turn(
            territory,
            meeting,
            lambda: build_agenda(meeting=meeting, applications=files, by=claire),
            lambda: agree_to_opinion(item=items[0], version=2, by=marc),
        )
        assert ends in ([DONE, DONE], ["not_in_review", DONE], [DONE, "not_in_review"])
        assert CommitteeItem.objects.count() == (3 if ends[0] == DONE else 2)

    @POSTGRESQL_ONLY
    def test_several_opinions_agreed_while_one_of_them_is_written_again(
        self, territory, meeting, files, items, claire, marc
    ):
        ends = in_turn(
            territory,
            items[0],
            lambda: agree_together(meeting=meeting, versions={item.pk: 2 for item in items}, by=marc),
            lambda: write_opinion(
                item=items[1], outcome="refused", amounts={}, words="Autre.", version=2, by=claire
            ),
        )
        assert ends == [DONE, CHANGED]
        states = set(Application.objects.filter(pk__in=[f.pk for f in files[:2]]).values_list("state"))
        assert states == {(ApplicationState.ADVISED,)}

    def test_both_co_pilots_agree_at_once(self, territory, meeting, files, claire, marc):
        sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
        item = build_agenda(meeting=meeting, applications=files[:1], by=sofia)[0]
        item = write_opinion(item=item, outcome="refused", amounts={}, words="Non.", version=1, by=sofia)
        ends = at_once(
            territory,
            *[
                lambda by=by: agree_to_opinion(item=item, version=item.version, by=by)
                for by in (claire, marc)
            ],
        )
        assert ends == [DONE, DONE]
        item = CommitteeItem.objects.get()
        assert (item.agreed_by_state, item.agreed_by_metropole) == (claire, marc)
        assert Application.objects.get(pk=files[0].pk).state == ApplicationState.ADVISED

    @POSTGRESQL_ONLY
    @pytest.mark.parametrize("first", ["agree", "write"])
    def test_an_agreement_never_goes_to_other_words(self, territory, meeting, items, claire, marc, first):
        """Written again just before, she is told to read again; agreed to just before, it is no longer written."""
        works = {
            "agree": lambda: agree_to_opinion(item=items[0], version=2, by=marc),
            "write": lambda: write_opinion(
                item=items[0], outcome="refused", amounts={}, words="Autre.", version=2, by=claire
            ),
        }
        order = [works.pop(first), *works.values()]
        ends = in_turn(territory, items[0], *order)
        assert ends == [DONE, CHANGED]
        item = CommitteeItem.objects.get(pk=items[0].pk)
        assert (item.words, item.agreed_by_metropole) == (
            ("Non.", marc) if first == "agree" else ("Autre.", None)
        )


class TestJointActs:
    def test_both_co_pilots_publish_a_call_at_once(self, territory, claire, marc):
        edition = create_call(territory=territory, year=2028, title="Un appel", by=claire)
        ends = at_once(
            territory,
            *[lambda by=by: agree_to_edition(edition=edition, version=1, by=by) for by in (claire, marc)],
        )
        assert ends == [DONE, DONE]
        edition.refresh_from_db()
        assert (edition.state, edition.published_on) == (EditionState.PUBLISHED, date(2027, 5, 10))
        assert (edition.agreed_by_state, edition.agreed_by_metropole) == (claire, marc)

    def test_both_co_pilots_grant_a_derogation_at_once(self, territory, scene, claire, marc):
        file = make_advised(scene, state=ApplicationState.TAKEN_UP, answers={"age_limit": "yes"})
        asked = {"application": file, "subject": RulingSubject.AGE_LIMIT, "outcome": RulingOutcome.ACCEPTED}
        ends = at_once(
            territory, *[lambda by=by: rule(**asked, reason="Utile.", by=by) for by in (claire, marc)]
        )
        assert ends == [DONE, DONE]
        ruling = Ruling.objects.get()
        assert (ruling.agreed_by_state, ruling.agreed_by_metropole) == (claire, marc)


class TestBilans:
    @pytest.fixture
    def award(self, scene):
        award = recorded(scene, make_asked(make_advised(scene), scene.state), scene.paul)
        return publish(scene, scene.paul, award)[0]

    @pytest.fixture
    def report(self, scene, award):
        odile = make_carrier_member(scene.carrier, "odile", Role.LEGAL_REPRESENTATIVE)
        with time_machine.travel("2028-05-10 10:00:00+02:00", tick=False):
            return deposited(report_of(FundedAction.objects.get()), scene.karim, odile)

    def test_accepted_by_two_is_accepted_once(self, territory, report, scene, claire, marc):
        ends = at_once(
            territory, *[lambda by=by: accept_report(report=report, by=by) for by in (claire, marc)]
        )
        assert ends == [DONE, DONE]
        found = ActivityReport.objects.get(pk=report.pk)
        assert (found.state, found.version) == (ReportState.ACCEPTED, report.version + 1)
        assert Message.objects.filter(kind="grants.report_accepted", recipient=scene.karim).count() == 1

    def test_accepted_by_one_and_returned_by_the_other(self, territory, report, claire, marc):
        ends = at_once(
            territory,
            lambda: accept_report(report=report, by=claire),
            lambda: return_report(report=report, remarks={}, general="À compléter.", by=marc),
        )
        state = ActivityReport.objects.get(pk=report.pk).state
        assert (ends, state) in [
            ([DONE, "wrong_state"], ReportState.ACCEPTED),
            (["wrong_state", DONE], ReportState.RETURNED),
        ]

    @POSTGRESQL_ONLY
    @pytest.mark.parametrize("first", ["return", "withdraw"])
    def test_returned_while_its_grant_is_withdrawn(self, territory, report, award, scene, claire, first):
        """What is left of the grant is written by one, what is received by the other: neither is lost."""
        works = {
            "return": lambda: return_report(report=report, remarks={}, general="À compléter.", by=claire),
            "withdraw": lambda: operations.withdraw_award(
                award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul
            ),
        }
        is_returned = first == "return"
        order = [works.pop(first), *works.values()]
        ends = in_turn(territory, FundedAction.objects.get(), *order)
        assert ends == [DONE, DONE if is_returned else "nothing_due"]
        assert FundedAction.objects.get().amount == 0
        state = ActivityReport.objects.get(pk=report.pk).state
        assert state == (ReportState.NOT_DUE if is_returned else ReportState.DEPOSITED)
