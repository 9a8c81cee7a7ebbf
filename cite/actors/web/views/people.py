"""The pages of an organization's people: who they are, what each may do, who leaves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.actors.enums import MembershipState, PeopleAct
from cite.actors.models import Membership, Partner
from cite.actors.operations import memberships as operations
from cite.actors.permissions.keys import can_have_keys
from cite.actors.permissions.people import (
    can_change_member,
    can_end_membership,
    can_manage_members,
    can_see_members,
    memberships_of,
    roles_to_give,
    visible_memberships,
)
from cite.actors.ports import departure_sentences
from cite.actors.queries import people as queries
from cite.actors.queries.commitments import signing_state
from cite.actors.queries.memberships import ACTING_SESSION_KEY
from cite.actors.web.forms.people import DepartureForm, MemberForm
from cite.actors.web.views.base import PartnerPage, works_here
from cite.actors.web.views.people_tables import invitations_table, members_table, requests_table
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import SIGNED_IN, FormPage, Page

TEAM_URL = reverse_lazy("actors:team")


class PeoplePage(PartnerPage):
    """A page about the people of one organization."""

    def get_title(self) -> str:
        """Name the organization."""
        return str(self.title) % {"name": self.partner}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the page of the organization."""
        return [(str(self.partner), reverse("actors:organization", args=[self.partner.uuid]))]


class Members(PeoplePage):
    """Who acts for an organization, who is invited, who asks."""

    title = _("Membres : %(name)s")
    template_name = "actors/members.html"

    def decide(self) -> Decision:
        """Ask for the role first, then about this organization."""
        return super().decide() and can_see_members(self.request.user, self.partner)

    def get_context(self) -> dict[str, Any]:
        """List the people; what is there to do, for those who manage them."""
        user, partner = self.request.user, self.partner
        note_reading(self.request, PeopleAct.READ_MEMBERS, target=partner)
        manages = bool(can_manage_members(user, partner))
        context: dict[str, Any] = {
            "partner": partner,
            "has_keys": bool(can_have_keys(user, partner)),
            "manages": manages,
            "members": members_table(queries.members_of(user, partner), self.request.GET),
            "signing": signing_state(user, partner),
            "own_membership": next(
                (m for m in memberships_of(user, self.request.territory) if m.partner_id == partner.pk), None
            ),
        }
        if manages:
            context["invitations"] = invitations_table(
                queries.open_invitations(user, partner), self.request.GET
            )
            context["requests"] = requests_table(queries.open_requests(user, partner), self.request.GET)
        return context


class Team(Members):
    """The organization a person acts for, its people first."""

    title = _("Ma structure")

    @cached_property
    def partner(self) -> Partner:
        """The organization of her current membership."""
        return self.request.membership.partner

    def decide(self) -> Decision:
        """Open to whoever works here; the page says what to do without an organization."""
        return type(self).permission(self.request)

    def get_title(self) -> str:
        """Name the page."""
        return str(self.title)

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Stand at the top."""
        return []

    def get_template_names(self) -> list[str]:
        """Show another page to somebody who acts for nobody."""
        return ["actors/members.html" if self.request.membership else "actors/no_team.html"]

    def get_context(self) -> dict[str, Any]:
        """List the people of her organization, or what she has asked."""
        if self.request.membership is None:
            return {"asked": queries.own_requests(self.request.user, self.request.territory)}
        return super().get_context()


class MemberPage(Page):
    """A page about one member of an organization that she may see."""

    permission = works_here

    @cached_property
    def member(self) -> Membership:
        """The member named in the address."""
        visible = visible_memberships(self.request.user, self.request.territory)
        rows = visible.select_related("user", "partner__organization", "partner__territory", "territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the person."""
        return str(self.title) % {"name": self.member.user}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the members."""
        partner = self.member.partner
        url = reverse("actors:members", args=[partner.uuid])
        return [(str(_("Membres : %(name)s") % {"name": partner}), url)]

    @property
    def back(self) -> str:
        """Where the list of members is."""
        return reverse("actors:members", args=[self.member.partner.uuid])


class Member(MemberPage, FormPage):
    """What one member does; those who may, change it."""

    title = _("%(name)s")
    template_name = "actors/member.html"

    def get_initial(self) -> dict[str, Any]:
        """Start from what she does today."""
        member = self.member
        return {
            "version": member.version,
            "role": member.role,
            "is_administrator": member.is_administrator,
            "job_title": member.job_title,
            "districts": [str(district.pk) for district in queries.followed_districts(member)],
        }

    def get_form(self) -> MemberForm:
        """Offer the roles she may give, and the one the member has."""
        roles = roles_to_give(self.request.user, self.member.partner)
        current = Role(self.member.role)
        return MemberForm(
            **self.get_form_kwargs(),
            roles=roles if current in roles else [current, *roles],
            districts=queries.districts_of(self.member.partner),
        )

    def get_context(self) -> dict[str, Any]:
        """Say what may be done with her."""
        note_reading(self.request, PeopleAct.READ_MEMBERS, target=self.member, person=self.member.user)
        user, member = self.request.user, self.member
        change = can_change_member(user, member)
        is_here = member.state != MembershipState.LEFT
        return {
            "member": member,
            "facts": self._facts(),
            "can_change": is_here and bool(change),
            "why_not": [] if change or not is_here else change.sentences,
            "can_end": is_here and bool(can_end_membership(user, member)),
            "is_suspended": member.state == MembershipState.SUSPENDED,
            "is_herself": member.user_id == user.pk,
        }

    def _facts(self) -> list[tuple[str, Any]]:
        member = self.member
        followed = ", ".join(district.label for district in queries.followed_districts(member))
        return [
            (_("Rôle"), member.get_role_display()),
            (_("Fonction"), member.job_title),
            (_("Gère les membres, et signe"), _("Oui") if member.is_administrator else _("Non")),
            (_("Quartiers suivis"), followed or _("Ceux de la structure")),
            (_("Adresse électronique"), member.user.email),
        ]

    def perform(self, form: MemberForm) -> str:
        """Change what she does."""
        operations.change_member(
            membership=self.member,
            role=form.cleaned_data["role"],
            is_administrator=form.cleaned_data["is_administrator"],
            districts=form.districts_chosen,
            job_title=form.cleaned_data["job_title"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("Les droits de %(name)s sont enregistrés.") % {"name": self.member.user})
        return self.back


class _MemberQuestion(MemberPage, FormPage):
    """One decision about a member: what it does is said, one button does it."""

    template_name = "actors/one_question.html"
    form_class = VersionForm
    lead: str
    submit: str
    icon: str

    def decide(self) -> Decision:
        """Ask for the role first, then about this member."""
        return super().decide() and self.ask()

    def ask(self) -> Decision:
        """Ask whether she may decide this of the member."""
        return can_change_member(self.request.user, self.member)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.member.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {"lead": self.lead, "submit": self.submit, "icon": self.icon, "cancel_url": self.back}


class SuspendMember(_MemberQuestion):
    """Close a member's access."""

    title = _("Suspendre l’accès de %(name)s")
    lead = _(
        "Cette personne n’aura plus accès à rien au nom de la structure, tout de suite. Vous pourrez le rétablir."
    )
    submit = _("Suspendre l’accès")
    icon = "lock-line"

    def perform(self, form: VersionForm) -> str:
        """Suspend it."""
        operations.suspend_member(
            membership=self.member, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _("L’accès de %(name)s est suspendu.") % {"name": self.member.user})
        return self.back


class RestoreMember(_MemberQuestion):
    """Open a suspended member's access again."""

    title = _("Rétablir l’accès de %(name)s")
    lead = _("Cette personne retrouvera le rôle et les quartiers qu’elle avait.")
    submit = _("Rétablir l’accès")
    icon = "lock-unlock-line"

    def perform(self, form: VersionForm) -> str:
        """Restore it."""
        operations.restore_member(
            membership=self.member, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _("L’accès de %(name)s est rétabli.") % {"name": self.member.user})
        return self.back


class EndMembership(_MemberQuestion):
    """Let a person go, and name who takes over."""

    title = _("Départ de %(name)s")
    lead = _("La personne n’agira plus pour la structure. Son compte reste ouvert, sans aucun droit ici.")
    submit = _("Enregistrer le départ")
    icon = "logout-box-r-line"
    template_name = "actors/departure.html"

    def ask(self) -> Decision:
        """Ask whether she may see her off, or leave."""
        return can_end_membership(self.request.user, self.member)

    def get_form(self) -> DepartureForm:
        """Offer the colleagues who may take over: their names are noted as read."""
        note_reading(self.request, PeopleAct.READ_MEMBERS, target=self.member.partner)
        return DepartureForm(**self.get_form_kwargs(), successors=queries.successors_of(self.member))

    def get_context(self) -> dict[str, Any]:
        """Say where each thing she holds goes."""
        return super().get_context() | {"becomes": departure_sentences()}

    def perform(self, form: DepartureForm) -> str:
        """Record the departure."""
        operations.end_membership(
            membership=self.member,
            successor=form.chosen,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("Le départ de %(name)s est enregistré.") % {"name": self.member.user})
        return reverse("portals:home") if self.member.user_id == self.request.user.pk else self.back


class ActFor(Page):
    """Choose the organization one acts for; the choice stays in the session."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Switch, to one of her own memberships only, and go back where she was."""
        mine = {str(m.uuid): m for m in memberships_of(request.user, request.territory)}
        chosen = mine.get(request.POST.get("membership", ""))
        if chosen is None:
            raise Http404
        request.session[ACTING_SESSION_KEY] = str(chosen.uuid)
        tell(request, _("Vous agissez pour « %(name)s ».") % {"name": chosen.partner})
        wanted = request.POST.get("next", "")
        is_safe = url_has_allowed_host_and_scheme(
            wanted, {request.get_host()}, require_https=request.is_secure()
        )
        return redirect(wanted if is_safe else reverse("portals:home"))
