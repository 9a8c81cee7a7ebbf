"""Whom somebody may refer: the people who share their file with her organization to be accompanied."""

from __future__ import annotations

from collections.abc import Sequence

from cite.accounts.models import User
from cite.core.dates import now
from cite.directory.models import Service
from cite.directory.permissions import visible_services
from cite.directory.queries.finding import Asked, numbers_found
from cite.referrals.permissions.referrals import prescribing_memberships
from cite.residents.models import Resident
from cite.residents.permissions.people import open_sharings, visible_residents
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory

MOST = 500
"""People offered at once: a select beyond that serves nobody."""
FOUND_AT_ONCE = 12


def people_to_refer(user: User, territory: Territory | None) -> Sequence[Resident]:
    """List the people whose file she writes in, by name. Two queries."""
    mine = [each.partner_id for each in prescribing_memberships(user, territory)]
    written = open_sharings().filter(partner__in=mine, purpose__in=[str(each) for each in WRITTEN_FOR])
    rows = visible_residents(user, territory).filter(pk__in=written.values("resident_id"))
    return list(rows.select_related("territory")[:MOST])


def services_named(user: User, territory: Territory | None, words: str) -> Sequence[Service]:
    """List the first published services that have these words, read as by the search: no accent is needed."""
    found = numbers_found(territory, Asked(words=words), at=now()) if territory is not None else []
    rows = visible_services(user, territory).select_related("structure").in_bulk(found[:FOUND_AT_ONCE])
    return [rows[number] for number in found[:FOUND_AT_ONCE] if number in rows]
