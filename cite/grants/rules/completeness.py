"""What a file still lacks, question by question, always asked or brought by another answer; and what it contradicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cite.core.decisions import Objection
from cite.grants.enums import CarrierKind, EligibilityCriterion, RequestKind, WritingObjection, YesNo
from cite.grants.enums import EligibilityObjection as O
from cite.grants.enums import Question as Q
from cite.grants.rules.answers import is_answered
from cite.grants.rules.call_content import OTHER
from cite.grants.rules.eligibility import EligibilityFacts, eligibility
from cite.grants.rules.questions import Asked, asked_of

_BROUGHT: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    Q.OTHER_PRIORITY: lambda a: OTHER in (a.get(Q.PRIORITIES) or ()),
    Q.AGE_REASON: lambda a: a.get(Q.AGE_LIMIT) == YesNo.YES,
    Q.CHANGES: lambda a: a.get(Q.REQUEST_KIND) == RequestKind.RENEWAL,
    Q.RECRUITMENT_FTE: lambda a: a.get(Q.RECRUITMENT) == YesNo.YES,
}
"""Questions that become required: « toute autre priorité » asks which one, a limit of age asks why."""

_ABOUT: dict[Objection, tuple[Q, ...]] = {
    O.STARTS_OUT_OF_YEAR: (Q.STARTS_ON,),
    O.ENDS_OUT_OF_YEAR: (Q.ENDS_ON,),
    O.ENDS_BEFORE_START: (Q.ENDS_ON, Q.STARTS_ON),
}


def is_required(asked: Asked, answers: Mapping[str, Any]) -> bool:
    """Whether a file is incomplete without this answer, as the others stand."""
    brought = _BROUGHT.get(asked.key)
    return asked.is_required or (brought is not None and brought(answers))


def missing_questions(answers: Mapping[str, Any], carrier_kind: CarrierKind | str) -> list[Asked]:
    """List the questions that still wait for an answer, in the order of the form."""
    return [
        asked
        for asked in asked_of(carrier_kind)
        if is_required(asked, answers) and not is_answered(answers.get(asked.key))
    ]


def contradictions(answers: Mapping[str, Any], year: int) -> list[tuple[tuple[Q, ...], Objection]]:
    """List what answers say against the year of the call or against each other.

    Each with the questions it is about, first the one to mend.
    """
    first, last = (_day(answers.get(key)) for key in (Q.STARTS_ON, Q.ENDS_ON))
    lines = eligibility(EligibilityFacts(year=year, starts_on=first, ends_on=last)).lines
    period = next(line.answer for line in lines if line.criterion == EligibilityCriterion.PERIOD)
    found = [(_ABOUT[objection], objection) for objection in period.objections]
    least, most = answers.get(Q.PARTICIPANTS_MIN), answers.get(Q.PARTICIPANTS_MAX)
    if least is not None and most is not None and least > most:
        found.append(((Q.PARTICIPANTS_MAX, Q.PARTICIPANTS_MIN), WritingObjection.PARTICIPANTS_REVERSED))
    return found


def _day(stored: Any) -> date | None:
    return date.fromisoformat(stored) if stored else None
