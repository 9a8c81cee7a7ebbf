"""Lists of meetings and of decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.meetings.enums import Answer, DecisionState, MeetingState
from cite.meetings.models import Meeting, MeetingDecision
from cite.meetings.queries import path_of
from cite.ui.tables import Column, Table

_STATE_TONES = {
    MeetingState.DRAFT: "neutral",
    MeetingState.CONVENED: "info",
    MeetingState.HELD: "warning",
    MeetingState.CLOSED: "success",
    MeetingState.CANCELED: "error",
}
_DECISION_TONES = {
    DecisionState.OPEN: "neutral",
    DecisionState.IN_PROGRESS: "info",
    DecisionState.DONE: "success",
    DecisionState.DROPPED: "neutral",
}


def state_tone(meeting: Meeting) -> str:
    """Choose the badge of a meeting."""
    return _STATE_TONES.get(meeting.state, "neutral")


def meetings_table(
    meetings: QuerySet[Meeting],
    params: QueryDict,
    *,
    caption: str,
    prefix: str,
    empty: tuple[str, str],
    with_answer: bool = True,
) -> Table:
    """List meetings: what, when, where they stand, and the answer of whoever looks."""
    return Table(
        meetings,
        columns=(
            Column(key="title", label=_("Réunion"), kind="link", href=path_of, sortable=True),
            Column(key="starts_at", label=_("Date"), value=lambda m: m.when, sortable=True),
            Column(key="kind", label=_("Type"), value=lambda m: m.kind_label),
            Column(key="where", label=_("Lieu"), value=lambda m: m.where),
            Column(
                key="state", label=_("Situation"), kind="badge", value=_state, tone=state_tone, sortable=True
            ),
            *([Column(key="my_answer", label=_("Votre réponse"), value=_my_answer)] if with_answer else []),
        ),
        params=params,
        caption=caption,
        prefix=prefix,
        page_size=15,
        empty_title=empty[0],
        empty_text=empty[1],
    )


def _state(meeting: Meeting) -> str:
    return str(meeting.get_state_display())


def _my_answer(meeting: Meeting) -> str:
    return str(Answer(meeting.my_answer).label) if meeting.my_answer else ""


def decisions_table(
    decisions: Any,
    params: QueryDict,
    *,
    on: date,
    caption: str,
    prefix: str = "d-",
    with_meeting: bool = True,
) -> Table:
    """List decisions; a late one says so in words."""
    columns = [
        Column(key="text", label=_("Décision"), kind="link", value=_text, href=_decision_url, sortable=True),
        Column(key="owner", label=_("Portée par"), value=lambda d: d.owner),
        Column(key="due_on", label=_("Échéance"), value=lambda d: due_label(d, on), sortable=True),
        Column(
            key="state",
            label=_("Avancement"),
            kind="badge",
            value=lambda d: _now("En retard") if d.is_late(on) else str(d.get_state_display()),
            tone=lambda d: "error" if d.is_late(on) else _DECISION_TONES.get(d.state, "neutral"),
        ),
    ]
    if with_meeting:
        columns.insert(1, Column(key="meeting", label=_("Décidée par"), value=lambda d: d.meeting.title))
    return Table(
        decisions,
        columns=tuple(columns),
        params=params,
        caption=caption,
        prefix=prefix,
        empty_title=_("Aucune décision à suivre"),
        empty_text=_("Les décisions prises en réunion apparaîtront ici, jusqu’à ce qu’elles soient faites."),
    )


def due_label(decision: MeetingDecision, on: date) -> str:
    """Write a date, and how late it is."""
    if decision.due_on is None:
        return _now("Sans date")
    day = date_format(decision.due_on, "j F Y")
    if not decision.is_late(on):
        return day
    days = (on - decision.due_on).days
    late = ngettext("en retard de %(days)s jour", "en retard de %(days)s jours", days) % {"days": days}
    return f"{day}, {late}"


def _text(decision: MeetingDecision) -> str:
    return decision.text if len(decision.text) <= 160 else f"{decision.text[:159]}…"


def _decision_url(decision: MeetingDecision) -> str:
    return reverse("meetings:decision", args=[decision.uuid])
