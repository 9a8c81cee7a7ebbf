"""Kept searches: kept, looked at, told, stopped. Nobody is told twice of the same service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, use_link
from cite.accounts.permissions import can_work_here
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.directory.enums.searches import AlertFrequency, SearchAct, SearchObjection
from cite.directory.models import SavedSearch, Service
from cite.directory.notices import NEW_SERVICES
from cite.directory.queries.searches import found_today
from cite.directory.rules.searches import (
    MOST_SEARCHES,
    is_due,
    new_in,
    remembered,
    search_decision,
)
from cite.notifications.operations import notify
from cite.notifications.queries import site_link
from cite.tenancy.models import Territory

STOP_PURPOSE = "directory.stop_alerts"
LINK_LIFE = timedelta(days=180)
_NAMED = 8
"""Services that a message names; the page has them all."""


@transaction.atomic
def keep_search(
    *,
    territory: Territory,
    name: str,
    criteria: Mapping[str, Any],
    frequency: str,
    by: User,
    at: datetime,
) -> SavedSearch:
    """Keep a search: what answers now is known, what comes later is new. The same again is that one.

    Raises:
        Refused: no role here, no name, nothing asked, too wide, or too many kept.
    """
    require(can_work_here(by, territory))
    found = found_today(territory, criteria, at=at) if criteria else []
    require(search_decision(name, criteria, matches=len(found)))
    # two at once are counted one by one
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    hers = SavedSearch.objects.filter(territory=territory, keeper=by)
    same = next((each for each in hers.filter(name=name.strip()) if each.criteria == dict(criteria)), None)
    if same is not None:
        return same
    require(unless(hers.count() < MOST_SEARCHES, SearchObjection.TOO_MANY_SEARCHES))
    search = SavedSearch.objects.create(
        territory=territory,
        keeper=by,
        name=name.strip(),
        criteria=dict(criteria),
        frequency=frequency,
        seen=found,
        told=found,
        looked_at=at,
    )
    record(SearchAct.KEEP, by=by, target=search)
    return search


@transaction.atomic
def write_search(*, search: SavedSearch, version: int, name: str, frequency: str, by: User) -> SavedSearch:
    """Change the name of a search, and how often it tells what is new.

    Raises:
        Refused: not hers, changed meanwhile, or no name.
    """
    locked = SavedSearch.locked(pk=search.pk, version=version)
    require(unless(locked.keeper_id == by.pk, SearchObjection.NOT_YOURS))
    require(search_decision(name, locked.criteria, matches=0))
    changes = {"frequency": (locked.frequency, str(frequency))}
    locked.name, locked.frequency = name.strip(), frequency
    locked.save_next_version()
    record(SearchAct.WRITE, by=by, target=locked, changes=changes)
    return locked


@transaction.atomic
def see_news(*, search: SavedSearch, by: User, at: datetime) -> None:
    """Take what answers now as seen; twice is once.

    Raises:
        Refused: not hers, or removed meanwhile.
    """
    locked = _locked(search, by)
    found = found_today(locked.territory, locked.criteria, at=at)
    locked.seen = remembered(locked.seen, found)
    locked.told = remembered(locked.told, found)
    locked.news, locked.looked_at = 0, at
    locked.save()


@transaction.atomic
def forget_search(*, search: SavedSearch, by: User) -> None:
    """Keep a search no longer; twice is once.

    Raises:
        Refused: not hers.
    """
    found = SavedSearch.objects.select_for_update(of=("self",), no_key=True).filter(pk=search.pk).first()
    if found is None:
        return
    require(unless(found.keeper_id == by.pk, SearchObjection.NOT_YOURS))
    record(SearchAct.FORGET, by=by, target=found)
    found.delete()


@transaction.atomic
def alert_person(*, territory: Territory, person: User, at: datetime) -> int:
    """Look at the searches of a person again, and tell her once of all that is new in those that are due.

    Tells how many services were told. Whatever stops a worker, the message and the memory of it go together: what was
    told is never told again, what was not still will be.
    """
    rows = SavedSearch.objects.select_for_update(of=("self",), no_key=True)
    searches = list(
        rows.filter(territory=territory, keeper=person).select_related("territory").order_by("pk")
    )
    on = localtime(at).date()
    works = bool(can_work_here(person, territory))
    told: dict[int, None] = {}
    alerted: list[SavedSearch] = []
    for search in searches:
        found = found_today(territory, search.criteria, at=at)
        search.news, search.looked_at = len(new_in(found, search.seen)), at
        new = new_in(found, search.seen, search.told)
        if new and works and is_due(search.frequency, search.alerted_on, on):
            told |= dict.fromkeys(new)
            search.alerted_on = on
            alerted.append(search)
    for search in searches:  # told for one, it is not told again for another
        search.told = remembered(search.told, told)
        search.save(update_fields=["news", "looked_at", "told", "alerted_on", "updated_at"])
    if told:
        _tell(territory, person, list(told), at)
        for search in alerted:
            record(SearchAct.ALERT, target=search, person=person)
    return len(told)


@transaction.atomic
def stop_alerts(*, link: Link, by: User | None = None) -> int:
    """Stop all the alerts of a person by the link of a message, which serves once; tells how many searches had one.

    Raises:
        Refused: the link opens nothing any more.
    """
    rows = SavedSearch.objects.select_for_update(of=("self",), no_key=True)
    searches = rows.filter(territory=link.territory, keeper__uuid=link.target_uuid)
    alerting = list(searches.exclude(frequency=AlertFrequency.NEVER).order_by("pk"))
    for search in alerting:
        search.frequency = AlertFrequency.NEVER
        search.save_next_version()
        record(SearchAct.STOP, by=by, target=search)
    use_link(link=link, by=by)
    return len(alerting)


def _locked(search: SavedSearch, by: User) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update(of=("self",), no_key=True).select_related("territory")
    found = rows.filter(pk=search.pk).first()
    require(unless(found is not None, SaveObjection.GONE_MEANWHILE))
    require(unless(found.keeper_id == by.pk, SearchObjection.NOT_YOURS))
    return found


def _tell(territory: Territory, person: User, numbers: Sequence[int], at: datetime) -> None:
    """Write one message for all her searches: which services, where to see them, how to stop."""
    _link, token = create_link(
        purpose=STOP_PURPOSE,
        territory=territory,
        target_uuid=person.uuid,
        by=None,
        expires_at=at + LINK_LIFE,
    )
    named = dict(Service.objects.filter(pk__in=numbers[:_NAMED]).values_list("pk", "name"))
    lines = [f"– {named[pk]}" for pk in numbers[:_NAMED] if pk in named]
    if len(numbers) > _NAMED:
        lines.append("…")
    count = ngettext("%(count)s nouveau service", "%(count)s nouveaux services", len(numbers))
    notify(
        kind=NEW_SERVICES.key,
        territory=territory,
        to=person,
        fields={
            "count": count % {"count": len(numbers)},
            "services": "\n".join(lines),
            "stop": site_link(territory, reverse("directory:stop-alerts", args=[token])),
        },
        path=reverse("directory:searches"),
    )
