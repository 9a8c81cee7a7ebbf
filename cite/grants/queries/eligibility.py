"""What is known of a file, for the table of eligibility."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cite.actors.queries.commitments import signed_kinds
from cite.grants.enums import CarrierKind, GateStage, Question, RulingOutcome, RulingSubject
from cite.grants.models import Application, Pledge, ReachedDistrict, Ruling, SimilarAction
from cite.grants.queries.report_gate import gate_of
from cite.grants.rules.eligibility import COMMITMENTS, EligibilityFacts, Verdict, eligibility
from cite.grants.rules.rulings import is_ruled
from cite.territories.enums import DistrictKind
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of


def verdict_of(application: Application, on: date) -> Verdict:
    """Ask the whole table about a file as it stands on a day."""
    return eligibility(facts_of(application, on))


def facts_of(application: Application, on: date) -> EligibilityFacts:
    """Gather what is known of a file. A constant number of queries."""
    answers = application.answers
    priority, watch = _reached(application, on)
    rulings = rulings_of(application)
    gate = gate_of(application.partner, application.call.year, GateStage.ADMISSIBILITY, on, application)
    blank = SimilarAction.objects.filter(application=application, answer="")
    return EligibilityFacts(
        year=application.call.year,
        carrier_kind=application.carrier_kind,
        carrier_ruling=rulings.get(RulingSubject.CARRIER_KIND),
        reaches_priority=priority,
        reaches_watch=watch,
        has_age_limit=_yes_no(answers, Question.AGE_LIMIT),
        is_age_explained=bool(_text(answers, Question.AGE_REASON)),
        age_ruling=rulings.get(RulingSubject.AGE_LIMIT),
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        priorities=frozenset(application.priorities) or None,
        is_other_priority_explained=bool(_text(answers, Question.OTHER_PRIORITY)),
        is_innovative=bool(_text(answers, Question.INNOVATION)) or None,
        has_partners=Pledge.objects.filter(application=application).exists() or None,
        is_coordinated=bool(_text(answers, Question.ARTICULATION)) or None,
        similar_unanswered=blank.count(),
        values_signed=has_signed_values(application),
        reports_produced=bool(gate),
    )


def rulings_of(application: Application) -> dict[str, RulingOutcome]:
    """Map what was ruled about a file to its outcome; a ruling that waits for an agreement does not count."""
    return {
        ruling.subject: RulingOutcome(ruling.outcome)
        for ruling in Ruling.objects.filter(application=application)
        if is_ruled(ruling.subject, ruling.agreed_by_state_id, ruling.agreed_by_metropole_id)
    }


def has_signed_values(application: Application) -> bool | None:
    """Say whether the carrier signed the commitment of its kind; None where no text is in force."""
    owed = COMMITMENTS[CarrierKind(application.carrier_kind)]
    in_force, signed = signed_kinds(application.partner, owed)
    return bool(signed) if in_force else None


def _reached(application: Application, on: date) -> tuple[bool | None, bool | None]:
    reached = list(
        ReachedDistrict.objects.filter(application=application).values_list("district_id", flat=True)
    )
    if not reached:
        return None, None
    in_force = priority_districts_of(application.territory, on=on).filter(pk__in=reached)
    has_watch = District.objects.filter(pk__in=reached, kind=DistrictKind.WATCH).exists()
    return in_force.exists(), has_watch


def _text(answers: Mapping[str, Any], key: Question) -> str:
    return str(answers.get(key) or "").strip()


def _yes_no(answers: Mapping[str, Any], key: Question) -> bool | None:
    return {"yes": True, "no": False}.get(str(answers.get(key)))
