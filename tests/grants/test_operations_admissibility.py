"""A file is taken up, checked, admitted or not; what lacks is asked, and the clock stops meanwhile."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.grants.enums import (
    AdmissibilityObjection,
    ApplicationState,
    DocumentKind,
    EligibilityGap,
    FundedSource,
    PieceState,
    ReportGateObjection,
)
from cite.grants.enums import ReviewObjection as O
from cite.grants.models import CorrectionRound, FundedAction, IssuedDocument, Remark
from cite.grants.operations import admissibility, corrections
from cite.grants.permissions.review import can_take
from cite.grants.queries.admissibility import clock_of
from cite.grants.workflow import APPLICATION, CARRIERS
from cite.notifications.models import Message
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
DEPOSIT = datetime(2027, 1, 24, 23, 59, tzinfo=PARIS)


@pytest.fixture
def carrier(territory):
    return grants.make_carrier(territory, "Association des Tisserands")


@pytest.fixture
def lina(carrier):
    return grants.make_carrier_member(carrier, "lina")


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def make_file(edition, carrier, lina):
    def make(state="taken_up", **fields):
        return grants.make_application(
            edition, carrier, lina, state=state, **{"deposited_at": DEPOSIT} | fields
        )

    return make


def objections(call, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(**kwargs)
    return set(refusal.value.decision.objections)


@pytest.mark.parametrize("role", list(Role))
def test_every_arrow_goes_to_its_roles_and_starts_from_its_states(role, make_file, territory):
    """The table of the life of a file, walked: each arrow, each role, each state."""
    person, application = make_user("someone", role=role, territory=territory), make_file()
    for transition in APPLICATION.transitions:
        of_carriers = transition.roles == {str(r) for r in CARRIERS}  # a role alone is not the carrier's
        for state in ApplicationState:
            application.state = state
            expected = role in transition.roles and not of_carriers and state in transition.sources
            if transition.roles:
                assert bool(can_take(person, application, transition.name)) == expected, transition.name


@pytest.mark.parametrize("arrow", ["finish", "deposit", "correct", "withdraw"])
def test_the_arrows_of_a_carrier_go_to_hers_alone(arrow, make_file, lina, sofia, territory):
    transition = next(t for t in APPLICATION.transitions if t.name == arrow)
    other = grants.make_carrier_member(grants.make_carrier(territory), "moussa")
    application = make_file(next(iter(sorted(transition.sources))))
    assert [bool(can_take(person, application, arrow)) for person in (lina, other, sofia)] == [
        True,
        False,
        False,
    ]


def test_an_instructor_who_is_a_member_of_the_carrier_judges_nothing(make_file, carrier, territory):
    treasurer = make_user("treasurer", role=Role.INSTRUCTOR, territory=territory)
    make_member(carrier, "treasurer-membership", user=treasurer, role=Role.READER)
    for arrow in ("take_up", "admit", "ask_correction", "begin_review"):
        decision = can_take(treasurer, make_file(), arrow)
        assert O.OWN_ORGANIZATION in decision.objections


def test_taking_up_tells_the_carrier_by_its_state_and_happens_once(make_file, sofia):
    application = admissibility.take_up(application=make_file("deposited"), by=sofia)
    assert application.carrier_label == "Reçu, en cours de vérification"
    assert objections(admissibility.take_up, application=application, by=sofia) == {O.WRONG_STATE}


def test_a_file_is_admitted_only_when_nothing_stands_against_it(make_file, lina, sofia):
    application = make_file()
    found = objections(admissibility.admit, application=application, by=sofia)
    assert {AdmissibilityObjection.PIECE_MISSING, EligibilityGap.DISTRICTS, EligibilityGap.VALUES} < found
    grants.make_eligible(application, lina)
    admitted = admissibility.admit(application=application, by=sofia)
    assert admitted.state == ApplicationState.ADMISSIBLE
    assert Message.objects.filter(recipient=lina, kind="grants.admitted").count() == 1


def test_a_bilan_that_was_never_produced_closes_the_way(make_file, lina, sofia, carrier, territory):
    application = grants.make_eligible(make_file(), lina)
    FundedAction.objects.create(
        territory=territory, partner=carrier, year=2025, title="Ateliers", source=FundedSource.IMPORTED
    )
    found = objections(admissibility.admit, application=application, by=sofia)
    assert {type(objection) for objection in found} == {ReportGateObjection}


def test_a_document_to_replace_takes_a_reason(make_file, lina, sofia):
    piece = grants.make_attachment(make_file(), lina)
    asked = {"attachment": piece, "state": PieceState.NOT_COMPLIANT, "by": sofia, "version": piece.version}
    assert objections(admissibility.check_piece, **asked, note="  ") == {O.PIECE_REASON_NEEDED}
    checked = admissibility.check_piece(**asked, note="Elle est périmée.")
    assert (checked.state, checked.note) == (PieceState.NOT_COMPLIANT, "Elle est périmée.")
    assert objections(admissibility.check_piece, **asked, note="Encore") == {SaveObjection.CHANGED_MEANWHILE}


def test_a_carrier_does_not_check_her_own_documents(make_file, lina):
    piece = grants.make_attachment(make_file(), lina)
    found = objections(
        admissibility.check_piece, attachment=piece, state=PieceState.COMPLIANT, by=lina, version=1
    )
    assert found == {O.DESK_ONLY, O.OWN_ORGANIZATION}


def test_only_a_co_pilot_declares_a_file_inadmissible_with_a_reason(make_file, sofia, claire, lina):
    application = make_file()
    asked = {"application": application, "reason": "Hors délai."}
    assert objections(admissibility.reject, **asked, by=sofia) == {O.CO_PILOTS_ONLY}
    assert objections(admissibility.reject, application=application, reason=" ", by=claire) == {
        O.REASON_NEEDED
    }
    rejected = admissibility.reject(**asked, by=claire)
    assert (rejected.state, rejected.end_reason) == (ApplicationState.INADMISSIBLE, "Hors délai.")
    assert clock_of(rejected, date(2027, 3, 1)) is None
    letter = IssuedDocument.objects.get()
    assert (letter.kind, letter.canceled_at, letter.issued_by) == (DocumentKind.INADMISSIBLE, None, claire)
    said = text_of(letter)
    assert "Hors délai." in said and "telerecours.fr" in said
    again = admissibility.reconsider(application=rejected, reason="Preuve de dépôt reçue.", by=claire)
    assert (again.state, again.end_reason) == (ApplicationState.TAKEN_UP, "")
    letter.refresh_from_db()
    assert letter.cancel_reason == "Le dossier est repris\N{NO-BREAK SPACE}: Preuve de dépôt reçue."
    admissibility.reject(application=again, reason="Statuts absents.", by=claire)
    second = IssuedDocument.objects.get(canceled_at=None)
    assert (IssuedDocument.objects.count(), "Statuts absents." in text_of(second)) == (2, True)


def text_of(document):
    return json.dumps(document.content, ensure_ascii=False)


def ask(application, by, *remarks, **fields):
    return corrections.ask_correction(
        application=application, remarks=remarks or [("need", "Précisez.")], by=by, **fields
    )


def test_the_clock_stops_while_the_carrier_completes_her_file(make_file, lina, sofia):
    application = make_file()
    with time_machine.travel(datetime(2027, 2, 3, 9, tzinfo=PARIS), tick=False):
        assert clock_of(application, date(2027, 2, 3)).deadline == date(2027, 3, 24)
        asked = ask(application, sofia)
        assert asked.due_on == date(2027, 2, 18)
    application.refresh_from_db()
    assert clock_of(application, date(2027, 2, 10)).is_paused
    with time_machine.travel(datetime(2027, 2, 13, 9, tzinfo=PARIS), tick=False):
        remark = Remark.objects.get(round=asked)
        corrections.answer_remark(remark=remark, reply="C’est précisé.", by=lina, version=remark.version)
        back = corrections.end_correction(application=application, by=lina)
    assert (back.state, back.clock_paused_on, back.clock_paused_days) == ("taken_up", None, 10)
    assert clock_of(back, date(2027, 2, 13)).deadline == date(2027, 4, 3)
    assert Message.objects.filter(recipient=sofia, kind="grants.corrected").count() == 1


def test_remarks_block_until_they_are_settled(make_file, lina, sofia):
    application = make_file()
    grants.make_eligible(application, lina)
    asked = ask(application, sofia)
    remark = Remark.objects.get(round=asked)
    assert objections(corrections.settle_remark, remark=remark, by=sofia) == {O.NOT_ANSWERED}
    application = corrections.end_correction(application=application, by=lina)
    assert objections(admissibility.admit, application=application, by=sofia) == {
        AdmissibilityObjection.REMARK_LEFT
    }
    corrections.settle_remark(remark=remark, by=sofia)
    assert corrections.settle_remark(remark=remark, by=sofia).version == 2  # a second click changes nothing
    assert admissibility.admit(application=application, by=sofia).state == ApplicationState.ADMISSIBLE


def test_what_is_asked_is_checked_all_at_once(make_file, sofia):
    application = make_file()
    found = objections(ask, application=application, by=sofia, due_on=date(2020, 1, 1))
    assert found == {O.DUE_TOO_SOON}
    many = [("nowhere", "x")] * 31
    assert objections(corrections.ask_correction, application=application, remarks=many, by=sofia) == {
        O.TOO_MANY_REMARKS,
        O.UNKNOWN_PLACE,
    }
    empty = [("need", "   ")]
    assert objections(corrections.ask_correction, application=application, remarks=empty, by=sofia) == {
        O.NO_REMARK
    }
    assert not CorrectionRound.objects.exists()


def test_a_second_request_is_not_made_over_the_first(make_file, sofia):
    application = make_file()
    ask(application, sofia)
    assert objections(ask, application=application, by=sofia) == {O.WRONG_STATE}


def test_a_carrier_answers_only_her_file_and_only_until_she_deposits(make_file, lina, sofia, territory):
    application = make_file()
    remark = Remark.objects.get(round=ask(application, sofia))
    other = grants.make_carrier_member(grants.make_carrier(territory), "moussa")
    asked = {"remark": remark, "reply": "Voilà.", "version": remark.version}
    assert objections(corrections.answer_remark, **asked, by=other) == {O.CARRIER_ONLY}
    assert objections(corrections.answer_remark, **asked | {"reply": " "}, by=lina) == {O.EMPTY_REPLY}
    assert [corrections.answer_remark(**asked, by=lina).version for _time in range(2)] == [2, 2]  # said once
    late = asked | {"reply": "Autrement."}
    assert objections(corrections.answer_remark, **late, by=lina) == {SaveObjection.CHANGED_MEANWHILE}
    corrections.end_correction(application=application, by=lina)
    assert objections(corrections.answer_remark, **asked | {"version": 2}, by=lina) == {O.WRONG_STATE}


def test_a_rejected_file_whose_completion_was_awaited_may_be_asked_again(make_file, sofia, claire):
    application = make_file()
    ask(application, sofia)
    application = admissibility.reject(application=application, reason="Sans réponse.", by=claire)
    assert application.clock_paused_on is None
    application = admissibility.reconsider(application=application, reason="Il a répondu.", by=claire)
    assert ask(application, sofia).number == 2
