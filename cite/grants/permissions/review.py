"""Who moves a file through its instruction: the table of its life says which role, this says which person."""

from __future__ import annotations

from collections.abc import Iterable

from cite.accounts.enums import CO_PILOTS
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.enums import OrganizationKind, PilotSide
from cite.actors.permissions.people import membership_in
from cite.core.decisions import Decision, unless
from cite.grants.enums import ApplicationState, Conflict, OpinionState, ReviewObjection
from cite.grants.models import Application, Opinion, Review
from cite.grants.permissions.applications import Standing, has_declared_conflict, is_desk, sides_of, standings
from cite.grants.rules.opinions import ADVISABLE, ANSWERABLE
from cite.grants.workflow import APPLICATION, ASSIGNERS, CARRIERS

REVIEWED = frozenset({ApplicationState.ADMISSIBLE, ApplicationState.IN_REVIEW})
"""Where instructors are named and give their marks."""


def is_linked(user: User, application: Application) -> bool:
    """Say whether a person is a member of the carrier, or declared a link with it: the file is not hers to judge."""
    return membership_in(user, application.partner) is not None or has_declared_conflict(user, application)


def can_instruct(user: User, application: Application) -> Decision:
    """Let the desk work on a file that is not its own organization's."""
    return can_work_here(user, application.territory) and (
        unless(is_desk(user, application.territory), ReviewObjection.DESK_ONLY)
        & unless(not is_linked(user, application), ReviewObjection.OWN_ORGANIZATION)
    )


def can_answer_remarks(user: User, application: Application) -> Decision:
    """Let the carrier answer what was asked of her."""
    return unless(Standing.CARRIER in standings(user, application), ReviewObjection.CARRIER_ONLY) & unless(
        APPLICATION.allows("correct", application.state), ReviewObjection.WRONG_STATE
    )


def can_take(user: User, application: Application, arrow: str) -> Decision:
    """Let a person take an arrow of the life of a file: her role, her distance from the carrier, where it stands."""
    roles = frozenset().union(*(t.roles for t in APPLICATION.transitions if t.name == arrow))
    state = unless(APPLICATION.allows(arrow, application.state), ReviewObjection.WRONG_STATE)
    if roles == {str(role) for role in CARRIERS}:
        mine = Standing.CARRIER in standings(user, application)
        return unless(mine, ReviewObjection.CARRIER_ONLY) & state
    is_pilot = bool(roles_of(user, application.territory) & CO_PILOTS)
    if roles == {str(role) for role in CO_PILOTS} and not is_pilot:
        return can_work_here(user, application.territory) and Decision((ReviewObjection.CO_PILOTS_ONLY,))
    return can_instruct(user, application) and state


def can_assign(user: User, application: Application) -> Decision:
    """Let the co-pilots and the coordination say who reviews a file."""
    is_assigner = bool(roles_of(user, application.territory) & ASSIGNERS)
    return (
        can_instruct(user, application)
        & unless(is_assigner, ReviewObjection.ASSIGNERS_ONLY)
        & unless(application.state in REVIEWED, ReviewObjection.WRONG_STATE)
    )


def can_review_for(person: User, application: Application, side: PilotSide | str) -> Decision:
    """Say whether a person may be the instructor of a file for a side: her role, her organization, no link."""
    return unless(side in sides_of(person, application.territory), ReviewObjection.WRONG_SIDE) & unless(
        not is_linked(person, application), ReviewObjection.PERSON_LINKED
    )


def can_take_review(user: User, application: Application, side: PilotSide | str) -> Decision:
    """Let an instructor take a file for her side by herself."""
    return (
        can_instruct(user, application)
        & can_review_for(user, application, side)
        & unless(application.state in REVIEWED, ReviewObjection.WRONG_STATE)
    )


def can_write_review(user: User, review: Review) -> Decision:
    """Let the instructor write her own review, once she said she has no link with the carrier."""
    application = review.application
    mine = review.instructor_id == user.pk and review.withdrawn_at is None
    return (
        unless(mine, ReviewObjection.NOT_YOURS)
        & unless(not membership_in(user, application.partner), ReviewObjection.OWN_ORGANIZATION)
        & unless(application.state in REVIEWED, ReviewObjection.WRONG_STATE)
        & unless(review.conflict == Conflict.NONE, ReviewObjection.CONFLICT_FIRST)
    )


def sees_marks(user: User, application: Application) -> bool:
    """Say whether a person reads the marks of a file: never before she gave hers, where she owes some."""
    return not marks_hidden_from(user, [application.pk])


def marks_hidden_from(user: User, applications: Iterable[int]) -> frozenset[int]:
    """Keep the files, by number, whose marks a person may not read yet: she owes hers. One query."""
    owed = Review.objects.filter(application_id__in=list(applications), instructor=user, withdrawn_at=None)
    return frozenset(owed.filter(submitted_at=None).values_list("application_id", flat=True))


def sides_required(application: Application) -> tuple[PilotSide, ...]:
    """List the sides that review a file: both, except that of the métropole for its own projects."""
    is_metropole = application.partner.organization.kind == OrganizationKind.METROPOLE
    return tuple(side for side in PilotSide if not (is_metropole and side == PilotSide.METROPOLE))


def can_ask_opinion(user: User, application: Application) -> Decision:
    """Let the desk ask others what they think, from the deposit to the committee."""
    return can_instruct(user, application) & unless(
        application.state in ADVISABLE, ReviewObjection.WRONG_STATE
    )


def is_answerable(opinion: Opinion, application: Application) -> bool:
    """Say whether an opinion is still waited for: unanswered, on a file that is not decided, withdrawn or closed."""
    return opinion.state == OpinionState.ASKED and application.state in ANSWERABLE


def can_give_opinion(user: User, opinion: Opinion) -> Decision:
    """Let the members of the organization asked answer for it; never those of the carrier."""
    asked = opinion.partner is not None and membership_in(user, opinion.partner) is not None
    linked = is_linked(user, opinion.application)
    return (
        unless(asked, ReviewObjection.NOT_ASKED)
        & unless(not linked, ReviewObjection.OWN_ORGANIZATION)
        & unless(is_answerable(opinion, opinion.application), ReviewObjection.OPINION_OVER)
    )


def can_write_message(user: User, application: Application) -> Decision:
    """Let the carrier and the desk write to each other, from the deposit on."""
    mine = Standing.CARRIER in standings(user, application) or bool(can_instruct(user, application))
    return unless(mine, ReviewObjection.NOT_CONCERNED) & unless(
        application.deposited_at is not None, ReviewObjection.WRONG_STATE
    )
