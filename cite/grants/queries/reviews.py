"""The reviews of a file: who has it, what may be read of it, the two grids side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cite.accounts.models import User
from cite.actors.enums import PilotSide
from cite.grants.models import Application, Review
from cite.grants.permissions.review import can_review_for, sees_marks, sides_required
from cite.grants.queries.people import desk_of
from cite.grants.rules.call_content import Criterion, grid_from, parameters_from
from cite.grants.rules.grid import GridLine, disagree, side_by_side, total


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side of a file: whether it reviews, who does, and her total on 100 where it may be read."""

    side: PilotSide
    is_required: bool
    review: Review | None
    total: float | None


@dataclass(frozen=True, slots=True)
class ReviewBoard:
    """Both sides of a file, and what their marks say together; nothing of it is hidden in `given` alone."""

    sides: tuple[SideLine, ...]
    given: tuple[Review, ...]
    lines: tuple[GridLine, ...]
    is_disagreement: bool
    is_hidden: bool

    @property
    def is_complete(self) -> bool:
        """Whether every side that must has given its review."""
        return all(
            line.review is not None and line.review.submitted_at is not None
            for line in self.sides
            if line.is_required
        )


def grid_of(application: Application) -> tuple[Criterion, ...]:
    """Read the grid under which a file is reviewed."""
    return grid_from(application.edition.grid)


def reviews_of(application: Application) -> list[Review]:
    """List the reviews in progress or given."""
    rows = Review.objects.filter(application=application, withdrawn_at=None)
    return list(rows.select_related("instructor"))


def review_of(application: Application, user: User) -> Review | None:
    """Find a person's own review of a file."""
    return next((review for review in reviews_of(application) if review.instructor_id == user.pk), None)


def board_of(application: Application, user: User) -> ReviewBoard:
    """Gather both reviews as this person may read them: not before she gave hers, where she owes one."""
    reviews = {review.side: review for review in reviews_of(application)}
    grid, hidden = grid_of(application), not sees_marks(user, application)
    given = tuple(
        reviews[side] for side in PilotSide if side in reviews and reviews[side].submitted_at is not None
    )
    shown = () if hidden else given
    totals = {review.side: total(grid, review.marks) for review in shown}
    required = sides_required(application)
    beyond = parameters_from(application.edition.parameters).disagreement_points
    return ReviewBoard(
        sides=tuple(
            SideLine(side, side in required, reviews.get(side), totals.get(side)) for side in PilotSide
        ),
        given=shown,
        lines=tuple(side_by_side(grid, [review.marks for review in shown])),
        is_disagreement=disagree(list(totals.values()), beyond),
        is_hidden=hidden,
    )


def possible_instructors(application: Application, side: PilotSide | str) -> list[User]:
    """List who may review a file for a side: of that side, without a link with the carrier."""
    people: Sequence[User] = desk_of(application.territory)
    return [person for person in people if can_review_for(person, application, side)]
