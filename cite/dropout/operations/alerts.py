"""Alerts: opened and kept to date by the machine each working day, closed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from cite.accounts.models import User
from cite.core.collecting import seldom_collecting
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import still_there
from cite.core.working_days import is_working_day
from cite.dropout.enums.objections import AlertObjection, DropoutAct
from cite.dropout.enums.signs import Closing, Parameter, Severity
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import can_close
from cite.dropout.queries.standing import standing
from cite.dropout.queries.thresholds import thresholds_of
from cite.dropout.rules.alerts import ClosedBefore, kept, opens
from cite.dropout.rules.history import History
from cite.dropout.rules.signs import Span, level_of, signs_on
from cite.dropout.rules.thresholds import Thresholds
from cite.pathways.enums.pathways import Presence
from cite.pathways.models import Appointment, Pathway
from cite.residents.permissions.people import sight_of
from cite.tenancy.models import Territory


def look(*, territory: Territory, on: date) -> int:
    """Look at every open pathway; tells how many alerts are open. Machine work: it proposes, a person decides.

    Run again the same day, it changes nothing more. Nothing is looked at when nobody works.
    """
    if not is_working_day(on):
        return Alert.objects.filter(territory=territory, closed_on=None).count()
    thresholds = thresholds_of(territory)
    rows = Pathway.objects.filter(territory=territory, closed_on=None, opened_on__lte=on)
    with seldom_collecting():
        for some in standing(rows, thresholds, on):
            signs = {pathway: _to_tell(history, thresholds, on) for pathway, history in some}
            _bring_to(territory, signs, thresholds, on)
    _quieten_closed(territory, on)
    return Alert.objects.filter(territory=territory, closed_on=None).count()


@transaction.atomic
def look_again(*, pathway: Pathway, on: date) -> None:
    """Bring the open alert of a pathway to what was just written there: news heard today are no silence any more.

    It closes none: a person does. It opens one for an absence noted this day, which is the day to call; every other
    reason comes with time, and waits for the look of the day. One that ended has no reason.
    """
    alert = Alert.objects.filter(pathway=pathway, closed_on=None)
    may_open = is_working_day(on) and _was_missed(pathway, on)
    if not may_open and not alert.exists():
        return
    thresholds = thresholds_of(pathway.territory)
    rows = standing(Pathway.objects.filter(pk=pathway.pk, closed_on=None), thresholds, on)
    signs = {each: _to_tell(history, thresholds, on) for some in rows for each, history in some}
    if may_open and signs:
        _bring_to(pathway.territory, signs, thresholds, on)
    else:
        _bring_those(alert, signs, on)


@transaction.atomic
def close_alert(*, alert: Alert, closing: Closing | str, version: int, by: User, comment: str = "") -> Alert:
    """Say what was done of an alert: that closes it. Twice is once.

    Raises:
        Refused: not hers to close, closed already, nothing said, an identifier in the words, or changed meanwhile.
    """
    held = still_there(Alert.objects.select_for_update(of=("self",), no_key=True), alert.pk)
    if _is_hers_today(held, by) and (held.closing, held.comment) == (closing, comment.strip()):
        return held
    locked = Alert.locked(pk=alert.pk, version=version)
    require(
        can_close(by, locked)
        & unless(closing in Closing.values, AlertObjection.SAY_WHY)
        & check_free_text(comment)
    )
    locked.closed_on = today()
    locked.closed_by = sight_of(by, locked.pathway.resident).membership
    locked.closing = Closing(closing)
    locked.comment = comment.strip()
    locked.save_next_version()
    record(DropoutAct.CLOSE_ALERT, by=by, target=locked, person=locked.pathway.resident)
    return locked


@transaction.atomic
def reopen_alert(*, alert: Alert, version: int, by: User) -> Alert:
    """Undo a closing made by mistake, the same day, by whoever closed it.

    Raises:
        Refused: not hers, another day, another one opened meanwhile, or changed meanwhile.
    """
    locked = Alert.locked(pk=alert.pk, version=version)
    another = Alert.objects.filter(pathway=locked.pathway_id, closed_on=None).exists()
    require(unless(_is_hers_today(locked, by) and not another, AlertObjection.NOT_TO_REOPEN))
    locked.closed_on, locked.closed_by, locked.closing, locked.comment = None, None, "", ""
    locked.save_next_version()
    record(DropoutAct.REOPEN_ALERT, by=by, target=locked, person=locked.pathway.resident)
    return locked


def _was_missed(pathway: Pathway, on: date) -> bool:
    """Say whether somebody noted this day that she missed an appointment."""
    rows = Appointment.objects.filter(pathway=pathway, presence=Presence.ABSENT, noted_on=on)
    return rows.exists()


def _is_hers_today(alert: Alert, by: User) -> bool:
    """Say whether she closed it, this day."""
    return alert.closed_by is not None and alert.closed_by.user_id == by.pk and alert.closed_on == today()


def _to_tell(history: History, thresholds: Thresholds, on: date) -> list[Span]:
    return [each for each in signs_on(history, thresholds, on) if each.severity >= Severity.WATCH]


@transaction.atomic
def _bring_to(
    territory: Territory, signs: Mapping[int, list[Span]], thresholds: Thresholds, on: date
) -> None:
    """Bring the alerts of some pathways to this day: most say the same as the day before, and are left alone.

    `signs`: those of each pathway, by its number.
    """
    here = Q(pathway__gte=min(signs), pathway__lte=max(signs))
    told = dict(Alert.objects.filter(here, closed_on=None).order_by().values_list("pathway", "signs"))
    changed = [each for each in signs.keys() & told.keys() if kept(signs[each]) != told[each]]
    _bring_those(Alert.objects.filter(pathway__in=changed), signs, on)
    new = [each for each, reasons in signs.items() if reasons and each not in told]
    before = _closed_before(new)
    quiet = thresholds[Parameter.QUIET_DAYS]
    opened = (each for each in new if opens(signs[each], before.get(each), on, quiet))
    Alert.objects.bulk_create(
        (
            Alert(
                territory=territory,
                pathway_id=each,
                level=level_of(signs[each]),
                signs=kept(signs[each]),
                since=on,
                looked_on=on,
            )
            for each in opened
        ),
        ignore_conflicts=True,
    )


def _bring_those(rows: QuerySet[Alert], signs: Mapping[int, list[Span]], on: date) -> None:
    """Bring alerts to this day, each of which somebody may be closing; `signs`: none where a pathway has none."""
    changed = []
    for alert in rows.select_for_update(of=("self",), no_key=True).filter(closed_on=None).order_by("pk"):
        reasons = signs.get(alert.pathway_id, [])
        alert.signs, alert.looked_on = kept(reasons), on
        alert.level = level_of(reasons) or alert.level
        alert.version += 1
        changed.append(alert)
    Alert.objects.bulk_update(changed, ["level", "signs", "looked_on", "version"], batch_size=500)


def _closed_before(ids: list[int]) -> dict[int, ClosedBefore]:
    closed = Alert.objects.filter(pathway__in=ids, closed_on__isnull=False)
    last = closed.values("pathway").annotate(last=Max("pk")).values("last")
    return {
        alert.pathway_id: ClosedBefore(
            on=alert.closed_on, signs={row["sign"]: row["severity"] for row in alert.signs}
        )
        for alert in Alert.objects.filter(pk__in=last)
    }


@transaction.atomic
def _quieten_closed(territory: Territory, on: date) -> None:
    """Empty the reasons of alerts whose pathway ended: nothing is left to look at but the closing."""
    ended = Alert.objects.filter(territory=territory, pathway__closed_on__isnull=False).exclude(signs=[])
    _bring_those(ended, {}, on)
