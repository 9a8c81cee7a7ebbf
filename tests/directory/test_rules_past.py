"""What referrals to a service came to: masked where small, and never found again by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.masking import LEAST
from cite.directory.enums.past import Answer, Welcome
from cite.directory.rules.past import Delay, PastReferral, past_of

FULL, AREA = "Plus de place", "Hors du secteur"


def came(answer_days=3, entry_days=30):
    return PastReferral(Answer.ACCEPTED, Welcome.CAME, "", answer_days, entry_days)


def refused(reason=FULL, answer_days=9):
    return PastReferral(Answer.REFUSED, None, reason, answer_days)


WAITING = PastReferral(Answer.WAITING)
BY_PHONE = PastReferral(Answer.ACCEPTED, Welcome.BY_PHONE, "", 1)


def test_without_enough_referrals_nothing_is_said():
    for few in ([], [came()] * 4):
        past = past_of(few)
        assert not past.is_told
        assert (past.total, past.answering, past.entering) == (None, None, None)
        assert (past.welcomes, past.reasons) == ({}, {})
        assert set(past.answers.values()) == {None}


def test_a_year_of_referrals_in_figures():
    past = past_of(
        [*[came(entry_days=days) for days in range(20, 34)], *[refused()] * 6, *[refused(AREA)] * 5]
    )
    assert past.total == 25
    assert (past.answers[Answer.ACCEPTED], past.answers[Answer.REFUSED]) == (14, 11)
    assert past.welcomes[Welcome.CAME] == 14
    assert past.reasons == {FULL: 6, AREA: 5}
    assert past.entering == Delay(27, 32, 14, is_exact=True)
    assert past.answering == Delay(3, 9, 25, is_exact=True)


def test_the_slowest_tenth_is_told_from_ten_answers():
    slow = [came(answer_days=2)] * 8 + [came(answer_days=40)]
    assert past_of(slow).answering.slow is None
    assert past_of([came(answer_days=2), *slow]).answering == Delay(2, 2, 10, is_exact=True)
    assert past_of([came(answer_days=2)] * 8 + [came(answer_days=40)] * 2).answering.slow == 40


@pytest.mark.parametrize(
    ("rows", "entering"),
    [
        ([came()] * 4 + [BY_PHONE] * 6, None),
        ([came()] * 8 + [BY_PHONE] * 5, Delay(30, None, 8, is_exact=True)),
        ([came()] * 8 + [BY_PHONE] * 2, Delay(30, None, 5, is_exact=False)),
        ([came()] * 8 + [refused()] * 2, Delay(30, None, 5, is_exact=False)),
        ([came()] * 8 + [came(entry_days=None)], Delay(30, None, 5, is_exact=False)),
    ],
)
def test_over_how_many_is_exact_only_where_nothing_can_be_subtracted(rows, entering):
    assert past_of(rows).entering == entering


def test_a_number_that_is_masked_is_not_divided():
    past = past_of([*[came()] * 9, *[refused()] * 3, *[WAITING] * 3])
    assert past.answers[Answer.REFUSED] is None
    assert past.reasons == {}
    assert not past.answering.is_exact


REFERRALS = (
    st.builds(
        PastReferral,
        st.sampled_from([Answer.WAITING, Answer.SILENT, Answer.STOPPED]),
    )
    | st.builds(refused, st.sampled_from([FULL, AREA]))
    | st.builds(
        PastReferral,
        st.just(Answer.ACCEPTED),
        st.sampled_from(list(Welcome)),
        st.just(""),
        st.integers(0, 60),
        st.none() | st.integers(0, 90),
    )
)


@given(st.lists(REFERRALS, max_size=60))
def test_what_is_shown_is_never_small_nor_left_by_what_is_shown(rows):
    past = past_of(rows)
    for counts, whole in (
        (past.answers, past.total),
        (past.welcomes, past.answers[Answer.ACCEPTED]),
        (past.reasons, past.answers[Answer.REFUSED]),
    ):
        told = [count for count in counts.values() if count is not None]
        assert all(count == 0 or count >= LEAST for count in told)
        assert whole is not None or not told
        if whole is not None and counts:
            assert whole - sum(told) == 0 or whole - sum(told) >= LEAST
    for delay, whole in (
        (past.answering, _sum(past.answers[Answer.ACCEPTED], past.answers[Answer.REFUSED])),
        (past.entering, past.answers[Answer.ACCEPTED]),
    ):
        if delay is not None and delay.is_exact:
            assert whole - delay.number == 0 or whole - delay.number >= LEAST
        elif delay is not None:
            assert delay.number % LEAST == 0


def _sum(*counts):
    return sum(counts) if None not in counts else None
