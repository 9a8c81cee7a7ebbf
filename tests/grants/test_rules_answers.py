"""What was typed, as it is stored; and what becomes of two texts written at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import AnswerFault as F
from cite.grants.enums import CarrierKind, EligibilityObjection, Question, RequestKind, WritingObjection
from cite.grants.rules.answers import Settlement, fingerprint, is_answered, read_answer, settle
from cite.grants.rules.completeness import contradictions, is_required, missing_questions
from cite.grants.rules.questions import BY_KEY, QUESTIONS, AnswerKind

CODES = ("a", "b", "c")


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("title", "  Premier pas  ", ("Premier pas", None)),
        ("title", "deux\nlignes", (None, F.ONE_LINE)),
        ("title", "x" * 256, (None, F.TOO_LONG)),
        ("title", "a\x00b", (None, F.INVISIBLE)),
        ("title", "   ", (None, None)),
        ("need", "un\r\ndeux", ("un\ndeux", None)),
        ("need", "x" * 5001, (None, F.TOO_LONG)),
        ("representative_email", "lea@exemple.fr", ("lea@exemple.fr", None)),
        ("representative_email", "lea@exemple", (None, F.NOT_AN_EMAIL)),
        ("representative_phone", "04 77 00 00 00", ("04 77 00 00 00", None)),
        ("representative_phone", "bureau", (None, F.NOT_A_PHONE)),
        ("participants_max", "1 200", (1200, None)),
        ("participants_max", "0", (0, None)),
        ("participants_max", "-3", (None, F.NOT_AN_INTEGER)),
        ("participants_max", "1e3", (None, F.NOT_AN_INTEGER)),
        ("participants_max", "²", (None, F.NOT_AN_INTEGER)),
        ("participants_max", "99999999", (None, F.NOT_AN_INTEGER)),
        ("qpv_share", "90 %", (90, None)),
        ("qpv_share", "101", (None, F.NOT_A_PERCENT)),
        ("staff_fte", "0,25", ("0.25", None)),
        ("staff_fte", "1.005", (None, F.NOT_A_NUMBER)),
        ("staff_fte", "NaN", (None, F.NOT_A_NUMBER)),
        ("starts_on", "2027-02-01", ("2027-02-01", None)),
        ("starts_on", "01/02/2027", ("2027-02-01", None)),
        ("starts_on", "31/02/2027", (None, F.NOT_A_DAY)),
        ("age_limit", "yes", ("yes", None)),
        ("age_limit", "peut-être", (None, F.NOT_OFFERED)),
        ("request_kind", "b", ("b", None)),
        ("request_kind", "z", (None, F.NOT_OFFERED)),
        ("stakes", ["c", "a"], (["a", "c"], None)),
        ("stakes", ["a", "z"], (None, F.NOT_OFFERED)),
        ("stakes", [], (None, None)),
        (
            "indicators",
            [["Entrées", "12"], ["", ""], ["Visites"]],
            ([["Entrées", "12"], ["Visites", ""]], None),
        ),
        ("indicators", [["x", "y"]] * 21, (None, F.TOO_MANY_ROWS)),
        ("indicators", [["x\x00", "y"]], (None, F.INVISIBLE)),
        ("indicators", [["x" * 301, "y"]], (None, F.TOO_LONG)),
        ("indicators", "", (None, None)),
    ],
)
def test_what_was_typed(key, raw, expected):
    assert read_answer(BY_KEY[key], raw, CODES) == expected


@given(st.sampled_from(QUESTIONS), st.text(max_size=400))
def test_whatever_is_typed_is_stored_or_refused_in_words(asked, raw):
    value, fault = read_answer(asked, raw, CODES)
    assert fault is None or value is None
    if value is not None and asked.kind not in {AnswerKind.CHOICES, AnswerKind.ROWS}:
        assert "\x00" not in str(value)
        assert read_answer(asked, str(value), CODES) == (
            value,
            None,
        )  # reading what is stored changes nothing


@pytest.mark.parametrize("empty", [None, "", []])
def test_nothing_is_nothing_however_it_is_written(empty):
    assert fingerprint(empty) == fingerprint(None)
    assert not is_answered(empty)


@pytest.mark.parametrize(
    ("stored", "started_from", "typed", "expected"),
    [
        (None, None, "a", Settlement.SAVED),
        ("a", "a", "b", Settlement.SAVED),
        ("a", "a", None, Settlement.SAVED),
        ("a", "a", "a", Settlement.UNCHANGED),
        ("b", "a", "b", Settlement.UNCHANGED),  # both wrote the same
        ("b", "a", "a", Settlement.UNCHANGED),  # she changed nothing: theirs stays
        ("b", "a", "c", Settlement.CONFLICT),
        (None, "a", "c", Settlement.CONFLICT),
    ],
)
def test_two_texts_at_once(stored, started_from, typed, expected):
    assert settle(stored, seen=fingerprint(started_from), typed=typed) == expected


@pytest.mark.parametrize(
    ("key", "answers", "expected"),
    [
        ("other_priority", {"priorities": ["off_radar"]}, False),
        ("other_priority", {"priorities": ["other"]}, True),
        ("age_reason", {"age_limit": "no"}, False),
        ("age_reason", {"age_limit": "yes"}, True),
        ("changes", {"request_kind": RequestKind.RENEWAL}, True),
        ("recruitment_fte", {"recruitment": "yes"}, True),
        ("title", {}, True),
        ("extra", {}, False),
    ],
)
def test_questions_that_another_answer_brings(key, answers, expected):
    assert is_required(BY_KEY[key], answers) is expected


def test_zero_and_no_are_answers():
    answers = {str(q.key): "x" for q in QUESTIONS} | {"participants_max": 0, "age_limit": "no"}
    assert missing_questions(answers, CarrierKind.ASSOCIATION) == []


def test_an_authority_is_not_asked_what_associations_are():
    asked = {q.key for q in missing_questions({}, CarrierKind.LOCAL_AUTHORITY)}
    assert Question.TITLE in asked
    assert asked.isdisjoint({Question.MEMBERS, Question.PUBLIC_AID, Question.COMMERCIAL_TAXES})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, []),
        ({"starts_on": "2027-03-01", "ends_on": "2027-03-01"}, []),
        ({"starts_on": "2026-12-31"}, [("starts_on", EligibilityObjection.STARTS_OUT_OF_YEAR)]),
        ({"ends_on": "2028-01-01"}, [("ends_on", EligibilityObjection.ENDS_OUT_OF_YEAR)]),
        (
            {"starts_on": "2027-03-02", "ends_on": "2027-03-01"},
            [("ends_on", EligibilityObjection.ENDS_BEFORE_START)],
        ),
        ({"participants_min": 8, "participants_max": 8}, []),
        ({"participants_min": 8}, []),
        (
            {"participants_min": 9, "participants_max": 8},
            [("participants_max", WritingObjection.PARTICIPANTS_REVERSED)],
        ),
    ],
)
def test_answers_that_contradict_the_year_or_each_other(answers, expected):
    assert [(keys[0], said) for keys, said in contradictions(answers, 2027)] == expected
