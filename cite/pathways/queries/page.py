"""What the page of a pathway shows beside what happened: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from cite.core.dates import now, today
from cite.pathways.enums.pathways import Presence
from cite.pathways.models import (
    Appointment,
    Contribution,
    Exit,
    Finding,
    FollowUp,
    Pathway,
    Pause,
    Step,
)
from cite.pathways.queries.lists import holds_it
from cite.pathways.queries.obstacles import present_findings, said_of
from cite.pathways.rules.goals import OPEN, in_order
from cite.pathways.rules.obstacles import weight
from cite.residents.enums.sharing import Part
from cite.residents.models import Sharing
from cite.residents.permissions.people import open_sharings
from cite.residents.rules.sharing import purposes_showing

STEPS_SHOWN = 8
_WITH_WHOM = ("member__user", "member__partner__organization", "partner__organization")


def next_appointments(pathway: Pathway) -> list[Appointment]:
    """List the appointments to come, the nearest first; `is_held`: whoever she would meet still accompanies her."""
    if pathway.closed_on is not None:
        return []
    rows = Appointment.objects.filter(pathway=pathway, at__gt=now()).annotate(is_held=holds_it())
    return list(rows.select_related(*_WITH_WHOM).order_by("at", "pk")[:5])


def unfilled_appointments(pathway: Pathway) -> list[Appointment]:
    """List the past appointments of which nobody said whether she came, the latest first; none is asked once over."""
    if pathway.closed_on is not None:
        return []
    rows = Appointment.objects.filter(pathway=pathway, at__lte=now(), presence=Presence.UNKNOWN)
    return list(rows.select_related(*_WITH_WHOM)[:5])


def open_steps(pathway: Pathway) -> list[Step]:
    """List the steps to be done, by date; once the pathway is over, nothing is."""
    if pathway.closed_on is not None:
        return []
    rows = Step.objects.filter(pathway=pathway, state__in=[str(state) for state in OPEN])
    return in_order(rows)[:STEPS_SHOWN]


def freins_today(pathway: Pathway) -> list[Finding]:
    """List what keeps her from work by the last word on each: not spoken of again is not over. The worst first."""
    open_ones = [each for each in present_findings(pathway).values() if said_of(each).is_open]
    return sorted(open_ones, key=lambda finding: (-(weight(said_of(finding)) or 0), finding.pk))


def pause_of(pathway: Pathway, on: date | None = None) -> Pause | None:
    """Find the pause that covers today, or the next one."""
    return Pause.objects.filter(pathway=pathway, last_on__gte=on or today()).order_by("first_on").first()


def reading_of(pathway: Pathway, partners: Iterable[int]) -> Sharing | None:
    """Find what lets organizations read a pathway in which they do not write: of several, the one that lasts."""
    opening = open_sharings().filter(purpose__in=[str(each) for each in purposes_showing(Part.STEPS)])
    rows = opening.filter(resident=pathway.resident_id, partner__in=partners)
    return rows.order_by(F("ends_on").desc(nulls_first=True), "pk").first()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a pathway ended: the exit, whom it is « co-produite par », the follow-ups; the one opened since, if any."""

    exit: Exit
    partners: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    newer: Pathway | None


def ending_of(pathway: Pathway) -> Ending | None:
    """Gather how a pathway ended, where it did."""
    if pathway.closed_on is None:
        return None
    found = Exit.objects.select_related("noted_by__user").filter(pathway=pathway).first()
    if found is None:
        return None
    shared = Contribution.objects.filter(exit=found).select_related("partner__organization").order_by("pk")
    follow_ups = FollowUp.objects.filter(exit=found)
    later = Pathway.objects.filter(resident=pathway.resident_id, number__gt=pathway.number)
    partners = tuple(str(each.partner) for each in shared)
    return Ending(found, partners, tuple(follow_ups), later.order_by("-number").first())
