"""What people report of the site, the answers they receive, and the guide of the first visit."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.notifications.operations import notify
from cite.portals.enums import PortalsAct, PortalsObjection
from cite.portals.models import GuideProgress, ProblemReport
from cite.portals.notices import PROBLEM_ANSWERED
from cite.portals.permissions import can_answer_problems
from cite.portals.workflow import PROBLEM
from cite.tenancy.models import Territory

REPORTS_PER_HOUR = {"person": 10, "visitors": 30}
"""By one person, and by all visitors together: their machines are not told apart, nothing of them is kept."""

SAID_TWICE = timedelta(minutes=10)
"""The same words of the same person within this time are one report: a button pressed twice, a page reloaded."""

KEPT = timedelta(days=365)
"""After the answer; after the report where none came: by then it tells of pages that are no longer so."""


@transaction.atomic
def report_problem(
    *, territory: Territory, path: str, wanted: str, happened: str, by: User | None = None, email: str = ""
) -> ProblemReport:
    """Write down what did not work, once however often it is sent in a row.

    Raises:
        Refused: too many arrive.
    """
    Territory.objects.select_for_update(of=("self",), no_key=True).get(
        pk=territory.pk
    )  # two at once are counted one by one
    said = {
        "path": path[:200],
        "wanted": wanted,
        "happened": happened,
        "reported_by": by,
        "email": "" if by else email,
    }
    if same := ProblemReport.objects.filter(**said, created_at__gte=now() - SAID_TWICE).first():
        return same
    recent = ProblemReport.objects.filter(reported_by=by, created_at__gte=now() - timedelta(hours=1)).count()
    require(unless(recent < REPORTS_PER_HOUR["person" if by else "visitors"], PortalsObjection.TOO_MANY))
    problem = ProblemReport(territory=territory, **said)
    problem.full_clean()
    problem.save()
    record(PortalsAct.REPORT_PROBLEM, by=by, target=problem, person=by)
    return problem


@transaction.atomic
def take_problem(*, problem: ProblemReport, by: User, version: int) -> ProblemReport:
    """Tell the others that somebody looks into it.

    Raises:
        Refused: not hers to answer, already answered, or changed meanwhile.
    """
    locked = _moved(problem, "take", by, version)
    locked.save_next_version()
    record(PortalsAct.TAKE_PROBLEM, by=by, target=locked, person=locked.reported_by)
    return locked


@transaction.atomic
def answer_problem(*, problem: ProblemReport, by: User, version: int, answer: str) -> ProblemReport:
    """Answer, and tell the person where she left a way to reach her.

    Raises:
        Refused: not hers to answer, already answered, or changed meanwhile.
    """
    locked = _moved(problem, "answer", by, version)
    locked.answer, locked.answered_by, locked.answered_at = answer, by, now()
    locked.full_clean()
    locked.save_next_version()
    record(PortalsAct.ANSWER_PROBLEM, by=by, target=locked, person=locked.reported_by)
    if locked.can_be_answered_by_mail:
        notify(
            kind=PROBLEM_ANSWERED.key,
            territory=locked.territory,
            to=locked.reported_by,
            address="" if locked.reported_by else locked.email,
            fields={"answer": answer},
            path=reverse("portals:help"),
            about=f"problem:{locked.uuid}",
        )
    return locked


@transaction.atomic
def forget_old_problems(*, territory: Territory, at: datetime) -> int:
    """Erase the reports answered more than a year ago, and those nobody answered in a year; tells how many."""
    old = ProblemReport.objects.annotate(last=Coalesce("answered_at", "created_at")).filter(
        last__lt=at - KEPT
    )
    number, _by_model = old.delete()
    if number:
        record(PortalsAct.FORGET_PROBLEMS, territory=territory)
    return number


@transaction.atomic
def follow_step(*, user: User, step: str, known: frozenset[str]) -> GuideProgress:
    """Note that a step of the guide was followed; the last one puts the guide away.

    Raises:
        Refused: the guide has no such step.
    """
    require(unless(step in known, PortalsObjection.UNKNOWN_STEP))
    progress = _progress_of(user)
    if step not in progress.steps_done:
        progress.steps_done = [*progress.steps_done, step]
        if known <= set(progress.steps_done):
            progress.hidden_at = now()
        progress.save()
        record(PortalsAct.FOLLOW_GUIDE, by=user, target=progress, person=user)
    return progress


@transaction.atomic
def hide_guide(*, user: User) -> GuideProgress:
    """Put the guide away: the help page shows it again."""
    progress = _progress_of(user)
    if progress.hidden_at is None:
        progress.hidden_at = now()
        progress.save()
        record(PortalsAct.HIDE_GUIDE, by=user, target=progress, person=user)
    return progress


@transaction.atomic
def show_guide(*, user: User) -> GuideProgress:
    """Begin the guide again."""
    progress = _progress_of(user)
    progress.steps_done, progress.hidden_at = [], None
    progress.save()
    record(PortalsAct.SHOW_GUIDE, by=user, target=progress, person=user)
    return progress


def _moved(problem: ProblemReport, step: str, by: User, version: int) -> ProblemReport:
    """Fetch a report and take it along an arrow of its life, if this person may and nobody answered."""
    locked = ProblemReport.locked(pk=problem.pk, version=version)
    require(can_answer_problems(by, locked.territory))
    require(unless(PROBLEM.allows(step, locked.state), PortalsObjection.ALREADY_SOLVED))
    locked.state = PROBLEM.target(step, locked.state)
    return locked


def _progress_of(user: User) -> GuideProgress:
    User.objects.select_for_update(of=("self",), no_key=True).get(
        pk=user.pk
    )  # one guide, however many windows
    progress, _created = GuideProgress.objects.get_or_create(user=user)
    return progress
