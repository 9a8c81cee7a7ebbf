"""The professionals around somebody: who may follow her, who does, which structures acted."""

from __future__ import annotations

from collections.abc import Sequence

from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership
from cite.actors.permissions.people import can_search_residents
from cite.core.dates import today
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Appointment, Contact, GroupMember, Pathway, Refereeship
from cite.pathways.rules.referents import Candidate, candidate_decision
from cite.pathways.workflow import ACCOMPANYING
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import Referral
from cite.residents.permissions.people import open_sharings
from cite.residents.rules.sharing import WRITTEN_FOR


def candidate(pathway: Pathway, member: Membership) -> Candidate:
    """Gather what decides whether a professional may follow somebody."""
    acts = member.is_active and member.partner.state == PartnerState.ACTIVE and member.user.is_active
    sharings = open_sharings().filter(
        resident=pathway.resident_id,
        partner=member.partner_id,
        purpose__in=[str(each) for each in WRITTEN_FOR],
    )
    return Candidate(
        acts=acts,
        accompanies=not acts or bool(can_search_residents(member.user, member, today())),
        is_shared=sharings.exists(),
    )


def can_follow(pathway: Pathway, member: Membership) -> bool:
    """Say whether a professional may follow somebody today."""
    return bool(candidate_decision(candidate(pathway, member)))


def possible_members(pathway: Pathway) -> list[Membership]:
    """List the professionals who may follow somebody: of the organizations with which she shares to be supported."""
    partners = open_sharings().filter(
        resident=pathway.resident_id, purpose__in=[str(each) for each in WRITTEN_FOR]
    )
    rows = Membership.objects.filter(
        territory=pathway.territory_id,
        partner__in=partners.values("partner"),
        partner__state=PartnerState.ACTIVE,
        state=MembershipState.ACTIVE,
        role__in=[str(role) for role in ACCOMPANYING],
        user__is_active=True,
    )
    return list(rows.select_related("user", "partner__organization").order_by("search_key", "pk"))


def referents_of(pathway: Pathway) -> tuple[Refereeship | None, Refereeship | None]:
    """Find the referent of a pathway, and the proposal that waits for an answer, where they are. One query."""
    states = (ReferentState.ACTIVE, ReferentState.PROPOSED)
    rows = _with_member(Refereeship.objects.filter(pathway=pathway, state__in=states))
    found = {each.state: each for each in rows.select_related("proposed_by__user")}
    return found.get(ReferentState.ACTIVE), found.get(ReferentState.PROPOSED)


def referent_of(pathway: Pathway) -> Refereeship | None:
    """Find the referent of a pathway, if somebody is."""
    return _with_member(Refereeship.objects.filter(pathway=pathway, state=ReferentState.ACTIVE)).first()


def proposal_of(pathway: Pathway) -> Refereeship | None:
    """Find the proposal that waits for an answer, if one does."""
    rows = Refereeship.objects.filter(pathway=pathway, state=ReferentState.PROPOSED)
    return _with_member(rows).select_related("proposed_by__user").first()


def group_of(pathway: Pathway) -> list[GroupMember]:
    """List the professionals of the group today."""
    return list(_with_member(GroupMember.objects.filter(pathway=pathway, until=None)))


def structures_acting(pathway: Pathway) -> Sequence[int]:
    """List the numbers of the organizations that acted for somebody.

    Her referents and her group, those who gave her an appointment or spoke with her, and those that met her when she
    was referred to them.
    """
    ever = set(
        Refereeship.objects.filter(
            pathway=pathway, state__in=[ReferentState.ACTIVE, ReferentState.ENDED]
        ).values_list("member__partner_id", flat=True)
    )
    ever |= set(GroupMember.objects.filter(pathway=pathway).values_list("member__partner_id", flat=True))
    ever |= set(Appointment.objects.filter(pathway=pathway).values_list("partner_id", flat=True))
    ever |= set(Contact.objects.filter(pathway=pathway).values_list("by__partner_id", flat=True))
    met = Referral.objects.filter(
        resident=pathway.resident_id,
        sent_on__gte=pathway.opened_on,
        state__in=[ReferralState.MET, ReferralState.DONE_BY_PHONE],
    )
    ever |= set(met.exclude(receiver=None).values_list("receiver_id", flat=True))
    return sorted(ever)


def _with_member(rows):
    return rows.select_related("member__user", "member__partner__organization")
