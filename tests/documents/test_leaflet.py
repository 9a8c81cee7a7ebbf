"""A leaflet: on the pages promised, in both directions, tagged, and never stopped by what people type."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cite.documents.gateways import render_leaflet
from cite.documents.rules import QrCode
from cite.documents.rules.glyphs import _ARABIC, drawable, drawable_with_arabic, is_arabic
from cite.documents.rules.leaflet import Card, Drawn, Entry, Leaflet, columns_of, paged, runs
from tests.documents.test_gateways import squeezed, structure_of, text_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>'
PAGE = "https://cite.example.org/ar/offre/services/1/"


def card(name="Garde d’enfants", sentences=4, code=PAGE):
    return Card(
        name=name,
        need=Drawn("رعاية الأطفال", PICTURE),
        by="Proposé par Le Relais",
        sentences=[Drawn("هذا مجاني.", PICTURE)] * sentences,
        hours=[("من الاثنين إلى الجمعة", "من 9:00 إلى 12:00")],
        telephone="04 77 12 34 56",
        place=Drawn("4 rue des Essais, 42000 Saint-Étienne", PICTURE),
        code=QrCode(code, "مربع") if code else None,
    )


def read(leaflet):
    return PdfReader(BytesIO(render_leaflet(leaflet)))


def links_of(reader):
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    return sorted({str(a["/A"]["/URI"]) for a in annotations})


@pytest.fixture(scope="module")
def arabic():
    return read(
        Leaflet(
            title="خدمات من أجل \u2068Leïla\u2069",
            cards=[card(), card("Aide au permis")],
            language="ar",
            is_rtl=True,
            lead="أظهروا هذه الورقة.",
            note="هل لديكم سؤال؟",
            note_telephone="04 77 00 00 00",
            note_in_french="Pour les professionnels.",
        )
    )


def test_it_is_accessible_and_says_its_language_and_direction(arabic):
    root = arabic.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")
    assert arabic.metadata.title == "خدمات من أجل Leïla"
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    kinds = structure_of(root["/StructTreeRoot"])
    assert [kind for kind in kinds if kind in ("/H1", "/H2")] == ["/H1", "/H2", "/H2"]
    assert kinds.count("/Figure") == 2  # the squares: pictograms say nothing that their sentence does not


def languages_of(node, found=None):
    """The languages declared inside a structure tree."""
    found = set() if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            languages_of(kid, found)
    elif isinstance(node, dict):
        found |= {str(node["/Lang"])} if "/Lang" in node else set()
        if "/K" in node:
            languages_of(node["/K"], found)
    return found


def test_what_is_in_french_is_said_to_be(arabic):
    assert languages_of(arabic.trailer["/Root"]["/StructTreeRoot"]) == {"fr"}


def test_the_telephone_and_the_square_lead_where_they_say(arabic):
    assert links_of(arabic) == [PAGE, "tel:0477000000", "tel:0477123456"]


def test_a_driver_reads_the_name_and_the_address(arabic):
    text = text_of(arabic)
    for french in (
        "Garde d’enfants",
        "Aide au permis",
        "4 rue des Essais",
        "Saint-Étienne",
        "04 77 12 34 56",
    ):
        assert french in text


def test_it_is_drawn_with_the_two_fonts_of_our_packages(arabic):
    fonts = {
        str(f.get_object()["/BaseFont"]) for p in arabic.pages for f in p["/Resources"]["/Font"].values()
    }
    families = {font.partition("+")[2].partition("-")[0] for font in fonts}
    assert families == {"SourceSansPro", "IBMPlexSansArabic"}


def test_every_arabic_sign_said_drawable_is_drawn_and_stays():
    signs = "".join(chr(c) for first, last in _ARABIC for c in range(first, last + 1))
    assert set(signs) <= set(drawable_with_arabic(signs)) | set("\u0653\u0654\u0655")
    assert is_arabic(signs) and not is_arabic(drawable(signs))
    assert render_leaflet(Leaflet(title=signs, cards=[], language="ar", is_rtl=True)).startswith(b"%PDF")


def test_a_name_set_apart_is_a_piece_of_its_own():
    assert runs("من \u2068Montreynaud\u2069.", drawable_with_arabic) == [
        ("من ", False),
        ("Montreynaud", True),
        (".", False),
    ]
    assert runs("\u2068", drawable) == []


@pytest.mark.parametrize(
    ("count", "sentences", "pages"),
    [(1, 20, 1), (2, 10, 1), (4, 6, 1), (6, 3, 1), (6, 9, 2), (8, 6, 2), (8, 16, 4)],
)
def test_it_holds_on_as_many_pages_as_was_said(count, sentences, pages):
    cards = [card(sentences=sentences)] * count
    assert len(paged(cards)) == pages
    assert len(read(Leaflet(title="t", cards=cards, language="ar", is_rtl=True)).pages) == pages


def test_no_card_is_lost_between_pages():
    cards = [card(f"Service {number}", sentences=8) for number in range(8)]
    assert [c for page in paged(cards) for c in page] == cards
    assert [columns_of(cards[:n]) for n in (1, 2, 3, 8)] == [1, 1, 2, 2]
    assert paged([]) == [[]]


def test_a_poster_lists_entries_under_each_need_and_the_squares_of_languages():
    cards = [
        Card(need=Drawn("Me soigner", PICTURE), entries=[Entry("Point santé", "Le Relais", "04 77 11 11 11")])
    ]
    codes = [
        QrCode("https://cite.example.org/?a=1", "Français"),
        QrCode("https://cite.example.org/ar/", "العربية"),
    ]
    reader = read(Leaflet(title="Qui peut m’aider ?", cards=cards, codes=codes))
    assert "Point santé" in text_of(reader)
    assert links_of(reader) == [
        "https://cite.example.org/?a=1",
        "https://cite.example.org/ar/",
        "tel:0477111111",
    ]
    kinds = structure_of(reader.trailer["/Root"]["/StructTreeRoot"])
    assert (kinds.count("/H2"), kinds.count("/Figure")) == (1, 2)


def test_what_people_type_is_never_code():
    typed = '#set text(red) $x^2$ *gras* _a_ `b` <script> // non \\ "guillemets" {{ champ }} @ref'
    text = text_of(read(Leaflet(title=typed, cards=[card(typed)], lead=typed, note_in_french=typed)))
    assert squeezed(text).count(squeezed(typed)) == 4


ANYTHING = st.text(st.characters(), max_size=60)


@settings(max_examples=40)
@given(title=ANYTHING, name=ANYTHING, sentence=ANYTHING, telephone=ANYTHING, is_rtl=st.booleans())
def test_no_text_stops_it(title, name, sentence, telephone, is_rtl):
    one = Card(
        name=name,
        need=Drawn(sentence),
        by=sentence,
        sentences=[Drawn(sentence, PICTURE)],
        hours=[(name, sentence)],
        telephone=telephone,
        place=Drawn(sentence, PICTURE),
        entries=[Entry(name, sentence, telephone)],
        code=QrCode(PAGE, title),
    )
    leaflet = Leaflet(
        title=title,
        cards=[one],
        language="ar" if is_rtl else "fr",
        is_rtl=is_rtl,
        lead=sentence,
        note=name,
        note_telephone=telephone,
        note_in_french=sentence,
    )
    assert render_leaflet(leaflet).startswith(b"%PDF")
