"""Text is compared and sorted alike on both databases."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.text import search_key, short_day, sort_key, whole_number, without_control_characters


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("SAINT  ÉTIENNE", "saint etienne"),
        ("L’Œillet", "l oeillet"),
        ("Crêt De L'Oeillet", "cret de l oeillet"),
        ("Çaloire", "caloire"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_a_search_key_forgets_accents_case_and_punctuation(typed, key):
    assert search_key(typed) == key


def test_communes_sort_as_people_expect():
    names = ["Écotay", "Firminy", "Çaloire", "Cellieu", "Aboën", "Ecotay"]
    assert sorted(names, key=sort_key) == ["Aboën", "Çaloire", "Cellieu", "Ecotay", "Écotay", "Firminy"]


@given(st.text())
def test_a_search_key_is_stable_and_plain(text):
    key = search_key(text)
    assert search_key(key) == key
    assert key.isascii()


@given(st.text())
def test_cleaning_leaves_no_control_character_but_line_breaks_and_tabs(text):
    cleaned = without_control_characters(text)
    assert all(c in "\n\r\t" or unicodedata.category(c) != "Cc" for c in cleaned)
    assert without_control_characters(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("²", None),
        ("9" * 19, None),
    ],
)
def test_a_number_given_back_by_a_browser(text, number):
    assert whole_number(text) == number


def test_five_thousand_digits_are_no_number():
    assert whole_number("9" * 5000) is None


def test_every_control_character_goes_but_those_that_are_typed():
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x11000))))
    controls = {c for c in everything if unicodedata.category(c) == "Cc"}
    assert set(everything) - set(without_control_characters(everything)) == controls - {"\n", "\r", "\t"}


@pytest.mark.parametrize(("day", "text"), [(date(2026, 11, 5), "05/11/2026"), (None, "")])
def test_a_day_is_written_in_figures(day, text):
    assert short_day(day) == text
