"""Every amount of money is read alike, as it is written on our own pages, and never as anything else."""

from decimal import Decimal

import pytest
from django import forms

from cite.grants.enums.budget import AmountProblem
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.funded import CorrectFundedForm
from cite.grants.web.forms.funders import EnvelopeForm

FORMS = (EnvelopeForm, CorrectFundedForm)


def amount_of(form: type[forms.Form], typed: str) -> tuple[object, list[str]]:
    filled = form(data={"amount": typed})
    filled.full_clean()
    return filled.cleaned_data.get("amount"), filled.errors.get("amount", [])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 234,56 €", "1234.56"),
        ("1.234,56", "1234.56"),
        (euros(Decimal("1234.56")), "1234.56"),  # copied from a page
        ("1234.5", "1234.50"),
        ("-0", "0.00"),
        ("9999999999,99", "9999999999.99"),
    ],
)
def test_an_amount_is_read_as_people_write_it(form, typed, amount):
    assert amount_of(form, typed) == (Decimal(amount), [])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("-5", AmountProblem.NEGATIVE),
        ("0,005", AmountProblem.TOO_FINE),
        ("1e9", AmountProblem.NOT_A_NUMBER),
        ("NaN", AmountProblem.NOT_A_NUMBER),
        ("Infinity", AmountProblem.NOT_A_NUMBER),
        ("٣٤", AmountProblem.NOT_A_NUMBER),
        ("0x10", AmountProblem.NOT_A_NUMBER),
        ("1_000", AmountProblem.NOT_A_NUMBER),
        ("99999999999", AmountProblem.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_the_remedy(form, typed, problem):
    assert amount_of(form, typed) == (None, [str(problem.label)])
