"""When an answer is due, when a file is forgotten, which files look alike: without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.residents.enums.rights import PersonLikeness, RequestState, Right
from cite.residents.enums.rights_objections import RightObjection
from cite.residents.rules.likeness import keys_of, likeness, pairs_among, somebody
from cite.residents.rules.retention import age_band, forgotten_on, heard_before
from cite.residents.rules.rights import AskedFacts, answer_decision, due_on, is_urgent, request_decision

MONTHS = 24
NOON = date(2026, 11, 27)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("asked_on", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 3, 30), date(2026, 4, 30)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_an_answer_is_due_within_a_civil_month(asked_on, due):
    assert due_on(asked_on) == due


@given(DAYS)
def test_a_month_is_28_to_31_days(asked_on):
    assert 28 <= (due_on(asked_on) - asked_on).days <= 31


@pytest.mark.parametrize(("days", "urgent"), [(11, False), (10, True), (0, True), (-3, True)])
def test_an_answer_is_urgent_before_it_is_due(days, urgent):
    assert is_urgent(NOON + timedelta(days=days), NOON, 10) is urgent


ASKED = AskedFacts(right=Right.ACCESS, asked_on=NOON, details="", same_is_open=False)


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        ({}, ()),
        ({"asked_on": NOON + timedelta(days=1)}, (RightObjection.ASKED_IN_FUTURE,)),
        ({"asked_on": date(2025, 11, 1)}, (RightObjection.ASKED_TOO_LONG_AGO,)),
        ({"same_is_open": True}, (RightObjection.ALREADY_OPEN,)),
        (
            {"right": Right.RECTIFICATION, "details": "  ", "same_is_open": True},
            (RightObjection.WHAT_TO_CORRECT, RightObjection.ALREADY_OPEN),
        ),
        ({"right": Right.RECTIFICATION, "details": "Mon numéro a changé"}, ()),
    ],
)
def test_a_request_is_noted_once_and_says_enough(facts, objections):
    assert request_decision(replace(ASKED, **facts), NOON).objections == objections


@pytest.mark.parametrize(
    ("state", "outcome", "answer", "objections"),
    [
        (RequestState.OPEN, RequestState.DONE, "", ()),
        (RequestState.OPEN, RequestState.REFUSED, "Déjà remis hier", ()),
        (RequestState.OPEN, RequestState.REFUSED, " ", (RightObjection.WHY_REFUSED,)),
        (RequestState.DONE, RequestState.DONE, "", (RightObjection.ALREADY_ANSWERED,)),
    ],
)
def test_a_refusal_says_why_and_an_answer_comes_once(state, outcome, answer, objections):
    assert answer_decision(state, outcome, answer).objections == objections


@given(DAYS, DAYS)
def test_a_file_is_forgotten_from_the_same_day_read_both_ways(heard, on):
    assert (forgotten_on(heard, MONTHS) <= on) == (heard <= heard_before(on, MONTHS))


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (None, ""),
        (2010, "15_25"),
        (2001, "15_25"),
        (2000, "26_39"),
        (1980, "40_49"),
        (1970, "50_59"),
        (1940, "60_up"),
    ],
)
def test_an_age_is_kept_as_a_wide_band(birth_year, band):
    assert age_band(birth_year, 2026) == band


BORN = date(1990, 5, 4)
AMINA = {"first_name": "Amina", "last_name": "Benfictif", "birth_date": BORN, "phone": "+33639980012"}


CLOSE_BIRTH, CLOSE_PHONE = PersonLikeness.CLOSE_NAME_SAME_BIRTH, PersonLikeness.CLOSE_NAME_SAME_PHONE


def two(**other):
    return somebody(1, **AMINA), somebody(2, **(AMINA | other))


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        ({"phone": ""}, (PersonLikeness.SAME_NAME_AND_BIRTH,)),
        ({}, (PersonLikeness.SAME_NAME_AND_BIRTH, PersonLikeness.SAME_NAME_SAME_PHONE)),
        (
            {"first_name": "Benfictif", "last_name": "AMINA", "phone": ""},
            (PersonLikeness.SAME_NAME_AND_BIRTH,),
        ),
        ({"first_name": "Aminà", "phone": ""}, (PersonLikeness.SAME_NAME_AND_BIRTH,)),
        ({"last_name": "Ben Fictif"}, (CLOSE_BIRTH, CLOSE_PHONE)),
        ({"first_name": "Amina Zohra", "phone": ""}, (CLOSE_BIRTH,)),
        ({"first_name": "Ammena", "phone": ""}, (CLOSE_BIRTH,)),
        ({"first_name": "Ammena", "birth_date": None}, (CLOSE_PHONE,)),
        ({"first_name": "Benfictiffe", "last_name": "Ameena", "birth_date": None}, (CLOSE_PHONE,)),
        ({"birth_date": None}, (PersonLikeness.SAME_NAME_SAME_PHONE,)),
        ({"birth_date": None, "phone": "06 39 98 00 12"}, (PersonLikeness.SAME_NAME_SAME_PHONE,)),
        ({"birth_date": None, "phone": "00 33 6 39 98 00 12"}, (PersonLikeness.SAME_NAME_SAME_PHONE,)),
    ],
)
def test_one_person_in_two_files_is_found_with_the_reasons(other, reasons):
    assert likeness(*two(**other)) == reasons


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": date(1961, 2, 3)},  # homonyms, one telephone at home
        {"birth_date": None, "birth_year": 1961},
        {"birth_date": None, "phone": ""},  # the same name, and nothing else known
        {"first_name": "Karim"},  # a couple, or twins: one telephone, another first name
        {"first_name": "Amine", "sex": "male"},
        {
            "first_name": "Amine",
            "birth_date": None,
        },  # a brother, perhaps: a last vowel alone tells them apart
        {"first_name": "Emina", "birth_date": date(1961, 2, 3)},
        {"first_name": "Lina", "last_name": "Autrefictif", "phone": ""},
    ],
)
def test_homonyms_couples_and_twins_are_not_doubles(other):
    one = somebody(1, **AMINA, sex="female")
    assert likeness(one, somebody(2, **(AMINA | other))) == ()


NAMES = st.sampled_from(
    "Amina Emina Amine Aminata Karim Karima Carim Fatima Zohra Benali Ben-Ali Diallo".split()
)
PEOPLE = st.builds(
    somebody,
    st.integers(1, 10**6),
    NAMES,
    NAMES,
    birth_date=st.sampled_from([None, BORN, date(1991, 1, 1)]),
    sex=st.sampled_from(["", "female", "male"]),
    phone=st.sampled_from(["", "+33639980012"]),
    email=st.sampled_from(["", "a@example.org"]),
)


@given(PEOPLE, PEOPLE)
def test_likeness_is_the_same_read_from_either_side_and_shares_a_key(one, other):
    assert likeness(one, other) == likeness(other, one)
    if likeness(one, other):
        assert not set(keys_of(one)).isdisjoint(keys_of(other))


@given(st.lists(PEOPLE, max_size=12, unique_by=lambda each: each.number))
def test_every_pair_is_found_as_if_all_were_compared(people):
    slow = {
        (one.number, other.number): likeness(one, other)
        for one in people
        for other in people
        if one.number < other.number and likeness(one, other)
    }
    assert pairs_among(people) == slow


@given(
    st.permutations([(first, "Benfictif") for first in ("Salma", "Selma", "Karim", "Lina")]), st.booleans()
)
def test_a_crowded_day_of_birth_hides_nobody_written_by_ear(names, by_phone):
    """Many are noted as born on the first of January, or leave the telephone of one shelter."""
    shared = {"phone": "+33639980012"} if by_phone else {"birth_date": date(1990, 1, 1)}
    crowd = [somebody(100 + n, f"{chr(65 + n % 26)}ab{n}", f"Inventé{n % 7}", **shared) for n in range(300)]
    four = [somebody(number, *name, **shared) for number, name in enumerate(names)]
    pair = sorted(number for number, (first, _) in enumerate(names) if first in ("Salma", "Selma"))
    found = {pair for pair in pairs_among([*crowd, *four]) if max(pair) < 100}
    assert found == {tuple(pair)}
