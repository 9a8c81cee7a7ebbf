"""What a funder may decide, what an act must say, what an envelope holds, and where that leads a file.

Amounts are euros with two decimals. Nothing here knows the database nor the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cite.core.decisions import ALLOWED, Decision, unless
from cite.core.text import search_key
from cite.grants.enums import GRANTING, ActKind, AwardState, Outcome, RefusalMotive
from cite.grants.enums.decisions import AwardObjection as O

COUNTED = frozenset({AwardState.PREPARED, AwardState.RECORDED, AwardState.PUBLISHED})
"""Where a granting decision takes from its envelope."""
REDECIDABLE = frozenset({Outcome.WAITING_LIST, Outcome.ADJOURNED})
"""What is told to a carrier without settling anything."""
_EXPLAINED = frozenset({Outcome.ADJOURNED, Outcome.REDIRECTED})
_CENT = Decimal("0.01")
_LARGEST = Decimal("9999999999.99")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a funder decides on one file."""

    outcome: Outcome | str
    amount: Decimal = Decimal(0)
    motive: RefusalMotive | str = ""
    words: str = ""
    conditions: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDetails:
    """The act by which a funder decides, as it is signed."""

    kind: ActKind | str
    number: str
    on: date
    signatory_name: str
    signatory_quality: str


def counted(state: AwardState | str, outcome: Outcome | str, amount: Decimal) -> Decimal:
    """Tell what a decision takes from its envelope."""
    return amount if state in COUNTED and outcome in GRANTING else Decimal(0)


def in_cents(amount: Decimal) -> bool:
    """Tell whether an amount is a sum of euros and cents that can be kept."""
    return amount.is_finite() and abs(amount) <= _LARGEST and amount == amount.quantize(_CENT)


def terms_decision(terms: Terms, asked: Decimal, *, report_is_missing: bool) -> Decision:
    """Decide whether terms make sense, for an amount that was asked.

    `report_is_missing`: the bilan of the year before is due and absent; only a conditional grant is left.
    """
    is_refused = terms.outcome == Outcome.REFUSED
    needs_words = terms.outcome in _EXPLAINED or terms.motive == RefusalMotive.OTHER
    return (
        _amount_decision(terms, asked)
        & unless(terms.outcome != Outcome.CONDITIONAL or bool(terms.conditions.strip()), O.NO_CONDITION)
        & unless(not is_refused or bool(terms.motive), O.NO_MOTIVE)
        & unless(is_refused or not terms.motive, O.MOTIVE_WITHOUT_REFUSAL)
        & unless(not needs_words or bool(terms.words.strip()), O.NO_WORDS)
        & unless(
            not report_is_missing or terms.outcome not in GRANTING - {Outcome.CONDITIONAL}, O.REPORT_MISSING
        )
    )


def _amount_decision(terms: Terms, asked: Decimal) -> Decision:
    if not in_cents(terms.amount) or terms.amount < 0:
        return Decision((O.NOT_CENTS,))
    if terms.outcome == Outcome.FULL:
        return unless(terms.amount == asked, O.FULL_IS_ALL)
    if terms.outcome == Outcome.PARTIAL:
        return unless(0 < terms.amount < asked, O.PARTIAL_IS_LESS)
    if terms.outcome == Outcome.CONDITIONAL:
        return unless(0 < terms.amount <= asked, O.CONDITIONAL_WITHIN)
    return unless(terms.amount == 0, O.NO_AMOUNT)


def act_decision(
    act: ActDetails, *, deposited_on: date | None, on: date, instructors: Iterable[str], preparer: str
) -> Decision:
    """Decide whether an act is plausible, on a day: complete, dated, and signed by a third person."""
    texts = (act.kind, act.number, act.signatory_name, act.signatory_quality)
    return (
        unless(all(text.strip() for text in texts), O.ACT_INCOMPLETE)
        & unless(act.on <= on, O.ACT_IN_THE_FUTURE)
        & unless(deposited_on is None or act.on >= deposited_on, O.ACT_TOO_EARLY)
        & unless(not any(is_same_name(act.signatory_name, n) for n in instructors), O.SIGNATORY_INSTRUCTED)
        & unless(not is_same_name(act.signatory_name, preparer), O.SIGNATORY_PREPARED)
    )


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same person's, whatever their order, case and accents."""
    words = set(search_key(one).split())
    return bool(words) and words == set(search_key(other).split())


def redecision_decision(outcome: Outcome | str) -> Decision:
    """Decide whether a published decision may be taken again."""
    return unless(outcome in REDECIDABLE, O.NOT_TO_REDECIDE)


def arrow_after(decisions: Iterable[tuple[AwardState | str, Outcome | str]]) -> str:
    """Tell which way a file goes, from the decisions of all its funders; empty: it stays where it is.

    One grant that was told is enough to be granted. Otherwise every funder has answered before the file is put on
    the waiting list or refused; an adjournment keeps it where it is. Once a grant was withdrawn and none is left, the
    file waits for the others again, or is over.
    """
    decisions = list(decisions)
    lapsed = any(state == AwardState.WITHDRAWN and outcome in GRANTING for state, outcome in decisions)
    alive = [pair for pair in decisions if pair[0] not in (AwardState.CANCELED, AwardState.WITHDRAWN)]
    told = [outcome for state, outcome in alive if state == AwardState.PUBLISHED]
    if GRANTING & set(told):
        return "grant"
    if len(told) < len(alive) or Outcome.ADJOURNED in told or not (told or lapsed):
        return "pend" if lapsed else ""
    if Outcome.WAITING_LIST in told:
        return "wait"
    return "lapse" if lapsed else "refuse"


def all_recorded(states: Iterable[AwardState | str]) -> Decision:
    """Decide whether decisions may be told to carriers: each has its act, none was told before."""
    found = set(states)
    if AwardState.PUBLISHED in found:
        return Decision((O.ALREADY_PUBLISHED,))
    return ALLOWED if found <= {AwardState.RECORDED} else Decision((O.ONLY_RECORDED,))
