"""A file checked as a whole, signed, deposited, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision, Refused, unless
from cite.grants.enums import ApplicationState, CriterionStanding, Question, WritingObjection
from cite.grants.operations.signing import (
    deposit_application,
    finish_application,
    sign_application,
    withdraw_application,
)
from cite.grants.permissions.writing import can_carry, can_sign
from cite.grants.queries.applications import answers_of, content_of, fingerprint_of, missing_of
from cite.grants.queries.eligibility import verdict_of
from cite.grants.queries.remedies import Remedy, remedies_of, ways_to_mend
from cite.grants.queries.signing import (
    attestation_points,
    deposit_decision,
    deposits_of,
    representatives_of,
    signature_of,
)
from cite.grants.queries.standing import deposit_deadline
from cite.grants.web.forms.signing import SignForm, WithdrawForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.workflow import APPLICATION
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage

_ON_TOP = (
    WritingObjection.NOT_SIGNED.label,
    WritingObjection.SIGNATURE_STALE.label,
    WritingObjection.REMARKS_UNANSWERED.label,
)
"""What is said apart, rather than among the points to complete."""
_SEE_BELOW = _(
    "Ce n’est pas encore possible : voici ce qui manque, avec un lien pour compléter chaque point."
)
_STANDING_TONES = {
    CriterionStanding.MET: "success",
    CriterionStanding.UNMET: "error",
    CriterionStanding.MISSING: "warning",
    CriterionStanding.TO_CONFIRM: "info",
}


class CarrierPage(ApplicationPage):
    """A page about a file, for those who act in the name of its carrier."""

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_carry(self.request.user, self.application)


class CarrierAction(CarrierPage, ActionPage):
    """One button of the carrier; it leads back to the page of the signature."""

    title = _("%(file)s")

    @property
    def back(self) -> str:
        """The page where one checks, signs and deposits."""
        return reverse("grants:check", args=[self.application.uuid])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it; what stands against it is on the page that follows, each point with the way to mend it."""
        try:
            self.perform()
        except Refused as refusal:
            ways = ways_to_mend(self.application, request.user, today())
            on_top = [s for s in refusal.decision.sentences if s not in ways or s in map(str, _ON_TOP)]
            for sentence in on_top:
                tell(request, sentence, tone="error")
            if len(on_top) < len(refusal.decision.sentences):
                tell(request, str(_SEE_BELOW), tone="error")
            return redirect(self.back)
        tell(request, str(self.success_message))
        return redirect(self.back)


class Check(CarrierPage, FormPage):
    """All that stands against a deposit, the attestation, the signature, the deposit: one after the other."""

    title = _("Vérifier, signer, déposer : %(file)s")
    template_name = "grants/file_check.html"
    tab = "grants:writing"
    form_class = SignForm
    success_message = _("Le dossier est signé. Il reste à le déposer.")

    @cached_property
    def content_sha256(self) -> str:
        """The fingerprint of what this page shows."""
        return fingerprint_of(content_of(self.application))

    def get_initial(self) -> dict[str, Any]:
        """Propose the name of who is signed in, and the function that the file gives whoever represents the carrier."""
        name, answers = str(self.request.user), answers_of(self.application)
        is_named = str(answers.get(Question.REPRESENTATIVE_NAME, "")).casefold() == name.casefold()
        function = answers.get(Question.REPRESENTATIVE_FUNCTION, "") if is_named else ""
        return {"sha256": self.content_sha256, "name": name, "function": function}

    def get_context(self) -> dict[str, Any]:
        """Gather what is to be read before one signs."""
        application, user = self.application, self.request.user
        verdict = verdict_of(application, today())
        remedies = remedies_of(application, user) if application.is_editable else {}
        signature = signature_of(application)
        is_signing = application.state in {ApplicationState.TO_SIGN, ApplicationState.TO_CORRECT}
        return super().get_context() | {
            "missing": missing_of(application),
            "unmet": [_criterion(line, remedies) for line in verdict.lines if not _is_met(line)],
            "met": [_criterion(line, remedies) for line in verdict.lines if _is_met(line)],
            "points": attestation_points(application),
            "signature": signature,
            "is_stale": signature is not None and signature.sha256 != self.content_sha256,
            "is_draft": application.state == ApplicationState.DRAFT,
            "is_signing": is_signing,
            "may_sign": bool(can_sign(user, application)),
            "representatives": representatives_of(application.partner),
            "objections": self._objections() if is_signing else [],
            "closes_on": deposit_deadline(application),
            "deposits": deposits_of(application),
            "invite_url": reverse("actors:invite", args=[application.partner.uuid]),
            "whole_url": reverse("grants:whole", args=[application.uuid]),
            "finish_url": reverse("grants:finish", args=[application.uuid]),
            "deposit_url": reverse("grants:deposit", args=[application.uuid]),
        }

    def _objections(self) -> list[tuple[str, str]]:
        ways = ways_to_mend(self.application, self.request.user, today())
        sentences = deposit_decision(self.application, today()).sentences
        return [(sentence, ways.get(sentence, "")) for sentence in sentences]

    def perform(self, form: SignForm) -> str:
        """Sign what was read."""
        given = {name: form.cleaned_data[name] for name in ("sha256", "name", "function", "place")}
        sign_application(application=self.application, by=self.request.user, **given)
        return reverse("grants:check", args=[self.application.uuid])

    def show_errors(self, form: SignForm) -> Any:
        """Show the file as it is now; signing again signs what is then on the page."""
        form.data = form.data.copy()
        form.data["sha256"] = self.content_sha256
        return super().show_errors(form)


class Finish(CarrierAction):
    """The file is complete: whoever signs is told."""

    @property
    def success_message(self) -> Any:
        """Say what comes next: whoever signs is told, or is the very person who pressed."""
        if can_sign(self.request.user, self.application):
            return _("La saisie est terminée. Relisez, puis signez ci-dessous.")
        return _("La saisie est terminée. Le représentant légal est prévenu.")

    def perform(self) -> None:
        """Say so."""
        finish_application(application=self.application, by=self.request.user)


class MakeDeposit(CarrierAction):
    """The deposit: it is final until something to complete is asked."""

    success_message = _("Le dossier est déposé. Un accusé de réception vous est envoyé.")

    def perform(self) -> None:
        """Deposit it."""
        deposit_application(application=self.application, by=self.request.user)


class Withdraw(CarrierPage, FormPage):
    """The carrier withdraws, with a reason."""

    title = _("Retirer « %(file)s »")
    template_name = "grants/file_withdraw.html"
    form_class = WithdrawForm
    success_message = _("Le dossier est retiré.")

    def decide(self) -> Decision:
        """Offer it while there is something to withdraw."""
        allowed = APPLICATION.allows("withdraw", self.application.state)
        return super().decide() and unless(allowed, WritingObjection.WRONG_STATE)

    def perform(self, form: WithdrawForm) -> None:
        """Withdraw it."""
        withdraw_application(
            application=self.application, reason=form.cleaned_data["reason"], by=self.request.user
        )


def _is_met(line: Any) -> bool:
    return line.standing == CriterionStanding.MET and not line.answer.warnings


def _criterion(line: Any, remedies: Mapping[str, list[Remedy]]) -> dict[str, Any]:
    answer = line.answer
    is_met = line.standing == CriterionStanding.MET
    said = [*answer.objections, *answer.gaps, *answer.doubts, *answer.warnings]
    return {
        "label": line.criterion.label,
        "source": line.source,
        "standing": line.standing.label,
        "tone": _STANDING_TONES[line.standing],
        "sentences": [objection.label for objection in said],
        "remedies": [] if is_met else remedies.get(line.criterion, []),
    }
