"""What the search and « ce qui vous attend » know of the offer of services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.directory.permissions import can_moderate
from cite.directory.queries.lists import ENDING, SUGGESTED, TO_READ, counts, services_named
from cite.directory.queries.overlaps import awaited_answers
from cite.search.ports import Hit
from cite.ui.waiting import Waiting


def find_services(request: HttpRequest, words: Sequence[str], limit: int) -> list[Hit]:
    """Find sheets this person may see."""
    return [
        Hit(service.name, reverse("directory:sheet", args=[service.uuid]), service.structure.name)
        for service in services_named(request.user, request.territory, words, limit)
    ]


def overlaps_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell of the pairs somebody gave an opinion of, where her side has not answered."""
    if number := awaited_answers(request.user, request.territory):
        words = ngettext(
            "Votre avis est attendu sur %(n)s recoupement",
            "Votre avis est attendu sur %(n)s recoupements",
            number,
        )
        yield Waiting(
            label=words % {"n": number},
            url=f"{reverse('directory:overlaps')}?liste=a-repondre",
            detail=_("Un autre côté a donné le sien : lisez-le, puis dites le vôtre."),
            count=number,
        )


def sheets_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell what the offer expects of somebody: sheets to read, suggestions, sheets that will be hidden."""
    found = counts(request.user, request.territory, on=today())
    address = reverse("directory:sheets")
    if number := found.get(TO_READ, 0):
        yield Waiting(
            label=ngettext("%(n)s fiche de service à relire", "%(n)s fiches de services à relire", number)
            % {"n": number},
            url=f"{address}?liste={TO_READ}",
            detail=_("Ses auteurs attendent votre relecture."),
            count=number,
        )
    if number := found.get(SUGGESTED, 0):
        yield Waiting(
            label=ngettext("%(n)s service suggéré", "%(n)s services suggérés", number) % {"n": number},
            url=f"{address}?liste={SUGGESTED}",
            detail=_("Prenez la suggestion, ou écartez-la."),
            count=number,
        )
    if (number := found.get(ENDING, 0)) and not can_moderate(request.user, request.territory):
        yield Waiting(
            label=ngettext("%(n)s fiche bientôt cachée", "%(n)s fiches bientôt cachées", number)
            % {"n": number},
            url=f"{address}?liste={ENDING}",
            detail=_("Est-elle toujours vraie ? Dites-le en un geste."),
            count=number,
        )
