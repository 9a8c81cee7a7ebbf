"""What the call for projects asks of the directory: services that look like the action of a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cite.accounts.models import User
from cite.core.dates import today
from cite.directory.queries import similar
from cite.grants.rules.similar import Action
from cite.tenancy.models import Territory


def similar_services(actions: Sequence[Action], *, territory: Territory) -> Sequence[Action]:
    """List the services offered today in the districts of these actions."""
    return similar.similar_services(actions, territory=territory, on=today())


def sheet_addresses(keys: Collection[str], *, user: User, territory: Territory) -> Mapping[str, str]:
    """Map those a person may open to their sheets."""
    return similar.addresses_of(keys, user=user, territory=territory)
