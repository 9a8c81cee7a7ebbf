"""Who is told of a bilan: those who write it and sign it, those who read it."""

from __future__ import annotations

from django.db.models import Q

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.actors.queries.people import holders_of
from cite.grants.enums import Conflict
from cite.grants.models import ActivityReport, Application, FundedAction, Review
from cite.grants.permissions.applications import declared_links
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
    return holders_of(territory, CO_PILOTS | {Role.COORDINATOR})


def linked_people(application: Application) -> set[int]:
    """Tell who declared a link with the carrier of a file, on any of its files of this call."""
    declared = declared_links(application.partner_id, application.call_id)
    return set(declared.values_list("instructor_id", flat=True))


def readers_of(report: ActivityReport) -> list[User]:
    """List who is told that a bilan is there to be read: the file's instructors, else those who follow the Cité."""
    reviews = Review.objects.filter(application=report.funded_action.application_id)
    instructors = reviews.exclude(conflict=Conflict.DECLARED).exclude(instructor=None)
    application = report.funded_action.application
    withdrawn = linked_people(application) if application else set()
    named = [r.instructor for r in instructors.select_related("instructor").order_by("pk")]
    named = [person for person in named if person.pk not in withdrawn]
    return named or [person for person in desk_people(report.territory) if person.pk not in withdrawn]
