"""Who becomes the referent of a pathway: one at a time, each hand-over accepted."""

from __future__ import annotations

from dataclasses import dataclass

from cite.core.decisions import Decision, unless
from cite.pathways.enums.objections import ReferentObjection as O


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides whether a professional may follow somebody.

    `acts`: she still acts for an active organization; `accompanies`: her role lets her see people; `is_shared`: the
    person shares her file with that organization to be supported.
    """

    acts: bool
    accompanies: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Place:
    """How a pathway stands when a referent is proposed.

    `proposes_for_it`: whoever proposes is the referent, or acts for the same organization.
    """

    has_referent: bool = False
    has_proposal: bool = False
    is_already: bool = False
    proposes_for_it: bool = False


def candidate_decision(candidate: Candidate) -> Decision:
    """Say whether a professional may follow the person, as a referent or in the group; every objection."""
    return (
        unless(candidate.acts, O.NOT_ACTIVE)
        & unless(candidate.accompanies, O.SEES_NOBODY)
        & unless(candidate.is_shared, O.NOT_SHARED)
    )


def proposal_decision(candidate: Candidate, place: Place) -> Decision:
    """Say whether a referent may be proposed: the one in place hands over, or nobody is."""
    return (
        candidate_decision(candidate)
        & unless(not place.is_already, O.ALREADY_REFERENT)
        & unless(not place.has_proposal, O.ALREADY_PROPOSED)
        & unless(not place.has_referent or place.proposes_for_it, O.REFERENT_HANDS_OVER)
    )


def answer_decision(*, waits: bool, is_hers: bool) -> Decision:
    """Say whether somebody may answer a proposal."""
    return unless(waits, O.NO_LONGER_PROPOSED) & unless(is_hers, O.NOT_YOURS_TO_ANSWER)


def group_decision(candidate: Candidate, *, is_already: bool) -> Decision:
    """Say whether a professional may join the group."""
    return candidate_decision(candidate) & unless(not is_already, O.ALREADY_IN_GROUP)
