"""« Mon projet peut-il être financé ? »: the table of eligibility, without an account; nothing is kept."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.grants.enums import CallPhase, CriterionStanding
from cite.grants.models import CallEdition
from cite.grants.queries.calls import edition_in_force, phase_of
from cite.grants.rules.call_content import choices_from
from cite.grants.rules.eligibility import Verdict, eligibility
from cite.grants.web.forms.self_test import SelfTestForm
from cite.grants.web.views.calls import CallPage

_TONES = {
    CriterionStanding.MET: "success",
    CriterionStanding.UNMET: "error",
    CriterionStanding.MISSING: "neutral",
    CriterionStanding.TO_CONFIRM: "info",
}


def tone_of(standing: CriterionStanding) -> str:
    """Give the tone of a standing."""
    return _TONES[standing]


class SelfTest(CallPage):
    """The questions and, at once, what the table answers: live with JavaScript, with a button without it.

    The answers come by POST, so that they stand in no address and no log.
    """

    title = _("Mon projet peut-il être financé ?")
    template_name = "grants/self_test.html"
    fragment_name = "grants/_self_test_answer.html"

    @cached_property
    def edition(self) -> CallEdition:
        """The edition in force; a call in preparation has no test."""
        edition = edition_in_force(self.call)
        if edition is None:
            raise Http404
        return edition

    @cached_property
    def form(self) -> SelfTestForm:
        """The questions, answered or not."""
        data = self.request.POST if self.request.method == "POST" else None
        return SelfTestForm(
            data, priorities=choices_from(self.edition.priorities), year=self.edition.call.year
        )

    def get_context(self) -> dict[str, Any]:
        """Ask, and answer what is known."""
        verdict = eligibility(self.form.facts)
        return {
            "call": self.edition.call,
            "form": self.form,
            "asked": self.request.method == "POST",
            "verdict": verdict,
            "sentence": _sentence(verdict),
            "tone": _tone(verdict),
            "lines": [
                (line, str(line.standing.label), tone_of(line.standing), line.answer.sentences)
                for line in verdict.lines
            ],
            "is_open": phase_of(self.edition, today()) == CallPhase.OPEN,
            "cancel_url": self.here,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing is written anywhere."""
        return self.show()


def _sentence(verdict: Verdict) -> Any:
    if not verdict.decision:
        return _("En l’état, non. Voici ce qui s’y oppose, et quoi faire.")
    if not verdict.missing:
        return _("Rien ne s’y oppose pour l’instant. Il reste à répondre à quelques questions.")
    if not verdict.to_confirm:
        return _("Oui, sous réserve de ce que les copilotes confirment.")
    return _("Oui : votre projet répond à tous les critères de la fiche technique.")


def _tone(verdict: Verdict) -> str:
    if not verdict.decision:
        return "warning"
    return "success" if verdict.missing and verdict.to_confirm else "info"
