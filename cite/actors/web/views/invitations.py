"""The pages of invitations and of requests to join: offered, answered, taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.accounts.adapters.account import sign_in
from cite.accounts.models import Link
from cite.accounts.queries import open_link
from cite.actors.enums import InvitationState, PeopleAct
from cite.actors.models import Invitation
from cite.actors.operations import invitations as operations
from cite.actors.permissions.people import can_invite, can_manage_members, roles_to_give, visible_invitations
from cite.actors.queries.invitations import has_account, invitation_of
from cite.actors.queries.people import districts_of
from cite.actors.rules.invitations import INVITATION_PURPOSE
from cite.actors.web.forms.people import ArrivalForm, InviteForm
from cite.actors.web.views.base import works_here
from cite.actors.web.views.people import PeoplePage
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.ui.forms import Form, VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage, LinkPage, Page


class Invite(PeoplePage, FormPage):
    """Invite a person to act for an organization."""

    title = _("Inviter une personne")
    template_name = "actors/invite.html"

    def decide(self) -> Decision:
        """Ask for the role first, then about this organization."""
        return super().decide() and can_manage_members(self.request.user, self.partner)

    def get_form(self) -> InviteForm:
        """Offer the roles that fit the organization and that she may give."""
        return InviteForm(
            **self.get_form_kwargs(),
            roles=roles_to_give(self.request.user, self.partner),
            districts=districts_of(self.partner),
        )

    def get_context(self) -> dict[str, Any]:
        """Lead back to the members."""
        return {
            "partner": self.partner,
            "cancel_url": reverse("actors:members", args=[self.partner.uuid]),
        }

    def perform(self, form: InviteForm) -> str:
        """Send the invitation."""
        operations.invite(
            partner=self.partner,
            email=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
            is_administrator=form.cleaned_data["is_administrator"],
            districts=form.districts_chosen,
            by=self.request.user,
        )
        tell(
            self.request,
            _("L’invitation part à %(email)s. Le lien sert une fois, pendant quatorze jours.")
            % {"email": form.cleaned_data["email"]},
        )
        return reverse("actors:members", args=[self.partner.uuid])


class _InvitationPage(Page):
    """A page about one invitation of an organization she manages."""

    permission = works_here

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation named in the address."""
        rows = visible_invitations(self.request.user, self.request.territory)
        rows = rows.select_related("partner__organization", "partner__territory", "territory", "invited_by")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Ask for the role first, then about this invitation."""
        return super().decide() and can_manage_members(self.request.user, self.invitation.partner)

    @property
    def back(self) -> str:
        """Where the list of members is."""
        return reverse("actors:members", args=[self.invitation.partner.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the members."""
        return [(str(_("Membres : %(name)s") % {"name": self.invitation.partner}), self.back)]


class ManageInvitation(_InvitationPage):
    """One invitation: send it again, or take it back."""

    title = _("Invitation")
    template_name = "actors/invitation_manage.html"

    def get_context(self) -> dict[str, Any]:
        """Say where it stands, and what may be done; whose address it is, is noted as read."""
        invitation = self.invitation
        note_reading(self.request, PeopleAct.READ_INVITATION, target=invitation)
        decision = can_invite(self.request.user, invitation.partner, invitation.role)
        pending = invitation.state == InvitationState.PENDING
        return {
            "invitation": invitation,
            "facts": [
                (_("Adresse électronique"), invitation.email),
                (_("Rôle proposé"), invitation.get_role_display()),
                (_("Administre la structure"), _("Oui") if invitation.is_administrator else _("Non")),
                (_("Invitée par"), invitation.invited_by),
                (_("Situation"), invitation.get_state_display()),
            ],
            "form": VersionForm(initial={"version": invitation.version}),
            "can_resend": bool(decision) and (pending or invitation.state == InvitationState.EXPIRED),
            "can_revoke": bool(decision) and pending,
            "why_not": decision.sentences,
        }


class _InvitationAct(_InvitationPage, FormPage):
    """A button of the page of an invitation; when it is refused, that page says why."""

    title = _("Invitation")
    template_name = "actors/one_question.html"
    form_class = VersionForm
    http_method_names = ["post"]

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return {"submit": _("Recommencer"), "cancel_url": self.back}


class ResendInvitation(_InvitationAct):
    """Send an invitation again."""

    def perform(self, form: VersionForm) -> str:
        """Send it, with a new link."""
        operations.resend_invitation(
            invitation=self.invitation, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(
            self.request,
            _("L’invitation repart à %(email)s ; le lien précédent n’ouvre plus rien.")
            % {"email": self.invitation.email},
        )
        return self.back


class RevokeInvitation(_InvitationAct):
    """Take an invitation back."""

    def perform(self, form: VersionForm) -> str:
        """Take it back."""
        operations.revoke_invitation(
            invitation=self.invitation, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _("L’invitation de %(email)s est annulée.") % {"email": self.invitation.email})
        return self.back


class AnswerInvitation(LinkPage):
    """What an invitation offers, to whoever holds its link: joining, in one press of a button.

    The link proves that one reads mail at the address, as a sign-in code does; it never replaces a second factor:
    it signs in a person whose account it opens, everyone else signs in as usual.
    """

    title = _("Rejoindre une structure")
    template_name = "actors/invitation.html"

    @cached_property
    def link(self) -> Link | None:
        """The link, while it may serve."""
        return open_link(token=self.kwargs["token"], purpose=INVITATION_PURPOSE)

    @cached_property
    def invitation(self) -> Invitation | None:
        """The invitation behind the link, while it waits."""
        return invitation_of(self.link)

    @property
    def offer(self) -> Invitation | None:
        """The invitation that waits."""
        return self.invitation

    @cached_property
    def is_other(self) -> bool:
        """Whether somebody else is signed in."""
        user = self.request.user
        return user.is_authenticated and self.invitation is not None and user.email != self.invitation.email

    @cached_property
    def has_account(self) -> bool:
        """Whether the address has an account already."""
        return self.invitation is not None and has_account(self.invitation.email)

    def get_form(self) -> Form:
        """Ask for a name where an account is to be opened."""
        form_class = Form if self.has_account else ArrivalForm
        return form_class(**self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Say who invites, for what, and what happens next."""
        return {"invitation": self.invitation, "is_other": self.is_other, "has_account": self.has_account}

    def perform(self, form: Form) -> HttpResponseBase | str:
        """Join; a new account is signed in, an existing one signs in as usual."""
        user = self.request.user if self.request.user.is_authenticated else None
        arrival = operations.accept_invitation(
            link=self.link, full_name=form.cleaned_data.get("full_name", ""), user=user
        )
        member = arrival.membership
        if user is None and not arrival.is_new_account:
            tell(
                self.request,
                _("Vous avez rejoint « %(name)s ». Connectez-vous pour commencer.")
                % {"name": member.partner},
            )
            return redirect(f"{reverse('account_login')}?next={reverse('actors:team')}")
        tell(self.request, _("Bienvenue : vous agissez pour « %(name)s ».") % {"name": member.partner})
        team = reverse("actors:team")
        return team if user else sign_in(self.request, member.user, redirect_url=team)


class DeclineInvitation(AnswerInvitation):
    """Refuse an invitation, by its link."""

    http_method_names = ["post"]

    def get_form(self) -> Form:
        """Ask for nothing."""
        return Form(**self.get_form_kwargs())

    def perform(self, form: Form) -> str:
        """Refuse it."""
        user = self.request.user if self.request.user.is_authenticated else None
        operations.decline_invitation(link=self.link, user=user)
        tell(self.request, _("L’invitation est refusée. Rien n’est gardé de vous."), tone="info")
        return reverse("portals:home")
