"""What people report, the answers they receive, and the guide."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.notifications.models import Message, Notice
from cite.portals import operations
from cite.portals.enums import ProblemState
from cite.portals.models import GuideProgress, ProblemReport
from cite.portals.permissions import can_answer_problems, visible_problems
from cite.portals.workflow import PROBLEM
from tests.factories.accounts import make_user
from tests.factories.portals import make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.mark.parametrize("role", [*Role, None])
def test_the_coordination_and_the_administrators_answer_nobody_else(territory, role):
    user = make_user("a", role=role, territory=territory)
    assert bool(can_answer_problems(user, territory)) == (role == Role.COORDINATOR)
    assert not can_answer_problems(user, None)
    user.is_staff = True
    assert can_answer_problems(user, territory)


def test_each_reads_her_own_reports_and_who_answers_reads_all(territory, coordinator):
    marc, nadia = make_user("marc"), make_user("nadia")
    hers, his = make_problem(territory, nadia), make_problem(territory, marc)
    make_problem(territory)
    assert list(visible_problems(nadia, territory)) == [hers]
    assert list(visible_problems(marc, territory)) == [his]
    assert visible_problems(coordinator, territory).count() == 3
    assert visible_problems(coordinator, None).count() == 0


def test_a_report_by_an_account_keeps_no_other_address(territory):
    assert make_problem(territory, make_user("nadia"), email="autre@example.org").email == ""
    assert make_problem(territory, email="autre@example.org").email == "autre@example.org"


def test_a_report_sent_twice_in_a_row_is_written_once(territory, monkeypatch):
    said = {"territory": territory, "path": "/", "wanted": "Ouvrir ma fiche", "happened": "Rien ne vient."}
    nadia = make_user("nadia")
    assert operations.report_problem(**said, by=nadia) == operations.report_problem(**said, by=nadia)
    assert operations.report_problem(**said, email="a@example.org") == operations.report_problem(
        **said, email="a@example.org"
    )
    operations.report_problem(**said, by=make_user("marc"))
    operations.report_problem(**said, email="b@example.org")
    assert ProblemReport.objects.count() == 4
    later = now() + timedelta(minutes=11)
    monkeypatch.setattr(operations, "now", lambda: later)
    operations.report_problem(**said, by=nadia)
    assert ProblemReport.objects.count() == 5


def test_too_many_reports_are_refused(territory, monkeypatch):
    monkeypatch.setattr(operations, "REPORTS_PER_HOUR", {"person": 2, "visitors": 3})
    nadia = make_user("nadia")
    for _time in range(2):
        make_problem(territory, nadia)
    with pytest.raises(Refused, match="Beaucoup de signalements"):
        make_problem(territory, nadia)
    for _time in range(3):
        make_problem(territory)
    with pytest.raises(Refused):
        make_problem(territory)
    ProblemReport.objects.update(created_at=now() - timedelta(hours=2))
    assert make_problem(territory, nadia)


def test_an_answer_reaches_whoever_left_a_way(territory, coordinator):
    nadia = make_user("nadia")
    for problem in (make_problem(territory, nadia), make_problem(territory, email="v@example.org")):
        operations.answer_problem(
            problem=problem, by=coordinator, version=problem.version, answer="C’est réparé."
        )
    assert Notice.objects.get().user == nadia
    assert {message.address for message in Message.objects.all()} >= {"v@example.org"}
    assert all("C’est réparé." in message.body for message in Message.objects.all())


def test_an_answer_to_nobody_stays_here(territory, coordinator):
    problem = make_problem(territory)
    operations.answer_problem(problem=problem, by=coordinator, version=1, answer="Merci.")
    problem.refresh_from_db()
    assert (problem.state, problem.answered_by) == (ProblemState.SOLVED, coordinator)
    assert not Message.objects.exists()


def test_an_answer_is_given_once(territory, coordinator):
    problem = make_problem(territory)
    operations.take_problem(problem=problem, by=coordinator, version=1)
    with pytest.raises(Refused, match="Une autre personne a modifié"):
        operations.answer_problem(problem=problem, by=coordinator, version=1, answer="Merci.")
    operations.answer_problem(problem=problem, by=coordinator, version=2, answer="Merci.")
    for act in (operations.take_problem, operations.answer_problem):
        extra = {"answer": "Encore."} if act is operations.answer_problem else {}
        with pytest.raises(Refused, match="déjà reçu une réponse"):
            act(problem=problem, by=coordinator, version=3, **extra)


def test_nobody_else_answers(territory):
    problem = make_problem(territory)
    with pytest.raises(Refused, match="Seules la coordination"):
        operations.answer_problem(problem=problem, by=make_user("marc"), version=1, answer="Merci.")


def test_an_empty_or_endless_text_is_not_written(territory, coordinator):
    with pytest.raises(ValidationError):
        operations.report_problem(territory=territory, path="/", wanted="", happened="x")
    with pytest.raises(ValidationError):
        operations.report_problem(territory=territory, path="/", wanted="x" * 1001, happened="x")
    problem = make_problem(territory)
    with pytest.raises(ValidationError):
        operations.answer_problem(problem=problem, by=coordinator, version=1, answer="x" * 1001)


def test_what_was_answered_a_year_ago_is_erased(territory, coordinator):
    old, recent, open_one = (make_problem(territory) for _number in range(3))
    for problem in (old, recent):
        operations.answer_problem(problem=problem, by=coordinator, version=1, answer="Merci.")
    long_ago = now() - timedelta(days=366)
    ProblemReport.objects.filter(pk=recent.pk).update(created_at=long_ago)
    ProblemReport.objects.filter(pk=old.pk).update(created_at=long_ago, answered_at=long_ago)
    assert operations.forget_old_problems(territory=territory, at=now()) == 1
    assert set(ProblemReport.objects.all()) == {recent, open_one}


def test_what_nobody_answered_in_a_year_is_erased_too(territory, coordinator):
    new, taken, late = (make_problem(territory, email="v@example.org") for _number in range(3))
    operations.take_problem(problem=taken, by=coordinator, version=1)
    ProblemReport.objects.exclude(pk=late.pk).update(created_at=now() - timedelta(days=366))
    ProblemReport.objects.filter(pk=late.pk).update(created_at=now() - timedelta(days=364))
    assert operations.forget_old_problems(territory=territory, at=now()) == 2
    assert operations.forget_old_problems(territory=territory, at=now()) == 0
    assert set(ProblemReport.objects.all()) == {late}


def test_a_report_is_taken_then_answered_and_nothing_leaves_the_answer():
    assert PROBLEM.terminal_states() == {ProblemState.SOLVED}
    assert PROBLEM.sources_of("answer") == {ProblemState.NEW, ProblemState.SEEN}
    assert PROBLEM.states == tuple(ProblemState)


STEPS = frozenset({"one", "two", "three"})


def test_the_last_step_puts_the_guide_away(territory):
    nadia = make_user("nadia")
    for step in ("one", "one", "two"):
        progress = operations.follow_step(user=nadia, step=step, known=STEPS)
        assert progress.hidden_at is None
    assert operations.follow_step(user=nadia, step="three", known=STEPS).hidden_at is not None
    assert GuideProgress.objects.get().steps_done == ["one", "two", "three"]


def test_a_guide_has_no_other_steps(territory):
    with pytest.raises(Refused, match="n’existe pas"):
        operations.follow_step(user=make_user("nadia"), step="four", known=STEPS)
    assert not GuideProgress.objects.exists()


def test_a_guide_is_put_away_and_begun_again(territory):
    nadia = make_user("nadia")
    operations.follow_step(user=nadia, step="one", known=STEPS)
    first = operations.hide_guide(user=nadia).hidden_at
    assert operations.hide_guide(user=nadia).hidden_at == first
    progress = operations.show_guide(user=nadia)
    assert (progress.steps_done, progress.hidden_at) == ([], None)
