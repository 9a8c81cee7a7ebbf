"""One list of columns: sorted, paged, exported, whatever the address asks."""

import csv
import datetime
import io
import re
import zipfile
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.template import Context, Engine
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from cite.core.dates import today
from cite.imports.gateways.tables import read_table
from cite.tenancy.models import Territory
from cite.ui.components.rows import draw_rows
from cite.ui.tables import Column, Table
from tests.ui.html import check, read

COLUMNS = (
    Column(key="name", label="Nom", sortable=True),
    Column(key="size", label="Taille", kind="number", sortable=True),
    Column(key="day", label="Jour", kind="date"),
)
ROWS = [
    {"name": "Firminy", "size": 3, "day": datetime.date(2026, 1, 2)},
    {"name": "Écotay", "size": None, "day": None},
    {"name": "dargoire", "size": 12_345, "day": None},
    {"name": "Zorro", "size": 1, "day": None},
]


def table(query="", rows=ROWS, **options) -> Table:
    return Table(rows, columns=COLUMNS, params=QueryDict(query), caption="Communes", **options)


def names(shown: Table) -> list[str]:
    return [line[0].value for line in shown.lines]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Firminy", "Écotay", "dargoire", "Zorro"]),
        ("tri=name", ["dargoire", "Écotay", "Firminy", "Zorro"]),
        ("tri=-name", ["Zorro", "Firminy", "Écotay", "dargoire"]),
        ("tri=size", ["Zorro", "Firminy", "dargoire", "Écotay"]),
        ("tri=-size", ["dargoire", "Firminy", "Zorro", "Écotay"]),
        ("tri=day", ["Firminy", "Écotay", "dargoire", "Zorro"]),
        ("tri=password", ["Firminy", "Écotay", "dargoire", "Zorro"]),
        ("tri=--name&page=abc", ["Firminy", "Écotay", "dargoire", "Zorro"]),
    ],
)
def test_rows_are_sorted_by_what_is_allowed(query, expected):
    assert names(table(query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 1), ("page=2", 2), ("page=99", 2), ("page=0", 2), ("page=-1", 2), ("page=abc", 1), ("page=1.5", 1)],
)
def test_a_page_that_makes_no_sense_is_another_page(query, expected):
    assert table(query, page_size=3).page.number == expected


@given(st.dictionaries(st.sampled_from(["page", "tri", "q"]), st.text(max_size=20)))
def test_no_address_breaks_a_table(params):
    query = QueryDict(mutable=True)
    query.update(params)
    shown = Table(ROWS, columns=COLUMNS, params=query, caption="Communes", page_size=2)
    assert len(shown.lines) == 2
    assert all(header.url.startswith("?") for header in shown.sortable_headers)


def test_sorting_turns_back_and_forgets_the_page():
    shown = table("tri=name&page=2&q=loire", page_size=2)
    name, size, _day = shown.headers
    assert (name.url, name.direction) == ("?tri=-name&q=loire", "ascending")
    assert (size.url, size.direction) == ("?tri=size&q=loire", "")


def test_two_tables_of_a_page_do_not_mix():
    shown = table("tri=-name&b-tri=name", prefix="b-")
    assert names(shown)[0] == "dargoire"


def test_a_table_is_drawn_for_eyes_and_for_ears():
    source = "{% ui_table table=table csv_url='?format=csv' %}"
    document = read(Engine.get_default().from_string(source).render(Context({"table": table("tri=size")})))
    check(document)
    assert "Communes" in document.text
    assert "4 lignes" in document.text
    assert "12\xa0345".replace("\xa0", " ") in document.text
    assert [e.attrs.get("aria-sort") for e in document.all("th", scope="col")] == [None, "ascending", None]
    assert len(document.all("th", scope="row")) == 4
    assert {e.attrs["data-label"] for e in document.all("td")} == {"Taille", "Jour"}


def test_a_text_is_never_live_and_a_paragraph_stays_one():
    columns = (
        Column(key="name", label="<Nom>"),
        Column(key="words", label="Texte", kind="long"),
        Column(key="state", label="État", kind="badge", tone=lambda row: "success"),
        Column(key="link", label="Lien", kind="link", href=lambda row: '/?a="b"&c'),
    )
    row = {"name": "<b>a</b>", "words": format_html("<p>{}</p>", "<i>"), "state": "<u>", "link": "là"}
    shown = Table([row], columns=columns, params=QueryDict(), caption="Textes")
    html = Engine.get_default().from_string("{% ui_table table=table %}").render(Context({"table": shown}))
    document = read(html)
    check(document)
    assert not [e for tag in "biu" for e in document.all(tag)]
    assert "<p>&lt;i&gt;</p>" in html
    assert [e.attrs["href"] for e in document.all("a")] == ['/?a="b"&c']
    assert document.all("td")[0].attrs["class"] == "ui-cell--long"
    assert "1 ligne" not in document.text  # nothing to sort nor to turn: no need to count


def test_what_is_missing_is_said_and_marked():
    shown = Table(ROWS[1:2], columns=COLUMNS, params=QueryDict(), caption="Communes")
    document = read(
        Engine.get_default().from_string("{% ui_table table=table %}").render(Context({"table": shown}))
    )
    assert [e.attrs["class"] for e in document.all("td")] == [
        "ui-cell--number ui-cell--empty",
        "ui-cell--date ui-cell--empty",
    ]
    assert [e.attrs["aria-label"] for e in document.all("span")] == ["non renseigné"] * 2


def test_an_empty_table_says_what_to_do():
    shown = table(rows=[], empty_title="Aucune commune", empty_text="Chargez le territoire.")
    document = read(
        Engine.get_default().from_string("{% ui_table table=table %}").render(Context({"table": shown}))
    )
    assert "Aucune commune" in document.text
    assert "Chargez le territoire." in document.text
    assert not document.all("table")


def test_columns_read_attributes_links_and_tones():
    columns = (
        Column(key="day.year", label="Année", kind="link", href=lambda row: f"/{row.day.year}/"),
        Column(key="state", label="État", kind="badge", value=lambda row: "Prêt", tone=lambda row: "success"),
    )

    class Row:
        day = datetime.date(2026, 5, 1)

    shown = Table([Row()], columns=columns, params=QueryDict(), caption="Années")
    year, state = shown.lines[0]
    assert (year.value, year.href) == (2026, "/2026/")
    assert (state.value, state.tone) == ("Prêt", "success")


def content(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_csv_holds_every_row_and_no_live_formula():
    rows = [
        {"name": '=HYPERLINK("x")', "size": -3, "day": datetime.date(2026, 1, 2)},
        {"name": "@SUM(A1)", "size": 1.5, "day": None},
        {"name": "à; « b »", "size": None, "day": None},
    ]
    response = table(rows=rows, page_size=1).csv_response("Liste des communes")
    assert response["Content-Disposition"] == 'attachment; filename="liste-des-communes.csv"'
    assert content(response) == [
        ["Nom", "Taille", "Jour"],
        ['\'=HYPERLINK("x")', "-3", "2026-01-02"],
        ["'@SUM(A1)", "1,5", ""],
        ["à; « b »", "", ""],
    ]


def test_a_workbook_holds_texts_numbers_and_days_as_such():
    moment = datetime.datetime(2027, 3, 28, 12, 30, tzinfo=datetime.UTC)
    rows = [
        {"name": "{=1+1}", "size": Decimal("12.50"), "day": datetime.date(2026, 1, 2)},
        {"name": "\t=1+1", "size": float("nan"), "day": moment},
        {"name": "https://x.example", "size": None, "day": datetime.date(1, 1, 1)},
    ]
    book = read_table(io.BytesIO(table(rows=rows).xlsx_response("x").content), has_header=True)
    assert [list(row.source) for row in book.rows()] == [
        ["{=1+1}", 12.5, datetime.date(2026, 1, 2)],
        ["\t=1+1", "nan", datetime.datetime(2027, 3, 28, 14, 30)],
        ["https://x.example", "", "0001-01-01"],
    ]


def test_a_workbook_opens_ready_to_read_and_to_print():
    columns = (
        Column(key="words", label="Explication"),
        Column(key="amount", label="Accordé", kind="number"),
        Column(key="files", label="Dossiers", kind="number"),
    )
    rows = [{"words": "Une longue phrase. " * 40, "amount": 25_500.0, "files": 3}]
    shown = Table(
        rows, columns=columns, params=QueryDict(), caption="Décisions : « tout » [1/2] de l’appel 2027"
    )
    with zipfile.ZipFile(io.BytesIO(shown.xlsx_response("x").content)) as book:
        workbook, sheet, styles = (
            book.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet1", "styles")
        )
    assert 'name="Décisions   « tout »  1 2  de l"' in workbook
    assert "Print_Titles" in workbook
    assert '<autoFilter ref="A1:C2"/>' in sheet
    assert max(float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)) < 61
    assert 'orientation="landscape"' in sheet
    formats = re.findall(r'numFmtId="(\d+)"', styles.split("<cellXfs")[1].split("</cellXfs")[0])
    cells = dict(re.findall(r'<c r="([BC]2)"(?: s="(\d+)")?>', sheet))
    (decimals,) = re.findall(r'<numFmt numFmtId="(\d+)" formatCode="#,##0.00"/>', styles)
    assert [formats[int(cells[name] or 0)] for name in ("B2", "C2")] == [decimals, "0"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_queryset_costs_two_queries_whatever_its_length(count, django_assert_num_queries):
    users = get_user_model().objects
    for number in range(count):
        users.create_user(f"personne{number}@example.org")
    columns = (Column(key="email", label="Courriel", sortable=True),)
    shown = Table(users.all(), columns=columns, params=QueryDict("tri=-email"), caption="Comptes")
    with django_assert_num_queries(2):
        assert [line[0].value for line in shown.lines][0] == f"personne{count - 1}@example.org"


@pytest.mark.django_db
def test_a_count_already_known_is_not_asked_again(django_assert_num_queries):
    columns = (Column(key="email", label="Adresse"),)
    shown = Table(
        get_user_model().objects.order_by("pk"),
        columns=columns,
        params=QueryDict("page=2"),
        caption="Comptes",
        count=60,
    )
    with django_assert_num_queries(1):
        assert (shown.page.number, shown.page.paginator.num_pages, shown.lines) == (2, 3, [])


@pytest.mark.django_db
def test_csv_of_a_queryset_is_read_after_the_scope_of_the_request(territory):
    from django_scopes import get_scope, scopes_disabled

    seen = []
    columns = (
        Column(key="name", label="Nom", value=lambda row: seen.append(get_scope()["territory"]) or row.name),
    )
    response = Table(
        Territory.objects.all(), columns=columns, params=QueryDict(), caption="Cités"
    ).csv_response("cites")
    with scopes_disabled():
        assert content(response) == [["Nom"], ["Saint-Étienne Métropole"]]
    assert seen == [territory]


def test_an_hour_is_told_as_the_clocks_of_here_tell_it_on_screen_and_in_a_file():
    late = datetime.datetime(2026, 12, 15, 23, 30, tzinfo=datetime.UTC)
    shown = Table(
        [{"at": late}], columns=(Column(key="at", label="Quand"),), params=QueryDict(""), caption="Heures"
    )
    assert "00:30" in draw_rows(shown)
    line = b"".join(shown.csv_response("heures").streaming_content).decode().splitlines()[1]
    assert line == "2026-12-16 00:30"


def test_a_day_tells_how_far_it_is_and_stays_a_day_in_a_file():
    columns = (Column(key="day", label="Jour", kind="since"),)
    shown = Table(
        [{"day": today() - datetime.timedelta(days=3)}], columns=columns, params=QueryDict(), caption="Jours"
    )
    assert '<span class="ui-ago">(il y a 3' in draw_rows(shown)
    line = b"".join(shown.csv_response("jours").streaming_content).decode().splitlines()[1]
    assert line == (today() - datetime.timedelta(days=3)).isoformat()
