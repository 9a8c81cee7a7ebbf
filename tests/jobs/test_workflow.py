"""The life of a job."""

import pytest

from cite.core.workflow import UnknownTransition
from cite.jobs.enums import FINISHED, JobStatus
from cite.jobs.workflow import JOB

ARROWS = {
    ("claim", "waiting"): "running",
    ("finish", "running"): "done",
    ("fail", "running"): "failed",
    ("put_back", "running"): "waiting",
    ("cancel", "waiting"): "canceled",
    ("cancel", "running"): "canceled",
    ("retry", "failed"): "waiting",
    ("retry", "canceled"): "waiting",
}
NAMES = sorted({name for name, _source in ARROWS})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", JobStatus.values)
def test_every_arrow_and_no_other(name, source):
    if (name, source) in ARROWS:
        assert JOB.target(name, source) == ARROWS[name, source]
    else:
        with pytest.raises(UnknownTransition):
            JOB.target(name, source)


def test_nothing_leaves_success():
    assert JOB.terminal_states() == {JobStatus.DONE}


def test_what_is_over_is_not_taken():
    assert not FINISHED & JOB.sources_of("claim")
