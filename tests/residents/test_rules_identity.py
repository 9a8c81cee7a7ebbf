"""Births that cannot be, minors, and protected adults."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.residents.enums.objections import IdentityObjection as O
from cite.residents.enums.people import Protection as P
from cite.residents.rules.identity import IdentityFacts, ages_on, field_about, identity_decision

ON = date(2026, 11, 27)
TOLD = {"guardian_informed": True, "guardian_name": "Une tante"}


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        ({}, ()),
        ({"birth_date": date(1990, 5, 1)}, ()),
        ({"birth_year": 1990}, ()),
        ({"birth_date": date(2026, 11, 28)}, (O.BORN_IN_FUTURE,)),
        ({"birth_date": ON}, (O.UNDER_SIXTEEN,)),
        ({"birth_year": 2027}, (O.BORN_IN_FUTURE,)),
        ({"birth_date": date(1915, 11, 27)}, (O.TOO_OLD,)),
        ({"birth_date": date(1915, 11, 28)}, ()),
        ({"birth_date": date(2010, 11, 28)}, (O.UNDER_SIXTEEN,)),
        ({"birth_date": date(2010, 11, 27), "protection": P.MINOR, **TOLD}, ()),
        ({"birth_date": date(2010, 11, 27)}, (O.MINOR_TO_SAY, O.WHO_IS_INFORMED)),
        ({"birth_date": date(2010, 11, 27), "protection": P.MINOR}, (O.WHO_IS_INFORMED,)),
        (
            {"birth_date": date(2010, 1, 1), "protection": P.MINOR, "guardian_informed": True},
            (O.WHO_IS_INFORMED,),
        ),
        ({"birth_date": date(2010, 1, 1), "protection": P.MINOR, "guardian_informed": False}, ()),
        ({"birth_date": date(2008, 11, 28), "protection": P.NONE, **TOLD}, (O.MINOR_TO_SAY,)),
        ({"birth_date": date(2008, 11, 27)}, ()),
        ({"birth_date": date(2008, 11, 27), "protection": P.MINOR, **TOLD}, (O.NOT_A_MINOR,)),
        ({"birth_date": date(1990, 5, 1), "birth_year": 1990}, ()),
        ({"birth_date": date(1990, 5, 1), "birth_year": 1985}, (O.TWO_BIRTHS,)),
        ({"birth_year": 2010}, (O.WHOLE_DATE_NEEDED,)),
        ({"birth_year": 2011}, (O.UNDER_SIXTEEN,)),
        ({"birth_year": 2009}, (O.MINOR_TO_SAY, O.WHO_IS_INFORMED)),
        ({"birth_year": 2008}, ()),
        ({"birth_year": 2008, "protection": P.MINOR, **TOLD}, ()),
        ({"protection": P.MINOR}, (O.WHO_IS_INFORMED,)),
        ({"birth_date": date(1980, 1, 1), "protection": P.REPRESENTED}, ()),
    ],
)
def test_each_birth_and_what_is_said_of_it(facts, objections):
    assert identity_decision(IdentityFacts(on=ON, **facts)).objections == objections


def test_a_birthday_of_the_29th_of_february_counts_from_the_first_of_march():
    born = date(2008, 2, 29)
    before = ages_on(IdentityFacts(on=date(2026, 2, 28), birth_date=born))
    after = ages_on(IdentityFacts(on=date(2026, 3, 1), birth_date=born))
    assert (before.most, after.most) == (17, 18)


@given(st.integers(0, 45_000), st.sampled_from(["", *P]), st.sampled_from([None, True, False]))
def test_a_year_alone_never_allows_what_every_date_in_it_refuses(days, protection, informed):
    born = ON - timedelta(days=days)
    more = {"protection": protection, "guardian_informed": informed, "guardian_name": "Une tante"}
    by_date = identity_decision(IdentityFacts(on=ON, birth_date=born, **more))
    by_year = identity_decision(IdentityFacts(on=ON, birth_year=born.year, **more))
    ages = ages_on(IdentityFacts(on=ON, birth_year=born.year))
    assert ages.least <= ages_on(IdentityFacts(on=ON, birth_date=born)).most <= ages.most
    if O.UNDER_SIXTEEN in by_date.objections:
        assert by_year.objections and by_year.objections[0] in {O.UNDER_SIXTEEN, O.WHOLE_DATE_NEEDED}


@pytest.mark.parametrize(
    ("objection", "said", "field"),
    [
        (O.BORN_IN_FUTURE, {"birth_date": date(2030, 1, 1)}, "birth_date"),
        (O.BORN_IN_FUTURE, {"birth_year": 2030}, "birth_year"),
        (O.TOO_OLD, {"birth_year": 1900}, "birth_year"),
        (O.UNDER_SIXTEEN, {"birth_date": date(2011, 1, 1), "birth_year": None}, "birth_date"),
        (O.WHOLE_DATE_NEEDED, {"birth_year": 2010}, "birth_date"),
        (O.TWO_BIRTHS, {"birth_date": date(1990, 1, 1), "birth_year": 1991}, "birth_year"),
        (O.MINOR_TO_SAY, {}, "protection"),
        (O.WHO_IS_INFORMED, {"protection": "minor"}, "guardian_informed"),
        (O.WHO_IS_INFORMED, {"protection": ""}, "protection"),  # not asked yet: its field is hidden
        (O.PHONE_UNREADABLE, {}, None),
        ("another kind of reason", {}, None),
    ],
)
def test_each_reason_is_said_beside_what_it_is_about(objection, said, field):
    assert field_about(objection, said) == field
