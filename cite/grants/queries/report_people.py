"""Who is told of a bilan: those who write it and sign it, those who read it."""

from __future__ import annotations

from django.db.models import Q

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import TerritoryRole, User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership
from cite.grants.enums import Conflict
from cite.grants.models import ActivityReport, FundedAction, Review
from cite.grants.workflow import CARRIERS
from cite.tenancy.models import Territory


def carrier_people(funded: FundedAction) -> list[User]:
    """List those who write for the carrier, and its legal representative."""
    members = Membership.objects.filter(
        Q(role__in=CARRIERS) | Q(is_administrator=True),
        partner=funded.partner_id,
        state=MembershipState.ACTIVE,
        user__is_active=True,
    )
    return list({m.user_id: m.user for m in members.select_related("user").order_by("pk")}.values())


def desk_people(territory: Territory) -> list[User]:
    """List those who follow the bilans of a Cité: the two co-pilots and the coordination."""
    roles = CO_PILOTS | {Role.COORDINATOR}
    direct = TerritoryRole.objects.filter(territory=territory, role__in=roles).values("user")
    members = Membership.objects.filter(
        territory=territory, role__in=roles, state=MembershipState.ACTIVE, partner__state=PartnerState.ACTIVE
    ).values("user")
    people = User.objects.filter(Q(pk__in=direct) | Q(pk__in=members), is_active=True)
    return list(people.order_by("pk"))


def readers_of(report: ActivityReport) -> list[User]:
    """List who is told that a bilan is there to be read: the file's instructors, else those who follow the Cité."""
    reviews = Review.objects.filter(application=report.funded_action.application_id)
    instructors = reviews.exclude(conflict=Conflict.DECLARED).exclude(instructor=None)
    named = [review.instructor for review in instructors.select_related("instructor").order_by("pk")]
    withdrawn = set(reviews.filter(conflict=Conflict.DECLARED).values_list("instructor_id", flat=True))
    return named or [person for person in desk_people(report.territory) if person.pk not in withdrawn]
