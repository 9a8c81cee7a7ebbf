"""Amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import AmountProblem
from cite.grants.rules.amounts import LARGEST, AmountRefused, euros, format_amount, parse_amount, percent_of

CENTS = st.integers(0, 999_999_999_999).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("   ", None),
        ("\u202f", None),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("1234", "1234.00"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56 €", "1234.56"),
        ("1234.5", "1234.50"),
        ("1.234,56", "1234.56"),
        ("1.234.567,8", "1234567.80"),
        ("12 500 EUR", "12500.00"),
        ("9 999 999 999,99", "9999999999.99"),
        ("007", "7.00"),
    ],
)
def test_reads_what_people_type(typed, amount):
    assert parse_amount(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("-5", AmountProblem.NEGATIVE),
        ("−5,20", AmountProblem.NEGATIVE),
        ("1,234", AmountProblem.TOO_FINE),
        ("0.001", AmountProblem.TOO_FINE),
        ("1e9", AmountProblem.NOT_A_NUMBER),
        ("NaN", AmountProblem.NOT_A_NUMBER),
        ("Infinity", AmountProblem.NOT_A_NUMBER),
        ("1,234.56", AmountProblem.NOT_A_NUMBER),
        ("12,", AmountProblem.NOT_A_NUMBER),
        ("=1+1", AmountProblem.NOT_A_NUMBER),
        ("mille", AmountProblem.NOT_A_NUMBER),
        ("١٢٣", AmountProblem.NOT_A_NUMBER),
        ("10 000 000 000", AmountProblem.TOO_LARGE),
        ("9" * 5000, AmountProblem.TOO_LARGE),
    ],
)
def test_refuses_the_rest_and_says_why(typed, problem):
    with pytest.raises(AmountRefused) as refused:
        parse_amount(typed)
    assert refused.value.problem == problem


@given(CENTS)
def test_what_is_written_reads_back(amount):
    assert parse_amount(format_amount(amount)) == amount
    assert parse_amount(euros(amount)) == amount


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_refused(typed):
    try:
        amount = parse_amount(typed)
    except AmountRefused:
        return
    assert amount is None or 0 <= amount <= LARGEST


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0.01", "0,01\u00a0€"),
        ("1234.5", "1\u202f234,50\u00a0€"),
        ("23000", "23\u202f000\u00a0€"),
        ("1234567.89", "1\u202f234\u202f567,89\u00a0€"),
    ],
)
def test_writes_as_people_read(amount, written):
    assert euros(Decimal(amount)) == written


def test_share_of_nothing_is_not_said():
    assert percent_of(Decimal(1), Decimal(0)) is None
    assert percent_of(Decimal(1), Decimal(3)) == Decimal("33.3")
