"""Alerts: opened and kept to date by the machine each working day, closed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.working_days import is_working_day
from cite.dropout.enums.objections import AlertObjection, DropoutAct
from cite.dropout.enums.signs import Closing, Parameter, Severity
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import can_close
from cite.dropout.queries.histories import histories
from cite.dropout.queries.thresholds import thresholds_of
from cite.dropout.rules.alerts import ClosedBefore, kept, opens
from cite.dropout.rules.history import History
from cite.dropout.rules.signs import Span, level_of, signs_on
from cite.dropout.rules.spans import days_after
from cite.dropout.rules.thresholds import Thresholds
from cite.dropout.signals import alert_closed
from cite.pathways.models import Pathway
from cite.residents.permissions.people import sight_of
from cite.tenancy.models import Territory

LOOKED_BACK = 2
"""How many windows of absences back appointments are read for the signs of a day."""


def look(*, territory: Territory, on: date) -> int:
    """Look at every open pathway; tells how many alerts are open. Machine work: it proposes, a person decides.

    Run again the same day, it changes nothing more. Nothing is looked at when nobody works.
    """
    if not is_working_day(on):
        return Alert.objects.filter(territory=territory, closed_on=None).count()
    thresholds = thresholds_of(territory)
    since = days_after(on, -LOOKED_BACK * thresholds[Parameter.ABSENCES_WINDOW])
    rows = Pathway.objects.filter(territory=territory, closed_on=None, opened_on__lte=on).order_by("pk")
    fields = ("pk", "resident_id", "territory_id", "opened_on", "closed_on", "last_heard_on")
    for some in histories(rows.only(*fields).iterator(chunk_size=2000), since=since):
        _look_at(territory, some, thresholds, on)
    _quieten_closed(territory, on)
    return Alert.objects.filter(territory=territory, closed_on=None).count()


@transaction.atomic
def close_alert(*, alert: Alert, closing: Closing | str, version: int, by: User, comment: str = "") -> Alert:
    """Say what was done of an alert: that closes it.

    Raises:
        Refused: not hers to close, closed already, nothing said, or changed meanwhile.
    """
    locked = Alert.locked(pk=alert.pk, version=version)
    require(can_close(by, locked) & unless(closing in Closing.values, AlertObjection.SAY_WHY))
    locked.closed_on = today()
    locked.closed_by = sight_of(by, locked.pathway.resident).membership
    locked.closing = Closing(closing)
    locked.comment = comment.strip()
    locked.save_next_version()
    record(DropoutAct.CLOSE_ALERT, by=by, target=locked, person=locked.pathway.resident)
    alert_closed.send(Alert, alert=locked)
    return locked


@transaction.atomic
def reopen_alert(*, alert: Alert, version: int, by: User) -> Alert:
    """Undo a closing made by mistake, the same day, by whoever closed it.

    Raises:
        Refused: not hers, another one opened meanwhile, or changed meanwhile.
    """
    locked = Alert.locked(pk=alert.pk, version=version)
    another = Alert.objects.filter(pathway=locked.pathway_id, closed_on=None).exists()
    hers = locked.closed_by is not None and locked.closed_by.user_id == by.pk and locked.closed_on == today()
    require(unless(hers and not another, AlertObjection.NOT_YOURS_TO_CLOSE))
    locked.closed_on, locked.closed_by, locked.closing, locked.comment = None, None, "", ""
    locked.save_next_version()
    record(DropoutAct.REOPEN_ALERT, by=by, target=locked, person=locked.pathway.resident)
    return locked


@transaction.atomic
def _look_at(
    territory: Territory, some: Sequence[tuple[Pathway, History]], thresholds: Thresholds, on: date
) -> None:
    ids = [pathway.pk for pathway, _history in some]
    rows = Alert.objects.select_for_update(of=("self",), no_key=True).filter(pathway__in=ids, closed_on=None)
    waiting = {alert.pathway_id: alert for alert in rows}
    before = _closed_before(ids)
    opened, changed = [], []
    for pathway, history in some:
        signs = [each for each in signs_on(history, thresholds, on) if each.severity >= Severity.WATCH]
        alert = waiting.get(pathway.pk)
        if alert is not None:
            if _brought_to(alert, signs, on):
                changed.append(alert)
        elif opens(signs, before.get(pathway.pk), on, thresholds[Parameter.QUIET_DAYS]):
            opened.append(_opened(territory, pathway, signs, on))
    Alert.objects.bulk_create(opened, ignore_conflicts=True)
    Alert.objects.bulk_update(changed, ["level", "signs", "looked_on", "version"], batch_size=500)


def _opened(territory: Territory, pathway: Pathway, signs: list[Span], on: date) -> Alert:
    return Alert(
        territory=territory, pathway=pathway, level=level_of(signs), signs=kept(signs), since=on, looked_on=on
    )


def _brought_to(alert: Alert, signs: list[Span], on: date) -> bool:
    """Bring an alert to this day, without saving; tells whether it says something else."""
    rows = kept(signs)
    if rows == alert.signs:
        return False
    alert.signs, alert.looked_on = rows, on
    alert.level = level_of(signs) or alert.level
    alert.version += 1
    return True


def _closed_before(ids: list[int]) -> dict[int, ClosedBefore]:
    closed = Alert.objects.filter(pathway__in=ids, closed_on__isnull=False)
    last = closed.values("pathway").annotate(last=Max("pk")).values("last")
    return {
        alert.pathway_id: ClosedBefore(
            on=alert.closed_on, level=alert.level, signs=frozenset(row["sign"] for row in alert.signs)
        )
        for alert in Alert.objects.filter(pk__in=last)
    }


@transaction.atomic
def _quieten_closed(territory: Territory, on: date) -> None:
    """Empty the reasons of alerts whose pathway ended: nothing is left to look at but the closing."""
    rows = Alert.objects.select_for_update(of=("self",), no_key=True).filter(
        territory=territory, closed_on=None, pathway__closed_on__isnull=False
    )
    ended = [alert for alert in rows if _brought_to(alert, [], on)]
    Alert.objects.bulk_update(ended, ["level", "signs", "looked_on", "version"], batch_size=500)
