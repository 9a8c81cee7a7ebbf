"""Who sees what was funded before, who notes a bilan received, who imports and corrects."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.permissions.people import is_manager, membership_in
from cite.core.decisions import Decision, unless
from cite.files.models import StoredFile
from cite.grants.enums import FundedObjection
from cite.grants.models import Award, FundedAction
from cite.grants.permissions.applications import carried_partners, funders_of, is_desk
from cite.grants.workflow import FUNDERS
from cite.tenancy.models import Territory


def can_see_funded(user: User, territory: Territory | None) -> Decision:
    """Open the list to the desk and the funders; carriers see theirs among their bilans."""
    may = is_desk(user, territory) or bool(roles_of(user, territory) & FUNDERS)
    return can_work_here(user, territory) and unless(may, FundedObjection.DESK_ONLY)


def can_note_report(user: User, territory: Territory | None) -> Decision:
    """Let the desk note that a bilan was received by another way."""
    return can_work_here(user, territory) and unless(is_desk(user, territory), FundedObjection.DESK_ONLY)


def is_not_own(user: User, funded: FundedAction) -> Decision:
    """Keep the members of the carrier away from what opens the gate of its bilans."""
    return unless(membership_in(user, funded.partner) is None, FundedObjection.OWN_ORGANIZATION)


def can_import_funded(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots and the coordination import what was funded before, and correct it."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), FundedObjection.MANAGERS_ONLY
    )


def all_funded_actions(user: User, territory: Territory | None) -> QuerySet[FundedAction]:
    """List what was funded, for the desk and the funders.

    A funder reads the name of a carrier that is hidden only where it was asked to fund it.
    """
    if territory is None or not can_see_funded(user, territory):
        return FundedAction.objects.none()
    actions = FundedAction.objects.filter(territory=territory)
    if is_desk(user, territory):
        return actions
    asked = Award.objects.filter(funder__in=funders_of(user, territory)).values("application_id")
    return actions.filter(Q(partner__is_sensitive=False) | Q(application_id__in=asked))


def can_read_proof(user: User, file: StoredFile) -> Decision:
    """Let the desk, the funders and the carrier open the proof that a bilan was received."""
    funded = FundedAction.objects.filter(proof=file).select_related("territory").first()
    if funded is None:
        return unless(file.owner_id == user.pk, FundedObjection.DESK_ONLY)
    mine = {partner.pk for partner in carried_partners(user, funded.territory)}
    return unless(
        funded.partner_id in mine or bool(can_see_funded(user, funded.territory)), FundedObjection.DESK_ONLY
    )
