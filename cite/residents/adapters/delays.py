"""What « ce qui vous attend » knows of delays."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.residents.permissions.delays import can_agree_to_delays
from cite.residents.queries.delays import draft_of
from cite.ui.waiting import Waiting


def delays_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a co-pilot that delays wait for her agreement."""
    user, territory = request.user, request.territory
    if not can_agree_to_delays(user, territory):
        return
    side, draft = pilot_side(user, territory), draft_of(territory)
    if side is not None and draft is not None and agreements_of(draft).of(side) is None:
        yield Waiting(
            label=_("Des délais attendent votre accord"),
            url=reverse("residents:delays"),
            detail=_("Conservation des dossiers, relances des orientations."),
        )
