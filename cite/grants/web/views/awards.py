"""The decisions of funders on one file: read, prepared, made true by an act, taken back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import GRANTING, ApplicationAct, AwardState, Recourse
from cite.grants.models import Award
from cite.grants.operations import awards as operations
from cite.grants.operations.committee import adjourn_file
from cite.grants.permissions.applications import Standing
from cite.grants.permissions.awards import can_decide, visible_awards
from cite.grants.permissions.committee import can_adjourn
from cite.grants.queries.awards import report_is_missing
from cite.grants.queries.committee import amounts_advised, latest_opinion
from cite.grants.queries.ledger import ledger_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.awards import REDECIDABLE
from cite.grants.web.forms.awards import ActForm, TermsForm, WithdrawForm
from cite.grants.web.forms.review import ReasonForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.workflow import APPLICATION
from cite.ui.forms import VersionForm
from cite.ui.views import ActionPage, FormPage


class FileDecisions(ApplicationPage):
    """Every decision on a file that this person may see; its carrier reads those that were told."""

    title = _("Décisions : %(file)s")
    template_name = "grants/file_decisions.html"

    def get_context(self) -> dict[str, Any]:
        """Show the opinion of the committee to those who decide, then each decision."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        user = self.request.user
        rows = visible_awards(user, self.request.territory).filter(application=self.application)
        awards = list(rows.select_related("funder", "application__partner", "envelope", "prepared_by"))
        inside = self.standings & {Standing.DESK, Standing.FUNDER} and Standing.CARRIER not in self.standings
        may_adjourn = APPLICATION.allows("adjourn", self.application.state) and inside
        return super().get_context() | {
            "awards": [award_view(award, may_decide=bool(can_decide(user, award))) for award in awards],
            "opinion": opinion_facts(self.application) if inside else [],
            "recourse": [choice.label for choice in Recourse],
            "has_published": any(award.state == AwardState.PUBLISHED for award in awards),
            "is_inside": bool(inside),
            "may_adjourn": may_adjourn and bool(can_adjourn(user, self.application)),
        }


def award_view(award: Award, *, may_decide: bool) -> dict[str, Any]:
    """Write a decision as the page shows it, with what this person may do of it now."""
    state = AwardState(award.state)
    on = date_format(award.act_on, "j F Y") if award.act_on else ""
    act = f"{award.get_act_kind_display()} {award.act_number}, {on}" if award.act_number else ""
    told = date_format(localtime(award.published_at), "j F Y") if award.published_at else ""
    facts = [
        (_("Demandé"), euros(award.amount_asked)),
        (_("Accordé"), euros(award.amount) if award.amount else ""),
        (_("Motif"), award.get_motive_display() if award.motive else ""),
        (_("Réserves"), award.conditions),
        (_("Explication"), award.words),
        (_("Conseils pour l’an prochain"), award.advice),
        (_("Acte"), act),
        (_("Signataire"), ", ".join(filter(None, (award.signatory_name, award.signatory_quality)))),
        (_("Notifiée le"), told),
    ]
    return {
        "award": award,
        "state": state.label,
        "outcome": award.get_outcome_display() if award.outcome else _("Pas encore de décision"),
        "facts": [(label, value) for label, value in facts if value],
        "may_prepare": may_decide and state in (AwardState.ASKED, AwardState.PREPARED),
        "may_record": may_decide and state == AwardState.PREPARED,
        "may_unrecord": may_decide and state == AwardState.RECORDED,
        "may_withdraw": may_decide and state == AwardState.PUBLISHED and award.outcome in GRANTING,
        "may_redecide": may_decide and state == AwardState.PUBLISHED and award.outcome in REDECIDABLE,
        "form": VersionForm(initial={"version": award.version}, auto_id=f"{award.uuid}-%s"),
    }


def opinion_facts(application) -> list[tuple[Any, str]]:
    """Write what the committee advised, for those who decide."""
    item = latest_opinion(application)
    if item is None:
        return []
    funders = [
        award.funder for award in Award.objects.filter(application=application).select_related("funder")
    ]
    advised = amounts_advised(item, funders)
    return [
        (_("Comité"), f"{item.meeting}, {item.meeting.when}"),
        (_("Avis"), item.get_outcome_display()),
        *((str(funder), euros(amount)) for funder, amount in advised.items()),
        (_("Motivation"), item.words),
    ]


class AwardPage(ApplicationPage):
    """A page about the decision of one funder, for its people."""

    tab = "grants:decisions"

    @cached_property
    def award(self) -> Award:
        """The decision named in the address."""
        rows = visible_awards(self.request.user, self.request.territory).filter(application=self.application)
        related = ("funder__territory", "application__partner", "application__call", "envelope")
        return get_object_or_404(rows.select_related(*related), uuid=self.kwargs["award"])

    def decide(self) -> Decision:
        """Open it to the people of the funder."""
        return super().decide() and can_decide(self.request.user, self.award)

    def get_title(self) -> str:
        """Name the funder and the file."""
        return str(self.title) % {"funder": self.award.funder, "file": self.application}

    @property
    def success_url(self) -> str:
        """Go back to the decisions of the file."""
        return reverse("grants:decisions", args=[self.application.uuid])


class Prepare(AwardPage, FormPage):
    """Prepare what a funder decides, or take a waiting decision again."""

    title = _("Décision de « %(funder)s » : %(file)s")
    template_name = "grants/award_form.html"
    form_class = TermsForm
    success_message = _("La décision est préparée. Enregistrez son acte une fois signé.")

    def get_initial(self) -> dict[str, Any]:
        """Start from what is prepared, else from the opinion of the committee."""
        award = self.award
        names = ("outcome", "amount", "motive", "words", "conditions", "advice", "version")
        initial = {name: getattr(award, name) for name in names}
        item = None if award.outcome else latest_opinion(self.application)
        if item is not None:
            amount = amounts_advised(item, [award.funder]).get(award.funder)
            initial |= {"outcome": item.outcome, "amount": amount, "words": item.words}
        return initial

    def perform(self, form: TermsForm) -> None:
        """Prepare it."""
        told = self.award.state == AwardState.PUBLISHED
        operation = operations.redecide if told else operations.prepare_award
        operation(
            award=self.award,
            terms=form.terms,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )

    def get_context(self) -> dict[str, Any]:
        """Show what is asked, what is left, what the committee said, and whether the bilan is missing."""
        envelope = self.award.envelope
        facts = [
            (_("Demandé à ce financeur"), euros(self.award.amount_asked)),
            (_("Reste dans l’enveloppe"), euros(envelope.left) if envelope else _now("À fixer")),
        ]
        return super().get_context() | {
            "facts": [*facts, *opinion_facts(self.application)],
            "report_is_missing": report_is_missing(self.application, today()),
            "submit": _("Préparer la décision"),
        }


class RecordAct(AwardPage, FormPage):
    """Record the act that makes a prepared decision true."""

    title = _("Acte de « %(funder)s » : %(file)s")
    template_name = "grants/award_form.html"
    form_class = ActForm
    success_message = _("L’acte est enregistré. Le porteur sera prévenu à la notification.")

    def get_initial(self) -> dict[str, Any]:
        """Propose the usual act of the funder."""
        return {"kind": self.award.funder.act_kind, "version": self.award.version}

    def perform(self, form: ActForm) -> None:
        """Record it."""
        operations.record_act(
            award=self.award,
            act=form.act,
            version=form.cleaned_data["version"] or 0,
            by=self.request.user,
        )

    def get_context(self) -> dict[str, Any]:
        """Show what is decided."""
        facts = award_view(self.award, may_decide=False)["facts"]
        decided = (_("Décision préparée"), self.award.get_outcome_display())
        return super().get_context() | {"facts": [decided, *facts], "submit": _("Enregistrer l’acte")}


class Withdraw(AwardPage, FormPage):
    """Withdraw a grant that was told, by an act."""

    title = _("Retirer une décision – %(funder)s : %(file)s")
    template_name = "grants/award_form.html"
    form_class = WithdrawForm
    success_message = _("La décision est retirée. Son montant revient à l’enveloppe, le porteur est prévenu.")

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.award.version}

    def perform(self, form: WithdrawForm) -> None:
        """Withdraw it."""
        operations.withdraw_award(award=self.award, by=self.request.user, **form.cleaned_data)

    def get_context(self) -> dict[str, Any]:
        """Say what it does, and what the carrier keeps."""
        ledger = ledger_of(self.award)
        lead = _(
            "Le porteur a d’abord été entendu. Retirer rend le montant à l’enveloppe, annule les versements prévus et, "
            "s’il ne reste rien de la subvention, n’attend plus de bilan."
        )
        facts = [
            (_("Accordé"), euros(ledger.amount)),
            (_("Versements prévus, qui seront annulés"), euros(ledger.planned)),
            (_("Gardé par le porteur"), euros(ledger.kept)),
        ]
        return super().get_context() | {"lead": lead, "facts": facts, "submit": _("Retirer la décision")}


class _AwardAction(AwardPage, ActionPage):
    """A button about one decision; it carries the version that was on the page."""

    @property
    def back(self) -> str:
        """Go back to the decisions of the file."""
        return self.success_url

    @property
    def version(self) -> int:
        """The version that was on the page; another one where nothing readable came."""
        form = VersionForm(self.request.POST)
        return form.cleaned_data["version"] if form.is_valid() else 0


class SetAside(_AwardAction):
    """Take back what was prepared."""

    success_message = _("La décision est mise de côté, son montant revient à l’enveloppe.")

    def perform(self) -> None:
        """Do it."""
        operations.set_aside(award=self.award, version=self.version, by=self.request.user)


class UnrecordAct(_AwardAction):
    """Take an act back before anybody was told."""

    success_message = _("L’acte est retiré. La décision reste préparée.")

    def perform(self) -> None:
        """Do it."""
        operations.unrecord_act(award=self.award, version=self.version, by=self.request.user)


class Adjourn(ApplicationPage, FormPage):
    """Send a file that was advised back to review."""

    tab = "grants:decisions"
    title = _("Ajourner : %(file)s")
    template_name = "grants/award_form.html"
    form_class = ReasonForm
    success_message = _("Le dossier est revenu en instruction.")

    def decide(self) -> Decision:
        """Open it to the co-pilots."""
        return super().decide() and can_adjourn(self.request.user, self.application)

    def perform(self, form: ReasonForm) -> None:
        """Do it."""
        adjourn_file(application=self.application, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_context(self) -> dict[str, Any]:
        """Say what it does."""
        return super().get_context() | {
            "lead": _("Le dossier retourne en instruction ; ce qui était préparé est mis de côté."),
            "submit": _("Ajourner"),
        }
