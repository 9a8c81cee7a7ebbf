"""The arithmetic of background work."""

from datetime import UTC, datetime, timedelta

import pytest

from cite.jobs.rules import next_run, percent_done, retry_delay, trace_without_values

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 10), (3, 50), (7, 31250), (11, 2 * 5**10), (5000, 2 * 5**10)]
)
def test_attempts_are_spaced_ever_more(attempts, seconds):
    assert retry_delay(attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [
        (0, 10, 0),
        (5, 10, 50),
        (199_999, 200_000, 99),
        (10, 10, 100),
        (11, 10, 100),
        (5, 0, None),
        (5, None, None),
    ],
)
def test_percent_reaches_100_only_when_all_is_done(done, total, percent):
    assert percent_done(done, total) == percent


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(0), FIVE_MINUTES),
        (timedelta(minutes=4), FIVE_MINUTES),
        (timedelta(minutes=5), timedelta(minutes=10)),
        (timedelta(hours=1, minutes=1), timedelta(hours=1, minutes=5)),
    ],
)
def test_next_run_keeps_the_rhythm_and_skips_what_was_missed(late, expected):
    assert next_run(NOON, FIVE_MINUTES, NOON + late) == NOON + expected


def test_a_trace_tells_where_and_never_what():
    try:
        try:
            int("12 rue Secrète")
        except ValueError as error:
            raise RuntimeError("12 rue Secrète") from error
    except RuntimeError as error:
        trace = trace_without_values(error)
    assert "Secrète" not in trace
    lines = trace.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "builtins.ValueError",
        "builtins.RuntimeError",
    ]
    assert all("test_rules.py:" in line for line in lines if line.startswith(" "))


def test_a_trace_of_errors_in_a_circle_ends():
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert trace_without_values(first).splitlines() == ["builtins.ValueError", "builtins.ValueError"]
