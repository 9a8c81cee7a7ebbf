"""What a committee may advise, what a simulation may give, what is covered: as tables."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.actors.enums import PilotSide
from cite.actors.rules.habilitation import Agreements
from cite.grants.enums.committee import CommitteeObjection as O
from cite.grants.rules.committee import agreement_decision, opinion_decision
from cite.grants.rules.simulations import Covered, Given, coverage, line_decision, terms_of

ASKED = {1: Decimal("3000.00"), 2: Decimal("2000.00")}


@pytest.mark.parametrize(
    ("outcome", "amounts", "words", "objections"),
    [
        ("full", {1: "3000", 2: "2000"}, "", ()),
        ("full", {1: "3000"}, "", (O.NOT_ALL_OF_IT,)),
        ("full", {1: "2999.99", 2: "2000"}, "", (O.NOT_ALL_OF_IT,)),
        ("partial", {1: "10"}, "", ()),
        ("partial", {}, "", (O.NO_AMOUNTS,)),
        ("partial", {1: "0"}, "", (O.NO_AMOUNTS,)),
        ("partial", {1: "3000.01"}, "", (O.BAD_AMOUNT,)),
        ("partial", {3: "10"}, "", (O.BAD_AMOUNT,)),
        ("partial", {1: "-10"}, "", (O.BAD_AMOUNT,)),
        ("partial", {1: "0.001"}, "", (O.BAD_AMOUNT,)),
        ("conditional", {1: "10"}, "", (O.NO_WORDS,)),
        ("conditional", {1: "10"}, "Le bilan.", ()),
        ("refused", {}, "Hors sujet.", ()),
        ("refused", {1: "10"}, " ", (O.NEEDLESS_AMOUNTS, O.NO_WORDS)),
        ("waiting_list", {}, "", ()),
        ("adjourned", {}, "", (O.NO_WORDS,)),
        ("redirected", {}, "", (O.NO_WORDS,)),
    ],
)
def test_opinions(outcome, amounts, words, objections):
    given_amounts = {funder: Decimal(amount) for funder, amount in amounts.items()}
    assert opinion_decision(outcome, given_amounts, words, ASKED).objections == objections


@pytest.mark.parametrize(
    ("outcome", "agreements", "side", "person", "objections"),
    [
        ("full", Agreements(), PilotSide.STATE, 1, ()),
        ("", Agreements(), PilotSide.STATE, 1, (O.NO_OPINION,)),
        ("full", Agreements(), None, 1, (O.NOT_A_CO_PILOT,)),
        ("full", Agreements(state=2), PilotSide.STATE, 1, (O.ALREADY_AGREED,)),
        ("full", Agreements(state=1), PilotSide.METROPOLE, 1, (O.TWO_PERSONS,)),
        ("full", Agreements(state=2), PilotSide.METROPOLE, 1, ()),
    ],
)
def test_two_sides_two_persons(outcome, agreements, side, person, objections):
    assert agreement_decision(outcome, agreements, side, person).objections == objections


@given(st.decimals(-1, 6000, places=2))
def test_a_simulated_amount_lies_between_nothing_and_what_is_asked(amount):
    assert bool(line_decision(amount, Decimal(5000))) == (0 <= amount <= 5000)


def test_a_simulated_amount_becomes_a_decision():
    amount, asked = Decimal(10), Decimal(20)
    assert terms_of(amount, asked, reserve="").outcome == "partial"
    assert terms_of(asked, asked, reserve="").outcome == "full"
    conditional = terms_of(asked, asked, reserve="Le bilan.")
    assert (conditional.outcome, conditional.conditions) == ("conditional", "Le bilan.")


def test_coverage_counts_a_file_wherever_it_reaches():
    files = [
        Given(("Montreynaud", "Le Soleil"), ("Freins",), Decimal(100)),
        Given(("Le Soleil",), ("Freins", "Entreprises"), Decimal(50)),
        Given(("Tarentaize",), ("Freins",), Decimal(0)),
    ]
    assert coverage(files) == {
        ("Montreynaud", "Freins"): Covered(1, Decimal(100)),
        ("Le Soleil", "Freins"): Covered(2, Decimal(150)),
        ("Le Soleil", "Entreprises"): Covered(1, Decimal(50)),
    }
