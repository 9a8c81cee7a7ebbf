"""The money of a file: what was granted, paid, and remains; and each thing to do about it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import GRANTING, AwardState, PaymentKind, PaymentState
from cite.grants.enums.payments import PaymentAct
from cite.grants.models import Amendment, Award, Payment, Recovery
from cite.grants.operations.payments import (
    cancel_payment,
    note_commitment,
    note_payment,
    note_refund,
    plan_payment,
)
from cite.grants.permissions.awards import can_decide, visible_awards
from cite.grants.permissions.review import can_take
from cite.grants.queries.closing import closing_facts
from cite.grants.queries.ledger import ledger_of, ledgers_of, needs_agreement, payment_facts
from cite.grants.rules.amounts import euros
from cite.grants.rules.closing import closing_decision
from cite.grants.rules.payments import Ledger, pay_decision
from cite.grants.web.forms.money import CommitmentForm, PayForm, PlanForm, RefundForm
from cite.grants.web.views.base import ApplicationPage
from cite.ui.components.text import Part
from cite.ui.tables import Column, Table
from cite.ui.views import ActionPage, FormPage

_TONES = {PaymentState.PLANNED: "info", PaymentState.PAID: "success", PaymentState.CANCELED: "neutral"}
_TOLD = (AwardState.PUBLISHED, AwardState.WITHDRAWN)


def parts_of(ledger: Ledger) -> list[Part]:
    """Share what was granted, for the picture."""
    return [
        Part(_now("Versé et gardé"), ledger.kept, euros(ledger.kept), "done"),
        Part(_now("Reversé"), ledger.refunded, euros(ledger.refunded), "back"),
        Part(_now("Prévu"), ledger.planned, euros(ledger.planned), "pending"),
        Part(_now("À prévoir"), ledger.unplanned, euros(ledger.unplanned), "left"),
    ]


def lines_of(ledger: Ledger) -> list[tuple[str, str]]:
    """Write the ledger line by line: the same figures as the picture, and how they add up."""
    return [
        (_now("Accordé par l’acte"), euros(ledger.granted)),
        (_now("Ajouté ou retiré par avenant"), _signed(ledger)),
        (_now("Montant de la subvention"), euros(ledger.amount)),
        (_now("Versé"), euros(ledger.paid)),
        (_now("Reversé par le porteur"), euros(ledger.refunded)),
        (_now("Gardé par le porteur"), euros(ledger.kept)),
        (_now("Reste à verser"), euros(ledger.left)),
        (_now("dont déjà prévu"), euros(ledger.planned)),
    ]


def _signed(ledger: Ledger) -> str:
    sign = "−" if ledger.amended < 0 else ""
    return f"{sign}{euros(abs(ledger.amended))}"


class LedgerPage(ApplicationPage):
    """The money of a file, funder by funder."""

    title = _("Financement de « %(file)s »")
    template_name = "grants/ledger.html"

    def get_context(self) -> dict[str, Any]:
        """Show what each funder granted, and where it stands."""
        note_reading(self.request, PaymentAct.READ, target=self.application)
        visible = visible_awards(self.request.user, self.request.territory)
        rows = visible.filter(application=self.application, state__in=_TOLD, outcome__in=GRANTING)
        awards = list(rows.select_related("funder", "territory", "application"))
        ledgers = ledgers_of(awards)
        return super().get_context() | {
            "awards": [self._shown(award, ledgers[award.pk]) for award in awards],
            "may_close": bool(can_take(self.request.user, self.application, "close")),
            "may_reopen": bool(awards)
            and bool(can_take(self.request.user, self.application, "reopen_closed")),
            "before_closing": closing_decision(closing_facts(self.application)).sentences,
        }

    def _shown(self, award: Award, ledger: Ledger) -> dict[str, Any]:
        award.application = self.application
        may = bool(can_decide(self.request.user, award))
        table = Table(
            lines_of(ledger),
            columns=(
                Column(key="label", label=_("Ligne"), value=lambda line: line[0]),
                Column(key="amount", label=_("Montant"), kind="number", value=lambda line: line[1]),
            ),
            params=self.request.GET,
            caption=_now("Comptes de la subvention – %(funder)s") % {"funder": award.funder},
            prefix=f"c{award.pk}-",
        )
        return {
            "award": award,
            "may": may and award.is_granted,
            "facts": [
                (_("Acte"), f"{award.get_act_kind_display()} {award.act_number}"),
                (_("Date de l’acte"), award.act_on),
                (_("Numéro d’engagement juridique"), award.commitment_number),
            ],
            "parts": parts_of(ledger),
            "table": table,
            "payments": self._payments(award, may=may),
            "amendments": self._amendments(award),
            "recoveries": self._recoveries(award),
            "blocked": self._blocked(award) if may and award.is_granted else [],
        }

    def _payments(self, award: Award, *, may: bool) -> Table:
        here = self.application.uuid
        act = Column(
            key="act",
            label=_("À faire"),
            kind="link",
            value=lambda p: _now("Noter le versement") if p.state == PaymentState.PLANNED else "",
            href=lambda p: reverse("grants:payment", args=[here, p.uuid]),
        )
        return Table(
            Payment.objects.filter(award=award),
            columns=(
                Column(key="kind", label=_("Nature"), value=lambda p: str(p.get_kind_display())),
                Column(key="amount", label=_("Montant"), kind="number", value=lambda p: euros(p.amount)),
                Column(
                    key="state",
                    label=_("Situation"),
                    kind="badge",
                    value=lambda p: str(p.get_state_display()),
                    tone=lambda p: _TONES[p.state],
                ),
                Column(key="planned_on", label=_("Prévu le"), kind="date"),
                Column(key="paid_on", label=_("Versé le"), kind="date"),
                Column(key="reference", label=_("Référence")),
                *([act] if may else []),
            ),
            params=self.request.GET,
            caption=_now("Versements – %(funder)s") % {"funder": award.funder},
            prefix=f"v{award.pk}-",
            empty_title=_("Aucun versement prévu"),
        )

    def _amendments(self, award: Award) -> Table:
        return Table(
            Amendment.objects.filter(award=award),
            columns=(
                Column(key="number", label=_("Avenant"), kind="number"),
                Column(key="kind", label=_("Objet"), value=lambda a: str(a.get_kind_display())),
                Column(key="before", label=_("Avant"), value=lambda a: a.before.get("words", "")),
                Column(key="after", label=_("Désormais"), value=lambda a: a.after.get("words", "")),
                Column(key="act_number", label=_("Acte")),
                Column(key="act_on", label=_("Date de l’acte"), kind="date"),
            ),
            params=self.request.GET,
            caption=_now("Avenants – %(funder)s") % {"funder": award.funder},
            prefix=f"a{award.pk}-",
            empty_title=_("Aucun avenant"),
        )

    def _recoveries(self, award: Award) -> Table | None:
        found = list(Recovery.objects.filter(award=award))
        if not found:
            return None
        here = self.application.uuid
        return Table(
            found,
            columns=(
                Column(
                    key="notified_on",
                    label=_("Porteur prévenu le"),
                    kind="link",
                    value=lambda r: date_format(r.notified_on, "j F Y"),
                    href=lambda r: reverse("grants:recovery", args=[here, r.uuid]),
                ),
                Column(key="state", label=_("Situation"), value=lambda r: str(r.get_state_display())),
                Column(
                    key="considered",
                    label=_("Envisagé"),
                    kind="number",
                    value=lambda r: euros(r.amount_considered),
                ),
            ),
            params=self.request.GET,
            caption=_now("Procédures de reversement – %(funder)s") % {"funder": award.funder},
            prefix=f"r{award.pk}-",
        )

    def _blocked(self, award: Award) -> list[str]:
        on, facts = today(), payment_facts(award, today())
        kind = PaymentKind.ADVANCE if facts.needs_agreement else PaymentKind.SINGLE
        return pay_decision(facts, kind, facts.ledger.left, on, on).sentences


class AwardPage(ApplicationPage, FormPage):
    """A form about the money of one decision, for those who decide for its funder."""

    template_name = "grants/money_form.html"
    tab = "grants:ledger"
    submit = ""
    icon = "save-line"
    lead: Any = ""

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
        }


class PlanPayment(AwardPage):
    """Plan a payment."""

    title = _("Prévoir un versement")
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
