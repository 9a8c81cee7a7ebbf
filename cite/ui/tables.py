"""Typed columns: sorting, paging, CSV and the phone view all come from one list."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from operator import attrgetter
from typing import Any, Literal

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_scopes import get_scope, scope
from xlsxwriter.worksheet import Worksheet

from cite.core.spreadsheets import TableWriter
from cite.core.text import sort_key

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_YEAR, _LONGEST_CELL = 1900, 32_767
_A4, _WIDEST_PIXELS, _LONGEST_NAME = 9, 420, 31
Kind = Literal["text", "number", "date", "since", "badge", "link", "long", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: where its value comes from and how it reads.

    `value` reads a row; else `key` is a path of attributes ("commune.name") or a key. `sort` is the ORM
    path to order by, for a queryset (default: the key). `href` and `tone` are for links and badges; "long" is a
    text read as a paragraph, "code" a short identifier that does not break, "since" a day and how far it is.
    """

    key: str
    label: str
    kind: Kind = "text"
    value: Callable[[Any], Any] | None = None
    sortable: bool = False
    sort: str = ""
    href: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None

    def read(self, row: Any) -> Any:
        """Take the value of this column from a row."""
        if self.value:
            return self.value(row)
        if isinstance(row, dict):
            return row.get(self.key)
        return attrgetter(self.key)(row)

    def order(self, row: Any) -> tuple[bool, Any]:
        """Order rows of a list: nothing comes last, accents do not count."""
        value = self.read(row)
        if value is None or value == "":
            return (True, "")
        return (False, value if isinstance(value, int | float | datetime.date) else sort_key(str(value)))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value ready to be shown under its column."""

    column: Column
    value: Any
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Header:
    """A column's heading; `url` sorts by it, `direction` is how it is sorted now."""

    column: Column
    url: str
    direction: Literal["ascending", "descending", ""]


class Table:
    """Rows, columns and what the address of the page asks of them.

    Args:
        rows: a queryset, or a list of anything.
        columns: typed columns, the first one names the row.
        params: the parameters of the address; whatever they hold, the table shows something.
        caption: what the table lists, read aloud first.
        order: key to sort by at first, "-key" for descending; empty keeps the order of the rows.
        count: how many rows there are, when the page has just counted them; the database is not asked again.
        prefix: told apart when a page has two tables.
    """

    def __init__(
        self,
        rows: QuerySet | Iterable[Any],
        *,
        columns: tuple[Column, ...],
        params: QueryDict,
        caption: str,
        order: str = "",
        page_size: int = 25,
        count: int | None = None,
        prefix: str = "",
        empty_title: str = _("Rien à montrer"),
        empty_text: str = "",
    ) -> None:
        self.rows = rows if isinstance(rows, QuerySet) else list(rows)
        self.columns = columns
        self.params = params
        self.caption = caption
        self.page_size = page_size
        self.count = count
        self.page_parameter = f"{prefix}page"
        self.sort_parameter = f"{prefix}tri"
        self.empty_title = empty_title
        self.empty_text = empty_text
        self.order = self._asked_order() or order

    def _asked_order(self) -> str:
        asked = self.params.get(self.sort_parameter, "")
        allowed = {column.key for column in self.columns if column.sortable}
        return asked if asked.removeprefix("-") in allowed else ""

    @cached_property
    def sorted_rows(self) -> QuerySet | list[Any]:
        """All the rows, in the order asked."""
        key, descending = self.order.removeprefix("-"), self.order.startswith("-")
        column = next((column for column in self.columns if column.key == key), None)
        if column is None:
            return self.rows
        if isinstance(self.rows, QuerySet):
            path = F((column.sort or column.key).replace(".", "__"))
            by = path.desc(nulls_last=True) if descending else path.asc(nulls_last=True)
            return self.rows.order_by(by, "pk")
        filled = [row for row in self.rows if not column.order(row)[0]]
        blank = [row for row in self.rows if column.order(row)[0]]
        return sorted(filled, key=column.order, reverse=descending) + blank

    @cached_property
    def page(self) -> Page:
        """The page asked; the first or the last one when that makes no sense."""
        paginator = Paginator(self.sorted_rows, self.page_size)
        if self.count is not None:
            paginator.count = self.count
        return paginator.get_page(self.params.get(self.page_parameter))

    @cached_property
    def lines(self) -> list[list[Cell]]:
        """The cells of the page asked."""
        return [[self._cell(column, row) for column in self.columns] for row in self.page.object_list]

    @cached_property
    def headers(self) -> list[Header]:
        """The headings, each with the address that sorts by it."""
        return [self._header(column) for column in self.columns]

    @property
    def sortable_headers(self) -> list[Header]:
        """The headings one can sort by, for the phone view where the heading row is not shown."""
        return [header for header in self.headers if header.url]

    def _header(self, column: Column) -> Header:
        if not column.sortable:
            return Header(column, "", "")
        sorted_by_it = self.order.removeprefix("-") == column.key
        ascending = sorted_by_it and not self.order.startswith("-")
        params = self.params.copy()
        params.pop(self.page_parameter, None)
        params[self.sort_parameter] = f"-{column.key}" if ascending else column.key
        direction = ("ascending" if ascending else "descending") if sorted_by_it else ""
        return Header(column, f"?{params.urlencode()}", direction)

    @staticmethod
    def _cell(column: Column, row: Any) -> Cell:
        href = column.href(row) if column.href else ""
        tone = column.tone(row) if column.tone else "neutral"
        value = column.read(row)
        if column.kind == "number" and isinstance(value, int | float):
            value = number_format(value, force_grouping=True)
        return Cell(column, value, href, tone)

    def csv_response(self, name: str) -> StreamingHttpResponse:
        """Give every row as a file that spreadsheets open: UTF-8 marked, semicolons, no live formula."""
        response = StreamingHttpResponse(self._csv_lines(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.csv"'
        return response

    def xlsx_response(self, name: str) -> HttpResponse:
        """Give every row as a workbook: one sheet, texts that stay texts whatever they begin with.

        It opens ready to read: named, filtered by column, long texts on several lines, printed as wide as the page
        with its headings on each; a number column shows its decimals.
        """
        content = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(content, {**options, "default_date_format": "dd/mm/yyyy"}) as book:
            sheet = book.add_worksheet(_sheet_name(self.caption))
            heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            sheet.write_row(0, 0, [str(c.label) for c in self.columns], heading)
            text = book.add_format({"text_wrap": True, "valign": "top"})
            amount = book.add_format({"num_format": "#,##0.00"})
            number = 0
            for number, row in enumerate(_each(self.sorted_rows), start=1):
                for place, column in enumerate(self.columns):
                    value = _in_xlsx(column.read(row))
                    is_amount = column.kind == "number" and isinstance(value, float | Decimal)
                    shape = amount if is_amount else text if isinstance(value, str) else None
                    sheet.write(number, place, value, shape)
            self._lay_out(sheet, number)
        response = HttpResponse(content.getvalue(), content_type=_XLSX)
        response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
        return response

    def _lay_out(self, sheet: Worksheet, rows: int) -> None:
        """Make a sheet ready to read and to print."""
        sheet.autofit(_WIDEST_PIXELS)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, rows, len(self.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _csv_lines(self) -> Iterator[str]:
        writer = TableWriter(_Echo())
        current = {name: value for name, value in get_scope().items() if not name.startswith("_")}
        rows = self.sorted_rows

        def lines() -> Iterator[str]:
            # The response is read after the middleware has closed the territory of the request.
            with scope(**current):
                yield "\ufeff" + writer.writerow([str(column.label) for column in self.columns])
                for row in _each(rows):
                    yield writer.writerow([_in_csv(column.read(row)) for column in self.columns])

        return lines()


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _each(rows: QuerySet | list[Any]) -> Iterable[Any]:
    return rows.iterator(chunk_size=1000) if isinstance(rows, QuerySet) else rows


def _sheet_name(caption: str) -> str:
    """Name a sheet after what it lists, without what a workbook refuses in a name."""
    name = re.sub(r"[\[\]:*?/\\]", " ", str(caption)).strip(" '")[:_LONGEST_NAME]
    return name.strip(" '")


def _in_xlsx(value: Any) -> Any:
    """Keep numbers and dates as such, where a workbook has them: neither infinity, nor a zone, nor 1899."""
    value = _by_the_clock(value)
    if isinstance(value, int | float | Decimal) and isfinite(value):
        return value
    is_kept = value is None or (isinstance(value, datetime.date) and value.year >= _FIRST_YEAR)
    return value if is_kept else str(value)[:_LONGEST_CELL]


def _by_the_clock(value: Any) -> Any:
    """Write a moment as the clocks of here tell it, as on screen: a file knows no zone."""
    is_aware = isinstance(value, datetime.datetime) and value.tzinfo
    return timezone.make_naive(value) if is_aware else value


def _in_csv(value: Any) -> Any:
    value = _by_the_clock(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return "" if value is None else value
