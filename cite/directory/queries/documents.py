"""The documents of the search: one for each sheet that everybody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django_scopes import get_scope

from cite.core.dates import today
from cite.directory.enums import Facet
from cite.directory.models import Intake, ServiceFacet
from cite.directory.permissions import shown_services
from cite.directory.rules.documents import Described, codes_of, document_of
from cite.search.rules.documents import TextDocument
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of

_AT_ONCE = 2000


def documents_here() -> Iterator[TextDocument]:
    """Give the documents of the Cité whose scope is open, in the order of their numbers."""
    return documents_of(get_scope()["territory"], on=today())


def documents_of(
    territory: Territory, *, on: date, among: Iterable[int] | None = None
) -> Iterator[TextDocument]:
    """Give the documents of a Cité on a day, in the order of their numbers; `among`: of these sheets only.

    No question stays open between two documents: whoever reads them writes the index meanwhile, and SQLite refuses to
    write to whoever still reads what others have changed since.
    """
    services = shown_services(territory, on=on).order_by("pk")
    numbers = sorted(services.values_list("pk", flat=True) if among is None else set(among))
    labels = dict(priority_districts_of(territory, on=on).order_by().values_list("code", "label"))
    told = services.values_list("pk", "structure__name", "quality", *Described._fields)
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        within = {"pk__range": (some[0], some[-1])} if among is None else {"pk__in": some}
        if rows := list(told.filter(**within)):
            yield from _documents(rows, labels, on)


def district_labels(territory: Territory | None, *, on: date) -> dict[str, str]:
    """Name the priority districts of a Cité by their codes, in the order in which they are listed. Two queries.

    Each with its communes: there is more than one « Centre Ville ».
    """
    rows = priority_districts_of(territory, on=on).defer("contour").order_by("sort_label", "code")
    return {district.code: district.full_label for district in rows}


def _documents(services: list[tuple], labels: dict[str, str], on: date) -> Iterator[TextDocument]:
    first, last = services[0][0], services[-1][0]
    facets: dict[int, list[tuple[str, str]]] = defaultdict(list)
    named = ServiceFacet.objects.filter(service_id__gte=first, service_id__lte=last)
    for pk, facet, code in named.values_list("service_id", "facet", "code"):
        facets[pk].append((facet, code))
    entries: dict[int, list[date]] = defaultdict(list)
    coming = Intake.objects.filter(service_id__gte=first, service_id__lte=last, starts_on__gte=on)
    for pk, starts_on in coming.values_list("service_id", "starts_on"):
        entries[pk].append(starts_on)
    for pk, structure, quality, *told in services:
        sheet, known = Described(*told), facets[pk]
        yield document_of(
            pk,
            sheet,
            structure=structure,
            places=[labels[code] for facet, code in known if facet == Facet.DISTRICT and code in labels],
            codes=codes_of(sheet, known, entries=entries[pk], on=on),
            quality=quality,
        )
