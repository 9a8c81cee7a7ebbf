"""Alerts as people read them: the reasons in clear, what is suggested, who is shown first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, prefetch_related_objects

from cite.accounts.models import User
from cite.actors.permissions.people import memberships_of
from cite.core.dates import today
from cite.core.masking import LEAST
from cite.dropout.enums.signs import AHEAD, SENTENCES, SUGGESTIONS, Closing, Parameter, Severity
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import alerts_to_look_at, visible_alerts
from cite.dropout.queries.thresholds import thresholds_of
from cite.dropout.rules.alerts import first_ones, read
from cite.dropout.rules.signs import Span
from cite.opening.permissions import is_in_training
from cite.pathways.queries.lists import whose
from cite.residents.permissions.people import acting_memberships
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in clear, how serious it is, and what is suggested."""

    text: str
    suggestion: str
    severity: Severity

    @property
    def tone(self) -> str:
        """The color of its badge."""
        return {Severity.SOON: "error", Severity.LOOK: "warning"}.get(self.severity, "info")


def reason_of(sign: Span, on: date) -> Reason:
    """Say a sign as people say it: « Pas de nouvelles depuis 64 jours »."""
    days = (on - sign.about).days
    if sign.sign in AHEAD:
        before, after = AHEAD[sign.sign]
        text = before % {"days": -days} if days < 0 else after % {"days": days}
    else:
        text = SENTENCES[sign.sign] % {"days": days, "count": sign.count}
    return Reason(str(text), str(SUGGESTIONS[sign.sign]), sign.severity)


def reasons_of(alert: Alert, on: date) -> list[Reason]:
    """List the reasons of an alert, the worst first."""
    return [reason_of(sign, on) for sign in read(alert.signs)]


@dataclass(frozen=True, slots=True)
class Worklist:
    """What a professional looks at: the first ones, how many wait behind, how many she closed this week."""

    first: list[Alert]
    others: list[Alert]
    done: int
    shown: int


def worklist_of(user: User, territory: Territory, *, everybody: bool = False) -> Worklist:
    """List the situations she has to look at: at most so many a week, the most urgent first.

    `everybody`: those of her whole structure, a colleague’s or nobody’s too.
    """
    thresholds = thresholds_of(territory)
    monday = today() - timedelta(days=today().weekday())
    mine = [each.pk for each in memberships_of(user, territory)]
    done = Alert.objects.filter(closed_by__in=mine, closed_on__gte=monday).count()
    asked = visible_alerts(user, territory).filter(closed_on=None)
    rows = asked if everybody else alerts_to_look_at(user, territory)
    shown = thresholds[Parameter.SHOWN_A_WEEK]
    first, others = first_ones(rows, shown, done)
    return Worklist(first, others, done, shown)


def with_people(alerts: list[Alert]) -> list[Alert]:
    """Read whom alerts are about, of those that a page shows. Two queries."""
    prefetch_related_objects(alerts, "pathway__resident")
    return alerts


def closings_of(user: User, territory: Territory, on: date) -> dict[Closing, int | None]:
    """Count what people did of alerts over the last year: false alerts tell which thresholds to change.

    None where so few, or nobody at all, would lead to people; she knows those of her own structures.
    """
    is_training = is_in_training(territory)
    rows = Alert.objects.filter(territory=territory, pathway__resident__is_training=is_training)
    rows = rows.filter(closed_on__gt=on - timedelta(days=365))
    own = {each.partner_id for each in acting_memberships(user, territory, on)}
    counted, others = Counter(), Counter()
    rows = rows.annotate(whose=whose("pathway__")).order_by().values_list("closing", "whose")
    for closing, key, number in rows.annotate(number=Count("pk")):
        counted[closing] += number
        others[closing] += number if key not in own else 0
    return {each: counted[each] if others[each] >= LEAST else None for each in Closing}
