"""What is typed or imported, put in shape."""

import re

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cite.core.telephones import read_phone
from cite.directory.rules.cleaning import plain_text


@pytest.mark.parametrize(
    "typed",
    [
        "04 77 12 34 56",
        "0477123456",
        "04.77.12.34.56",
        "+33 4 77 12 34 56",
        "+33 (0)4 77 12 34 56",
        "0033477123456",
    ],
)
def test_one_telephone_in_many_notations(typed):
    assert read_phone(typed) == "+33477123456"


@pytest.mark.parametrize(
    ("typed", "read"), [("3949", "3949"), ("39 49", "3949"), ("115", "115"), ("116117", "116117")]
)
def test_short_numbers_are_dialed_as_they_are(typed, read):
    assert read_phone(typed) == read


@pytest.mark.parametrize("typed", ["", "à l’accueil", "04 77", "04 77 12 34 56 ou 04 77 65 43 21", "٠"])
def test_what_is_not_one_number(typed):
    assert read_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Aide au permis", "Aide au permis"),
        ("3 < 5 et 6 > 2", "3 < 5 et 6 > 2"),
        ("<p>Le lundi</p><p>Le <b>mardi</b></p>", "Le lundi\n\nLe mardi"),
        ("<ul><li>CV</li><li>Carte</li></ul>", "– CV\n\n– Carte"),
        ("a&nbsp;&amp;&nbsp;b", "a & b"),
        ("<style>p{color:red}</style><script>alert(1)</script>Bonjour", "Bonjour"),
        ("<!--[if mso]><xml><w:Word/></xml><![endif]-->Bonjour", "Bonjour"),
        ("un\r\ndeux\x00\x07", "un\ndeux"),
    ],
)
def test_words_pasted_from_a_word_processor(typed, kept):
    assert plain_text(typed, limit=100) == kept


def test_a_page_of_200_kilobytes_is_cut_and_says_so():
    kept = plain_text("<p class=MsoNormal>" + "mot " * 50_000 + "</p>", limit=10_000)
    assert len(kept) == 10_000 and kept.endswith("mot…")


@given(st.text(max_size=300))
def test_nothing_stops_the_reading(typed):
    once = plain_text(typed, limit=200)
    assert len(once) <= 200
    assert "\x00" not in once


_PASTED = st.text("ab é–<>&;/p\x00\t\n\r\xa0\u202f\u202e\u2003’", max_size=30) | st.text(max_size=30)


@given(_PASTED)
def test_a_text_that_needs_no_cleaning_reads_as_one_that_does(typed):
    assert plain_text(typed, limit=100) == plain_text(typed + "\x07", limit=100)


@example("00 422 00 00 00")
@given(st.from_regex(r"(0|\+33|0033|33)[ .]?[0-9]{1,2}([ .]?[0-9]{2}){3,5}", fullmatch=True))
def test_a_french_number_reads_as_the_library_reads_it(typed):
    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:  # « 00 422… » is of no country
        assert read_phone(typed) is None
        return
    read = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if re.match(r"\+33(26[239]|69[0-7]|59[046])", read):
        return  # overseas: another code, told below
    whole = phonenumbers.is_possible_number(number) and not number.italian_leading_zero
    assert read_phone(typed) == (read if whole else None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0696 12 34 56", "+596696123456"),
        ("+596 696 12 34 56", "+596696123456"),
        ("+33 696 12 34 56", "+596696123456"),
        ("0033 696 12 34 56", "+596696123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0694 12 34 56", "+594694123456"),
        ("02 62 12 34 56", "+262262123456"),
        ("0639 98 00 12", "+33639980012"),  # the numbers of fictions stay nobody’s
        ("+212 6 12 34 56 78", "+212612345678"),
        ("00212 612 345 678", "+212612345678"),
    ],
)
def test_a_number_from_overseas_or_abroad_is_dialed_with_its_own_code(typed, read):
    assert read_phone(typed) == read


@pytest.mark.parametrize("typed", ["06 12 34 56 7", "061234567", "06 12 34 56 789"])
def test_a_digit_too_few_or_too_many_is_no_number(typed):
    assert read_phone(typed) is None
