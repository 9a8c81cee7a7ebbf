"""Amounts in letters, as French spells them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.rules.amounts_in_letters import in_letters, number_in_letters

SPELLED = {
    0: "zéro",
    1: "un",
    16: "seize",
    17: "dix-sept",
    20: "vingt",
    21: "vingt et un",
    22: "vingt-deux",
    61: "soixante et un",
    70: "soixante-dix",
    71: "soixante et onze",
    72: "soixante-douze",
    77: "soixante-dix-sept",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    90: "quatre-vingt-dix",
    91: "quatre-vingt-onze",
    99: "quatre-vingt-dix-neuf",
    100: "cent",
    101: "cent un",
    180: "cent quatre-vingts",
    200: "deux cents",
    201: "deux cent un",
    999: "neuf cent quatre-vingt-dix-neuf",
    1000: "mille",
    1001: "mille un",
    1100: "mille cent",
    2000: "deux mille",
    21_000: "vingt et un mille",
    80_000: "quatre-vingt mille",
    80_080: "quatre-vingt mille quatre-vingts",
    100_000: "cent mille",
    200_000: "deux cent mille",
    200_200: "deux cent mille deux cents",
    280_000: "deux cent quatre-vingt mille",
    1_000_000: "un million",
    1_000_001: "un million un",
    80_000_000: "quatre-vingts millions",
    200_000_000: "deux cents millions",
    200_080_200: "deux cents millions quatre-vingt mille deux cents",
    999_999_999: (
        "neuf cent quatre-vingt-dix-neuf millions neuf cent quatre-vingt-dix-neuf mille"
        " neuf cent quatre-vingt-dix-neuf"
    ),
}
WORDS = {
    word: value
    for value, word in enumerate(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    )
} | {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6,
}  # fmt: skip


def read(text):
    """Read a number again, by another way than it was written."""
    total = group = 0
    words = [word for word in text.replace("-", " ").split() if word != "et"]
    for place, word in enumerate(words):
        value = WORDS[word]
        if value >= 1000:
            total, group = total + max(group, 1) * value, 0
        elif value == 100:
            group = max(group, 1) * 100 if group < 100 else group + 100
            if group > 900:
                raise AssertionError(text)
        elif value == 20 and place and words[place - 1] == "quatre":
            group = group - 4 + 80
        else:
            group += value
    return total + group


@pytest.mark.parametrize(("number", "words"), SPELLED.items())
def test_spelling(number, words):
    assert number_in_letters(number) == words


def test_every_number_below_ten_thousand_is_said_once_and_reads_back():
    said = [number_in_letters(number) for number in range(10_000)]
    assert [read(words) for words in said] == list(range(10_000))


@given(st.integers(0, 999_999_999))
def test_every_number_reads_back(number):
    assert read(number_in_letters(number)) == number


@given(st.integers(0, 999_999_999))
def test_an_s_only_where_nothing_follows(number):
    words = number_in_letters(number).split()
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word.endswith(("cents", "vingts")):
            assert after in {"", "million", "millions"}
        assert word not in {"milles"}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "zéro euro"),
        ("0.01", "un centime"),
        ("0.80", "quatre-vingts centimes"),
        ("1", "un euro"),
        ("1.01", "un euro et un centime"),
        ("2", "deux euros"),
        ("23000.00", "vingt-trois mille euros"),
        ("12345.60", "douze mille trois cent quarante-cinq euros et soixante centimes"),
        ("1000000", "un million d’euros"),
        ("2000000.50", "deux millions d’euros et cinquante centimes"),
        ("1000200", "un million deux cents euros"),
        ("999999999.99", SPELLED[999_999_999] + " euros et quatre-vingt-dix-neuf centimes"),
    ],
)
def test_amounts(amount, words):
    assert in_letters(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "1000000000", "1.001"])
def test_what_is_not_an_amount_to_write_is_refused(amount):
    with pytest.raises(ValueError, match="."):
        in_letters(Decimal(amount))


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_numbers_out_of_reach_are_refused(number):
    with pytest.raises(ValueError, match="not written"):
        number_in_letters(number)
