"""What waits in each structure, for those who coordinate: how many and why, never whose; then whom to join."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.actors.enums.organizations import OrganizationAct
from cite.actors.models import Partner
from cite.actors.permissions.organizations import visible_contacts, visible_partners
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.dropout.enums.structures import Wait
from cite.dropout.permissions.alerts import can_watch_structures
from cite.dropout.ports import acts_about_structures
from cite.dropout.queries.structures import Board, StructureLine, board_for
from cite.dropout.web.tables import structures as drawing
from cite.pathways.enums.pathways import PathwayState
from cite.referrals.permissions.referrals import can_coordinate
from cite.referrals.queries.referrals import RECEIVED, WAITING
from cite.ui.views import Page


def watches_structures(request: HttpRequest) -> Decision:
    """Open a page to the coordination and the co-pilots."""
    return can_watch_structures(request.user, request.territory)


def own_list(wait: Wait, silent_days: int) -> str:
    """Give the list of what waits in the reader’s own structure, where she sees of whom it is."""
    pathways, referrals = reverse("pathways:pathways"), reverse("referrals:list")
    asked = {
        Wait.SILENT: (pathways, {"qui": "tous", "silence": silent_days}),
        Wait.WITHOUT_REFERENT: (pathways, {"qui": "tous", "etat": PathwayState.WITHOUT_REFERENT.value}),
        Wait.TO_ANSWER: (referrals, {"sens": RECEIVED, "etat": WAITING}),
        Wait.OVERDUE: (referrals, {"sens": RECEIVED, "etat": WAITING}),
    }
    page, filters = asked.get(wait, (reverse("dropout:alerts"), {"qui": "tous"}))
    return f"{page}?{urlencode(filters)}"


class BoardPage(Page):
    """A page that tells what waits in structures."""

    permission = watches_structures

    @cached_property
    def board(self) -> Board:
        """What waits, as this reader may know it."""
        return board_for(self.request.user, self.request.territory, today())

    @cached_property
    def addresses(self) -> dict[int, str]:
        """The page of each structure, that each of its cells leads to."""
        partners = (line.partner for line in self.board.lines if line.partner is not None)
        return {each.pk: reverse("dropout:structure", args=[each.uuid]) for each in partners}

    def href(self, line: StructureLine, wait: Wait) -> str:
        """Lead to her own list, else to the page of the structure and what to do there."""
        if line.is_own:
            return own_list(wait, self.board.silent_days)
        if line.partner is not None:
            return self.addresses[line.partner.pk]
        silent = can_coordinate(self.request.user, self.request.territory)
        return reverse("referrals:silent") if silent and wait is Wait.OVERDUE else ""


class Structures(BoardPage):
    """How many situations wait in each structure, and why; nobody is named."""

    title = _("Ce qui attend, par structure")
    template_name = "dropout/structures.html"

    def get_context(self) -> dict[str, Any]:
        """Draw it, and say what is asked of the whole Cité."""
        board = self.board
        return {
            "board": board,
            "totals": drawing.figures(board),
            "picture": drawing.picture(board),
            "columns": [str(wait.label) for wait in Wait],
            "rows": drawing.crossings(board, self.href),
            "may_see_silent": bool(can_coordinate(self.request.user, self.request.territory)),
        }


class OneStructure(BoardPage):
    """What waits in one structure and why, whom to join there, and where to speak of it."""

    template_name = "dropout/structure.html"
    breadcrumb = ((_("Ce qui attend, par structure"), reverse_lazy("dropout:structures")),)

    @cached_property
    def partner(self) -> Partner:
        """The structure named in the address."""
        rows = visible_partners(self.request.user, self.request.territory).select_related("organization")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the structure."""
        return self.partner.organization.name

    def get_context(self) -> dict[str, Any]:
        """Gather it; reading the contacts is journaled, as on the sheet of the structure."""
        user, territory = self.request.user, self.request.territory
        line = next((each for each in self.board.lines if each.partner == self.partner), None)
        contacts = list(visible_contacts(user, territory).filter(partner=self.partner))
        if contacts:
            note_reading(self.request, OrganizationAct.READ_CONTACTS, target=self.partner)
        counts = [] if line is None else drawing.summary(dict(line.counts), self.board.silent_days)
        own = [] if line is None or not line.is_own else _own_lists(line, self.board.silent_days)
        return {
            "partner": self.partner,
            "line": line,
            "counts": counts,
            "reasons": drawing.reasons(line) if line else [],
            "contacts": contacts,
            "own_lists": own,
            "acts": acts_about_structures(user, territory),
        }


def _own_lists(line: StructureLine, silent_days: int) -> list[tuple[str, str]]:
    return [(str(wait.label), own_list(wait, silent_days)) for wait in Wait if line.counts[wait]]
