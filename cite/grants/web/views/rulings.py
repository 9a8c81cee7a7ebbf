"""What the co-pilots rule about a file, and what its bilans open or close."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, GateStage, Question, RulingOutcome, RulingSubject
from cite.grants.models import Ruling
from cite.grants.operations import rulings as operations
from cite.grants.permissions.applications import Standing
from cite.grants.permissions.rulings import can_rule
from cite.grants.queries.report_gate import gate_facts
from cite.grants.queries.rulings import Point, points_of
from cite.grants.rules.report_gate import gate_notices, report_gate
from cite.grants.rules.rulings import is_ruled
from cite.grants.web.forms.rulings import RulingForm
from cite.grants.web.tables.calls import gate_table
from cite.grants.web.views.base import ApplicationPage
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage

_BEFORE_BALANCE = (GateStage.ADMISSIBILITY, GateStage.DECISION, GateStage.PAYMENT)


class Rulings(ApplicationPage):
    """The points of a file that people decide, each with its reason; and the gate of the bilans, stage by stage."""

    title = _("Points à décider : %(file)s")
    template_name = "grants/rulings.html"

    def decide(self) -> Decision:
        """Open it to the carrier and to those who review the file; for others it does not exist."""
        decision = super().decide()
        if decision and not self.standings & {Standing.CARRIER, Standing.DESK}:
            raise Http404
        return decision

    def get_context(self) -> dict[str, Any]:
        """Show every point, who agreed, what may be done; and what each missing bilan stops."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        may_rule = bool(can_rule(self.request.user, self.application))
        side = pilot_side(self.request.user, self.request.territory) if may_rule else None
        points = points_of(self.application, today())
        facts = gate_facts(self.application.partner, self.application.call.year, today(), self.application)
        return super().get_context() | {
            "points": [self._shown(point, side) for point in points],
            "may_rule": may_rule,
            "gate": gate_table(
                (
                    str(stage.label),
                    report_gate(facts, stage).sentences,
                    [str(notice.label) for notice in gate_notices(facts, stage)],
                )
                for stage in _BEFORE_BALANCE
            ),
        }

    def _shown(self, point: Point, side: Any) -> dict[str, Any]:
        agreed = point.ruling is not None and side is not None and agreements_of(point.ruling).of(side)
        args = [self.application.uuid, point.subject.value]
        words = self.application.answers.get(Question.AGE_REASON.value, "")
        return {
            "point": point,
            "label": point.subject.label,
            "said": words if point.subject == RulingSubject.AGE_LIMIT else "",
            "outcome": RulingOutcome(point.ruling.outcome).label if point.ruling else "",
            "can_rule": side is not None and not agreed and not point.is_ruled,
            "rule_url": reverse("grants:ruling", args=args),
            "can_withdraw": bool(agreed),
            "withdraw_url": reverse("grants:ruling-withdraw", args=args),
            "version_form": VersionForm(initial={"version": point.ruling.version}) if agreed else None,
        }


class _PointPage(ApplicationPage, FormPage):
    """A page about one point of a file."""

    tab = "grants:rulings"
    template_name = "grants/desk_form.html"

    def decide(self) -> Decision:
        """Open it to the co-pilots who review the file."""
        return super().decide() and can_rule(self.request.user, self.application)

    @property
    def subject(self) -> RulingSubject:
        """The point named in the address."""
        try:
            return RulingSubject(self.kwargs["subject"])
        except ValueError:
            raise Http404 from None

    @cached_property
    def ruling(self) -> Ruling | None:
        """What was proposed or ruled about it."""
        rows = Ruling.objects.filter(application=self.application, subject=self.subject)
        return rows.select_related("application__territory").first()

    @property
    def success_url(self) -> str:
        """Where the points of the file are listed."""
        return reverse("grants:rulings", args=[self.application.uuid])

    def get_title(self) -> str:
        """Name the point."""
        return str(self.subject.label)


class RulePoint(_PointPage):
    """Rule a point for one's side."""

    form_class = RulingForm

    def get_initial(self) -> dict[str, Any]:
        """Start from what the other side proposed."""
        return {"outcome": self.ruling.outcome, "reason": self.ruling.reason} if self.ruling else {}

    def get_context(self) -> dict[str, Any]:
        """Say what it does, and what comes next."""
        return super().get_context() | {
            "lead": _("Ce que les deux copilotes décident eux-mêmes. Votre motif reste dans le dossier."),
            "next_step": _("Un point qui demande les deux copilotes attend l’accord de l’autre."),
            "submit": _("Décider"),
            "icon": "check-line",
            "cancel_url": self.success_url,
        }

    def perform(self, form: RulingForm) -> None:
        """Rule it."""
        ruling = operations.rule(
            application=self.application, subject=self.subject, **form.cleaned_data, by=self.request.user
        )
        if is_ruled(ruling.subject, ruling.agreed_by_state_id, ruling.agreed_by_metropole_id):
            tell(self.request, _now("La décision est prise. Elle compte dès maintenant."))
        else:
            tell(self.request, _now("Votre accord est noté. Il manque celui de l’autre copilote."))


class WithdrawRuling(_PointPage):
    """Take back one's side's agreement."""

    http_method_names = ["post"]
    form_class = VersionForm

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return super().get_context() | {"submit": _("Recommencer"), "cancel_url": self.success_url}

    def perform(self, form: VersionForm) -> None:
        """Withdraw it."""
        ruling = get_object_or_404(Ruling, pk=self.ruling.pk if self.ruling else None)
        operations.withdraw_ruling(ruling=ruling, version=form.cleaned_data["version"], by=self.request.user)
        tell(self.request, _now("Votre accord est retiré."))
