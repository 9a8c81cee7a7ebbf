"""The index follows what is published: documents come, change and go, one block of numbers at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from cite.search.models import IndexedText, SearchIndex
from cite.search.operations.blocks import Fresh, replace_block, write_block
from cite.search.ports import searchable
from cite.search.rules.columns import HOURS, PLACES
from cite.search.rules.documents import RULES_VERSION, TextDocument, is_code, terms_of
from cite.search.rules.postings import BLOCK, split
from cite.tenancy.models import Territory


@dataclass(slots=True)
class Indexed:
    """What was done: documents written, found the same, taken out."""

    written: int = 0
    unchanged: int = 0
    forgotten: int = 0


def index_documents(
    *,
    territory: Territory,
    kind: str,
    documents: Iterable[TextDocument],
    progress: Callable[[int], None] | None = None,
) -> Indexed:
    """Write documents in the index, in place of what it had of them; those that did not change cost little.

    Give them in the order of their numbers when there are many: each block of numbers is then written once, in a
    transaction of its own, and the others go on writing between two. `progress` is told how many are done.
    """
    index = _index(territory, kind)
    done = Indexed()
    for block, changes in _by_block(documents):
        _write(index, block, changes, done)
        if progress:
            progress(done.written + done.unchanged)
    return done


def forget_documents(*, territory: Territory, kind: str, object_ids: Iterable[int]) -> Indexed:
    """Take documents out of the index; those it does not have are passed over."""
    index = _index(territory, kind)
    done = Indexed()
    places: dict[int, list[int]] = defaultdict(list)
    for object_id in object_ids:
        block, offset = split(object_id)
        places[block].append(offset)
    for block, offsets in sorted(places.items()):
        done.forgotten += write_block(index=index, block=block, fresh={}, gone=offsets)
    return done


def rebuild_index(
    *, territory: Territory, kind: str, progress: Callable[[int], None] | None = None
) -> Indexed:
    """Read every document again and replace the index block by block; it answers all along."""
    index = _index(territory, kind)
    done, left = Indexed(), set(_blocks(index))
    for block, documents in groupby(searchable(kind).documents(), lambda d: split(d.object_id)[0]):
        done.forgotten += replace_block(index=index, block=block, fresh=_read_all(documents, done))
        left.discard(block)
        if progress:
            progress(done.written)
    for block in sorted(left):
        done.forgotten += replace_block(index=index, block=block, fresh={})
    SearchIndex.objects.filter(pk=index.pk).update(rules_version=RULES_VERSION)
    return done


def _index(territory: Territory, kind: str) -> SearchIndex:
    return SearchIndex.objects.get_or_create(
        territory=territory, kind=kind, defaults={"rules_version": RULES_VERSION}
    )[0]


def _by_block(documents: Iterable[TextDocument]) -> Iterator[tuple[int, dict[int, TextDocument]]]:
    """Gather documents by block, holding no more of them than a block has; the fullest goes first."""
    waiting: dict[int, dict[int, TextDocument]] = defaultdict(dict)
    held = 0
    for document in documents:
        block, offset = split(document.object_id)
        held += offset not in waiting[block]
        waiting[block][offset] = document
        if held >= BLOCK:
            fullest = max(waiting, key=lambda known: len(waiting[known]))
            held -= len(waiting[fullest])
            yield fullest, waiting.pop(fullest)
    yield from sorted(waiting.items())


def _write(index: SearchIndex, block: int, changes: Mapping[int, TextDocument], done: Indexed) -> None:
    """Write what changed; it is read before the transaction, which holds the index as little as it can."""
    known = dict(
        IndexedText.objects.filter(
            index=index, object_id__range=(block * BLOCK + min(changes), block * BLOCK + max(changes))
        ).values_list("object_id", "digest")
    )
    digests = {offset: document.digest for offset, document in changes.items()}
    fresh = {
        offset: _read(document, digests[offset])
        for offset, document in changes.items()
        if known.get(document.object_id) != digests[offset]
    }
    if fresh:
        write_block(index=index, block=block, fresh=fresh, gone=())
    done.written += len(fresh)
    done.unchanged += len(changes) - len(fresh)


def _read_all(documents: Iterable[TextDocument], done: Indexed) -> dict[int, Fresh]:
    fresh = {split(document.object_id)[1]: _read(document, document.digest) for document in documents}
    done.written += len(fresh)
    return fresh


def _read(document: TextDocument, digest: str) -> Fresh:
    columns = {PLACES: document.place, HOURS: " ".join(document.hours.split())}
    return Fresh(digest, sorted(filter(is_code, document.codes)), terms_of(document), columns)


def _blocks(index: SearchIndex) -> Iterator[int]:
    numbers = (
        IndexedText.objects.filter(index=index).order_by("object_id").values_list("object_id", flat=True)
    )
    for block, _ in groupby(numbers.iterator(), lambda object_id: split(object_id)[0]):
        yield block
