"""The offer of services of the demonstration: the fictional carriers, and who writes for some of them."""

from __future__ import annotations

from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.operations.demonstration import seed_organizations
from cite.directory.operations.demonstration import seed_offer
from cite.tenancy.models import Territory

_AUTHORS = {"centre_social": "marc.association", "mission_locale": "nadia.prescription"}
_MODERATOR = "sofia.coordination"


def open_offer(*, territory: Territory) -> None:
    """Write it in a Cité whose people are there; again, it changes nothing."""
    people = {
        user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
    }
    seed_offer(
        territory=territory,
        partners=seed_organizations(territory=territory, by=people["claire.etat"]),
        authors={key: people[name] for key, name in _AUTHORS.items()},
        moderator=people[_MODERATOR],
    )
