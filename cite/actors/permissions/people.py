"""Who acts for whom, who manages whom, and who may see residents."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django_scopes import scope

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here, roles_of
from cite.actors.enums import (
    CommitmentObjection,
    HabilitationObjection,
    InvitationState,
    JoinRequestState,
    MemberObjection,
    MembershipState,
    PartnerState,
    PilotSide,
)
from cite.actors.models import Commitment, CommitmentText, Invitation, JoinRequest, Membership, Partner
from cite.actors.rules import access
from cite.actors.rules.roles import (
    Giver,
    change_decision,
    gift_decision,
    roles_that_fit,
    taking_decision,
)
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory

MANAGERS = CO_PILOTS | {Role.COORDINATOR}
_SIDES = {Role.CO_PILOT_STATE: PilotSide.STATE, Role.CO_PILOT_METROPOLE: PilotSide.METROPOLE}


def memberships_of(user: User, territory: Territory | None) -> list[Membership]:
    """List what a person is in the active organizations of a Cité, the oldest first.

    Asked once per user object and territory: pages ask several times.
    """
    if territory is None or not user.is_authenticated or not user.is_active:
        return []
    known = user.__dict__.setdefault("_memberships_by_territory", {})
    if territory.pk not in known:
        with scope(territory=territory):
            rows = Membership.objects.filter(
                user=user, state=MembershipState.ACTIVE, partner__state=PartnerState.ACTIVE
            )
            known[territory.pk] = list(rows.select_related("partner__organization").order_by("pk"))
    return known[territory.pk]


def at_work(territory: Territory) -> QuerySet[Membership]:
    """List what people are in the active organizations of a Cité: whoever is not there has left what she held."""
    rows = Membership.objects.filter(territory=territory, state=MembershipState.ACTIVE)
    return rows.filter(partner__state=PartnerState.ACTIVE, user__is_active=True)


def membership_in(user: User, partner: Partner) -> Membership | None:
    """Find what a person is in an organization, if she acts for it today."""
    mine = memberships_of(user, partner.territory)
    return next((membership for membership in mine if membership.partner_id == partner.pk), None)


def is_manager(user: User, territory: Territory | None) -> bool:
    """Say whether she looks after every organization of the Cité: co-pilots, coordination."""
    return bool(roles_of(user, territory) & MANAGERS)


def administers(user: User, partner: Partner) -> bool:
    """Say whether she manages the people of an organization as one of its administrators."""
    membership = membership_in(user, partner)
    return membership is not None and membership.is_administrator


def giver_for(user: User, partner: Partner) -> Giver:
    """Gather what decides which roles she may give in an organization."""
    return Giver(
        roles=roles_of(user, partner.territory),
        administers_organization=administers(user, partner),
        is_platform_administrator=user.is_active and user.is_staff,
    )


def roles_to_give(user: User, partner: Partner) -> list[Role]:
    """List the roles she may give in an organization."""
    gives = giver_for(user, partner).gives
    return [role for role in roles_that_fit(partner.organization.kind) if role in gives]


def can_give_role(user: User, partner: Partner, role: Role | str) -> Decision:
    """Let her give a role in an organization, or say why not."""
    return gift_decision(giver_for(user, partner), Role(role), partner.organization.kind)


def can_see_members(user: User, partner: Partner) -> Decision:
    """Let the members of an organization, and those who look after all of them, see who acts for it."""
    mine = membership_in(user, partner) is not None or is_manager(user, partner.territory)
    return can_work_here(user, partner.territory) and unless(mine, MemberObjection.NOT_YOUR_TEAM)


def can_manage_members(user: User, partner: Partner) -> Decision:
    """Let its administrators, the coordination and the co-pilots manage the people of an organization."""
    may = administers(user, partner) or is_manager(user, partner.territory)
    return can_work_here(user, partner.territory) and unless(may, MemberObjection.NOT_YOUR_TEAM)


def can_invite(user: User, partner: Partner, role: Role | str) -> Decision:
    """Let her offer a role in an active organization."""
    manages = user.is_staff or bool(can_manage_members(user, partner))
    return (
        unless(manages, MemberObjection.NOT_YOUR_TEAM)
        & unless(partner.state == PartnerState.ACTIVE, MemberObjection.PARTNER_NOT_ACTIVE)
        & can_give_role(user, partner, role)
    )


def can_change_member(user: User, membership: Membership, role: Role | str | None = None) -> Decision:
    """Let her change a member's rights, or suspend her: only among roles she may give, never her own."""
    partner = membership.partner
    before = Role(membership.role)
    return can_manage_members(user, partner) and change_decision(
        giver_for(user, partner),
        before,
        Role(role or before),
        partner.organization.kind,
        is_herself=membership.user_id == user.pk,
    )


def can_close_access(user: User, partner: Partner) -> Decision:
    """Let her close the access of a whole organization, unless one of its people holds a role she could not give.

    Nobody silences a co-pilot, hers or the other side's, by suspending the organization that carries the role.
    """
    held = Membership.objects.filter(partner=partner, state=MembershipState.ACTIVE)
    roles = sorted({Role(role) for role in held.values_list("role", flat=True)})
    return taking_decision(giver_for(user, partner), roles)


def can_end_membership(user: User, membership: Membership) -> Decision:
    """Let her leave by herself, or see off somebody whose role she may give."""
    if membership.user_id == user.pk:
        return can_see_members(user, membership.partner)
    return can_change_member(user, membership)


def signs_for(membership: Membership) -> bool:
    """Say whether a member signs in the name of her organization: its administrators, its legal representative."""
    return membership.is_administrator or membership.role == Role.LEGAL_REPRESENTATIVE


def can_sign(user: User, partner: Partner) -> Decision:
    """Let the administrators of an active organization and its legal representative sign in its name."""
    membership = membership_in(user, partner)
    may = membership is not None and signs_for(membership)
    return unless(may, CommitmentObjection.ADMINISTRATORS_SIGN)


def can_write_texts(user: User, territory: Territory | None) -> Decision:
    """Let the coordination and the co-pilots write what organizations sign."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), CommitmentObjection.NOT_YOURS_TO_WRITE
    )


def can_publish_texts(user: User, territory: Territory | None) -> Decision:
    """Let each co-pilot agree to a text."""
    return unless(bool(can_co_pilot(user, territory)), CommitmentObjection.CO_PILOTS_ONLY)


def can_set_legal_title(user: User, partner: Partner) -> Decision:
    """Let the coordination and the co-pilots say under which title an organization sees people."""
    return can_work_here(user, partner.territory) and unless(
        is_manager(user, partner.territory), HabilitationObjection.MANAGERS_ONLY
    )


def can_decide_habilitation(user: User, partner: Partner) -> Decision:
    """Let a co-pilot habilitate an organization that is not her own."""
    return unless(
        bool(can_co_pilot(user, partner.territory)), HabilitationObjection.CO_PILOTS_ONLY
    ) and unless(membership_in(user, partner) is None, HabilitationObjection.OWN_ORGANIZATION)


def pilot_side(user: User, territory: Territory | None) -> PilotSide | None:
    """Tell which side she pilots for; with both roles, the State first (one person never counts twice)."""
    roles = roles_of(user, territory)
    return next((side for role, side in _SIDES.items() if role in roles), None)


def visible_memberships(user: User, territory: Territory | None) -> QuerySet[Membership]:
    """List the members of her organizations; of every organization for those who look after them all."""
    if territory is None:
        return Membership.objects.none()
    return _of_her_organizations(Membership.objects.filter(territory=territory), user, territory)


def visible_invitations(user: User, territory: Territory | None) -> QuerySet[Invitation]:
    """List the invitations of the organizations she manages."""
    return _of_those_she_manages(Invitation, user, territory)


def visible_join_requests(user: User, territory: Territory | None) -> QuerySet[JoinRequest]:
    """List the requests she may answer, and her own."""
    if territory is None or not user.is_authenticated:
        return JoinRequest.objects.none()
    managed = _of_those_she_manages(JoinRequest, user, territory)
    own = Q(user=user)
    if is_manager(user, territory):
        return managed
    return JoinRequest.objects.filter(Q(pk__in=managed.values("pk")) | own, territory=territory)


def visible_texts(user: User, territory: Territory | None) -> QuerySet[CommitmentText]:
    """List the texts in force or replaced; drafts only for those who write and publish them."""
    if not can_work_here(user, territory):
        return CommitmentText.objects.none()
    texts = CommitmentText.objects.filter(territory=territory)
    return texts if is_manager(user, territory) else texts.exclude(published_on=None)


def visible_commitments(user: User, territory: Territory | None) -> QuerySet[Commitment]:
    """List the signatures of her organizations; all of them for those who look after them all."""
    if territory is None:
        return Commitment.objects.none()
    return _of_her_organizations(Commitment.objects.filter(territory=territory), user, territory)


def waiting_requests(user: User, territory: Territory | None) -> QuerySet[JoinRequest]:
    """List the requests that wait for her answer."""
    rows = _of_those_she_manages(JoinRequest, user, territory)
    return rows.filter(state=JoinRequestState.PENDING).exclude(user_id=user.pk)


def waiting_invitations(user: User, territory: Territory | None) -> QuerySet[Invitation]:
    """List the invitations nobody has answered, in the organizations she manages."""
    return visible_invitations(user, territory).filter(state=InvitationState.PENDING)


def access_facts(user: User, membership: Membership | None, on: date) -> access.AccessFacts:
    """Gather what decides the access to residents of a person who acts for an organization, on a day.

    Roles without an organization open nothing; a membership of somebody else neither. The districts she follows
    narrow lists (`can_see_district`); they never open anything.
    """
    if membership is None or not user.is_active or membership.user_id != user.pk:
        return access.AccessFacts(role=None, on=on, is_platform_administrator=user.is_staff)
    partner = membership.partner
    return access.AccessFacts(
        role=Role(membership.role),
        on=on,
        roles_here=roles_of(user, membership.territory),
        is_platform_administrator=user.is_staff,
        is_membership_active=membership.is_active,
        is_partner_active=partner.state == PartnerState.ACTIVE,
        legal_title=partner.legal_title,
        habilitated_by_state_on=partner.habilitated_by_state_on,
        habilitated_by_metropole_on=partner.habilitated_by_metropole_on,
        habilitation_ends_on=partner.habilitation_ends_on,
    )


def can_see_residents(user: User, membership: Membership | None, on: date) -> Decision:
    """Let her see residents as people, for the organization she acts for; every reason why not."""
    return access.residents_decision(access_facts(user, membership, on))


def can_search_residents(user: User, membership: Membership | None, on: date) -> Decision:
    """Let her search residents: never carriers, relays, employers."""
    return access.search_decision(access_facts(user, membership, on))


def can_see_obstacles(user: User, membership: Membership | None, on: date) -> Decision:
    """Let her see obstacles (freins): a legal title and both habilitations, or never."""
    return access.obstacles_decision(access_facts(user, membership, on))


def can_see_district(membership: Membership, district_id: int | None) -> Decision:
    """Let a member see what concerns a district she follows; following none, every one of her organization."""
    followed = frozenset(membership.districts.values_list("pk", flat=True))
    return access.district_decision(followed, district_id)


def sees_aggregates_only(user: User, territory: Territory | None) -> bool:
    """Say whether she sees numbers and never people."""
    return user.is_staff or access.sees_aggregates_only(roles_of(user, territory))


def _of_her_organizations(rows: QuerySet, user: User, territory: Territory) -> QuerySet:
    if is_manager(user, territory):
        return rows
    return rows.filter(partner_id__in=[m.partner_id for m in memberships_of(user, territory)])


def _of_those_she_manages(model: type, user: User, territory: Territory | None) -> QuerySet:
    if territory is None or not user.is_authenticated:
        return model.objects.none()
    rows = model.objects.filter(territory=territory)
    if is_manager(user, territory):
        return rows
    managed = [m.partner_id for m in memberships_of(user, territory) if m.is_administrator]
    return rows.filter(partner_id__in=managed)
