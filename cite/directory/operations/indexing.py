"""The search follows the sheets: what everybody may see is found, what is hidden is not."""

from __future__ import annotations

from collections.abc import Iterable

from cite.core.dates import today
from cite.directory.models import Service
from cite.directory.queries.documents import documents_of
from cite.directory.rules.documents import KIND
from cite.search.models import IndexedText
from cite.search.operations import Indexed, forget_documents, index_documents
from cite.tenancy.models import Territory


def follow_services(*, territory: Territory, services: Iterable[Service]) -> None:
    """Bring the search to what some sheets say now, and whether they are shown."""
    numbers = sorted(service.pk for service in services)
    documents = list(documents_of(territory, on=today(), among=numbers))
    shown = {document.object_id for document in documents}
    if documents:
        index_documents(territory=territory, kind=KIND, documents=documents)
    gone = [number for number in numbers if number not in shown]
    known = IndexedText.objects.filter(index__kind=KIND, index__territory=territory, object_id__in=gone)
    if gone and (forgotten := list(known.values_list("object_id", flat=True))):
        forget_documents(territory=territory, kind=KIND, object_ids=forgotten)


def catch_up_search(*, territory: Territory) -> Indexed:
    """Read every sheet of a Cité again: those that did not change cost little, those hidden meanwhile go."""
    shown: set[int] = set()

    def noting() -> Iterable:
        for document in documents_of(territory, on=today()):
            shown.add(document.object_id)
            yield document

    done = index_documents(territory=territory, kind=KIND, documents=noting())
    known = IndexedText.objects.filter(index__kind=KIND, index__territory=territory)
    gone = set(known.values_list("object_id", flat=True)) - shown
    done.forgotten += forget_documents(territory=territory, kind=KIND, object_ids=sorted(gone)).forgotten
    return done
