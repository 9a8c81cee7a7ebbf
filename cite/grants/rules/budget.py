"""The budget of an action: what stands against it, which thresholds it reaches, what is worth a look (domain, 2.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cite.core.decisions import Decision
from cite.core.text import search_key
from cite.grants.enums.budget import (
    THRESHOLD_MEANINGS,
    THRESHOLD_SOURCES,
    BudgetObjection,
    BudgetWarning,
    CreditKind,
    FundingStatus,
    Reading,
    Threshold,
)
from cite.grants.rules.amounts import euros, percent_of
from cite.grants.rules.call_content import Parameters
from cite.grants.rules.chart import ACCOUNTS, PUBLIC_AID, Side, Totals, sums, totals

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact:
    """One amount. `funder`: the funder of the call it is asked from, 0 for none; `label`: the words of the carrier."""

    account: str
    amount: Decimal
    label: str = ""
    funder: int = 0
    status: str = ""
    credit: str = CreditKind.UNKNOWN

    @property
    def name(self) -> str:
        """What people call it: its own words, else those of the chart."""
        return self.label or str(ACCOUNTS[self.account].label)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherExpense:
    """An expense of another file of the same carrier in the same year."""

    file: str
    account: str
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFacts:
    """What the rules receive.

    `organization`: the lines of the carrier's own budget; `elsewhere`: the named expenses of its other files;
    `participants`: how many are expected at most; `de_minimis`: what it received, both none where nobody said.
    """

    lines: tuple[LineFact, ...]
    parameters: Parameters = field(default_factory=Parameters)
    organization: tuple[LineFact, ...] = ()
    elsewhere: tuple[OtherExpense, ...] = ()
    participants: int | None = None
    de_minimis: Decimal | None = None
    explains_indirect: bool = False
    explains_in_kind: bool = False

    @property
    def totals(self) -> Totals:
        """What the budget of the action adds up to."""
        return totals((line.account, line.amount) for line in self.lines)

    @property
    def asked(self) -> dict[int, Decimal]:
        """What is asked from each funder of the call."""
        return asked_by_funder(self.lines)


@dataclass(frozen=True, slots=True)
class Worded:
    """An objection or a warning with its amounts: the member of the enumeration, and its sentence filled."""

    kind: BudgetObjection | BudgetWarning
    label: str

    @property
    def value(self) -> str:
        """The code of the sentence."""
        return self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdReading:
    """A threshold, what it is compared with (none: not said), whether it applies, to what, and why it exists."""

    kind: Threshold
    threshold: Decimal
    compared: Decimal | None
    reading: Reading
    about: str = ""

    @property
    def meaning(self) -> str:
        """What it implies."""
        return str(THRESHOLD_MEANINGS[self.kind])

    @property
    def source(self) -> str:
        """The text it comes from."""
        return str(THRESHOLD_SOURCES[self.kind])


def asked_by_funder(lines: Iterable[LineFact]) -> dict[int, Decimal]:
    """Add up what is asked from each funder of the call; what is only considered is not asked."""
    asked: dict[int, Decimal] = {}
    for line in lines:
        if line.funder and line.amount > 0 and line.status in ("", FundingStatus.ASKED):
            asked[line.funder] = asked.get(line.funder, ZERO) + line.amount
    return asked


def budget_decision(facts: BudgetFacts) -> Decision:
    """Say everything that stands against a budget, in the order of the page."""
    found = [
        *_balance(facts.totals),
        *_counted_twice(facts.lines),
        *_funding(facts),
    ]
    return Decision(tuple(dict.fromkeys(found)))


def budget_warnings(facts: BudgetFacts) -> list[Worded]:
    """Say what is worth a look, and refuses nothing."""
    added, sum_of = facts.totals, sums((line.account, line.amount) for line in facts.lines)
    found: list[Worded] = []
    share = percent_of(added.public_aid, added.expenses)
    if share is not None and share > facts.parameters.public_share_percent:
        usual = facts.parameters.public_share_percent
        found.append(_worded(BudgetWarning.PUBLIC_SHARE, share=f"{share:.1f}".replace(".", ","), usual=usual))
    considered = sum(
        (line.amount for line in facts.lines if line.status == FundingStatus.CONSIDERED), start=ZERO
    )
    if considered:
        found.append(_worded(BudgetWarning.CONSIDERED, amount=euros(considered)))
    indirect = sum_of.get("indirect", ZERO)
    if indirect and not facts.explains_indirect:
        found.append(_worded(BudgetWarning.INDIRECT_UNEXPLAINED, amount=euros(indirect)))
    if added.in_kind_expenses and not facts.explains_in_kind:
        found.append(_worded(BudgetWarning.IN_KIND_UNEXPLAINED, amount=euros(added.in_kind_expenses)))
    found += [
        _worded(BudgetWarning.CREDIT_UNKNOWN, name=line.name)
        for line in sorted(facts.lines, key=lambda x: x.name)
        if line.account in PUBLIC_AID and line.amount and line.credit == CreditKind.UNKNOWN
    ]
    return found + list(_elsewhere(facts))


def cost_per_person(facts: BudgetFacts) -> Decimal | None:
    """Divide the cost of the action by the participants expected; none where nobody said how many."""
    if not facts.participants:
        return None
    return (facts.totals.expenses / facts.participants).quantize(Decimal("0.01"))


def thresholds(facts: BudgetFacts, names: dict[int, str]) -> list[ThresholdReading]:
    """Read every threshold for this file; `names`: how the funders of the call are called.

    The agreement is read for the funder from whom most is asked. Where the carrier's own budget is not filled,
    only what this action receives is known: above, the threshold applies; below, nobody knows.
    """
    p = facts.parameters
    asked = facts.asked
    above = [names.get(funder, "") for funder, amount in asked.items() if amount > p.agreement_above]
    aid, whole = facts.totals.public_aid, totals((x.account, x.amount) for x in facts.organization).public_aid
    year = max(aid, whole)
    readings = [
        ThresholdReading(
            kind=Threshold.AGREEMENT,
            threshold=p.agreement_above,
            compared=max(asked.values(), default=ZERO),
            reading=Reading.APPLIES if above else Reading.DOES_NOT,
            about=", ".join(sorted(filter(None, above))),
        ),
        ThresholdReading(
            kind=Threshold.ACCOUNTS,
            threshold=p.accounts_above,
            compared=year,
            reading=_read(year, p.accounts_above, is_whole=bool(facts.organization)),
        ),
        ThresholdReading(
            kind=Threshold.PUBLIC_AID,
            threshold=p.public_aid_threshold,
            compared=year,
            reading=_read(year, p.public_aid_threshold, is_whole=False),
        ),
    ]
    received = facts.de_minimis
    with_this = None if received is None else received + sum(asked.values(), start=ZERO)
    readings.append(
        ThresholdReading(
            kind=Threshold.DE_MINIMIS,
            threshold=p.de_minimis_threshold,
            compared=with_this,
            reading=Reading.UNKNOWN if with_this is None else _read(with_this, p.de_minimis_threshold),
        )
    )
    return readings


def _read(amount: Decimal, threshold: Decimal, *, is_whole: bool = True) -> Reading:
    if amount > threshold:
        return Reading.APPLIES
    return Reading.DOES_NOT if is_whole else Reading.UNKNOWN


def _balance(added: Totals) -> Iterator[Worded]:
    if not added.expenses and not added.incomes:
        yield _worded(BudgetObjection.EMPTY)
    both = {"expenses": euros(added.expenses), "incomes": euros(added.incomes)}
    if added.gap > 0:
        yield _worded(BudgetObjection.INCOMES_MISSING, amount=euros(added.gap), **both)
    if added.gap < 0:
        yield _worded(BudgetObjection.EXPENSES_MISSING, amount=euros(-added.gap), **both)
    if added.in_kind_gap > 0:
        yield _worded(BudgetObjection.IN_KIND_INCOMES_MISSING, amount=euros(added.in_kind_gap))
    if added.in_kind_gap < 0:
        yield _worded(BudgetObjection.IN_KIND_EXPENSES_MISSING, amount=euros(-added.in_kind_gap))


def _counted_twice(lines: tuple[LineFact, ...]) -> Iterator[Worded]:
    paid = [line for line in lines if line.amount]
    typed: dict[str, Decimal] = {}
    for line in paid:
        typed[line.account] = typed.get(line.account, ZERO) + line.amount
    headings = {ACCOUNTS[account].parent for account in typed}
    for account, amount in sorted(typed.items()):
        if account in headings:
            code = f"{ACCOUNTS[account].code} ({ACCOUNTS[account].label})"
            yield _worded(BudgetObjection.HEADING_AND_LINES, code=code, amount=euros(amount))
    expenses = [line for line in paid if ACCOUNTS[line.account].side == Side.EXPENSE and line.label]
    same = Counter((search_key(line.label), line.amount) for line in expenses)
    for (label, amount), count in sorted(same.items()):
        if label and count > 1:
            name = min(x.label for x in expenses if search_key(x.label) == label and x.amount == amount)
            yield _worded(BudgetObjection.EXPENSE_TWICE, name=name, amount=euros(amount), count=count)


def _funding(facts: BudgetFacts) -> Iterator[Worded]:
    added, asked = facts.totals, facts.asked
    if not asked:
        yield _worded(BudgetObjection.NOTHING_ASKED)
    if added.public_aid > added.expenses:
        yield _worded(
            BudgetObjection.PUBLIC_AID_ABOVE_COST,
            aid=euros(added.public_aid),
            expenses=euros(added.expenses),
            amount=euros(added.public_aid - added.expenses),
        )
    yield from _funders(facts.lines)
    whole = sum(asked.values(), start=ZERO)
    ceiling = facts.parameters.de_minimis_threshold
    if facts.de_minimis is not None and facts.de_minimis + whole > ceiling:
        yield _worded(
            BudgetObjection.DE_MINIMIS,
            received=euros(facts.de_minimis),
            asked=euros(whole),
            total=euros(facts.de_minimis + whole),
            threshold=euros(ceiling),
        )


def _funders(lines: tuple[LineFact, ...]) -> Iterator[Worded]:
    grants = [line for line in lines if line.amount and ACCOUNTS[line.account].parent == "74"]
    for line in sorted(grants, key=lambda x: (x.account, x.amount)):
        if not line.funder and not line.label.strip():
            name = str(ACCOUNTS[line.account].label)
            yield _worded(BudgetObjection.FUNDER_UNNAMED, name=name, amount=euros(line.amount))
    named = Counter(key for line in grants if (key := search_key(line.label)))
    for key, count in sorted(named.items()):
        if count > 1:
            name = min(x.label for x in grants if search_key(x.label) == key)
            yield _worded(BudgetObjection.FUNDER_TWICE, name=name, count=count)


def _elsewhere(facts: BudgetFacts) -> Iterator[Worded]:
    mine = {
        (line.account, search_key(line.label), line.amount)
        for line in facts.lines
        if line.label and line.amount
    }
    for other in sorted(facts.elsewhere, key=lambda x: (x.file, x.account, x.label, x.amount)):
        if (other.account, search_key(other.label), other.amount) in mine:
            yield _worded(
                BudgetWarning.EXPENSE_ELSEWHERE, name=other.label, amount=euros(other.amount), file=other.file
            )


def _worded(kind: BudgetObjection | BudgetWarning, **words: object) -> Worded:
    return Worded(kind, str(kind.label) % words if words else str(kind.label))
