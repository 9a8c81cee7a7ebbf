"""Decisions keep every objection, once, in order."""

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from cite.core.decisions import ALLOWED, Decision, Refused, all_of, require, unless


class Objection(models.TextChoices):
    TOO_EARLY = "too_early", "C’est trop tôt."
    TOO_FAR = "too_far", "C’est trop loin."
    TOO_DEAR = "too_dear", "C’est trop cher."


objections = st.lists(st.sampled_from(Objection)).map(lambda found: Decision(tuple(dict.fromkeys(found))))


def test_a_decision_lists_every_objection_once():
    decision = (
        unless(False, Objection.TOO_FAR)
        & unless(True, Objection.TOO_EARLY)
        & unless(False, Objection.TOO_DEAR)
    )
    assert not decision
    assert (decision & decision).sentences == ["C’est trop loin.", "C’est trop cher."]


@given(objections, objections)
def test_together_two_decisions_allow_only_what_both_allow(one, other):
    assert bool(one & other) == (bool(one) and bool(other))
    assert set((one & other).objections) == set(one.objections) | set(other.objections)


@given(st.lists(objections))
def test_all_of_loses_no_objection(decisions):
    assert set(all_of(decisions).objections) == {o for d in decisions for o in d.objections}


def test_require_stops_an_operation_with_its_reasons():
    require(ALLOWED)
    with pytest.raises(Refused, match="C’est trop tôt.") as refusal:
        require(unless(False, Objection.TOO_EARLY))
    assert refusal.value.decision.objections == (Objection.TOO_EARLY,)
