"""Lists that people bring, for the tests: a small kind of import, and the files it is given."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot
from cite.core.decisions import Decision
from cite.imports import operations
from cite.imports.enums import FieldKind
from cite.imports.models import ImportDraft
from cite.imports.ports import AddedColumn, ImportContext, RowOutcome, Summary
from cite.imports.rules.cells import Field, ParsedRow
from cite.tenancy.models import Territory

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Greetings:
    """A kind of import that greets each person of a list; only co-pilots may."""

    key = "saluts"
    label = "Saluer une liste"
    intro = "Chaque personne est saluée."
    preparation = ("Une ligne par personne.",)
    sample = (("nom", "date de naissance"), ("Zoé", "31/12/1990"))
    fields = (
        Field("name", "Nom", ("nom complet", "prénom"), required=True),
        Field("born", "Date de naissance", ("né le",), FieldKind.DATE),
        Field("postcode", "Code postal", ("cp",), FieldKind.POSTCODE),
    )
    one_of: tuple[tuple[str, ...], ...] = ()
    added_columns = (AddedColumn("salut", "Salut"), AddedColumn("motif", "Motif"))
    retention = timedelta(hours=1)
    max_rows = 200_000
    max_bytes = 5_000_000

    def can_import(self, user: User, territory: Territory) -> Decision:
        return can_co_pilot(user, territory)

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        time.sleep(float(os.environ.get("SECONDS_PER_CHUNK", "0")))
        return [self._outcome(row) for row in rows]

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        return [
            Summary(
                "Par code postal", ("Code postal", "Lignes"), tuple((k, str(v)) for k, v in counts.items())
            )
        ]

    @staticmethod
    def _outcome(row: ParsedRow) -> RowOutcome:
        if row.values["name"] is None:
            return RowOutcome(("", "sans nom"), refused=True)
        remark = "Bonjour deux fois." if row.values["name"] == "Deux" else ""
        counted = (row.values["postcode"],) if row.values["postcode"] else ()
        return RowOutcome((f"Bonjour {row.values['name']}", ""), counted, remark)


def csv_upload(text: str = "nom;né le;cp\nZoé;31/12/1990;42000\nMax;hier;1000\n", name: str = "liste.csv"):
    """A CSV as a browser sends it."""
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def xlsx_bytes(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, row by row."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    for rows in sheets:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def make_draft(user: User, territory: Territory, text: str | None = None, **confirm) -> ImportDraft:
    """Bring a list; with a mapping, confirm its columns."""
    upload = csv_upload() if text is None else csv_upload(text)
    draft = operations.start_import(kind=Greetings.key, upload=upload, by=user, territory=territory)
    if not confirm:
        return draft
    return operations.confirm_columns(draft=draft, by=user, version=draft.version, **confirm)
