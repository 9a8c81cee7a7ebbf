"""What « ce qui vous attend » knows of delays."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.actors.queries.people import awaits_agreement_of
from cite.residents.permissions.delays import can_agree_to_delays
from cite.residents.queries.delays import draft_of
from cite.ui.waiting import Waiting


def delays_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a co-pilot that delays wait for her agreement."""
    user, territory = request.user, request.territory
    if can_agree_to_delays(user, territory) and awaits_agreement_of(user, draft_of(territory)):
        yield Waiting(
            label=_("Des délais attendent votre accord"),
            url=reverse("residents:delays"),
            detail=_("Conservation des dossiers, relances des orientations."),
        )
