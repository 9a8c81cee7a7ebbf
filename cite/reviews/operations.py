"""Every write of reviews."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import still_there
from cite.core.working_days import is_working_day
from cite.dropout.models import Alert
from cite.meetings.models import Meeting
from cite.notifications.operations import notify, withdraw_messages
from cite.notifications.ports import NoticeKind
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Pathway, Refereeship
from cite.residents.permissions.people import sight_of
from cite.reviews.enums import ReviewAct, ReviewObjection, TaskState
from cite.reviews.models import Proposal, ReviewDecision, Situation
from cite.reviews.notices import DECIDED, LATE
from cite.reviews.permissions import (
    can_add,
    can_decide,
    can_remove,
    can_settle,
    can_speak,
    decisions_to_do,
    who_may_do,
)
from cite.reviews.workflow import TASK
from cite.tenancy.models import Territory


@transaction.atomic
def add_situation(
    *,
    meeting: Meeting,
    pathway: Pathway,
    question: str,
    by: User,
    summary: str = "",
    alert: Alert | None = None,
) -> Situation:
    """Put a situation on the agenda of a review; asked twice, there once.

    Raises:
        Refused: she does not accompany the person, is not invited, the review is over, or nothing is asked.
    """
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    require(
        can_add(by, meeting, pathway)
        & unless(bool(question.strip()), ReviewObjection.EMPTY)
        & check_free_text(question, summary)
        & unless(
            not Situation.objects.filter(meeting=meeting, pathway=pathway).exists(),
            ReviewObjection.ALREADY_THERE,
        )
    )
    situation = Situation.objects.create(
        territory=meeting.territory,
        meeting=meeting,
        pathway=pathway,
        alert=alert,
        question=question.strip(),
        summary=summary.strip(),
        added_by=sight_of(by, pathway.resident).membership,
    )
    record(ReviewAct.ADD, by=by, target=situation, person=pathway.resident)
    return situation


@transaction.atomic
def remove_situation(*, situation: Situation, version: int, by: User) -> None:
    """Take a situation off the agenda, as long as nothing is decided of it.

    Raises:
        Refused: not hers to remove, the review is over, something is decided, or changed meanwhile.
    """
    locked = Situation.locked(pk=situation.pk, version=version)
    decided = ReviewDecision.objects.filter(situation=locked).exists()
    require(can_remove(by, locked) & unless(not decided, ReviewObjection.SETTLED))
    record(ReviewAct.REMOVE, by=by, target=locked, person=locked.pathway.resident)
    locked.delete()


@transaction.atomic
def propose(*, situation: Situation, text: str, by: User) -> Proposal:
    """Say what one proposes for a situation. Twice is once.

    Raises:
        Refused: she is not invited, the person shares nothing with her any more, the review is over, or no words.
    """
    # two at once are seen one by one
    locked = still_there(Situation.objects.select_for_update(of=("self",), no_key=True), situation.pk)
    speaker = sight_of(by, locked.pathway.resident).membership
    require(
        can_speak(by, locked)
        & unless(speaker is not None, ReviewObjection.NO_LONGER_SHARED)
        & unless(bool(text.strip()), ReviewObjection.EMPTY)
        & check_free_text(text)
    )
    proposal, is_new = Proposal.objects.get_or_create(
        situation=locked, by=speaker, text=text.strip(), defaults={"territory": locked.territory}
    )
    if is_new:
        record(ReviewAct.PROPOSE, by=by, target=locked, person=locked.pathway.resident)
    return proposal


@transaction.atomic
def decide(
    *,
    situation: Situation,
    what: str,
    who: Membership,
    due_on: date,
    by: User,
    look_again_on: date | None = None,
) -> ReviewDecision:
    """Note what the review decides: who does what, for when. Twice is once.

    Raises:
        Refused: she is not invited, the review is not held or is over, something is missing, or the person does not
            share her file with whoever would do it.
    """
    locked = still_there(Situation.objects.select_for_update(of=("self",), no_key=True), situation.pk)
    days = [each for each in (due_on, look_again_on) if each is not None]
    require(
        can_decide(by, locked)
        & unless(bool(what.strip()), ReviewObjection.NOTHING_DECIDED)
        & unless(all(today() <= each for each in days), ReviewObjection.IN_THE_PAST)
        & unless(who_may_do(locked).filter(pk=who.pk).exists(), ReviewObjection.NOT_SHARED_WITH_HER)
        & check_free_text(what)
    )
    decision, is_new = ReviewDecision.objects.get_or_create(
        situation=locked, what=what.strip(), who=who, due_on=due_on, defaults={"territory": locked.territory}
    )
    is_moved = look_again_on not in (None, locked.look_again_on)
    if is_moved:
        locked.look_again_on = look_again_on
        locked.save_next_version()
    if is_new or is_moved:
        record(ReviewAct.DECIDE, by=by, target=locked, person=locked.pathway.resident)
        if who.user_id != by.pk:
            _tell(decision, DECIDED, who.user)
    return decision


@transaction.atomic
def settle(*, decision: ReviewDecision, step: str, version: int, by: User) -> ReviewDecision:
    """Say that what was decided is done, given up, or to be done after all (`workflow.TASK`).

    Raises:
        Refused: not hers, settled already, or changed meanwhile.
    """
    locked = ReviewDecision.locked(pk=decision.pk, version=version)
    require(can_settle(by, locked) & unless(TASK.allows(step, locked.state), ReviewObjection.SETTLED))
    locked.state = TASK.target(step, locked.state)
    locked.settled_on = None if locked.state == TaskState.OPEN else today()
    locked.save_next_version()
    resident = locked.situation.pathway.resident
    record(ReviewAct.SETTLE, by=by, target=locked, person=resident)
    if locked.state != TaskState.OPEN:
        withdraw_messages(territory=locked.territory, concerning=[resident.uuid], about=_about(locked))
    return locked


def remind_of_late(*, territory: Territory, on: date) -> int:
    """Remind whoever has to do it, else its referent, of each decision whose day is past; tells of how many.

    Not again within a week, nor when nobody works.
    """
    if not is_working_day(on):
        return 0
    late = ReviewDecision.objects.filter(territory=territory, state=TaskState.OPEN, due_on__lt=on)
    pathways = late.values("situation__pathway")
    referents = Refereeship.objects.filter(pathway__in=pathways, state=ReferentState.ACTIVE)
    members = Membership.objects.filter(
        Q(pk__in=late.values("who")) | Q(pk__in=referents.values("member")), territory=territory
    )
    told = 0
    for person in User.objects.filter(pk__in=members.values("user")).order_by("pk"):
        hers = decisions_to_do(person, territory).filter(due_on__lt=on).order_by("pk")
        for decision in hers.select_related("situation__pathway__resident", "territory"):
            _tell(decision, LATE, person)
            told += 1
    return told


def _tell(decision: ReviewDecision, kind: NoticeKind, to: User) -> None:
    notify(
        kind=kind.key,
        territory=decision.territory,
        to=to,
        path=reverse("reviews:settle", args=[decision.uuid]),
        about=_about(decision),
        concerns=decision.situation.pathway.resident.uuid,
    )


def _about(decision: ReviewDecision) -> str:
    return f"review-decision:{decision.uuid}"
