"""The pages of requests: a person asks an organization, which answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import AccessObjection
from cite.actors.enums import PeopleAct
from cite.actors.models import JoinRequest, Partner
from cite.actors.operations import memberships as operations
from cite.actors.permissions.people import can_manage_members, roles_to_give, visible_join_requests
from cite.actors.queries import people as queries
from cite.actors.rules.roles import MEMBER_ADMINISTRATOR_GIVES, roles_that_fit
from cite.actors.web.forms.people import AcceptForm, DeclineForm, FindForm, JoinForm
from cite.actors.web.views.base import works_here
from cite.core.decisions import Decision, unless
from cite.core.journal import note_reading
from cite.core.text import search_key
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage, Page

_MIN_LETTERS = 2


def in_a_cite(request: HttpRequest) -> Decision:
    """Open a page to every account, where there is a Cité."""
    return unless(request.territory is not None, AccessObjection.NO_TERRITORY)


class FindOrganization(Page):
    """Find the organization one works for, to ask it."""

    title = _("Rejoindre une structure")
    permission = in_a_cite
    template_name = "actors/find.html"

    def get_context(self) -> dict[str, Any]:
        """List the organizations whose name holds the words typed."""
        form = FindForm(self.request.GET or None)
        asked = search_key(form.cleaned_data["q"]) if form.is_bound and form.is_valid() else ""
        found = None
        if len(asked) >= _MIN_LETTERS:
            found = queries.partners_to_join(self.request.territory, asked.split())
        return {
            "form": form,
            "found": found,
            "asked": queries.own_requests(self.request.user, self.request.territory),
        }


class Join(FormPage):
    """Ask an organization to let one act for it."""

    title = _("Rejoindre « %(name)s »")
    permission = in_a_cite
    template_name = "actors/one_question.html"

    @cached_property
    def partner(self) -> Partner:
        """The organization named in the address, among those one may ask."""
        return get_object_or_404(queries.joinable_partners(self.request.territory), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the organization."""
        return str(self.title) % {"name": self.partner}

    def get_form(self) -> JoinForm:
        """Offer the roles that fit the organization."""
        fitting = roles_that_fit(self.partner.organization.kind)
        roles = [role for role in fitting if role in MEMBER_ADMINISTRATOR_GIVES]
        return JoinForm(**self.get_form_kwargs(), roles=roles)

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "lead": _("Un administrateur de la structure, ou la coordination, vous répondra par un message."),
            "submit": _("Envoyer ma demande"),
            "icon": "send-plane-line",
            "cancel_url": reverse("actors:join"),
        }

    def perform(self, form: JoinForm) -> str:
        """Ask."""
        operations.request_to_join(
            partner=self.partner,
            role=form.cleaned_data["role"],
            message=form.cleaned_data["message"],
            by=self.request.user,
        )
        tell(self.request, _("Votre demande est envoyée à « %(name)s ».") % {"name": self.partner})
        return reverse("actors:join")


class _RequestPage(Page):
    """A page about one request: hers, or one she may answer."""

    @cached_property
    def join_request(self) -> JoinRequest:
        """The request named in the address."""
        rows = visible_join_requests(self.request.user, self.request.territory)
        rows = rows.select_related("user", "partner__organization", "partner__territory", "territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.join_request.version}


class _AnswerPage(_RequestPage, FormPage):
    permission = works_here

    def decide(self) -> Decision:
        """Ask for the role first, then about this request."""
        return super().decide() and can_manage_members(self.request.user, self.join_request.partner)

    def get_title(self) -> str:
        """Name the person."""
        return str(self.title) % {"name": self.join_request.user}

    @property
    def back(self) -> str:
        """Where the list of members is."""
        return reverse("actors:members", args=[self.join_request.partner.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the members."""
        return [(str(_("Membres : %(name)s") % {"name": self.join_request.partner}), self.back)]


class AnswerRequest(_AnswerPage):
    """Let in a person who asked; the page to refuse is one link away."""

    title = _("Demande de %(name)s")
    template_name = "actors/request.html"

    def get_initial(self) -> dict[str, Any]:
        """Start from the role she asked for."""
        return super().get_initial() | {"role": self.join_request.role}

    def get_form(self) -> AcceptForm:
        """Offer the roles one may give."""
        roles = roles_to_give(self.request.user, self.join_request.partner)
        return AcceptForm(**self.get_form_kwargs(), roles=roles)

    def get_context(self) -> dict[str, Any]:
        """Show what she wrote; it is noted as read."""
        note_reading(
            self.request, PeopleAct.READ_REQUEST, target=self.join_request, person=self.join_request.user
        )
        return {
            "facts": [
                (_("Personne"), self.join_request.user),
                (_("Adresse électronique"), self.join_request.user.email),
                (_("Rôle demandé"), self.join_request.get_role_display()),
                (_("Message"), self.join_request.message),
                (_("Situation"), self.join_request.get_state_display()),
            ],
            "decline_url": reverse("actors:request-decline", args=[self.join_request.uuid]),
            "cancel_url": self.back,
        }

    def perform(self, form: AcceptForm) -> str:
        """Let her in."""
        operations.accept_join_request(
            request=self.join_request,
            role=form.cleaned_data["role"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("%(name)s a rejoint la structure.") % {"name": self.join_request.user})
        return self.back


class DeclineRequest(_AnswerPage):
    """Refuse a person who asked, and say why."""

    title = _("Refuser la demande de %(name)s")
    template_name = "actors/one_question.html"
    form_class = DeclineForm

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            "lead": _("La personne recevra votre réponse et son motif."),
            "submit": _("Refuser la demande"),
            "icon": "close-line",
            "cancel_url": self.back,
        }

    def perform(self, form: DeclineForm) -> str:
        """Refuse."""
        operations.decline_join_request(
            request=self.join_request,
            answer=form.cleaned_data["answer"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("La demande de %(name)s est refusée.") % {"name": self.join_request.user})
        return self.back


class WithdrawRequest(_RequestPage, FormPage):
    """Take back one's own request; somebody else's does not exist here."""

    title = _("Retirer ma demande")
    permission = in_a_cite
    template_name = "actors/one_question.html"
    form_class = VersionForm

    @cached_property
    def join_request(self) -> JoinRequest:
        """Her request."""
        rows = queries.own_requests(self.request.user, self.request.territory)
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            "lead": _("La structure ne verra plus votre demande. Vous pourrez en faire une autre."),
            "submit": _("Retirer ma demande"),
            "icon": "delete-bin-line",
            "cancel_url": reverse("actors:join"),
        }

    def perform(self, form: VersionForm) -> str:
        """Take it back."""
        operations.withdraw_join_request(
            request=self.join_request, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _("Votre demande est retirée."))
        return reverse("actors:join")
