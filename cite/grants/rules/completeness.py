"""What a file still lacks, question by question: those always asked, and those another answer brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cite.grants.enums import CarrierKind, RequestKind, YesNo
from cite.grants.enums import Question as Q
from cite.grants.rules.answers import is_answered
from cite.grants.rules.call_content import OTHER
from cite.grants.rules.questions import Asked, asked_of

_BROUGHT: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    Q.OTHER_PRIORITY: lambda a: OTHER in (a.get(Q.PRIORITIES) or ()),
    Q.AGE_REASON: lambda a: a.get(Q.AGE_LIMIT) == YesNo.YES,
    Q.CHANGES: lambda a: a.get(Q.REQUEST_KIND) == RequestKind.RENEWAL,
    Q.RECRUITMENT_FTE: lambda a: a.get(Q.RECRUITMENT) == YesNo.YES,
}
"""Questions that become required: « toute autre priorité » asks which one, a limit of age asks why."""


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
