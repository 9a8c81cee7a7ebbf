"""The lists of an organization's people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import InvitationState, MembershipState
from cite.actors.models import Invitation, JoinRequest, Membership, Partner
from cite.ui.tables import Column, Table

_STATE_TONES = {
    MembershipState.ACTIVE: "success",
    MembershipState.SUSPENDED: "warning",
    MembershipState.LEFT: "neutral",
}


def members_table(members: QuerySet[Membership], params: QueryDict) -> Table:
    """List the members: name, role, districts, where each stands."""
    return Table(
        members,
        columns=(
            Column(
                key="name",
                label=_("Nom"),
                kind="link",
                value=lambda m: str(m.user),
                href=lambda m: reverse("actors:member", args=[m.uuid]),
                sortable=True,
                sort="search_key",
            ),
            Column(key="job_title", label=_("Fonction")),
            Column(key="role", label=_("Rôle"), value=_role, sortable=True),
            Column(key="districts", label=_("Quartiers suivis"), value=_districts),
            Column(
                key="state",
                label=_("Situation"),
                kind="badge",
                value=lambda m: m.get_state_display(),
                tone=lambda m: _STATE_TONES[MembershipState(m.state)],
                sortable=True,
            ),
        ),
        params=params,
        caption=_("Membres"),
        empty_title=_("Personne n’agit encore pour cette structure"),
        empty_text=_("Invitez une première personne, et faites-en l’administratrice."),
    )


def invitations_table(invitations: QuerySet[Invitation], params: QueryDict) -> Table:
    """List the invitations that nobody has answered."""
    return Table(
        invitations,
        columns=(
            Column(
                key="email",
                label=_("Adresse invitée"),
                kind="link",
                href=lambda i: reverse("actors:invitation-manage", args=[i.uuid]),
            ),
            Column(key="role", label=_("Rôle proposé"), value=_role),
            Column(key="invited_by", label=_("Invitée par"), value=lambda i: str(i.invited_by)),
            Column(key="expires_at", label=_("Expire le"), kind="date"),
            Column(
                key="state",
                label=_("Situation"),
                kind="badge",
                value=lambda i: i.get_state_display(),
                tone=lambda i: "info" if i.state == InvitationState.PENDING else "warning",
            ),
        ),
        params=params,
        prefix="invitations-",
        caption=_("Invitations sans réponse"),
        empty_title=_("Aucune invitation en attente"),
    )


def requests_table(requests: QuerySet[JoinRequest], params: QueryDict) -> Table:
    """List the people who ask to join."""
    return Table(
        requests,
        columns=(
            Column(
                key="user",
                label=_("Personne"),
                kind="link",
                value=lambda r: str(r.user),
                href=lambda r: reverse("actors:request", args=[r.uuid]),
            ),
            Column(key="role", label=_("Rôle demandé"), value=lambda r: r.get_role_display()),
            Column(key="created_at", label=_("Demandé le"), kind="date"),
        ),
        params=params,
        prefix="demandes-",
        caption=_("Demandes pour rejoindre la structure"),
        empty_title=_("Aucune demande en attente"),
    )


def signatures_table(partners: QuerySet[Partner], params: QueryDict) -> Table:
    """List every organization, and what it signed of a text."""
    return Table(
        partners,
        columns=(
            Column(
                key="organization",
                label=_("Structure"),
                value=lambda p: p.organization.name,
                sortable=True,
                sort="organization.search_key",
            ),
            Column(
                key="signed_at",
                label=_("Signé le"),
                kind="date",
                value=lambda p: p.signed_at or _("pas encore"),
                sortable=True,
            ),
            Column(key="signatory_name", label=_("Par")),
            Column(key="signatory_function", label=_("Fonction")),
            Column(
                key="receipt",
                label=_("Reçu"),
                kind="link",
                value=lambda p: _("Reçu de %(name)s") % {"name": p} if p.commitment_uuid else "",
                href=lambda p: (
                    reverse("actors:commitment", args=[p.commitment_uuid]) if p.commitment_uuid else ""
                ),
            ),
        ),
        params=params,
        caption=_("Signatures"),
        empty_title=_("Aucune structure active"),
    )


def _role(row: Membership | Invitation) -> str:
    role = row.get_role_display()
    return _now("%(role)s, administre la structure") % {"role": role} if row.is_administrator else role


def _districts(member: Membership) -> str:
    return _names(member.districts.all()) or _now("Ceux de la structure")


def _names(districts: Iterable) -> str:
    return ", ".join(district.label for district in districts)
