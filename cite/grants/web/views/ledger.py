"""The money of a file: what was granted, paid, and remains; and each thing to do about it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import GRANTING, ApplicationState, AwardState, PaymentKind, PaymentState
from cite.grants.enums.payments import PaymentAct, PaymentObjection
from cite.grants.models import Amendment, Award, Payment, Recovery
from cite.grants.permissions.awards import can_decide, visible_awards
from cite.grants.permissions.review import can_take
from cite.grants.queries.closing import closing_facts, is_granted, money_acts
from cite.grants.queries.ledger import ledgers_of, payment_facts
from cite.grants.rules.amounts import euros
from cite.grants.rules.closing import closing_decision
from cite.grants.rules.payments import Ledger, pay_decision
from cite.grants.web.views.base import ApplicationPage
from cite.ui.components.text import Part
from cite.ui.tables import Column, Table

_TONES = {PaymentState.PLANNED: "info", PaymentState.PAID: "success", PaymentState.CANCELED: "neutral"}
_TOLD = (AwardState.PUBLISHED, AwardState.WITHDRAWN)


def parts_of(ledger: Ledger, *, is_alive: bool = True) -> list[Part]:
    """Share what was granted, for the picture; of what was withdrawn, nothing is to be planned any more."""
    rest = _now("À prévoir") if is_alive else _now("Retiré")
    return [
        Part(_now("Versé et gardé"), ledger.kept, euros(ledger.kept), "done"),
        Part(_now("Reversé"), ledger.refunded, euros(ledger.refunded), "back"),
        Part(_now("Prévu"), ledger.planned, euros(ledger.planned), "pending"),
        Part(rest, ledger.unplanned, euros(ledger.unplanned), "left"),
    ]


def lines_of(ledger: Ledger, *, is_alive: bool = True) -> list[tuple[str, str]]:
    """Write the ledger line by line: the same figures as the picture, and how they add up."""
    left = [
        (_now("Reste à verser"), euros(ledger.left)),
        (_now("dont déjà prévu"), euros(ledger.planned)),
    ]
    amended = [
        (_now("Ajouté ou retiré par avenant"), _signed(ledger)),
        (_now("Montant de la subvention"), euros(ledger.amount)),
    ]
    refunded = [
        (_now("Reversé par le porteur"), euros(ledger.refunded)),
        (_now("Gardé par le porteur"), euros(ledger.kept)),
    ]
    return [
        (_now("Accordé par l’acte"), euros(ledger.granted)),
        *(amended if ledger.amended else []),
        (_now("Versé"), euros(ledger.paid)),
        *(refunded if ledger.refunded else []),
        *(left if is_alive else [(_now("Retiré, ne sera plus versé"), euros(ledger.left))]),
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
            "awards": sorted(
                (self._shown(award, ledgers[award.pk]) for award in awards), key=lambda row: not row["may"]
            ),
            "may_close": bool(can_take(self.request.user, self.application, "close")),
            "may_reopen": bool(awards)
            and bool(can_take(self.request.user, self.application, "reopen_closed")),
            "is_closed": self.application.state == ApplicationState.CLOSED and is_granted(self.application),
            "before_closing": closing_decision(closing_facts(self.application)).sentences,
        }

    def _shown(self, award: Award, ledger: Ledger) -> dict[str, Any]:
        award.application = self.application
        may = bool(can_decide(self.request.user, award))
        is_alive = award.is_granted and self.application.state != ApplicationState.WITHDRAWN
        blocked = self._blocked(award) if may and award.is_granted else Decision()
        table = Table(
            lines_of(ledger, is_alive=is_alive),
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
            "may": may,
            "acts": {name for name, decision in money_acts(award, ledger).items() if decision},
            "facts": [
                (_("Acte"), f"{award.get_act_kind_display()} {award.act_number}"),
                (_("Date de l’acte"), award.act_on),
                (_("Numéro d’engagement juridique"), award.commitment_number),
            ],
            "parts": parts_of(ledger, is_alive=is_alive),
            "table": table,
            "payments": self._payments(award, may=may),
            "amendments": self._amendments(award),
            "recoveries": self._recoveries(award),
            "blocked": blocked.sentences,
            "lacks_agreement": PaymentObjection.NO_AGREEMENT in blocked.objections,
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

    def _blocked(self, award: Award) -> Decision:
        on, facts = today(), payment_facts(award, today())
        kind = PaymentKind.ADVANCE if facts.needs_agreement else PaymentKind.SINGLE
        return pay_decision(facts, kind, facts.ledger.left, on, on)
