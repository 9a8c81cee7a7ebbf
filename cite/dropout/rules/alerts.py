"""When an alert opens, what it says, and which ones a professional sees first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from cite.dropout.enums.signs import Severity, Sign
from cite.dropout.rules.signs import Span


@dataclass(frozen=True, slots=True)
class ClosedBefore:
    """The last alert that a person closed: when, for which signs, how serious each was then."""

    on: date
    signs: Mapping[str, int]


def opens(signs: Sequence[Span], before: ClosedBefore | None, on: date, quiet_days: int) -> bool:
    """Say whether signs open an alert: not again, for some days, what a person has just closed.

    It opens at once where another sign came, or where one is worse than it was then, whatever the others were. A line
    to fill in opens none.
    """
    told = {str(each.sign): each.severity for each in signs if each.severity >= Severity.WATCH}
    if before is None or on >= before.on + timedelta(days=quiet_days):
        return bool(told)
    return any(severity > before.signs.get(sign, 0) for sign, severity in told.items())


class Ranked(Protocol):
    """What the order of a list needs: a level, and the day from which the worst reason counts."""

    level: int

    @property
    def oldest(self) -> date:
        """That day."""


_Alert = TypeVar("_Alert", bound=Ranked)


def first_ones(
    alerts: Iterable[_Alert], shown: int, done_this_week: int
) -> tuple[list[_Alert], list[_Alert]]:
    """Split alerts between those shown first and the others: the most serious, then the oldest.

    `shown` a week for one professional; what she closed since Monday counts. The most serious are never held back.
    """
    ranked = sorted(alerts, key=lambda alert: (-alert.level, alert.oldest))
    urgent = sum(1 for alert in ranked if alert.level == Severity.SOON)
    room = max(shown - done_this_week, 0)
    cut = max(room, min(urgent, shown))
    return ranked[:cut], ranked[cut:]


def kept(signs: Iterable[Span]) -> list[dict[str, str | int]]:
    """Write signs as an alert keeps them: which, how serious, since when its reason counts."""
    return [
        {
            "sign": each.sign.value,
            "severity": int(each.severity),
            "first": each.first.isoformat(),
            "about": each.about.isoformat(),
            "count": each.count,
        }
        for each in signs
    ]


def read(rows: Iterable[dict[str, str | int]]) -> list[Span]:
    """Read the signs that an alert keeps."""
    return [
        Span(
            Sign(row["sign"]),
            Severity(row["severity"]),
            date.fromisoformat(str(row["first"])),
            date.max,
            about=date.fromisoformat(str(row["about"])),
            count=int(row["count"]),
        )
        for row in rows
    ]
