"""The offer of services of the demonstration: its carriers, who writes, who calls residents back; all fictional."""

from __future__ import annotations

from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.actors.operations.demonstration import seed_organizations
from cite.core.dates import now
from cite.directory.operations.demonstration import seed_offer
from cite.directory.operations.demonstration_calls import seed_calls, seed_opinions
from cite.directory.operations.demonstration_needs import seed_unmet_needs
from cite.directory.operations.demonstration_selections import seed_selections
from cite.tenancy.models import Territory

_AUTHORS = {"centre_social": "marc.association", "mission_locale": "nadia.prescription"}
_MODERATOR = "sofia.coordination"
_JUDGED_BY = "nadia.prescription"
_COUNSELLOR = "nadia.prescription"
_CALLERS = {
    "mission_locale": "nadia.prescription",
    "centre_social": "marc.association",
    "regie": "rosa.relais",
}


def open_offer(*, territory: Territory) -> None:
    """Write it in a Cité whose people are there; again, it changes nothing."""
    people = _people()
    seed_offer(
        territory=territory,
        partners=seed_organizations(territory=territory, by=people["claire.etat"]),
        authors={key: people[name] for key, name in _AUTHORS.items()},
        moderator=people[_MODERATOR],
    )


def open_calls_back(*, territory: Territory) -> None:
    """Open the roster, let residents ask and say what lacks, have two workshops judged; again, it changes nothing."""
    people = _people()
    rows = Membership.objects.filter(territory=territory, is_administrator=True).exclude(
        state=MembershipState.LEFT
    )
    acting = {row.user_id: row for row in rows.select_related("user", "partner__territory")}
    callers = {key: acting[people[name].pk] for key, name in _CALLERS.items()}
    seed_calls(territory=territory, callers=callers, at=now())
    seed_unmet_needs(territory=territory)
    seed_opinions(territory=territory, pilot=people[_MODERATOR], carrier=people[_JUDGED_BY])


def open_lists(*, territory: Territory) -> None:
    """Have a counsellor and the coordination keep lists and searches; again, it changes nothing."""
    people = _people()
    counsellor = people[_COUNSELLOR]
    mine = Membership.objects.filter(territory=territory, user=counsellor, state=MembershipState.ACTIVE)
    seed_selections(
        territory=territory,
        counsellor=counsellor,
        partner=mine.select_related("partner__territory").order_by("pk")[0].partner,
        coordinator=people[_MODERATOR],
        at=now(),
    )


def _people() -> dict[str, User]:
    """Name the people of the demonstration as their addresses begin."""
    rows = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
    return {user.email.partition("@")[0]: user for user in rows}
