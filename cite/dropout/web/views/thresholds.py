"""The thresholds: those in force, those under study, and what they would have given over the past."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.actors.adapters.joint import DraftButtonPage, JointVersionPage, shown_draft
from cite.core.dates import today
from cite.dropout.models import Replay, ThresholdSet
from cite.dropout.operations import thresholds as operations
from cite.dropout.permissions.alerts import can_agree_to_thresholds
from cite.dropout.queries.replays import figures_of_replay, lines_of, progress_of, tried_values
from cite.dropout.queries.thresholds import closures_of, draft_of, in_force, replays_of, thresholds_of
from cite.dropout.rules.thresholds import read
from cite.dropout.web.forms.thresholds import ReplayForm, ThresholdsForm
from cite.dropout.web.tables.thresholds import judged, results_table, thresholds_table
from cite.dropout.web.views.alerts import steers
from cite.ui.views import FormPage, Page

_ABOVE = ((_("Seuils des alertes"), reverse_lazy("dropout:thresholds")),)


class ShowThresholds(Page):
    """The thresholds in force, those that wait for an agreement, and what was tried."""

    title = _("Seuils des alertes")
    permission = steers
    template_name = "dropout/thresholds.html"

    def get_context(self) -> dict[str, Any]:
        """Lay values side by side, with what she may do."""
        territory = self.request.territory
        kept, draft = in_force(territory), draft_of(territory)
        may = can_agree_to_thresholds(self.request.user, territory)
        used, under_study = thresholds_of(territory), read(draft.values, draft.closed) if draft else None
        return shown_draft(self.request, draft, may) | {
            "kept": kept,
            "tried": draft or kept,
            "table": thresholds_table(used, under_study, self.request.GET),
            "closures": closures_of(used, under_study),
            "replays": replays_of(draft or kept) if draft or kept else [],
        }


class WriteThresholds(FormPage):
    """Prepare thresholds, or change those under study."""

    title = _("Préparer des seuils")
    permission = steers
    breadcrumb = _ABOVE
    form_class = ThresholdsForm
    template_name = "dropout/write_thresholds.html"
    success_url = reverse_lazy("dropout:thresholds")
    success_message = _("C’est gardé. Les deux copilotes peuvent donner leur accord.")

    def get_initial(self) -> dict[str, Any]:
        """Start from what is under study, else from what is in force."""
        draft = draft_of(self.request.territory)
        values = read(draft.values, draft.closed) if draft else thresholds_of(self.request.territory)
        return ThresholdsForm.initial_of(values, draft)

    def perform(self, form: ThresholdsForm) -> None:
        """Keep them."""
        operations.write_thresholds(
            territory=self.request.territory,
            thresholds=form.thresholds,
            by=self.request.user,
            **form.beside,
        )


class _OneButton(DraftButtonPage):
    """A page with one button about the thresholds under study."""

    permission = steers
    breadcrumb = _ABOVE
    model = ThresholdSet
    template_name = "dropout/one_button.html"
    success_url = reverse_lazy("dropout:thresholds")


class AgreeToThresholds(_OneButton):
    """Give one side's agreement."""

    title = _("Donner mon accord aux seuils")
    button = _("Donner mon accord")
    success_message = _("Votre accord est noté.")
    operation = staticmethod(operations.agree_to_thresholds)


class AbandonThresholds(_OneButton):
    """Give up thresholds under study."""

    title = _("Abandonner ces seuils")
    button = _("Abandonner")
    success_message = _("Ces seuils sont abandonnés. Ceux en vigueur ne changent pas.")
    operation = staticmethod(operations.abandon_thresholds)


class AskReplay(JointVersionPage):
    """Try thresholds on the past."""

    title = _("Essayer ces seuils sur le passé")
    permission = steers
    breadcrumb = _ABOVE
    model = ThresholdSet
    form_class = ReplayForm
    template_name = "dropout/ask_replay.html"

    def get_initial(self) -> dict[str, Any]:
        """Propose the last year."""
        return {"first_on": today() - timedelta(days=365), "last_on": today() - timedelta(days=1)}

    def perform(self, form: ReplayForm) -> str:
        """Ask for it."""
        asked = operations.ask_replay(thresholds=self.shown, by=self.request.user, **form.cleaned_data)
        return reverse("dropout:replay", args=[asked.uuid])


class ShowReplay(Page):
    """What thresholds would have given; figures of the whole Cité."""

    title = _("Essai de seuils sur le passé")
    permission = steers
    breadcrumb = _ABOVE
    template_name = "dropout/replay.html"
    fragment_name = "dropout/_replay_progress.html"

    @cached_property
    def replay(self) -> Replay:
        """The try named in the address."""
        rows = Replay.objects.filter(territory=self.request.territory).select_related("thresholds")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def refresh_seconds(self) -> int | None:
        """Come back by itself, without JavaScript, while it is tried."""
        return None if self.replay.result else 5

    def get_context(self) -> dict[str, Any]:
        """Show how far it is, or what it found."""
        replay = self.replay
        if not replay.result:
            return {"replay": replay, "progress": progress_of(replay)}
        lines = lines_of(replay)
        return {
            "replay": replay,
            "figures": figures_of_replay(replay),
            "tried": tried_values(replay, thresholds_of(self.request.territory)),
            "picture": judged(lines[:-1]),
            "table": results_table(lines, self.request.GET),
        }
