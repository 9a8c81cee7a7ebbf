"""What a file asks the co-pilots to rule, and where each ruling stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot
from cite.actors.enums import PilotSide
from cite.actors.permissions.people import memberships_of, pilot_side
from cite.actors.queries.people import Agreement, agreements_shown
from cite.grants.enums import ApplicationState, CarrierKind, GateStage, Question, RulingSubject
from cite.grants.models import Application, Ruling
from cite.grants.permissions.applications import visible_applications
from cite.grants.queries.report_gate import gate_facts
from cite.grants.rules.report_gate import report_gate
from cite.grants.rules.rulings import NEEDS_BOTH, is_ruled
from cite.tenancy.models import Territory

_RULED_IN = (
    ApplicationState.DEPOSITED,
    ApplicationState.TAKEN_UP,
    ApplicationState.TO_CORRECT,
    ApplicationState.ADMISSIBLE,
    ApplicationState.IN_REVIEW,
)
"""Where a point still changes what becomes of a file."""
_ASKED = {
    RulingSubject.CARRIER_KIND: Q(carrier_kind=CarrierKind.TO_CONFIRM),
    RulingSubject.AGE_LIMIT: Q(**{f"answers__{Question.AGE_LIMIT.value}": "yes"}),
}
"""Subject → the files that ask it by themselves."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to rule: whether the file asks it today, its ruling if any, and who agreed to it."""

    subject: RulingSubject
    is_asked: bool
    needs_both: bool
    ruling: Ruling | None
    is_ruled: bool
    agreements: list[Agreement]


def asked_subjects(application: Application, on: date) -> frozenset[RulingSubject]:
    """List what a file asks the co-pilots to rule on a day; derogations whatever was already granted."""
    found = set()
    if application.carrier_kind == CarrierKind.TO_CONFIRM:
        found.add(RulingSubject.CARRIER_KIND)
    if application.answers.get(Question.AGE_LIMIT.value) == "yes":
        found.add(RulingSubject.AGE_LIMIT)
    facts = gate_facts(application.partner, application.call.year, on)
    if not report_gate(facts, GateStage.ADMISSIBILITY):
        found.add(RulingSubject.REPORT_AT_ADMISSIBILITY)
    if not report_gate(facts, GateStage.PAYMENT):
        found.add(RulingSubject.REPORT_AT_PAYMENT)
    return frozenset(found)


def points_of(application: Application, on: date) -> list[Point]:
    """List what a file asks to rule, and what was ruled."""
    asked = asked_subjects(application, on)
    rows = Ruling.objects.filter(application=application).select_related(
        "agreed_by_state", "agreed_by_metropole"
    )
    rulings = {ruling.subject: ruling for ruling in rows}
    return [
        _point(subject, subject in asked, rulings.get(subject))
        for subject in RulingSubject
        if subject in asked or subject in rulings
    ]


def files_to_rule(
    user: User, territory: Territory | None, limit: int
) -> list[tuple[Application, list[RulingSubject]]]:
    """List the files with a point that waits for a co-pilot's side: asked and untouched, or proposed by the other.

    One query for the files, however many there are. A derogation waits only once the other co-pilot proposed it: the
    carrier's bilan is what is expected first.
    """
    side = pilot_side(user, territory) if can_co_pilot(user, territory) else None
    if territory is None or side is None:
        return []
    own = [membership.partner_id for membership in memberships_of(user, territory)]
    files = visible_applications(user, territory).exclude(partner_id__in=own).exclude(deposited_at=None)
    files = files.annotate(**{f"waits_for_{s.value}": _waits(s, side) for s in RulingSubject})
    waits = Q()
    for subject in RulingSubject:
        waits |= Q(**{f"waits_for_{subject.value}": True})
    rows = files.filter(waits).select_related("edition").order_by("edition__admissibility_on", "pk")
    return [
        (file, [subject for subject in RulingSubject if getattr(file, f"waits_for_{subject.value}")])
        for file in rows[:limit]
    ]


def _waits(subject: RulingSubject, side: PilotSide) -> Q:
    rulings = Ruling.objects.filter(application=OuterRef("pk"), subject=subject)
    waits = Q(pk=None)
    if subject in _ASKED:
        waits |= _ASKED[subject] & Q(state__in=_RULED_IN) & ~Exists(rulings)
    if NEEDS_BOTH[subject]:
        waits |= Q(Exists(rulings.filter(**{f"agreed_by_{side.value}": None})))
    return waits


def _point(subject: RulingSubject, is_asked: bool, ruling: Ruling | None) -> Point:
    counts = ruling is not None and is_ruled(
        subject, ruling.agreed_by_state_id, ruling.agreed_by_metropole_id
    )
    return Point(
        subject,
        is_asked,
        NEEDS_BOTH[subject],
        ruling,
        counts,
        agreements_shown(ruling) if ruling else [],
    )
