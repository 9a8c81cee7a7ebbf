"""The clock: one place reads it, and the demonstration lives at another moment."""

from datetime import UTC, datetime

import pytest
import time_machine

from cite.core.dates import living_at, now, today

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SPRING = datetime(2026, 4, 2, 22, 30, tzinfo=UTC)


@time_machine.travel(NOON, tick=False)
def test_living_at_another_moment_ends_with_it_whatever_happens():
    assert now() == NOON
    with pytest.raises(RuntimeError), living_at(SPRING):
        # half past midnight in Paris: the day is that of the project's time zone
        assert (now(), today().isoformat()) == (SPRING, "2026-04-03")
        raise RuntimeError
    assert (now(), today().isoformat()) == (NOON, "2026-11-27")
