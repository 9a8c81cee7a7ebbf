"""What the search and « ce qui vous attend » know of people: those a professional may see, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.core.journal import note_reading
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.rights import ReachState
from cite.residents.models import ReachRequest
from cite.residents.permissions.people import accompanying_memberships, visible_residents
from cite.residents.queries.people import named
from cite.residents.queries.reaching import reaches_to_answer
from cite.search.ports import Hit
from cite.ui.waiting import Waiting


def find_residents(request: HttpRequest, words: Sequence[str], limit: int) -> list[Hit]:
    """Find people by name among those she may see; carriers, relays and employers find nobody."""
    user, territory = request.user, request.territory
    if not accompanying_memberships(user, territory):
        return []
    found = list(named(visible_residents(user, territory), words).order_by("name_key", "pk")[:limit])
    if found:
        note_reading(request, ResidentsAct.FIND)
    return [Hit(str(each), reverse("residents:sheet", args=[each.uuid]), _("Dossier")) for each in found]


def reaches_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """List the requests to reach people whom she accompanies; nobody is named."""
    if request.territory is None or not accompanying_memberships(request.user, request.territory):
        return
    if not ReachRequest.objects.filter(state=ReachState.WAITING).exists():
        return
    for reach in reaches_to_answer(request.user, request.territory)[:20]:
        yield Waiting(
            label=_("Quelqu’un souhaite joindre une personne que vous suivez"),
            url=reverse("residents:reach", args=[reach.uuid]),
        )
