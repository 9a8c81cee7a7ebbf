"""Telephones, addresses of pages and hours, as people type them in a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.telephones import readable_telephone, telephone
from cite.directory.rules.contacts import web_address
from cite.directory.rules.typed_hours import Week, is_readable, problems, read_hours, write_hours


@pytest.mark.parametrize(
    "typed",
    [
        "04 77 12 34 56",
        "04.77.12.34.56",
        "+33 4 77 12 34 56",
        "0033 4 77 12 34 56",
        "+33 (0)4-77-12-34-56",
        "tél. : 0477123456",
        "04\u00a077\u202f12\u202f34\u202f56",
    ],
)
def test_a_telephone_in_any_notation(typed):
    assert telephone(typed) == "+33477123456"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("+41 21 316 43 23", "+41213164323"),
        ("3949", "3949"),
        ("115", "115"),
        ("39 49", "3949"),
        ("", None),
        ("bonjour", None),
        ("04 77 12 34", None),
        ("00 00 00 00 00", None),
        ("04 77 12 34 56 / 06 12 34 56 78", None),
        ("04 77 12 34 56 poste 12", None),
        ("9" * 200, None),
    ],
)
def test_other_numbers_and_what_is_none(typed, stored):
    assert telephone(typed) == stored


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("+33477123456", "04 77 12 34 56"),
        ("+41213164323", "+41 21 316 43 23"),
        ("3949", "3949"),
        ("?", "?"),
    ],
)
def test_a_telephone_as_people_read_it(stored, read):
    assert readable_telephone(stored) == read


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/permis", "https://example.org/permis"),
        (" www.example.org ", "https://www.example.org"),
        ("http://example.org:8080/?a=b", "http://example.org:8080/?a=b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://user:secret@example.org/", None),
        ("https://localhost/", None),
        ("https://127.0.0.1/", None),
        ("https://[::1]/", None),
        ("https://example.org:port/", None),
        ("https://[example.org/", None),
        ("ftp://example.org/", None),
        ("un site web", None),
        ("", None),
        ("https://example.org/" + "a" * 500, None),
    ],
)
def test_the_address_of_a_page(typed, kept):
    assert web_address(typed) == kept


_times = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30])).map(lambda t: f"{t[0]:02}:{t[1]:02}")
_spans = (
    st.lists(_times, min_size=2, max_size=4, unique=True)
    .map(sorted)
    .map(lambda t: tuple(zip(t[0 : len(t) // 2 * 2 : 2], t[1 : len(t) // 2 * 2 : 2], strict=True)))
)
_weeks = st.builds(Week, st.dictionaries(st.integers(0, 6), _spans, max_size=7))


@given(_weeks, st.booleans())
def test_hours_survive_their_notation(week, closed):
    week = Week(dict(sorted(week.days.items())), bool(week.days) and closed)
    written = write_hours(week)
    assert read_hours(written) == week
    assert not written or is_readable(written)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mo-Fr 08:30-12:00,13:30-17:00", {0, 1, 2, 3, 4}),
        ("Mo,We 09:00-12:00; Sa 10:00-11:00; PH off", {0, 2, 5}),
        ("Sa-Mo 09:00-12:00", {0, 5, 6}),
    ],
)
def test_hours_that_rows_can_show(text, days):
    assert set(read_hours(text).days) == days


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr sunrise-sunset",
        "week 1-20 Mo 09:00-10:00",
        "Mo 22:00-02:00",
        "Mo 09:00-10:00,11:00-12:00,13:00-14:00",
    ],
)
def test_hours_that_rows_cannot_show_are_left_as_they_are(text):
    assert is_readable(text) and read_hours(text) is None


@pytest.mark.parametrize("text", ["le lundi", "Mo 9h-12h", "<script>"])
def test_what_is_no_notation_of_hours(text):
    assert not is_readable(text)


def test_days_whose_hours_do_not_follow_one_another():
    week = Week(
        {0: (("12:00", "09:00"),), 1: (("09:00", "12:00"), ("11:00", "17:00")), 2: (("09:00", "12:00"),)}
    )
    assert problems(week) == (0, 1)
