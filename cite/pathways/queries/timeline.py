"""What happened in a pathway, in one list, the latest first: one query per kind, each as short as the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import now
from cite.pathways.enums.pathways import Direction, Lane, Presence, ReferentState
from cite.pathways.models import (
    Appointment,
    Contact,
    Diagnosis,
    Exit,
    Goal,
    GroupMember,
    Pathway,
    Pause,
    Refereeship,
    Step,
)
from cite.pathways.permissions.notes import visible_notes
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import Referral
from cite.residents.enums.sharing import Part
from cite.residents.permissions.people import Sight

_PRESENCES = {Presence.PRESENT: "done", Presence.ABSENT: "missed"}
_REFERRALS = {
    ReferralState.MET: "done",
    ReferralState.DONE_BY_PHONE: "done",
    ReferralState.MISSED: "missed",
    ReferralState.REFUSED: "missed",
    ReferralState.EXPIRED: "missed",
    ReferralState.DECLINED: "missed",
    ReferralState.CANCELED: "missed",
}
SHOWN = 25
"""How many events the page shows at first."""
MOST = 400


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: on which day, what, in which words, by whom.

    `member`: the number of whoever did it; her name is asked once for all the events that are shown.
    `lane`: its line in the picture, where it has one; `went`: done, missed, or open; `until`: the end of a pause.
    """

    on: date
    what: str
    words: str = ""
    member: int | None = None
    by: str = ""
    lane: Lane | None = None
    went: str = "done"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    pathway: Pathway
    user: User
    most: int


def timeline_of(pathway: Pathway, user: User, sight: Sight, *, most: int = SHOWN) -> list[Event]:
    """Tell what happened, of the parts that she sees; one event more than `most` says that there are others."""
    asked = _Asked(pathway, user, most + 1)
    found = [
        event
        for part, source in SOURCES
        if sight.sees(part)
        for event in source(asked)
        if event.on is not None
    ]
    shown = sorted(found, key=lambda event: event.on, reverse=True)[: most + 1]
    names = _names({event.member for event in shown if event.member is not None})
    return [replace(event, by=names.get(event.member, "")) for event in shown]


def _names(members: set[int]) -> dict[int, str]:
    rows = Membership.objects.filter(pk__in=members).select_related("user", "partner__organization")
    return {member.pk: signed(member) for member in rows}


def signed(member: Membership | None) -> str:
    """Tell who did something, and for whom she acts."""
    return f"{member.user.full_name} ({member.partner})" if member is not None else ""


def _contacts(asked: _Asked) -> Iterator[Event]:
    for each in _latest(Contact, asked):
        words = f"{each.get_direction_display()}. {each.summary}".strip()
        went = "missed" if each.direction == Direction.OUTGOING else "done"
        yield Event(each.on, each.get_channel_display(), words, each.by_id, lane=Lane.EXCHANGES, went=went)


def _appointments(asked: _Asked) -> Iterator[Event]:
    rows = Appointment.objects.filter(pathway=asked.pathway, at__lte=now())
    for each in rows[: asked.most]:
        words = f"{each.get_presence_display()}. {each.subject}".strip()
        went = _PRESENCES.get(each.presence, "open")
        yield Event(_day(each.at), _("Rendez-vous"), words, each.member_id, lane=Lane.APPOINTMENTS, went=went)


def _notes(asked: _Asked) -> Iterator[Event]:
    rows = visible_notes(asked.user, asked.pathway)
    for each in rows[: asked.most]:
        what = _("Note – %(circle)s") % {"circle": each.get_circle_display()}
        yield Event(each.written_on, what, each.text, each.author_id)


def _diagnoses(asked: _Asked) -> Iterator[Event]:
    for each in _latest(Diagnosis, asked):
        yield Event(each.on, _("Freins abordés ensemble"), each.project, each.by_id, lane=Lane.STEPS)


def _goals(asked: _Asked) -> Iterator[Event]:
    for each in _latest(Goal, asked):
        yield Event(each.set_on, _("Objectif fixé"), each.title, each.set_by_id)
        if each.closed_on:
            what = {True: _("Objectif atteint"), False: _("Objectif abandonné")}
            went = "missed" if each.is_reached is False else "done"
            words = what.get(each.is_reached, _("Objectif clos"))
            yield Event(each.closed_on, words, each.title, lane=Lane.STEPS, went=went)


def _steps(asked: _Asked) -> Iterator[Event]:
    rows = Step.objects.filter(pathway=asked.pathway)
    for each in rows.order_by("-added_on", "-pk")[: asked.most]:
        yield Event(
            each.added_on, _("Étape prévue"), each.title, each.added_by_id, lane=Lane.STEPS, went="open"
        )
        if each.done_on:
            yield Event(each.done_on, _("Étape faite"), each.title, lane=Lane.STEPS)


def _referents(asked: _Asked) -> Iterator[Event]:
    for each in _latest(Refereeship, asked):
        who = each.member_id
        if each.state == ReferentState.DECLINED:
            yield Event(each.until or each.proposed_on, _("N’a pas accepté d’être référent"), "", who)
        if each.since:
            yield Event(each.since, _("Devient référent"), each.message, who)
        if each.until and each.state == ReferentState.ENDED:
            yield Event(each.until, _("N’est plus référent"), "", who)


def _group(asked: _Asked) -> Iterator[Event]:
    for each in _latest(GroupMember, asked):
        yield Event(each.since, _("Rejoint le groupe"), each.part, each.member_id)
        if each.until:
            yield Event(each.until, _("Quitte le groupe"), "", each.member_id)


def _pauses(asked: _Asked) -> Iterator[Event]:
    for each in _latest(Pause, asked):
        until = _("%(reason)s, jusqu’au %(day)s")
        words = until % {"reason": each.get_reason_display(), "day": f"{each.last_on:%d/%m/%Y}"}
        yield Event(each.first_on, _("Pause"), words, each.noted_by_id, until=each.last_on)


def _referrals(asked: _Asked) -> Iterator[Event]:
    pathway = asked.pathway
    rows = Referral.objects.filter(resident=pathway.resident_id, sent_on__gte=pathway.opened_on)
    if pathway.closed_on:
        rows = rows.filter(sent_on__lte=pathway.closed_on)
    for each in rows[: asked.most]:
        words = f"{each.service_name}. {each.get_state_display()}"
        went = _REFERRALS.get(each.state, "open")
        yield Event(each.sent_on, _("Orientation"), words, each.prescriber_id, lane=Lane.REFERRALS, went=went)


def _opening(asked: _Asked) -> Iterable[Event]:
    return [Event(asked.pathway.opened_on, _("Parcours ouvert"), asked.pathway.get_origin_display())]


def _ending(asked: _Asked) -> Iterator[Event]:
    for each in Exit.objects.filter(pathway=asked.pathway):
        words = f"{each.get_reason_display()}. {each.get_exit_class_display()}"
        yield Event(each.on, _("Sortie"), words, each.noted_by_id)


SOURCES: tuple[tuple[Part, Callable[[_Asked], Iterable[Event]]], ...] = (
    (Part.STEPS, _ending),
    (Part.STEPS, _contacts),
    (Part.STEPS, _appointments),
    (Part.NOTES, _notes),
    (Part.OBSTACLES, _diagnoses),
    (Part.STEPS, _goals),
    (Part.STEPS, _steps),
    (Part.STEPS, _referents),
    (Part.STEPS, _group),
    (Part.STEPS, _pauses),
    (Part.STEPS, _referrals),
    (Part.STEPS, _opening),
)
"""The part of the file each source shows. One query a source, whatever the number of events."""


def presence_counts(pathway: Pathway) -> dict[str, int]:
    """Count what came of the past appointments."""
    rows = Appointment.objects.filter(pathway=pathway, at__lte=now()).order_by()
    return dict(rows.values_list("presence").annotate(number=Count("pk")))


def _latest(model, asked: _Asked):
    return model.objects.filter(pathway=asked.pathway)[: asked.most]


def _day(at: datetime) -> date:
    return localtime(at).date()
