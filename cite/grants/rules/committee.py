"""What a committee may advise. An opinion decides nothing: each funder decides afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cite.actors.enums import PilotSide
from cite.actors.rules.habilitation import Agreements, joint_decision
from cite.core.decisions import Decision, unless
from cite.grants.enums import GRANTING, Outcome
from cite.grants.enums.committee import CommitteeObjection as O
from cite.grants.rules.awards import in_cents

_EXPLAINED = frozenset({Outcome.CONDITIONAL, Outcome.ADJOURNED, Outcome.REDIRECTED, Outcome.REFUSED})


def opinion_decision(
    outcome: Outcome | str, amounts: Mapping[int, Decimal], words: str, asked: Mapping[int, Decimal]
) -> Decision:
    """Decide whether an opinion makes sense: amounts by funder, within what is asked of each."""
    return _amounts_decision(outcome, amounts, asked) & unless(
        outcome not in _EXPLAINED or bool(words.strip()), O.NO_WORDS
    )


def _amounts_decision(
    outcome: Outcome | str, amounts: Mapping[int, Decimal], asked: Mapping[int, Decimal]
) -> Decision:
    if not all(in_cents(a) and 0 <= a <= asked.get(funder, Decimal(0)) for funder, a in amounts.items()):
        return Decision((O.BAD_AMOUNT,))
    given = {funder: amount for funder, amount in amounts.items() if amount}
    if outcome not in GRANTING:
        return unless(not given, O.NEEDLESS_AMOUNTS)
    wanted = {funder: amount for funder, amount in asked.items() if amount}
    return unless(bool(given), O.NO_AMOUNTS) & unless(
        outcome != Outcome.FULL or given == wanted, O.NOT_ALL_OF_IT
    )


def agreement_decision(
    outcome: Outcome | str, agreements: Agreements, side: PilotSide | None, person: int
) -> Decision:
    """Decide whether a person may agree for her side: two sides, two persons."""
    if side is None:
        return Decision((O.NOT_A_CO_PILOT,))
    return unless(bool(outcome), O.NO_OPINION) & joint_decision(
        agreements, side, person, given=O.ALREADY_AGREED, same=O.TWO_PERSONS
    )
