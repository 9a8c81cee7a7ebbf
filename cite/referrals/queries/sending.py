"""Whom somebody may refer: the people who share their file with her organization to be accompanied."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from cite.accounts.models import User
from cite.core.dates import today
from cite.directory.enums import ServiceState
from cite.directory.models import Service
from cite.directory.permissions import visible_services
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
    """List the first published services whose name, or whose structure’s, holds these words."""
    named = Q(name__icontains=words) | Q(structure__name__icontains=words)
    rows = visible_services(user, territory).filter(named, state=ServiceState.PUBLISHED, duplicate_of=None)
    rows = rows.filter(Q(shown_until=None) | Q(shown_until__gte=today()))
    return list(rows.select_related("structure").order_by("-quality", "name", "pk")[:FOUND_AT_ONCE])
