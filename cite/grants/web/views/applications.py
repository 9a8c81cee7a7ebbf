"""One file: where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, ApplicationState, NextActor
from cite.grants.models import FundedAction
from cite.grants.permissions.applications import Standing
from cite.grants.permissions.documents import visible_documents
from cite.grants.permissions.writing import can_sign, can_write
from cite.grants.ports import Door, doors_of
from cite.grants.queries.applications import StepProgress, progress_of
from cite.grants.queries.people import partners_to_take_over
from cite.grants.queries.standing import Situation
from cite.grants.queries.summary import essentials_of
from cite.grants.web.views.base import FILES, ApplicationPage
from cite.grants.web.views.examination import examination_table
from cite.grants.web.views.next_action import NextAction, next_action
from cite.grants.web.views.standing import (
    TONES,
    drawn,
    due_sentence,
    facts_of_file,
    standing_sentence,
    step_sentence,
)
from cite.grants.workflow import APPLICATION


class ApplicationHome(ApplicationPage):
    """One file: where it stands and what comes next."""

    title = "%(file)s"
    template_name = "grants/application.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the files."""
        return list(FILES)

    def get_context(self) -> dict[str, Any]:
        """Show it, and say that it was read."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        situation = Situation(self.application)
        is_carrier = Standing.CARRIER in self.standings
        coming = situation.next
        signs = bool(can_sign(self.request.user, self.application))
        progress = self._progress() if is_carrier else []
        return super().get_context() | {
            "lead": f"{self.application.number} – {self.application.partner}",
            "standing_sentence": standing_sentence(self.application, is_carrier=is_carrier),
            "tone": TONES.get(ApplicationState(self.application.state), "info"),
            "next_sentence": step_sentence(coming, is_carrier=is_carrier)
            if coming.actor == NextActor.NOBODY
            else _now("Prochaine étape : %(step)s") % {"step": step_sentence(coming, is_carrier=is_carrier)},
            "next_due": due_sentence(coming, is_carrier=is_carrier, signs=signs),
            "progress": progress,
            "documents": self._documents() if is_carrier else "",
            "action": self._action(progress),
            "course": [drawn(stage) for stage in situation.stages],
            "facts": facts_of_file(self.application, situation),
            "doors": self._doors(),
            **self._examination(),
            "may_transfer": self.application.is_editable
            and bool(partners_to_take_over(self.request.user, self.application)),
            "may_withdraw": is_carrier and APPLICATION.allows("withdraw", self.application.state),
        }

    def _examination(self) -> dict[str, Any]:
        """Give those who review the file what it is about and where its examination stands."""
        if Standing.DESK not in self.standings:
            return {}
        return {
            "essentials": essentials_of(self.application, self.request.user),
            "examination": examination_table(self.application, self.request.GET),
        }

    def _doors(self) -> list[Door]:
        """Offer what others make of the action once it is funded: its sheet in the offer of services."""
        funded = FundedAction.objects.filter(application=self.application).first()
        if funded is None:
            return []
        return doors_of(funded.uuid, user=self.request.user, territory=self.request.territory)

    def _progress(self) -> list[StepProgress]:
        """List the steps that she fills in, as long as the file is a draft."""
        is_hers = self.application.state == ApplicationState.DRAFT and can_write(
            self.request.user, self.application
        )
        if not is_hers:
            return []
        *steps, last = progress_of(self.application)
        return [*steps, replace(last, path=self._check_path)]

    @property
    def _check_path(self) -> str:
        return reverse("grants:check", args=[self.application.uuid])

    def _action(self, progress: list[StepProgress]) -> NextAction | None:
        """Choose the one button: a draft that lacks nothing is to be checked, no longer to be filled in."""
        if progress and all(step.is_complete for step in progress):
            return NextAction(_now("Vérifier, signer, déposer"), self._check_path)
        return next_action(self.application, self.standings, self.request.user)

    def _documents(self) -> str:
        """Name what was issued to her: the acknowledgement of receipt first, then letters and agreements."""
        count = visible_documents(self.request.user, self.application).count()
        if not count:
            return ""
        return ngettext(
            "Votre document : accusé de réception, lettre ou convention",
            "Vos %(count)s documents : accusé de réception, lettres, conventions",
            count,
        ) % {"count": count}
