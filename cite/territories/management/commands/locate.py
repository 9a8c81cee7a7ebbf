"""Answers at the command line: one place, or a file of any shape."""

from __future__ import annotations

import io
import os
import re
import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cite.core.collecting import seldom_collecting
from cite.core.dates import today
from cite.core.spreadsheets import TableWriter
from cite.imports.gateways.tables import Row, Table, UnreadableTable, read_table, write_table
from cite.imports.rules.cells import parse_row
from cite.imports.rules.columns import recognize
from cite.imports.rules.headers import labels
from cite.tenancy.models import Territory
from cite.territories.enums import ListField, Status
from cite.territories.queries.location import Place, locate, locate_many
from cite.territories.rules.address_lists import FIELDS, ONE_OF, place_of
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH, read_degrees
from cite.territories.rules.residence import ANSWER_COLUMNS, Answer

_CHUNK = 20_000
_SAMPLE = 200
_POINT = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*[;, ]\s*(-?\d+(?:[.,]\d+)?)\s*")
# « 8/10 rue des Lilas » is an address: a slash says nothing unless it comes first.
_PATH = re.compile(r"(/|\./|\.\./|~|\\).*|.*\.(csv|tsv|txt|xlsx|ods|xls)", re.IGNORECASE | re.DOTALL)


class Command(BaseCommand):
    """Streams CSV to standard output: the columns of the file as they are, then those of the answer."""

    help = (
        "Say whether places are in a priority district. PLACE is a CSV or XLSX file (« - »: standard "
        "input), an address, "
        "or « longitude,latitude ». A file comes back as CSV on standard output; what must be known of "
        "it, on standard error."
    )

    def run_from_argv(self, argv: list[str]) -> None:
        """Let « -4.3,45.4 » be a place: without the space, it would be taken for an option."""
        super().run_from_argv([f" {part}" if _POINT.fullmatch(part) else part for part in argv])

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one place, a day and a Cité."""
        parser.add_argument("place", metavar="PLACE")
        parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day (today)")
        parser.add_argument("--territory", default="", metavar="SLUG", help="the Cité (the only one)")

    def handle(self, *, place: str, territory: str, on: date | None, **options: object) -> None:
        """Answer for a file, a point or an address."""
        if sys.stdout is None:
            raise CommandError("La sortie standard est fermée : la réponse ne peut pas être écrite.")
        try:
            self._answer(place, self._territory(territory), on or today())
            self.stdout.flush()
        except OSError as failure:
            # What is left unwritten is dropped: Python would complain again when closing the output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(failure, BrokenPipeError):  # whoever reads has seen enough
                raise CommandError(f"La réponse n’a pas pu être écrite : {failure.strerror}.") from None

    def _answer(self, place: str, territory: Territory, day: date) -> None:
        if place == "-":
            if sys.stdin is None:
                raise CommandError("L’entrée standard est fermée : donnez le nom d’un fichier.")
            self._answer_file(sys.stdin.buffer, territory, day)
        elif os.path.isdir(place):
            raise CommandError(f"{place} est un dossier : donnez un fichier CSV ou XLSX.")
        elif os.path.exists(place):
            self._answer_file(Path(place), territory, day)
        elif len(place) > MAX_ADDRESS_LENGTH:
            raise CommandError(f"Écrivez une adresse de {MAX_ADDRESS_LENGTH} caractères au plus.")
        elif point := _POINT.fullmatch(place):
            self._show(
                locate(territory=territory, on=day, point=(read_degrees(point[1]), read_degrees(point[2])))
            )
        elif _PATH.fullmatch(place):
            raise CommandError(f"Le fichier {place} n’existe pas.")
        else:
            self._show(locate(territory=territory, on=day, address=place))

    def _territory(self, slug: str) -> Territory:
        known = list(Territory.objects.filter(slug=slug) if slug else Territory.objects.all())
        if len(known) == 1:
            return known[0]
        if not Territory.objects.exists():
            raise CommandError("Aucun territoire n’est chargé : lancez d’abord « manage.py load_territory ».")
        slugs = ", ".join(Territory.objects.values_list("slug", flat=True))
        raise CommandError(f"Dites quel territoire, avec --territory : {slugs}.")

    def _show(self, answer: Answer) -> None:
        facts = (
            ("Quartier", answer.qpv_label and f"{answer.qpv_label} — {answer.qpv_code}"),
            ("Commune", answer.commune_name),
            ("Distance à la limite", answer.distance_label),
            ("Adresse trouvée", answer.resolved_address),
            ("Ressemblance", "" if answer.score is None else f"{answer.score:.2f}"),
            ("Quartiers en veille active de la commune, à confirmer", ", ".join(answer.watch_labels)),
            ("Liste", answer.generation),
        )
        self.stdout.write(f"{answer.status.label} ({answer.status.value}, {answer.reason.value})")
        self.stdout.write(answer.sentence)
        self.stdout.write(answer.next_step)
        for name, fact in facts:
            if fact:
                self.stdout.write(f"  {name} : {fact}")

    def _answer_file(self, source: Path | BinaryIO, territory: Territory, day: date) -> None:
        try:
            table = read_table(source)
        except UnreadableTable as refusal:
            raise CommandError(refusal.sentence) from None
        except OSError as failure:
            raise CommandError(f"Le fichier n’a pas pu être lu : {failure.strerror}.") from None
        read = _reader(table, day)
        counts: Counter[Status] = Counter()
        # A stream of its own: closing it, even after a failure, leaves the standard output open.
        with (
            seldom_collecting(),
            open(sys.stdout.fileno(), "wb", closefd=False) as destination,
            _output(table, destination) as write,
        ):
            for rows in _chunks(table.rows()):
                answers = locate_many(territory=territory, places=[read(row) for row in rows])
                cells: dict[int, list[str]] = {}
                for row, answer in zip(rows, answers, strict=True):
                    key = id(answer)
                    if key not in cells:
                        cells[key] = [str(value) for value in answer.as_row()]
                    write(row, cells[key])
                counts.update(answer.status for answer in answers)
                self._progress(counts.total(), table.row_count)
        for remark in table.remarks:
            self.stderr.write(remark)
        for status in Status:
            if counts[status]:
                self.stderr.write(f"{counts[status]:>9} {status.label}")

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} / {total}", ending="\n" if done == total else "")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n’est pas une date : écrivez-la comme 2026-11-23.") from None


def _reader(table: Table, day: date) -> Callable[[Row], Place]:
    """Find where the places are in a table, and give what reads one of its rows.

    Raises:
        CommandError: no column holds addresses or coordinates.
    """
    recognition = recognize(table.headers, [row.cells for row in table.first_rows(_SAMPLE)], FIELDS)
    columns = recognition.mapping
    if not any(all(name in columns for name in group) for group in ONE_OF):
        raise CommandError(
            "Aucune colonne d’adresse ni de coordonnées n’a été reconnue. Nommez-les « adresse », "
            "« code postal », « commune », ou « longitude » et « latitude », ou « x » et « y » en Lambert-93."
        )
    longitude, latitude = columns.get(ListField.LONGITUDE), columns.get(ListField.LATITUDE)
    is_plain = longitude is not None and latitude is not None and ListField.ON not in columns
    names = table.labels

    def read(row: Row) -> Place:
        if is_plain and row.cells[longitude] and row.cells[latitude]:
            return Place(day, (read_degrees(row.cells[longitude]), read_degrees(row.cells[latitude])))
        parsed = parse_row(row.line, row.cells, columns, FIELDS, names)
        return Place(*place_of(parsed.cells, parsed.values, on=day))

    return read


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


class _output:  # noqa: N801 — used as a function
    """Writes CSV back: a CSV in its own encoding and separator, a workbook with semicolons."""

    def __init__(self, table: Table, destination: BinaryIO) -> None:
        self._table = table
        self._is_text = table.extension == "csv"
        if self._is_text:
            self._writer = write_table(table, destination, ANSWER_COLUMNS)
        else:
            self._text = io.TextIOWrapper(destination, "utf-8", newline="")
            self._csv = TableWriter(self._text)

    def __enter__(self) -> Callable[[Row, Sequence[str]], Any]:
        if self._is_text:
            return self._writer.__enter__().write
        self._csv.writerow(labels([*self._table.labels, *ANSWER_COLUMNS]))
        return lambda row, added: self._csv.writerow([*row.cells, *added])

    def __exit__(self, *error: Any) -> None:
        if self._is_text:
            self._writer.__exit__(*error)
        else:
            self._text.flush()
            self._text.detach()
