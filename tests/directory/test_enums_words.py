"""Every code of the national standard is named as residents say it."""

import re
from pathlib import Path

import pytest

from cite.directory.enums import AUDIENCES, KINDS, THEMES
from cite.directory.enums.facts import SAYINGS
from cite.directory.enums.leaflet import NEED_PICTOGRAMS
from cite.directory.enums.words import AUDIENCE_WORDS, KIND_WORDS, THEME_WORDS

SPRITE = Path(__file__).resolve().parents[2] / "cite/directory/static/directory/pictograms.svg"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (THEME_WORDS, THEMES),
        (AUDIENCE_WORDS, AUDIENCES),
        (KIND_WORDS, KINDS),
    ],
    ids=["themes", "audiences", "kinds"],
)
def test_an_edition_of_the_standard_adds_no_code_without_its_words(words, codes):
    assert set(words) == set(codes)


def test_two_needs_are_never_named_alike():
    for words in (THEME_WORDS, AUDIENCE_WORDS, KIND_WORDS):
        assert len(set(map(str, words.values()))) == len(words)


def test_every_picture_that_is_asked_for_is_drawn_and_none_is_left_over():
    drawn = re.findall(r'<symbol id="(\w+)" viewBox="0 0 48 48">', SPRITE.read_text())
    asked = {saying.pictogram for saying in SAYINGS.values()} | set(NEED_PICTOGRAMS.values()) | {"place"}
    assert sorted(drawn) == sorted(asked)
