"""Thresholds tried on the past: how many alerts, which drop-outs they see in time, how early, how many are false.

A drop-out is what both sides call one, whatever thresholds are tried: an exit « perdue de vue », or five months without
news (the official « perdu de vue » of the O2R). An alert is true when a drop-out follows within six months, false when
six months pass without one or when the pathway ends otherwise; else it is too soon to tell, which is neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from statistics import median

from cite.core.working_days import next_working_day
from cite.dropout.enums.signs import Parameter as P
from cite.dropout.enums.signs import Severity, Sign
from cite.dropout.rules.history import History
from cite.dropout.rules.signs import Span, paused, silence, spans_of
from cite.dropout.rules.spans import Days, days_after, without
from cite.dropout.rules.thresholds import DEFAULTS, Thresholds

LOST_AFTER = 150
"""Days without news after which the O2R says « perdu de vue »."""
FOLLOWED_FOR = 180
"""Days during which a drop-out makes an alert true."""
IN_TIME = 30
"""Days that must be left for somebody to act."""
JUDGED = (
    Sign.SILENCE,
    Sign.ABSENCES,
    Sign.REFERRAL_UNANSWERED,
    Sign.NOTHING_AFTER,
    Sign.DEADLINE,
    Sign.OBSTACLES,
    Sign.WITHOUT_REFERENT,
)
"""The rules that may say « à regarder ». The others only watch: that is no alert here (domain §6.3)."""
WHOLE = "all"
"""The line of a result that speaks of all rules together."""


@dataclass(slots=True)
class Line:
    """What a rule did over the period; `leads` are days between an alert and the drop-out that it saw."""

    alerts: int = 0
    true: int = 0
    false: int = 0
    too_soon: int = 0
    leads: list[int] = field(default_factory=list)

    @property
    def lead(self) -> int | None:
        """The median number of days gained; none where no drop-out was seen."""
        return round(median(self.leads)) if self.leads else None


@dataclass(slots=True)
class Result:
    """What thresholds would have given: a line a rule, and the drop-outs, seen in time, late or not at all."""

    pathways: int = 0
    drop_outs: int = 0
    seen_in_time: int = 0
    seen_late: int = 0
    lines: dict[str, Line] = field(
        default_factory=lambda: {name: Line() for name in (*map(str, JUDGED), WHOLE)}
    )

    @property
    def unseen(self) -> int:
        """Drop-outs that no alert came before."""
        return self.drop_outs - self.seen_in_time - self.seen_late

    def as_rows(self) -> dict[str, object]:
        """Write it, to be kept."""
        lines = {
            name: {
                "alerts": line.alerts,
                "true": line.true,
                "false": line.false,
                "too_soon": line.too_soon,
                "lead": line.lead,
            }
            for name, line in self.lines.items()
        }
        return {
            "pathways": self.pathways,
            "drop_outs": self.drop_outs,
            "seen_in_time": self.seen_in_time,
            "seen_late": self.seen_late,
            "unseen": self.unseen,
            "lines": lines,
        }


def drop_outs_of(history: History, thresholds: Thresholds, until: date) -> list[date]:
    """List the days on which somebody dropped out, up to the last day that is known."""
    strict = _official(thresholds.closed)
    ends = min(history.closed_on or until, until)
    began: dict[date, date] = {}
    for span in silence(history, strict):
        if span.severity == Severity.SOON and span.first <= ends:
            began.setdefault(span.about, span.first)  # a pause in the middle of it begins no other
    silent = set(began.values())
    lost = {history.lost_on} if history.lost_on and history.lost_on <= until else set()
    # Who was silent for five months, then closed as lost, dropped out once.
    return sorted(silent) if silent and lost and max(silent) <= max(lost) else sorted(silent | lost)


@lru_cache(maxsize=8)
def _official(closed: tuple[Days, ...]) -> Thresholds:
    days = {P.SILENCE_WATCH: LOST_AFTER - 2, P.SILENCE_LOOK: LOST_AFTER - 1, P.SILENCE_SOON: LOST_AFTER}
    return Thresholds(DEFAULTS | days, closed)


def alerts_of(history: History, thresholds: Thresholds) -> list[tuple[str, date]]:
    """List when each rule would have said « à regarder », on a working day; days in a row are one alert.

    Days of a pause or of a closing between them begin no other: what is open then stays open.
    """
    found, pauses = [], paused(history, thresholds)
    for sign in JUDGED:
        spans = [each for each in spans_of(history, thresholds, (sign,)) if each.severity >= Severity.LOOK]
        found += [(str(sign), next_working_day(first)) for first in _beginnings(spans, pauses)]
    return found


def replay(
    histories: Iterable[History], thresholds: Thresholds, first: date, last: date, until: date, into: Result
) -> Result:
    """Add what thresholds would have given over a period for some pathways; `until` is the last day that is known."""
    for history in histories:
        into.pathways += 1
        drop_outs = drop_outs_of(history, thresholds, until)
        alerts = [(name, began) for name, began in alerts_of(history, thresholds) if began <= until]
        for name, began in alerts:
            if first <= began <= last:
                _judge(into.lines[name], began, drop_outs, history, until)
        whole = sorted({began for _name, began in alerts})
        for began in whole:
            if first <= began <= last:
                _judge(into.lines[WHOLE], began, drop_outs, history, until)
        for drop_out in drop_outs:
            if first <= drop_out <= last:
                _count(into, drop_out, whole)
    return into


def _judge(line: Line, began: date, drop_outs: list[date], history: History, until: date) -> None:
    line.alerts += 1
    horizon = days_after(began, FOLLOWED_FOR)
    followed = [on for on in drop_outs if began <= on <= horizon]
    if followed:
        line.true += 1
        line.leads.append((followed[0] - began).days)
    elif horizon <= until or (history.closed_on is not None and history.closed_on <= until):
        line.false += 1
    else:
        line.too_soon += 1


def _count(into: Result, drop_out: date, alerts: list[date]) -> None:
    into.drop_outs += 1
    before = [began for began in alerts if 0 <= (drop_out - began).days <= FOLLOWED_FOR]
    if not before:
        return
    if (drop_out - before[0]).days >= IN_TIME:
        into.seen_in_time += 1
    else:
        into.seen_late += 1


def _beginnings(spans: list[Span], pauses: list[Days]) -> list[date]:
    """Tell when runs of days begin, stretches that touch, or that pauses alone part, being one."""
    begun, last = [], None
    for span in sorted(spans, key=lambda each: each.first):
        if last is None or without((days_after(last, 1), days_after(span.first, -1)), pauses):
            begun.append(span.first)
        last = span.last if last is None else max(last, span.last)
        if last == date.max:
            break
    return begun
