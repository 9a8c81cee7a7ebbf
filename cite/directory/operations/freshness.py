"""Keeping sheets true: confirmed in two taps, their authors warned before the public stops seeing them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import make_aware

from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, revoke_links, use_link
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.life import DirectoryAct, SheetStep
from cite.directory.models import Service
from cite.directory.notices import HIDDEN, STILL_TRUE
from cite.directory.operations.indexing import follow_services
from cite.directory.operations.life import believe
from cite.directory.operations.writing import lock, note_step
from cite.directory.permissions import can_write_service
from cite.directory.queries.people import authors_of
from cite.directory.rules.freshness import WARNINGS_BEFORE_DAYS, warnings_due
from cite.directory.rules.quality import quality_of
from cite.directory.rules.sheet import sheet_of
from cite.notifications.operations import notify
from cite.tenancy.models import Territory

CONFIRM_PURPOSE = "directory.confirm"
LINK_LIFE = timedelta(days=90)
"""How long the link of a warning opens something; a hidden sheet comes back by it."""
_HIDDEN_TOLD = len(WARNINGS_BEFORE_DAYS) + 1
_CHUNK = 1000


@transaction.atomic
def confirm_sheet(*, service: Service, by: User) -> Service:
    """Say that a published sheet is still true; a hidden one is seen again. Twice in a day is once.

    Raises:
        Refused: not hers to write, or not published.
    """
    locked = lock(service)
    require(can_write_service(by, locked))
    return _confirm(locked, by)


@transaction.atomic
def confirm_by_link(*, link: Link, by: User | None = None) -> Service:
    """Say that a sheet is still true through the link of a warning, which serves once.

    Raises:
        Refused: the link opens nothing any more, or the sheet is not published.
    """
    locked = lock(Service.objects.get(uuid=link.target_uuid))
    confirmed = _confirm(locked, by)
    use_link(link=link, by=by)
    return confirmed


def _confirm(service: Service, by: User | None) -> Service:
    require(unless(service.state == ServiceState.PUBLISHED, ServiceObjection.NOT_IN_THIS_STATE))
    on = today()
    if service.confirmed_on == on:
        return service
    believe(service, on)
    service.quality = quality_of(sheet_of(service), updated_on=on, on=on, source=service.source.slug).score
    service.save_next_version()
    follow_services(territory=service.territory, services=[service])
    note_step(service, SheetStep.CONFIRM, by=by)
    record(DirectoryAct.CONFIRM, by=by, target=service)
    return service


@transaction.atomic
def warn_of_ends(*, territory: Territory, on: date) -> int:
    """Write to the authors of the sheets that the public will soon stop seeing; tells how many were written about.

    Twice before, once after; run again the same day, it writes to nobody.
    """
    soon = on + timedelta(days=max(WARNINGS_BEFORE_DAYS))
    ending = Service.objects.filter(
        territory=territory,
        source__is_own=True,
        state=ServiceState.PUBLISHED,
        shown_until__lte=soon,
        warnings_sent__lt=_HIDDEN_TOLD,
    )
    told = 0
    rows = ending.select_for_update(of=("self",), no_key=True)
    for service in rows.select_related("structure__partner", "territory", "source").order_by("pk"):
        due = _HIDDEN_TOLD if service.shown_until < on else warnings_due(service.shown_until, on)
        if due > service.warnings_sent:
            service.warnings_sent = due
            service.save(update_fields=["warnings_sent", "updated_at"])
            _warn(service, on)
            record(DirectoryAct.WARN, target=service)
            told += 1
    return told


def _warn(service: Service, on: date) -> None:
    kind = HIDDEN if service.shown_until < on else STILL_TRUE
    revoke_links(purpose=CONFIRM_PURPOSE, target_uuid=service.uuid)
    for person in authors_of(service):
        _link, token = create_link(
            purpose=CONFIRM_PURPOSE,
            territory=service.territory,
            target_uuid=service.uuid,
            by=None,
            expires_at=make_aware(datetime.combine(max(service.shown_until, on) + LINK_LIFE, time(23, 59))),
        )
        notify(
            kind=kind.key,
            territory=service.territory,
            to=person,
            fields={"service": service.name, "until": date_format(service.shown_until, "j F Y")},
            path=reverse("directory:still-true", args=[token]),
            about=f"service:{service.uuid}",
        )


def refresh_quality(*, territory: Territory, on: date) -> int:
    """Judge again the sheets whose score falls with time; tells how many changed.

    A page of them at a time: a national directory has more than memory should hold, and others write between two.
    """
    services = Service.objects.filter(territory=territory, state=ServiceState.PUBLISHED)
    numbers = sorted(services.values_list("pk", flat=True))
    pages = [numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK)]
    return sum(_judge_again(services.filter(pk__range=(page[0], page[-1])), on) for page in pages)


@transaction.atomic
def _judge_again(services: QuerySet[Service], on: date) -> int:
    changed: list[Service] = []
    for service in services.select_related("source").order_by("pk"):
        looked_at = max(service.updated_on, service.confirmed_on or service.updated_on)
        score = quality_of(sheet_of(service), updated_on=looked_at, on=on, source=service.source.slug).score
        if score != service.quality:
            service.quality = score
            changed.append(service)
    Service.objects.bulk_update(changed, ["quality"], batch_size=_CHUNK)
    return len(changed)
