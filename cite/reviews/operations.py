"""Every write of reviews."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import still_there
from cite.dropout.models import Alert
from cite.meetings.models import Meeting
from cite.pathways.models import Pathway
from cite.residents.permissions.people import sight_of
from cite.residents.rules.free_text import check_free_text
from cite.reviews.enums import ReviewAct, ReviewObjection, TaskState
from cite.reviews.models import Proposal, ReviewDecision, Situation
from cite.reviews.permissions import can_add, can_decide, can_remove, can_settle, can_speak, who_may_do
from cite.reviews.workflow import TASK


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
    record(ReviewAct.SETTLE, by=by, target=locked, person=locked.situation.pathway.resident)
    return locked
