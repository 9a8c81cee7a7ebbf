"""What a file asks the co-pilots to rule, and where each ruling stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cite.actors.queries.people import Agreement, agreements_shown
from cite.grants.enums import CarrierKind, GateStage, Question, RulingSubject
from cite.grants.models import Application, Ruling
from cite.grants.queries.report_gate import gate_facts
from cite.grants.rules.report_gate import report_gate
from cite.grants.rules.rulings import NEEDS_BOTH, is_ruled


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
