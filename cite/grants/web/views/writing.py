"""A file written step by step, field by field: left, taken up again, by several people at once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now
from cite.core.decisions import Decision, Refused
from cite.grants.enums import Step
from cite.grants.operations.answers import Kept, Typed, save_answers
from cite.grants.permissions.writing import can_write
from cite.grants.queries.applications import (
    answers_of,
    codes_of,
    missing_of,
    progress_of,
    shown,
    step_path,
)
from cite.grants.queries.corrections import remarks_on
from cite.grants.rules.answers import Settlement
from cite.grants.rules.completeness import contradictions
from cite.grants.rules.questions import BY_KEY, Asked, asked_of
from cite.grants.web.forms.answers import SEEN, AnswersForm
from cite.grants.web.views.base import ApplicationPage


class WriterPage(ApplicationPage):
    """A page where a file is written, for those who write it, while it may be written."""

    tab = "grants:writing"

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_write(self.request.user, self.application)


class Writing(WriterPage):
    """Every step: how far it is, and what lacks, with the way to the very field."""

    title = _("Remplir « %(file)s »")
    template_name = "grants/file_writing.html"

    def get_context(self) -> dict[str, Any]:
        """Show them."""
        progress = progress_of(self.application)
        missing = [lack for step in progress for lack in step.missing]
        return super().get_context() | {
            "progress": progress,
            "missing": missing,
            "complete_steps": sum(step.is_complete for step in progress),
        }


class StepPage(WriterPage):
    """One step. Each field is kept as it is left; without JavaScript, the button keeps them all."""

    title = _("%(file)s")
    template_name = "grants/file_step.html"

    @cached_property
    def step(self) -> Step:
        """The step named in the address."""
        if self.kwargs["step"] not in Step.values:
            raise Http404
        return Step(self.kwargs["step"])

    def get_title(self) -> str:
        """Name the step and the file."""
        return f"{self.step.label} – {self.application}"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the steps."""
        writing = reverse("grants:writing", args=[self.application.uuid])
        return [*super().get_breadcrumb(), (_now("Remplir"), writing)]

    @cached_property
    def questions(self) -> list[Asked]:
        """What this step asks of this carrier."""
        return asked_of(self.application.carrier_kind, self.step)

    def get_form(self, data: Any = None) -> AnswersForm:
        """One field per question."""
        return AnswersForm(
            data=data,
            application=self.application,
            questions=self.questions,
            answers=answers_of(self.application),
        )

    def get_context(self) -> dict[str, Any]:
        """Show where one is, and what lacks in this step."""
        steps = list(Step)
        number = steps.index(self.step)
        before = step_path(self.application, steps[number - 1]) if number else ""
        return super().get_context() | {
            "step": self.step,
            "step_labels": [str(step.label) for step in steps],
            "step_number": number + 1,
            "previous_url": before,
            "missing": [lack for lack in missing_of(self.application) if lack.step == self.step],
            "remarks": remarks_on(self.application, self.step),
            "answer_url": reverse("grants:answer", args=[self.application.uuid]),
            "writing_url": reverse("grants:writing", args=[self.application.uuid]),
            "is_sheet": self.step == Step.CARRIER,
            "is_last": number + 1 == len(steps),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the step as it is."""
        return self.show(form=self.get_form(), conflicts=[])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep all that may be; what may not stays on the page as it was typed, with the reason."""
        form = self.get_form(request.POST)
        form.is_valid()
        try:
            kept = save_answers(
                application=self.application, typed=[Typed(*t) for t in form.typed()], by=request.user
            )
        except Refused as refusal:
            for sentence in refusal.decision.sentences:
                form.add_error(None, sentence)
            return self.show(form=form, conflicts=[])
        conflicts = [result for result in kept if result.settlement == Settlement.CONFLICT]
        if not form.errors and not conflicts:
            return redirect(self._following())
        self.application.refresh_from_db()
        return self.show(
            form=_seen_again(form, kept),
            conflicts=[conflict_of(result, self.application) for result in conflicts],
        )

    def _following(self) -> str:
        steps = list(Step)
        rank = steps.index(self.step) + 1
        if rank == len(steps):
            return reverse("grants:writing", args=[self.application.uuid])
        return step_path(self.application, steps[rank])


class Answer(WriterPage):
    """One answer, kept as its field is left; tells what became of it."""

    http_method_names = ["post"]
    title = _("%(file)s")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep it."""
        asked = BY_KEY.get(request.POST.get("key", ""))
        if asked is None or asked not in asked_of(self.application.carrier_kind):
            raise Http404
        form = AnswersForm(data=request.POST, application=self.application, questions=[asked], answers={})
        form.is_valid()
        faults = [str(fault) for faults in form.errors.values() for fault in faults]
        typed = form.typed()
        if faults or not typed:
            return JsonResponse({"state": "refused", "message": " ".join(faults)})
        try:
            [kept] = save_answers(
                application=self.application, typed=[Typed(*t) for t in typed], by=request.user
            )
        except Refused as refusal:
            return JsonResponse({"state": "refused", "message": " ".join(refusal.decision.sentences)})
        return JsonResponse(self._told(kept))

    def _told(self, kept: Kept) -> dict[str, Any]:
        at = time_format(localtime(now()), "H:i")
        told: dict[str, Any] = {"state": kept.settlement.value, "seen": kept.seen}
        if kept.settlement == Settlement.CONFLICT:
            context = {"conflict": conflict_of(kept, self.application), "is_live": True}
            told |= {"html": render_to_string("grants/_conflict.html", context), "stored": kept.stored}
        else:
            told["message"] = _now("Enregistré à %(at)s") % {"at": at}
            if against := self._against(kept):
                told |= {"message": " ".join([f"{told['message']}.", *against]), "tone": "warning"}
        return told

    def _against(self, kept: Kept) -> list[str]:
        """Say at once what this answer contradicts; it is kept all the same."""
        answers = self.application.answers | {kept.key: kept.stored}
        found = contradictions(answers, self.application.call.year)
        return [str(objection.label) for keys, objection in found if kept.key in keys]


def conflict_of(kept: Kept, application: Any) -> dict[str, str]:
    """Gather what a conflict shows: the question, and what somebody else wrote meanwhile."""
    asked = BY_KEY[kept.key]
    return {
        "key": kept.key,
        "label": asked.label,
        "theirs": shown(asked, kept.stored, codes_of(asked, application.edition)),
    }


def _seen_again(form: AnswersForm, kept: list[Kept]) -> AnswersForm:
    """Show the form again: each field starts now from what is stored, so that what is sent next was read."""
    data = form.data.copy()
    for result in kept:
        data[f"{SEEN}{result.key}"] = result.seen
    form.data = data
    return form
