"""Writes of the journal: entries, seals, and the purge by rule. Machine work: nobody asks for it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django_scopes import get_scope

from cite.accounts.models import User
from cite.audit.enums import SECURITY_ACTS, AuditAct, Category
from cite.audit.models import Entry, Seal
from cite.audit.rules import GENESIS, SEAL_SIZE, digest_of, erase_before, moment, payload_of, seal_hash
from cite.core.dates import now
from cite.core.journal import Act
from cite.core.text import without_control_characters
from cite.tenancy.models import Territory

logger = logging.getLogger(__name__)

ERASED_AT_ONCE = 500


def add_entries(*, acts: Iterable[Act]) -> None:
    """Write acts down, in the caller's transaction, in one INSERT."""
    Entry.objects.bulk_create([_entry(act) for act in acts])


def seal_entries() -> int:
    """Put every waiting entry under a seal; tells how many. Any number of workers may call it at once."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
        if batch < SEAL_SIZE:
            break
    return sealed


def erase_old_contents() -> int:
    """Erase the content of the entries older than their rule says; tells how many.

    A little at a time, so that the database stays free for people; each time, the journal says so in an entry that
    the chain keeps, without which an erased entry is a broken one.
    """
    erased = 0
    for category in Category.values:
        while batch := _erase_batch(category):
            erased += batch
    return erased


def _entry(act: Act) -> Entry:
    by = act.by if getattr(act.by, "is_authenticated", False) else None
    person = act.person or (act.target if isinstance(act.target, User) else None)
    entry = Entry(
        at=now(),
        territory_id=_territory_id(act),
        action=act.action,
        category=_category(act),
        by_uuid=by.uuid if by else None,
        by_name=_text(by or "", 150),
        organization_uuid=act.organization.uuid if act.organization else None,
        organization_name=_text(act.organization.name if act.organization else "", 200),
        target_kind=act.target._meta.label_lower if act.target is not None else "",
        target_uuid=getattr(act.target, "uuid", None),
        # The name of a protected record is often somebody's: read it there, if one may.
        target_label="" if act.target is None or act.is_protected else _text(act.target, 200),
        person_uuid=getattr(person, "uuid", None),
        payload=payload_of(act.changes, is_protected=act.is_protected),
        salt=secrets.token_hex(16),
    )
    entry.digest = digest_of(entry.salt, entry.content)
    return entry


def _category(act: Act) -> Category:
    if act.is_reading:
        return Category.READING
    return Category.SECURITY if act.action in SECURITY_ACTS else Category.ACT


def _territory_id(act: Act) -> int | None:
    """Tell in which Cité it happened: the one named, the one the record belongs to, the one of the page."""
    if act.territory is not None:
        return act.territory.pk
    if isinstance(act.target, Territory):
        return act.target.pk
    scope = get_scope()
    here = scope.get("territory") if scope.get("_enabled", True) else None
    return getattr(act.target, "territory_id", None) or getattr(here, "pk", None)


def _text(value: Any, limit: int) -> str:
    return without_control_characters(str(value))[:limit]


def _seal_batch() -> int:
    try:
        with transaction.atomic():
            # The last seal first: whoever poses another one meanwhile takes the number that follows, and ours fails.
            last = Seal.objects.last()
            waiting = list(Entry.objects.filter(seal=None).order_by("pk")[:SEAL_SIZE])
            if not waiting:
                return 0
            number, at = (last.number + 1 if last else 1), now()
            seal = Seal.objects.create(
                number=number,
                at=at,
                entry_count=len(waiting),
                hash=seal_hash(
                    previous=last.hash if last else GENESIS,
                    number=number,
                    at=at,
                    lines=(entry.line for entry in waiting),
                ),
            )
            attached = Entry.objects.filter(pk__in=[entry.pk for entry in waiting]).attach(seal)
            if attached != len(waiting):
                raise IntegrityError("some of these entries have a seal already")
    except IntegrityError:
        return 0  # another worker sealed them meanwhile
    # The log leaves the machine: a chain made again from scratch no longer agrees with it.
    logger.info("journal: seal %s", seal)
    return len(waiting)


@transaction.atomic
def _erase_batch(category: str) -> int:
    at = now()
    before = erase_before(category, settings.JOURNAL_RETENTION_MONTHS, at)
    old = (
        Entry.objects.select_for_update(no_key=True)
        .filter(category=category, at__lt=before, erased_by=None, seal__isnull=False)
        .exclude(action=AuditAct.ERASE)  # the word of a purge proves what it erased
        .order_by("at")
    )
    chosen = list(old.values_list("pk", flat=True)[:ERASED_AT_ONCE])
    if not chosen:
        return 0
    word = {"category": category, "before": moment(before), "count": len(chosen)}
    purge = _entry(Act(action=str(AuditAct.ERASE), changes={name: (None, v) for name, v in word.items()}))
    purge.save()
    return Entry.objects.filter(pk__in=chosen).erase(purge)
