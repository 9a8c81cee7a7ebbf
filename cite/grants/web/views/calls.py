"""The calls for projects, as everyone reads them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.grants.enums import CallPhase, EditionState
from cite.grants.models import CallEdition, CallForProjects
from cite.grants.permissions.applications import carried_partners
from cite.grants.permissions.awards import can_follow_awards
from cite.grants.permissions.calls import can_prepare_calls, visible_calls, visible_editions
from cite.grants.queries.call_pages import (
    Day,
    calendar_of,
    changes_between,
    editions_of,
    pieces_by_carrier,
    thresholds_of,
)
from cite.grants.queries.calls import draft_of, edition_in_force, phase_of, published_editions
from cite.grants.rules.call_content import choices_from, grid_from
from cite.grants.rules.eligibility import TABLE
from cite.grants.web.tables.calls import (
    changes_table,
    criteria_table,
    days_table,
    grid_table,
    thresholds_table,
)
from cite.grants.web.views.base import CALLS
from cite.ui.components.actions import TabLink
from cite.ui.components.text import Stage
from cite.ui.views import PUBLIC, Page

PHASE_TONES = {CallPhase.OPEN: "success", CallPhase.ANNOUNCED: "info", CallPhase.REVIEW: "info"}


def stages_of(days: list[Day]) -> list[Stage]:
    """Draw a calendar: what is behind, what comes next, what is to come."""
    return [
        Stage(
            day.label,
            "done" if day.is_past else "current" if day.is_next else "to_come",
            date_format(day.on, "j F Y"),
        )
        for day in days
    ]


class Calls(Page):
    """The calls in force."""

    title = _("Appels à projets")
    permission = PUBLIC
    template_name = "grants/calls.html"

    def get_context(self) -> dict[str, Any]:
        """List them: those one can answer first, the others after."""
        user, territory = self.request.user, self.request.territory
        cards = [self._card(edition) for edition in published_editions(territory)]
        may_prepare = bool(can_prepare_calls(user, territory))
        drafts = []
        if may_prepare:
            rows = CallEdition.objects.filter(territory=territory, state=EditionState.DRAFT)
            drafts = list(rows.select_related("call").order_by("-call__year", "pk"))
        return {
            "open_calls": [card for card in cards if card["phase"] == CallPhase.OPEN],
            "other_calls": [card for card in cards if card["phase"] != CallPhase.OPEN],
            "may_prepare": may_prepare,
            "drafts": drafts,
        }

    @staticmethod
    def _card(edition: CallEdition) -> dict[str, Any]:
        phase = phase_of(edition, today())
        dates = {
            "opens": date_format(edition.opens_on, "j F Y"),
            "closes": date_format(edition.closes_on, "j F Y"),
        }
        sentences = {
            CallPhase.ANNOUNCED: _now("Le dépôt ouvre le %(opens)s et ferme le %(closes)s à 23 h 59."),
            CallPhase.OPEN: _now("Vous pouvez déposer jusqu’au %(closes)s à 23 h 59."),
        }
        closed = _now("Le dépôt a fermé le %(closes)s.")
        return {
            "edition": edition,
            "phase": phase,
            "label": phase.label,
            "tone": PHASE_TONES.get(phase, "neutral"),
            "detail": sentences.get(phase, closed) % dates,
            "url": reverse("grants:call", args=[edition.call.uuid]),
        }


class CallPage(Page):
    """A page about one call; one in preparation exists for those who prepare it only."""

    permission = PUBLIC

    @cached_property
    def call(self) -> CallForProjects:
        """The call named in the address."""
        rows = visible_calls(self.request.user, self.request.territory)
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the call."""
        return str(self.title) % {"call": self.call.title}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the call, and to the calls."""
        return [*CALLS, (self.call.title, self.here)]

    @property
    def here(self) -> str:
        """Where the call is read."""
        return reverse("grants:call", args=[self.call.uuid])


class ReadCall(CallPage):
    """One call, for an association that has never applied: what is financed, who applies, until when, with what."""

    title = "%(call)s"
    template_name = "grants/call.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the calls."""
        return list(CALLS)

    def get_context(self) -> dict[str, Any]:
        """Show the edition in force; a draft is read on the desk."""
        edition = edition_in_force(self.call)
        if edition is None:
            raise Http404
        phase = phase_of(edition, today())
        days = calendar_of(edition, today())
        user, territory = self.request.user, self.request.territory
        older = visible_editions(user, territory).filter(call=self.call, state=EditionState.REPLACED)
        return {
            "call": self.call,
            "edition": edition,
            "phase": phase,
            "tone": PHASE_TONES.get(phase, "neutral"),
            "is_open": phase == CallPhase.OPEN,
            "stages": stages_of(days),
            "days": days_table(days),
            "stakes": choices_from(edition.stakes),
            "priorities": choices_from(edition.priorities),
            "criteria": criteria_table(TABLE),
            "pieces": pieces_by_carrier(edition),
            "thresholds": thresholds_table(thresholds_of(edition)),
            "older": list(older.order_by("-number")),
            "may_prepare": bool(can_prepare_calls(user, territory)),
            "may_start": not user.is_authenticated or bool(carried_partners(user, territory)),
            "may_follow": bool(can_follow_awards(user, territory)),
            "has_draft": draft_of(self.call) is not None,
        }


class ReadEdition(CallPage):
    """One edition, with what it changed from the one before; drafts for those who prepare them."""

    title = _("%(call)s, version %(number)s")
    template_name = "grants/call_edition.html"
    parts = (("texte", _("Le texte")), ("grille", _("La grille")), ("seuils", _("Les seuils et délais")))
    """What an edition holds, one page each: how it stands in the address, and its words."""

    @property
    def part(self) -> str:
        """The part on screen; the text where the address names none that exists."""
        asked = self.request.GET.get("partie", "")
        return asked if asked in dict(self.parts) else self.parts[0][0]

    @cached_property
    def edition(self) -> CallEdition:
        """The edition named in the address."""
        rows = visible_editions(self.request.user, self.request.territory).select_related("call")
        return get_object_or_404(rows, call=self.call, number=self.kwargs["number"])

    def get_title(self) -> str:
        """Name the call and the version."""
        return str(self.title) % {"call": self.call.title, "number": self.edition.number}

    def get_context(self) -> dict[str, Any]:
        """Show it whole, and what it changed."""
        edition = self.edition
        before = editions_of(self.call).exclude(state__in=(EditionState.ABANDONED, EditionState.DRAFT))
        before = before.filter(number__lt=edition.number).first()
        days = calendar_of(edition, today())
        return {
            "call": self.call,
            "edition": edition,
            "part": self.part,
            "tabs": [TabLink(str(label), f"?partie={part}", part == self.part) for part, label in self.parts],
            "changes": changes_table(changes_between(before, edition)) if before else None,
            "before": before,
            "days": days_table(days),
            "stages": stages_of(days),
            "stakes": choices_from(edition.stakes),
            "priorities": choices_from(edition.priorities),
            "pieces": pieces_by_carrier(edition),
            "grid": grid_table(grid_from(edition.grid)),
            "thresholds": thresholds_table(thresholds_of(edition)),
        }
