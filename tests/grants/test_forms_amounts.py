"""Every amount of money is read alike, as it is written on our own pages, and never as anything else."""

from decimal import Decimal

import pytest
from django import forms

from cite.grants.enums.budget import AmountProblem
from cite.grants.models import CallEdition
from cite.grants.rules.amounts import euros
from cite.grants.web.forms.afterwards import DecideRecoveryForm, OpenRecoveryForm
from cite.grants.web.forms.calls import ParametersForm
from cite.grants.web.forms.funded import CorrectFundedForm
from cite.grants.web.forms.funders import EnvelopeForm
from cite.grants.web.forms.money import PlanForm, RefundForm
from cite.grants.web.forms.reports import LineForm

FORMS = (
    EnvelopeForm,
    CorrectFundedForm,
    PlanForm,
    RefundForm,
    LineForm,
    OpenRecoveryForm,
    DecideRecoveryForm,
)


def amount_of(form: type[forms.Form], typed: str, **options: object) -> tuple[object, list[str]]:
    name = {LineForm: "realized", ParametersForm: "agreement_above"}.get(form, "amount")
    filled = form(data={name: typed}, **options)
    filled.full_clean()
    return filled.cleaned_data.get(name), filled.errors.get(name, [])


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


@pytest.mark.parametrize("form", [PlanForm, RefundForm, OpenRecoveryForm, DecideRecoveryForm, EnvelopeForm])
@pytest.mark.parametrize("typed", ["", "  ", "€"])
def test_an_amount_that_must_be_written_is(form, typed):
    assert amount_of(form, typed) == (None, ["Écrivez un montant."])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("23 000,00", (Decimal(23000), [])),
        ("23\u202f000 €", (Decimal(23000), [])),
        ("1", (Decimal(1), [])),
        ("100 000 000", (Decimal(100_000_000), [])),
        ("0,99", (None, ["Écrivez un montant d’au moins 1\u00a0€."])),
        ("100 000 000,01", (None, ["Écrivez un montant de 100\u202f000\u202f000\u00a0€ au plus."])),
        ("beaucoup", (None, [str(AmountProblem.NOT_A_NUMBER.label)])),
        ("", (None, ["Écrivez un montant."])),
    ],
)
def test_a_threshold_of_a_call_is_read_as_people_write_it(typed, found):
    assert amount_of(ParametersForm, typed, edition=CallEdition()) == found
