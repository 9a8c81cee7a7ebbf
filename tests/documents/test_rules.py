"""What a document keeps of what people type, and how its outline is put right."""

import pytest

from cite.documents.rules import BulletList, Document, Heading, KeyValues, Paragraph, Table, prepared
from cite.documents.rules.glyphs import drawable, typable


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("L’été à Écotay-l’Olme, 12 € – « œuvre »", "L’été à Écotay-l’Olme, 12 € – « œuvre »"),
        ("Цвет Ελλάδα Nguyễn Thị Ánh", "Цвет Ελλάδα Nguyễn Thị Ánh"),
        ("e\u0301te\u0301", "été"),
        ("東京", "DongJing"),
        ("bravo 🎉", "bravo :tada:"),
        ("a\x00b\x1bc\u200bd\ufeff", "abcd"),
        ("un\r\ndeux\u2028trois\tquatre", "un\ndeux\ntrois quatre"),
        ("\ud800\uffff\U000e0001", ""),
    ],
)
def test_what_cannot_be_drawn_is_spelled_or_dropped(typed, drawn):
    assert drawable(typed) == drawn


def test_a_word_processor_holds_every_script_and_no_control_character():
    assert typable("தமிழ் 東京 🎉\x0b\x00\ud800") == "தமிழ் 東京 🎉\n"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((1, 2, 3), (1, 2, 3)),
        ((3, 3), (1, 2)),
        ((0, 9, 1, 4), (1, 2, 1, 2)),
        ((1, 2, 3, 4, 5), (1, 2, 3, 4, 4)),
    ],
)
def test_no_level_of_heading_is_skipped(asked, given):
    document = prepared(Document(title="t", blocks=[Heading("h", level) for level in asked]), drawable)
    assert tuple(block.level for block in document.blocks) == given


def test_what_is_empty_is_dropped():
    blocks = [
        Heading(" "),
        Paragraph("\x00"),
        BulletList(["", " "]),
        KeyValues([("", "")]),
        Table([], [["a"]]),
    ]
    document = prepared(Document(title=" ", blocks=blocks), drawable)
    assert (document.title, document.blocks) == ("Document", ())


def test_every_row_is_as_wide_as_the_header():
    table = Table(("A", ""), [["1"], ["1", "2", "3"]], weights=(1, 2, 3))
    (kept,) = prepared(Document(title="t", blocks=[table]), drawable).blocks
    assert (kept.header, kept.rows, kept.weights) == (("A", "–"), (("1", ""), ("1", "2")), (1, 1))
