"""Records of another directory, taken in by batches: the same rows however often the same file is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import Case, F, Value, When

from cite.core.dates import today
from cite.core.spreadsheets import TableWriter
from cite.directory.enums import ServiceState
from cite.directory.enums.imports import Remark
from cite.directory.gateways.inclusion import Record
from cite.directory.models import DirectoryImport, Service, Source, Structure
from cite.directory.operations.facets import write_codes
from cite.directory.rules.area import Area, concerns
from cite.directory.rules.coverage import DistrictPlace, covered_districts
from cite.directory.rules.facets import facets_of
from cite.directory.rules.quality import quality_of
from cite.directory.rules.sheet import Sheet
from cite.directory.rules.standard import (
    FIELDS,
    STRUCTURE_FIELDS,
    Note,
    Read,
    digest_of,
    read_service,
    read_structure,
    sheet_from,
)

KEPT_PROBLEMS = 100
"""How many remarks the page shows; the report has them all."""
_LONGEST_SLUG, _LONGEST_KEY = 60, 200
_AT_ONCE, _LOST_AT_ONCE = 5000, 500


class _Fresh(NamedTuple):
    """A record to read: new here, or changed since it was read last."""

    line: int
    values: dict[str, Any]
    source: Source
    key: str
    digest: str
    is_known: bool


@dataclass(slots=True)
class Reading:
    """One reading of the files: what is known on the way, and what came of it. `read`: the kinds read to their end.

    `since`: where its worker was killed, when it began. What it wrote then is read again: nobody kept its remarks.
    """

    asked: DirectoryImport
    area: Area
    places: Sequence[DistrictPlace]
    report: TableWriter
    since: datetime | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    kept: dict[str, dict[tuple[int, str], bool]] = field(
        default_factory=lambda: {"structures": {}, "services": {}}
    )
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[tuple[int, str, str, Note]] = field(default_factory=list)
    digests: dict[str, dict[tuple[int, str], str]] = field(default_factory=dict)
    structures: dict[tuple[int, str], int] | None = None
    done: int = 0
    read: set[str] = field(default_factory=set)

    def remark(self, kind: str, line: int, key: str, notes: Iterable[Note]) -> None:
        """Keep the remarks about one record, until those of its batch are told."""
        self.remarks += [(line, kind, key, note) for note in notes]

    def tell(self) -> None:
        """Write the remarks of a batch in the report, in the order of the file."""
        for line, kind, key, note in sorted(self.remarks, key=lambda remark: remark[0]):
            self.report.writerow((kind, line, key, note.field, note.excerpt, str(note.remark.label)))
            self.counts["remarks"] += 1
            if len(self.problems) < KEPT_PROBLEMS:
                shown = {"field": note.field, "excerpt": note.excerpt, "remark": note.remark.value}
                self.problems.append({"kind": kind, "line": line, "key": key} | shown)
        self.remarks.clear()

    def refuse(self, kind: str, line: int, key: str, notes: Iterable[Note]) -> None:
        """Leave a record out, and say why."""
        self.counts[f"{kind}_refused"] += 1
        self.remark(kind, line, key, notes)

    def known(self, kind: str) -> dict[tuple[int, str], str]:
        """Give the digests of what was here before, asked once: nobody else writes it meanwhile."""
        if kind not in self.digests:
            self.digests[kind] = _digests(kind, self.since)
        return self.digests[kind]

    def structure(self, source: Source, key: str) -> int | None:
        """Find the number of a structure, asked once for all of them since the last was written."""
        if self.structures is None:
            rows = Structure.objects.values_list("source_id", "key", "pk")
            self.structures = {(source, key): pk for source, key, pk in rows.iterator(chunk_size=_AT_ONCE)}
        return self.structures.get((source.pk, key))

    def source(self, slug: str) -> Source:
        """Find the source of a record, made on first sight."""
        if slug not in self.sources:
            rows = Source.objects.filter(territory=self.asked.territory)
            self.sources[slug] = rows.get_or_create(
                slug=slug, defaults={"territory": self.asked.territory, "name": slug}
            )[0]
        return self.sources[slug]


def take_in(reading: Reading, kind: str, batch: Sequence[Record]) -> None:
    """Take in one batch of structures or services: what is known with the same digest is passed over unread."""
    known = reading.known(kind)
    fresh = []
    unchanged = 0
    for one, source, named in _identified(reading, kind, batch):
        digest = digest_of(one.values)
        if known.get(named) == digest:
            unchanged += 1
            reading.kept[kind][named] = True
        else:
            fresh.append(_Fresh(one.line, one.values, source, named[1], digest, named in known))
    reading.counts[f"{kind}_unchanged"] += unchanged
    (_take_structures if kind == "structures" else _take_services)(reading, fresh)
    reading.tell()


def _identified(
    reading: Reading, kind: str, batch: Sequence[Record]
) -> Iterator[tuple[Record, Source, tuple[int, str]]]:
    """Give the records that have a source and an identifier of their own, met for the first time, with both."""
    kept = reading.kept[kind]
    for one in batch:
        if not isinstance(one.values, dict):
            reading.refuse(
                kind,
                one.line,
                "",
                (Note("", "" if one.values is None else str(one.values)[:60], Remark.NOT_A_RECORD),),
            )
            continue
        slug, key = str(one.values.get("source") or ""), str(one.values.get("id") or "")
        if not slug or not key or len(slug) > _LONGEST_SLUG or len(key) > _LONGEST_KEY:
            lacking = "id" if slug and len(slug) <= _LONGEST_SLUG else "source"
            reading.refuse(kind, one.line, key[:60], (Note(lacking, "", Remark.REQUIRED),))
            continue
        source = reading.source(slug)
        named = (source.pk, key)
        if source.is_own:
            reading.counts[f"{kind}_own"] += 1
        elif named in kept:
            reading.refuse(kind, one.line, key, (Note("id", key[:60], Remark.TWICE),))
        else:
            kept[named] = False
            yield one, source, named


def _digests(kind: str, since: datetime | None) -> dict[tuple[int, str], str]:
    """Find the digests of what is here; what had left its source and comes back is read again.

    `since`: what was written from then on is read again too; it is not known if it was new then.
    """
    rows = Structure.objects.all() if kind == "structures" else Service.objects.all()
    gone = {"is_gone": True} if kind == "structures" else {"state": ServiceState.ARCHIVED}
    rows = rows.exclude(**gone)
    if since is not None:
        again = Case(When(updated_at__gte=since, then=Value("")), default=F("digest"))
        rows = rows.filter(created_at__lt=since).annotate(again=again)
    found = rows.values_list("source_id", "key", "digest" if since is None else "again")
    return {(source, key): digest for source, key, digest in found.iterator(chunk_size=_AT_ONCE)}


def _take_structures(reading: Reading, fresh: Sequence[_Fresh]) -> None:
    rows = []
    for one in fresh:
        read = read_structure(one.values)
        if read.is_refused:
            reading.refuse("structures", one.line, one.key, read.notes)
            continue
        reading.remark("structures", one.line, one.key, read.notes)
        _count(reading, "structures", one)
        rows.append((*_identity(one, read), *read.values.values(), False))
    _write(Structure, (*STRUCTURE_FIELDS.values(), "is_gone"), rows)
    reading.structures = None


def _take_services(reading: Reading, fresh: Sequence[_Fresh]) -> None:
    rows, codes, on = [], {}, today()
    for one in fresh:
        read = read_service(one.values)
        structure = reading.structure(one.source, read.structure_key)
        if read.is_refused or structure is None:
            lacking = Note("structure_id", read.structure_key[:60], Remark.NO_STRUCTURE)
            reading.refuse(
                "services", one.line, one.key, read.notes if read.is_refused else (*read.notes, lacking)
            )
            continue
        sheet = sheet_from(read)
        if reading.asked.is_local and not concerns(sheet, reading.area):
            reading.counts["services_elsewhere"] += 1
            continue
        reading.remark("services", one.line, one.key, read.notes)
        _count(reading, "services", one)
        rows.append((*_identity(one, read), *read.values.values(), structure, *_life(sheet, one, read, on)))
        districts = covered_districts(sheet.eligibility_zone, reading.places)
        codes[one.source.pk, one.key] = facets_of(sheet, districts=districts)
    written = _write(Service, (*FIELDS.values(), "structure", *_LIFE), rows)
    write_codes({pk: codes[source, key] for source, key, pk in written})


_IDENTITY = ("uuid", "source", "key", "digest", "updated_on")
_LIFE = ("state", "confirmed_on", "published_on", "quality")


def _identity(one: _Fresh, read: Read) -> tuple:
    return uuid4(), one.source.pk, one.key, one.digest, read.updated_on


def _life(sheet: Sheet, one: _Fresh, read: Read, on: date) -> tuple:
    """Publish a service: it is believed as long as its source keeps it."""
    quality = quality_of(sheet, updated_on=read.updated_on, on=on, source=one.source.slug)
    return ServiceState.PUBLISHED.value, read.updated_on, read.updated_on, quality.score


def _write(model: type, fields: Sequence[str], rows: Sequence[tuple]) -> list[tuple[int, str, int]]:
    """Write rows in one way, whether they are new or known by their source and key; those keep their address."""
    updated = (*fields, "digest", "updated_on", "updated_at")
    identity = {"unique": ("source", "key"), "returned": ("source", "key", "id")}
    return model.objects.write_rows((*_IDENTITY, *fields), rows, updated=updated, **identity)


def _count(reading: Reading, kind: str, one: _Fresh) -> None:
    reading.kept[kind][one.source.pk, one.key] = True
    reading.counts[f"{kind}_changed" if one.is_known else f"{kind}_new"] += 1


_LEAVING = {
    "services": (Service, {"state": ServiceState.PUBLISHED}, {"state": ServiceState.ARCHIVED}),
    "structures": (Structure, {"is_gone": False}, {"is_gone": True}),
}
"""What leaves its source, of each kind: where it is looked for, and what is then written."""


def archive_the_gone(reading: Reading) -> None:
    """Archive what complete files no longer hold: of the sources they name only."""
    named = {source.pk for source in reading.sources.values() if not source.is_own}
    for kind in reading.read:
        model, here, gone = _LEAVING[kind]
        kept, keys = reading.kept[kind], defaultdict(list)
        for source, key in reading.known(kind):
            if source in named and not kept.get((source, key)):
                keys[source].append(key)
        for source, lost in keys.items():
            rows = model.objects.filter(source=source, **here)
            for start in range(0, len(lost), _LOST_AT_ONCE):
                some = rows.filter(key__in=lost[start : start + _LOST_AT_ONCE])
                reading.counts[f"{kind}_gone"] += some.update(**gone)
