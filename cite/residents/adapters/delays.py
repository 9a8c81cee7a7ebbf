"""What « ce qui vous attend » knows of delays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.actors.queries.people import awaits_agreement_of
from cite.residents.enums.delays import Delay
from cite.residents.permissions.delays import can_agree_to_delays
from cite.residents.queries.delays import delays_of, draft_of
from cite.ui.waiting import Waiting


def delays_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a co-pilot that delays wait for her agreement."""
    user, territory = request.user, request.territory
    if not can_agree_to_delays(user, territory):
        return
    draft = draft_of(territory)
    if draft is not None and awaits_agreement_of(user, draft):
        yield Waiting(
            label=_("Des délais attendent votre accord"),
            url=reverse("residents:delays"),
            detail=_("Conservation des dossiers, relances des orientations."),
            due=localtime(draft.updated_at).date() + timedelta(days=delays_of(territory)[Delay.ANSWERED]),
        )
