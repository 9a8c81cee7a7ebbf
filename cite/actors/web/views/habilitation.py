"""The pages where the co-pilots permit an organization to see residents."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import LegalTitle
from cite.actors.operations import habilitation as operations
from cite.actors.permissions.people import (
    can_decide_habilitation,
    can_see_members,
    can_set_legal_title,
    pilot_side,
)
from cite.actors.queries.people import agreements_of, agreements_shown
from cite.actors.web.forms.people import AgreeForm, LegalTitleForm
from cite.actors.web.views.people import PeoplePage
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage


class Habilitation(PeoplePage, FormPage):
    """Under which title an organization sees people, who agreed, and until when; a co-pilot agrees here."""

    title = _("Habilitation : %(name)s")
    template_name = "actors/habilitation.html"
    form_class = AgreeForm

    def decide(self) -> Decision:
        """Open it to the members of the organization, and to those who look after all of them."""
        return super().decide() and can_see_members(self.request.user, self.partner)

    @property
    def here(self) -> str:
        """Where this page is."""
        return reverse("actors:habilitation", args=[self.partner.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.partner.version}

    def get_context(self) -> dict[str, Any]:
        """Show where the habilitation stands, and what this person may do."""
        user, partner = self.request.user, self.partner
        agreements, side = agreements_of(partner), pilot_side(user, self.request.territory)
        decision = can_decide_habilitation(user, partner)
        has_title = partner.legal_title != LegalTitle.NONE
        ended = partner.habilitation_ends_on is not None and partner.habilitation_ends_on < today()
        return {
            "partner": partner,
            "has_title": has_title,
            "agreements": agreements_shown(partner),
            "is_complete": has_title and agreements.is_complete and not ended,
            "ended": ended,
            "can_agree": bool(decision) and has_title and side is not None and agreements.of(side) is None,
            "can_withdraw": bool(decision) and bool(agreements.persons),
            "why_not": decision.sentences if side is not None else [],
            "can_set_title": bool(can_set_legal_title(user, partner)),
            "version_form": VersionForm(initial={"version": partner.version}),
        }

    def perform(self, form: AgreeForm) -> str:
        """Agree for her side."""
        partner = operations.agree_to_habilitation(
            partner=self.partner,
            ends_on=form.cleaned_data["ends_on"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        if agreements_of(partner).is_complete:
            sentence = _("« %(name)s » est habilitée. Ses administrateurs sont prévenus.")
        else:
            sentence = _("Votre accord pour « %(name)s » est noté. Il manque celui de l’autre copilote.")
        tell(self.request, sentence % {"name": partner})
        return self.here


class _HabilitationAct(PeoplePage, FormPage):
    template_name = "actors/one_question.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.partner.version}

    @property
    def here(self) -> str:
        """Where the habilitation is shown."""
        return reverse("actors:habilitation", args=[self.partner.uuid])


class WithdrawHabilitation(_HabilitationAct):
    """Withdraw an habilitation: one co-pilot is enough."""

    title = _("Retirer l’habilitation : %(name)s")
    form_class = VersionForm

    def decide(self) -> Decision:
        """Open it to the co-pilots."""
        return super().decide() and can_decide_habilitation(self.request.user, self.partner)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            "lead": _(
                "La structure ne verra plus aucune personne, tout de suite. "
                "Pour l’habiliter à nouveau, il faudra les deux accords."
            ),
            "submit": _("Retirer l’habilitation"),
            "icon": "close-circle-line",
            "cancel_url": self.here,
        }

    def perform(self, form: VersionForm) -> str:
        """Withdraw it."""
        operations.withdraw_habilitation(
            partner=self.partner, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _("L’habilitation de « %(name)s » est retirée.") % {"name": self.partner})
        return self.here


class SetLegalTitle(_HabilitationAct):
    """Say under which title an organization sees people."""

    title = _("Titre légal : %(name)s")
    form_class = LegalTitleForm

    def decide(self) -> Decision:
        """Open it to the coordination and the co-pilots."""
        return super().decide() and can_set_legal_title(self.request.user, self.partner)

    def get_initial(self) -> dict[str, Any]:
        """Start from the title it has."""
        return super().get_initial() | {"legal_title": self.partner.legal_title}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            "lead": _("Changer de titre met fin aux accords déjà donnés : les copilotes les redonnent."),
            "submit": _("Enregistrer le titre"),
            "icon": "save-line",
            "cancel_url": self.here,
        }

    def perform(self, form: LegalTitleForm) -> str:
        """Say it."""
        operations.set_legal_title(
            partner=self.partner,
            legal_title=form.cleaned_data["legal_title"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("Le titre légal est enregistré."))
        return self.here
