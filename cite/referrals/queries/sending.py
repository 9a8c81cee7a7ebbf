"""Whom somebody may refer: the people who share their file with her organization to be accompanied."""

from __future__ import annotations

from collections.abc import Sequence

from cite.accounts.models import User
from cite.referrals.permissions.referrals import prescribing_memberships
from cite.residents.models import Resident
from cite.residents.permissions.people import open_sharings, visible_residents
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory

MOST = 500
"""People offered at once: a select beyond that serves nobody."""


def people_to_refer(user: User, territory: Territory | None) -> Sequence[Resident]:
    """List the people whose file she writes in, by name. Two queries."""
    mine = [each.partner_id for each in prescribing_memberships(user, territory)]
    written = open_sharings().filter(partner__in=mine, purpose__in=[str(each) for each in WRITTEN_FOR])
    rows = visible_residents(user, territory).filter(pk__in=written.values("resident_id"))
    return list(rows.select_related("territory")[:MOST])
