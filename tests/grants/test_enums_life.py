"""What comes next, said to each in her words."""

import pytest

from cite.grants.enums import CARRIER_STEPS, NextStep


def test_every_step_has_its_sentence_for_the_carrier():
    assert set(CARRIER_STEPS) == set(NextStep)


@pytest.mark.parametrize("step", NextStep)
def test_a_carrier_is_never_spoken_of_as_somebody_else(step):
    assert "le porteur" not in str(CARRIER_STEPS[step]).lower()
