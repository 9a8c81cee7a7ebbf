"""The forms about the money of one decision: a payment planned or noted, a commitment, what came back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.grants.enums import PaymentKind, PaymentState
from cite.grants.models import Award, Payment
from cite.grants.operations.payments import (
    cancel_payment,
    note_commitment,
    note_payment,
    note_refund,
    plan_payment,
)
from cite.grants.permissions.awards import can_decide, visible_awards
from cite.grants.queries.closing import money_acts
from cite.grants.queries.ledger import ledger_of, needs_agreement, payment_facts
from cite.grants.rules.amounts import euros
from cite.grants.rules.payments import pay_decision
from cite.grants.web.forms.money import CommitmentForm, PayForm, PlanForm, RefundForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.ledger import lines_of
from cite.ui.views import ActionPage, FormPage


class AwardPage(ApplicationPage, FormPage):
    """A form about the money of one decision, for those who decide for its funder."""

    template_name = "grants/money_form.html"
    tab = "grants:ledger"
    submit = ""
    icon = "save-line"
    lead: Any = ""
    act: str = ""
    """What is done here, as `money_acts` names it: where it may not begin, the page gives the reason instead."""

    @cached_property
    def award(self) -> Award:
        """The decision named in the address; one that this person may not see does not exist."""
        visible = visible_awards(self.request.user, self.request.territory)
        rows = visible.filter(application=self.application).select_related("funder", "territory")
        award = get_object_or_404(rows, uuid=self.kwargs["award"])
        award.application = self.application
        return award

    def decide(self) -> Decision:
        """Ask for the role first, then about this decision."""
        return super().decide() and can_decide(self.request.user, self.award)

    @property
    def success_url(self) -> str:
        """Lead back to the money of the file."""
        return reverse("grants:ledger", args=[self.application.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the money of the file."""
        file = reverse("grants:application", args=[self.application.uuid])
        above = super().get_breadcrumb()[:-1]
        return [*above, (str(self.application), file), (_now("Financement"), self.success_url)]

    def get_context(self) -> dict[str, Any]:
        """Show where the money stands above the form."""
        return super().get_context() | {
            "facts": [(_("Financeur"), self.award.funder), *lines_of(ledger_of(self.award))],
            "submit": self.submit,
            "icon": self.icon,
            "lead": self.lead,
            "cancel_url": self.success_url,
            "reasons": money_acts(self.award, ledger_of(self.award))[self.act].sentences if self.act else [],
        }


class PlanPayment(AwardPage):
    """Plan a payment."""

    title = _("Prévoir un versement")
    act = "plan"
    form_class = PlanForm
    submit = _("Prévoir ce versement")
    lead = _("Rien ne part d’ici : vous notez ce que le service comptable paiera.")
    success_message = _("Le versement est prévu.")

    def get_initial(self) -> dict[str, Any]:
        """Propose what remains, in one payment where no agreement is needed."""
        left = ledger_of(self.award).unplanned
        kind = PaymentKind.ADVANCE if needs_agreement(self.award) else PaymentKind.SINGLE
        return {"kind": kind, "amount": euros(left) if kind == PaymentKind.SINGLE else ""}

    def perform(self, form: PlanForm) -> None:
        """Plan it."""
        plan_payment(award=self.award, by=self.request.user, **form.cleaned_data)


class NoteRefund(AwardPage):
    """Note what came back."""

    title = _("Noter un reversement")
    act = "refund"
    form_class = RefundForm
    submit = _("Noter ce reversement")
    lead = _("Le porteur a rendu une somme : notez-la quand elle est reçue.")
    success_message = _("Le reversement est noté.")

    def perform(self, form: RefundForm) -> None:
        """Note it."""
        note_refund(award=self.award, by=self.request.user, **form.cleaned_data)


class NoteCommitment(AwardPage):
    """Note the legal commitment number."""

    title = _("Noter le numéro d’engagement juridique")
    act = "commit"
    form_class = CommitmentForm
    submit = _("Enregistrer ce numéro")
    success_message = _("Le numéro d’engagement est noté.")

    def get_initial(self) -> dict[str, Any]:
        """Show the one we have."""
        return {"number": self.award.commitment_number}

    def perform(self, form: CommitmentForm) -> None:
        """Note it."""
        note_commitment(award=self.award, number=form.cleaned_data["number"], by=self.request.user)


class PaymentPage(AwardPage):
    """Note that a planned payment was made."""

    title = _("Noter un versement")
    form_class = PayForm
    submit = _("Noter ce versement")
    lead = _("À noter une fois la somme versée : la date et la référence servent au contrôle.")
    success_message = _("Le versement est noté.")
    template_name = "grants/payment.html"

    @cached_property
    def payment(self) -> Payment:
        """The payment named in the address; one that this person may not see does not exist."""
        visible = visible_awards(self.request.user, self.request.territory)
        rows = Payment.objects.filter(award__in=visible.filter(application=self.application))
        return get_object_or_404(
            rows.select_related("award__funder", "award__territory"), uuid=self.kwargs["payment"]
        )

    @cached_property
    def award(self) -> Award:
        """The decision it is of."""
        award = self.payment.award
        award.application = self.application
        return award

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.payment.version, "paid_on": today()}

    def get_context(self) -> dict[str, Any]:
        """Say which payment it is, and what stands against it today."""
        payment, on = self.payment, today()
        blocked = pay_decision(payment_facts(self.award, on), payment.kind, payment.amount, on, on).sentences
        payment_facts_shown = [
            (_("Nature"), payment.get_kind_display()),
            (_("Montant"), euros(payment.amount)),
            (_("Prévu le"), payment.planned_on),
            (_("Situation"), payment.get_state_display()),
        ]
        return super().get_context() | {
            "payment": payment,
            "payment_facts": payment_facts_shown,
            "is_planned": payment.state == PaymentState.PLANNED,
            "blocked": blocked,
        }

    def perform(self, form: PayForm) -> None:
        """Note it."""
        note_payment(payment=self.payment, by=self.request.user, **form.cleaned_data)


class CancelPayment(PaymentPage, ActionPage):
    """Give up a planned payment."""

    http_method_names = ["post"]
    success_message = _("Le versement prévu est annulé.")

    @property
    def back(self) -> str:
        """Lead back to the money of the file."""
        return self.success_url

    def perform(self) -> None:
        """Give it up."""
        cancel_payment(payment=self.payment, by=self.request.user)

    post = ActionPage.post
