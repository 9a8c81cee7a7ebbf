"""What was funded before: the list with the state of each bilan, bilans received by another way, corrections."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.grants.enums import FundedReportState
from cite.grants.models import FundedAction
from cite.grants.operations import funded as operations
from cite.grants.permissions.funded import can_import_funded, can_note_report, can_see_funded
from cite.grants.ports import doors_of
from cite.grants.queries.funded import funded_actions, state_of
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.funded import CorrectFundedForm, ReceivedForm
from cite.ui.messages import tell
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage, Page, TablePage

FUNDED = ((_("Actions financées"), reverse_lazy("grants:funded")),)
TONES = {
    FundedReportState.PRODUCED: "success",
    FundedReportState.INTERIM_ONLY: "warning",
    FundedReportState.MISSING: "error",
    FundedReportState.NOT_DUE: "neutral",
}


def sees_funded(request: HttpRequest) -> Decision:
    """Open a page to the desk and the funders."""
    return can_see_funded(request.user, request.territory)


class FundedActions(TablePage):
    """Every action funded here or before, with its bilan."""

    title = _("Actions financées")
    permission = sees_funded
    template_name = "grants/funded.html"
    csv_name = "actions-financees"

    def get_table(self) -> Table:
        """List them."""
        as_file = "format" in self.request.GET
        columns = (
            Column(
                key="title",
                label=_("Action"),
                kind="link",
                href=lambda row: reverse("grants:funded-action", args=[row.uuid]),
            ),
            Column(key="partner", label=_("Porteur"), value=lambda row: str(row.partner)),
            Column(key="year", label=_("Exercice"), value=lambda row: str(row.year), sortable=True),
            Column(key="funder_name", label=_("Financeur")),
            Column(
                key="amount",
                label=_("Montant accordé (€)") if as_file else _("Montant accordé"),
                value=None if as_file else _amount,
            ),
            Column(
                key="bilan",
                label=_("Bilan"),
                kind="badge",
                value=lambda row: str(state_of(row).label),
                tone=lambda row: TONES[state_of(row)],
            ),
        )
        return Table(
            funded_actions(self.request.user, self.request.territory),
            columns=columns,
            params=self.request.GET,
            caption=str(_("Actions financées, et leur bilan")),
            empty_title=_("Aucune action financée"),
            empty_text=_("Importez la liste de l’an passé : la règle des bilans sera juste dès cette année."),
        )

    def get_context(self) -> dict[str, Any]:
        """Offer the import to those who may."""
        may = bool(can_import_funded(self.request.user, self.request.territory))
        return {"import_url": reverse("imports:start", args=["actions-financees"]) if may else ""}


class FundedPage(Page):
    """A page about one funded action."""

    permission = sees_funded
    title = "%(action)s"

    @cached_property
    def funded(self) -> FundedAction:
        """The action named in the address."""
        rows = funded_actions(self.request.user, self.request.territory).select_related(
            "partner__organization", "application", "territory", "noted_by", "proof"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the action."""
        return str(self.title) % {"action": str(self.funded)}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(FUNDED)

    @property
    def success_url(self) -> str:
        """The page of the action."""
        return reverse("grants:funded-action", args=[self.funded.uuid])


class ReadFunded(FundedPage):
    """One funded action: its bilan, how it is known, who noted it."""

    template_name = "grants/funded_action.html"

    def get_context(self) -> dict[str, Any]:
        """Show it, and what may be done."""
        funded = self.funded
        state = state_of(funded)
        facts = [
            (_("Porteur"), str(funded.partner)),
            (_("Exercice"), funded.year),
            (_("Financeur"), funded.funder_name),
            (_("Montant accordé"), _amount(funded)),
            (_("Connue par"), funded.get_source_display()),
            (_("Bilan intermédiaire reçu le"), funded.interim_received_on),
            (_("Bilan final reçu le"), funded.report_received_on),
            (_("Reçu hors de cet outil"), _("Oui") if funded.received_outside else _("Non")),
            (_("Remarque"), funded.note),
        ]
        user, territory = self.request.user, self.request.territory
        return {
            "funded": funded,
            "facts": facts,
            "state": state.label,
            "tone": TONES[state],
            "doors": doors_of(funded.uuid, user=user, territory=territory),
            "may_note": bool(can_note_report(user, territory)),
            "may_correct": bool(can_import_funded(user, territory)) and funded.application_id is None,
        }


class NoteReceived(FundedPage, FormPage):
    """A bilan received by another way, with its proof."""

    title = _("Bilan reçu hors de cet outil : %(action)s")
    template_name = "grants/desk_form.html"
    form_class = ReceivedForm

    def decide(self) -> Decision:
        """Open it to the desk."""
        return super().decide() and can_note_report(self.request.user, self.request.territory)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.funded.version, "is_final": "yes"}

    def get_context(self) -> dict[str, Any]:
        """Say what it opens."""
        return {
            "lead": _("Un bilan arrivé par courrier, par courriel ou dans Dauphin compte comme produit."),
            "submit": _("Noter ce bilan"),
            "icon": "check-line",
            "cancel_url": self.success_url,
        }

    def perform(self, form: ReceivedForm) -> None:
        """Note it."""
        data = form.cleaned_data
        operations.note_report_received(
            funded=self.funded,
            on=data["on"],
            is_final=data["is_final"] == "yes",
            proof=data["proof"],
            note=data["note"],
            version=data["version"],
            by=self.request.user,
        )
        tell(self.request, _now("Le bilan est noté comme produit. La demande du porteur peut avancer."))


class CorrectFunded(FundedPage, FormPage):
    """A mistake in a list that was imported."""

    title = _("Corriger « %(action)s »")
    template_name = "grants/desk_form.html"
    form_class = CorrectFundedForm

    def decide(self) -> Decision:
        """Open it to those who import."""
        return super().decide() and can_import_funded(self.request.user, self.request.territory)

    def get_initial(self) -> dict[str, Any]:
        """Start from what is known."""
        names = ("title", "funder_name", "amount", "interim_received_on", "report_received_on", "version")
        return {name: getattr(self.funded, name) for name in names}

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return {"submit": _("Corriger"), "icon": "save-line", "cancel_url": self.success_url}

    def perform(self, form: CorrectFundedForm) -> None:
        """Correct it."""
        operations.correct_funded_action(funded=self.funded, **form.cleaned_data, by=self.request.user)
        tell(self.request, _now("L’action est corrigée. Votre remarque reste avec elle."))


def _amount(funded: FundedAction) -> str:
    return "" if funded.amount is None else euros(funded.amount)
