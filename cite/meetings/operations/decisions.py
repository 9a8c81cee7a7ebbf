"""Decisions: noted, followed until done, dropped with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.meetings.enums import TO_FOLLOW, DecisionState, MeetingAct, MeetingObjection
from cite.meetings.models import AgendaItem, Meeting, MeetingDecision
from cite.meetings.notices import DECISION
from cite.meetings.operations.locking import locked_meeting
from cite.meetings.permissions import can_follow_decision
from cite.meetings.workflow import WRITING
from cite.notifications.operations import notify


@transaction.atomic
def record_decision(
    *,
    meeting: Meeting,
    text: str,
    by: User,
    owner: User | Partner | None,
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> MeetingDecision:
    """Note what a meeting decided, and tell the person who carries it. Twice is once.

    Raises:
        Refused: not allowed, nobody to carry it, or minutes already approved.
    """
    meeting = locked_meeting(meeting, by, states=WRITING)
    require(unless(owner is not None, MeetingObjection.NO_OWNER))
    if item is not None and item.meeting_id != meeting.pk:
        item = None
    said = {
        "meeting": meeting,
        "item": item,
        "text": text.strip(),
        "owner_user": owner if isinstance(owner, User) else None,
        "owner_partner": owner if isinstance(owner, Partner) else None,
        "due_on": due_on,
    }
    if same := MeetingDecision.objects.filter(**said).first():
        return same
    decision = MeetingDecision.objects.create(territory=meeting.territory, **said)
    record(MeetingAct.DECIDE, by=by, target=decision, person=decision.owner_user)
    if decision.owner_user and decision.owner_user.pk != by.pk:
        notify(
            kind=DECISION.key,
            territory=meeting.territory,
            to=decision.owner_user,
            fields={"meeting": meeting.title},
            path=reverse("meetings:decision", args=[decision.uuid]),
            about=f"decision:{decision.uuid}",
        )
    return decision


@transaction.atomic
def follow_decision(
    *,
    decision: MeetingDecision,
    state: DecisionState,
    note: str,
    by: User,
    version: int,
    due_on: date | None = None,
) -> MeetingDecision:
    """Say how far a decision is; dropping it takes a reason.

    Raises:
        Refused: not hers to follow, no reason, or changed meanwhile by somebody else.
    """
    require(can_follow_decision(by, decision))
    decision = MeetingDecision.locked(pk=decision.pk, version=version)
    note = note.strip()
    is_justified = state != DecisionState.DROPPED or bool(note)
    require(unless(is_justified, MeetingObjection.REASON_NEEDED))
    before = snapshot(decision)
    if state not in TO_FOLLOW:
        decision.ended_on = decision.ended_on if decision.state == state else today()
    else:
        decision.ended_on = None
    decision.state, decision.note, decision.due_on = state, note, due_on
    decision.save_next_version()
    record(
        MeetingAct.FOLLOW_DECISION, by=by, target=decision, changes=differences(before, snapshot(decision))
    )
    return decision


@transaction.atomic
def remove_decision(*, decision: MeetingDecision, by: User) -> None:
    """Take away a decision noted by mistake, before minutes are approved; later, it is dropped with a reason.

    Raises:
        Refused: not allowed, or minutes already approved.
    """
    meeting = locked_meeting(decision.meeting, by, states=WRITING)
    record(MeetingAct.REMOVE_DECISION, by=by, target=meeting, changes={"decision": (decision.text, None)})
    decision.delete()
