"""What follows a decision: amend it, or hear the carrier before money is taken back."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import RecoveryState
from cite.grants.enums.afterwards import AfterwardsAct
from cite.grants.models import Recovery
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.recoveries import (
    answer_recovery,
    decide_recovery,
    drop_recovery,
    open_recovery,
)
from cite.grants.permissions.afterwards import can_answer_recovery, visible_recoveries
from cite.grants.permissions.awards import can_decide
from cite.grants.queries.calls import parameters_of
from cite.grants.rules.afterwards import Hearing, heard_decision
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.afterwards import (
    AmendmentForm,
    DecideRecoveryForm,
    OpenRecoveryForm,
    RecoveryAnswerForm,
)
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.money import AwardPage
from cite.ui.views import ActionPage, FormPage

_OPEN = (RecoveryState.OPENED, RecoveryState.HEARD)


class Amend(AwardPage):
    """Record an amendment."""

    title = _("Enregistrer un avenant")
    act = "amend"
    form_class = AmendmentForm
    submit = _("Enregistrer cet avenant")
    lead = _(
        "L’acte est signé : le dossier, l’enveloppe et les comptes suivent. Établissez ensuite l’avenant."
    )
    success_message = _("L’avenant est enregistré. Vous pouvez établir son document.")

    def get_initial(self) -> dict[str, Any]:
        """Show what is in force."""
        file = self.application
        return {"version": self.award.version, "starts_on": file.starts_on, "ends_on": file.ends_on}

    def perform(self, form: AmendmentForm) -> None:
        """Record it."""
        record_amendment(
            award=self.award, change=form.change, by=self.request.user, version=form.cleaned_data["version"]
        )


class OpenRecovery(AwardPage):
    """Begin to hear the carrier."""

    title = _("Envisager un reversement")
    act = "recover"
    form_class = OpenRecoveryForm
    submit = _("Prévenir le porteur")
    icon = "mail-line"
    lead = _(
        "Le porteur reçoit une lettre et peut répondre. Rien n’est décidé avant sa réponse, ou la fin du délai."
    )
    success_message = _("Le porteur est prévenu. La lettre est dans les documents du dossier.")

    def get_initial(self) -> dict[str, Any]:
        """Propose the delay of the call."""
        delay = parameters_of(self.application.edition).hearing_days
        return {"respond_by": today() + timedelta(days=delay)}

    def perform(self, form: OpenRecoveryForm) -> None:
        """Open it."""
        open_recovery(award=self.award, by=self.request.user, **form.cleaned_data)


class RecoveryPage(ApplicationPage, FormPage):
    """One procedure: what is considered, what the carrier answers, what is decided."""

    title = _("Reversement envisagé")
    template_name = "grants/recovery.html"
    form_class = RecoveryAnswerForm
    success_message = _("Votre réponse est enregistrée. Le financeur en est averti.")
    tab = "grants:ledger"

    @cached_property
    def recovery(self) -> Recovery:
        """The procedure named in the address; one that this person may not see does not exist."""
        visible = visible_recoveries(self.request.user, self.request.territory)
        rows = visible.filter(award__application=self.application).select_related(
            "award__funder", "award__territory", "territory"
        )
        recovery = get_object_or_404(rows, uuid=self.kwargs["recovery"])
        recovery.award.application = self.application
        return recovery

    @property
    def success_url(self) -> str:
        """Stay with the procedure."""
        return reverse("grants:recovery", args=[self.application.uuid, self.recovery.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the money of the file."""
        file = reverse("grants:application", args=[self.application.uuid])
        money = reverse("grants:ledger", args=[self.application.uuid])
        return [*super().get_breadcrumb()[:-1], (str(self.application), file), (_now("Financement"), money)]

    def get_context(self) -> dict[str, Any]:
        """Show every step, with its day."""
        recovery, user = self.recovery, self.request.user
        note_reading(self.request, AfterwardsAct.READ_RECOVERY, target=recovery)
        is_open = recovery.state in _OPEN
        return super().get_context() | {
            "recovery": recovery,
            "state": recovery.get_state_display(),
            "reasons": heard_decision(self.hearing, today()).sentences,
            "facts": [
                (_("Financeur"), recovery.award.funder),
                (_("Montant envisagé"), euros(recovery.amount_considered)),
                (_("Motif"), recovery.motive),
                (_("Porteur prévenu le"), recovery.notified_on),
                (_("Réponse attendue jusqu’au"), recovery.respond_by),
                (_("Réponse du porteur"), recovery.response),
                *self._decided(),
            ],
            "answers": is_open
            and recovery.state == RecoveryState.OPENED
            and bool(can_answer_recovery(user, recovery)),
            "decides": is_open and bool(can_decide(user, recovery.award)),
        }

    @property
    def hearing(self) -> Hearing:
        """Where the procedure stands."""
        recovery = self.recovery
        return Hearing(
            state=recovery.state, respond_by=recovery.respond_by, considered=recovery.amount_considered
        )

    def _decided(self) -> list[tuple[Any, Any]]:
        """Say what was decided, once it is."""
        recovery = self.recovery
        if recovery.state != RecoveryState.DECIDED:
            return []
        return [
            (_("Décidé le"), recovery.decided_on),
            (_("Montant à reverser"), euros(recovery.amount)),
            (_("Acte"), recovery.act_number),
        ]

    def perform(self, form: RecoveryAnswerForm) -> None:
        """Answer."""
        answer_recovery(recovery=self.recovery, response=form.cleaned_data["response"], by=self.request.user)


class DecideRecovery(RecoveryPage):
    """Decide what is to be paid back."""

    title = _("Décider du reversement")
    template_name = "grants/money_form.html"
    form_class = DecideRecoveryForm
    success_message = _("Le reversement est décidé. Notez-le dans les comptes quand la somme est reçue.")

    def decide(self) -> Decision:
        """Ask for the role first, then about this decision."""
        return super().decide() and can_decide(self.request.user, self.recovery.award)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.recovery.version, "amount": euros(self.recovery.amount_considered)}

    def get_context(self) -> dict[str, Any]:
        """Say what happens."""
        return super().get_context() | {
            "submit": _("Décider ce reversement"),
            "icon": "check-line",
            "lead": _("Le porteur a été entendu, ou son délai est passé. Un acte décide le montant."),
            "cancel_url": self.success_url,
        }

    def perform(self, form: DecideRecoveryForm) -> None:
        """Decide it."""
        decide_recovery(recovery=self.recovery, by=self.request.user, **form.cleaned_data)


class DropRecovery(RecoveryPage, ActionPage):
    """Give the procedure up."""

    http_method_names = ["post"]
    success_message = _("La procédure est abandonnée. Le porteur en est averti, et la lettre est établie.")

    @property
    def back(self) -> str:
        """Stay with the procedure."""
        return self.success_url

    def perform(self) -> None:
        """Give it up."""
        drop_recovery(recovery=self.recovery, by=self.request.user)

    post = ActionPage.post
