"""The points of an agenda: added, changed, moved, removed."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.meetings.enums import MeetingAct, MeetingObjection, MeetingState
from cite.meetings.models import AgendaItem, Meeting
from cite.meetings.operations.locking import locked_meeting
from cite.meetings.queries import agenda_of
from cite.meetings.workflow import PREPARING

MAX_ITEMS = 60
_WHILE_OPEN = PREPARING | {MeetingState.HELD}


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: User,
    details: str = "",
    presenter: str = "",
    duration: int | None = None,
) -> AgendaItem:
    """Add a point at the end of the agenda; even on the day, for what came up.

    Raises:
        Refused: not allowed, closed, or an agenda too long.
    """
    meeting = locked_meeting(meeting, by, states=_WHILE_OPEN)
    positions = list(agenda_of(meeting).values_list("position", flat=True))
    require(unless(len(positions) < MAX_ITEMS, MeetingObjection.TOO_MANY))
    item = AgendaItem.objects.create(
        territory=meeting.territory,
        meeting=meeting,
        position=max(positions, default=0) + 1,
        title=title.strip(),
        details=details,
        presenter=presenter.strip(),
        duration=duration,
    )
    record(MeetingAct.ADD_ITEM, by=by, target=meeting, changes={"item": (None, item.title)})
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    title: str,
    by: User,
    version: int,
    details: str = "",
    presenter: str = "",
    duration: int | None = None,
) -> AgendaItem:
    """Change a point.

    Raises:
        Refused: not allowed, closed, or changed meanwhile by somebody else.
    """
    meeting = locked_meeting(item.meeting, by, states=_WHILE_OPEN)
    item = AgendaItem.locked(pk=item.pk, version=version)
    before = snapshot(item)
    item.title, item.details = title.strip(), details
    item.presenter, item.duration = presenter.strip(), duration
    item.save_next_version()
    record(MeetingAct.CHANGE_ITEM, by=by, target=meeting, changes=differences(before, snapshot(item)))
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, by: User, direction: Literal["up", "down"]) -> AgendaItem:
    """Exchange a point with its neighbor; the first one does not go further up.

    Raises:
        Refused: not allowed, or closed.
    """
    meeting = locked_meeting(item.meeting, by, states=_WHILE_OPEN)
    items = list(agenda_of(meeting))
    place = next((number for number, known in enumerate(items) if known.pk == item.pk), None)
    other = place + (1 if direction == "down" else -1) if place is not None else -1
    if place is None or not 0 <= other < len(items):
        return item
    items[place], items[other] = items[other], items[place]
    for number, known in enumerate(items, start=1):
        known.position = number
    AgendaItem.objects.bulk_update(items, ["position"])
    record(MeetingAct.MOVE_ITEM, by=by, target=meeting, changes={item.title[:60]: (place + 1, other + 1)})
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """Take a point off the agenda, as long as nothing was written about it.

    Raises:
        Refused: not allowed, or the meeting has taken place.
    """
    meeting = locked_meeting(item.meeting, by, states=PREPARING)
    record(MeetingAct.REMOVE_ITEM, by=by, target=meeting, changes={"item": (item.title, None)})
    item.delete()
