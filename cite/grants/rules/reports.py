"""What a bilan lacks to be produced, and which differences of its summary table are explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cite.core.decisions import Decision, Objection
from cite.grants.enums import (
    GRANTING,
    AwardState,
    Figure,
    FigureOrigin,
    Outcome,
    ReportKind,
    ReportObjection,
    ReportPiece,
    ReportQuestion,
    ReportStep,
)
from cite.grants.rules.amounts import euros
from cite.grants.rules.chart import ACCOUNTS, CHART, Account, Totals, totals
from cite.grants.rules.report_questions import (
    DISTRICT_PREFIX,
    PARTITIONS,
    AskedFigure,
    figures_of,
    questions_of,
)

_F, _Q, _S = Figure, ReportQuestion, ReportStep


@dataclass(frozen=True, slots=True)
class Given:
    """A figure of a bilan: what counts, where it comes from, what the carrier typed beside it and why."""

    value: int | None
    origin: FigureOrigin = FigureOrigin.TYPED
    typed: int | None = None
    note: str = ""
    definition: str = ""

    @property
    def differs(self) -> bool:
        """Whether the carrier counts otherwise than the tool."""
        return self.origin == FigureOrigin.COMPUTED and self.typed is not None and self.typed != self.value


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the summary table; euros. `label`: further words, for account 74."""

    account: str
    planned: Decimal
    realized: Decimal | None = None
    explanation: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """The line as people read it."""
        account = ACCOUNTS[self.account]
        words = f"{account.code} {account.label}" if account.code != "–" else str(account.label)
        return f"{words} – {self.label}" if self.label else words

    @property
    def difference(self) -> Decimal | None:
        """Realized less planned."""
        return None if self.realized is None else self.realized - self.planned

    @property
    def percent(self) -> Decimal | None:
        """Realized over planned, in percent, one decimal; none where nothing was planned."""
        return share(self.realized, self.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What is known of a bilan. `is_simple`: the action was not funded here, there is no budget to compare with."""

    kind: ReportKind | str
    answers: Mapping[str, object] = field(default_factory=dict)
    figures: Mapping[str, Given] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    pieces: frozenset[str] = frozenset()
    is_association: bool = True
    is_simple: bool = False
    variance_percent: int = 10
    variance_amount: Decimal = Decimal(500)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or wrong, and where: its step, and the field or the line in it."""

    objection: ReportObjection
    step: ReportStep
    place: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """The code of the objection."""
        return self.objection.value

    @property
    def label(self) -> str:
        """The sentence, filled."""
        return str(self.objection.label) % dict(self.details)


def _lack(objection: ReportObjection, step: ReportStep, place: str = "", **details: object) -> Lack:
    return Lack(objection, step, place, tuple((key, str(value)) for key, value in details.items()))


def lacks_of(facts: ReportFacts) -> list[Lack]:
    """List all that keeps a bilan from being complete, step after step."""
    found = [*_answers(facts), *_figures(facts)]
    if facts.kind == ReportKind.FINAL:
        found += [*_money(facts), *_pieces(facts)]
    order = list(ReportStep)
    return sorted(found, key=lambda lack: order.index(lack.step))


def produced_decision(facts: ReportFacts) -> Decision:
    """Say whether a bilan may be deposited, hence produced: everything that is missing at once."""
    objections: list[Objection] = list(lacks_of(facts))
    return Decision(tuple(objections))


def needs_explanation(line: Line, percent: int, amount: Decimal) -> bool:
    """Whether a difference is beyond both thresholds (domain, 2.6): it is then explained.

    A line of which nothing was planned is beyond any percentage.
    """
    if line.difference is None:
        return False
    gap = abs(line.difference)
    return gap > amount and gap * 100 > line.planned * percent


def share(part: Decimal | None, whole: Decimal) -> Decimal | None:
    """Tell a part in percent of a whole, one decimal; none where it means nothing."""
    return None if part is None or not whole else (part * 100 / whole).quantize(Decimal("0.1"))


def realized_totals(lines: Iterable[Line]) -> Totals:
    """Add up what was realized; what is not typed yet counts for nothing."""
    return totals((line.account, line.realized or Decimal(0)) for line in lines)


def planned_amount(
    asked: Decimal, decision: tuple[AwardState | str, Outcome | str, Decimal] | None = None
) -> Decimal:
    """Tell what a line of the budget plans: what its funder granted once it was told, what was asked until then."""
    if decision is None or decision[0] not in (AwardState.PUBLISHED, AwardState.WITHDRAWN):
        return asked
    state, outcome, amount = decision
    return amount if state == AwardState.PUBLISHED and outcome in GRANTING else Decimal(0)


def planned_totals(lines: Iterable[Line]) -> Totals:
    """Add up what was planned."""
    return totals((line.account, line.planned) for line in lines)


def accounts_to_add() -> list[Account]:
    """List the lines one may add to the table: no heading that has lines below it."""
    parents = {account.parent for account in CHART}
    return [account for account in CHART if account.key not in parents]


def _answers(facts: ReportFacts) -> list[Lack]:
    return [
        _lack(ReportObjection.ANSWER_MISSING, asked.step, asked.key.value, what=asked.label)
        for asked in questions_of(facts.kind)
        if facts.kind in asked.required_in and not facts.answers.get(asked.key.value)
    ]


def _figures(facts: ReportFacts) -> list[Lack]:
    asked = figures_of(facts.kind, facts.districts)
    values = {figure.key: _value(facts, figure.key) for figure in asked}
    found = [
        _lack(ReportObjection.FIGURE_MISSING, figure.step, figure.key, what=figure.label)
        for figure in asked
        if figure.is_required and values[figure.key] is None
    ]
    found += [
        _lack(
            ReportObjection.FIGURE_UNEXPLAINED,
            figure.step,
            figure.key,
            what=figure.label,
            found=given.typed,
            expected=given.value,
        )
        for figure in asked
        if (given := facts.figures.get(figure.key)) is not None and given.differs and not given.note
    ]
    return found + _sums(asked, values)


def _value(facts: ReportFacts, key: str) -> int | None:
    given = facts.figures.get(key)
    return given.value if given else None


def _sums(asked: list[AskedFigure], values: Mapping[str, int | None]) -> list[Lack]:
    """Compare groups with the total, where all of it is known: nobody is in two of them, nor in none."""
    people = values.get(str(_F.PEOPLE))
    if people is None:
        return []
    found = []
    for partition in PARTITIONS:
        known = [values.get(str(figure)) for figure in partition]
        if None not in known and sum(known) != people:
            found.append(
                _lack(
                    ReportObjection.FIGURES_DISAGREE,
                    _S.PEOPLE,
                    partition[0].value,
                    what=" + ".join(str(figure.label) for figure in partition),
                    found=sum(known),
                    expected=people,
                )
            )
    parts = {str(_F.PEOPLE_QPV), str(_F.OFF_RADAR), str(_F.WOMEN)}
    for figure in asked:
        value = values[figure.key]
        is_part = figure.key in parts or figure.key.startswith(DISTRICT_PREFIX)
        if is_part and value is not None and value > people:
            found.append(
                _lack(
                    ReportObjection.FIGURE_ABOVE,
                    figure.step,
                    figure.key,
                    what=figure.label,
                    found=value,
                    expected=people,
                )
            )
    return found


def _money(facts: ReportFacts) -> list[Lack]:
    if not facts.lines:
        return [_lack(ReportObjection.NO_LINES, _S.MONEY)]
    found = [
        _lack(ReportObjection.REALIZED_MISSING, _S.MONEY, f"line-{number}", what=line.name)
        for number, line in enumerate(facts.lines)
        if line.realized is None
    ]
    found += [
        _lack(
            ReportObjection.VARIANCE_UNEXPLAINED,
            _S.MONEY,
            f"line-{number}",
            what=line.name,
            expected=euros(line.planned),
            found=euros(line.realized or Decimal(0)),
        )
        for number, line in enumerate(facts.lines)
        if not facts.is_simple
        and not line.explanation
        and needs_explanation(line, facts.variance_percent, facts.variance_amount)
    ]
    added = realized_totals(facts.lines)
    if not any(line.realized is None for line in facts.lines) and added.in_kind_gap:
        found.append(
            _lack(
                ReportObjection.IN_KIND_DISAGREE,
                _S.MONEY,
                found=euros(added.in_kind_expenses),
                expected=euros(added.in_kind_incomes),
            )
        )
    return found


def _pieces(facts: ReportFacts) -> list[Lack]:
    found = []
    if ReportPiece.ACTIVITY_REPORT not in facts.pieces:
        label = ReportPiece.ACTIVITY_REPORT.label
        found.append(_lack(ReportObjection.PIECE_MISSING, _S.PIECES, "activity_report", what=label))
    is_said = bool(facts.answers.get(str(_Q.ACCOUNTS_LATER)))
    if facts.is_association and ReportPiece.ACCOUNTS not in facts.pieces and not is_said:
        found.append(_lack(ReportObjection.ACCOUNTS_MISSING, _S.PIECES, "accounts"))
    return found
