"""Two instructors per file: named, asked first whether they have a link with the carrier, then heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cite.accounts.models import User
from cite.actors.enums import PilotSide
from cite.actors.models import Partner
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import ApplicationState, Conflict, ReviewAct, ReviewObjection, ReviewOpinion
from cite.grants.models import Application, Review
from cite.grants.notices.review import ASSIGNED, INSTRUCTOR_NEEDED
from cite.grants.operations.reviewing import lock, move, require_words, tell_people
from cite.grants.permissions.applications import forget_links
from cite.grants.permissions.review import (
    REVIEWED,
    can_assign,
    can_review_for,
    can_take_review,
    can_write_review,
    is_linked,
    sides_required,
)
from cite.grants.queries.people import assigners_of
from cite.grants.rules.call_content import grid_from
from cite.grants.rules.grid import known_marks, marks_decision, submission_decision


@transaction.atomic
def assign_review(*, application: Application, side: PilotSide | str, instructor: User, by: User) -> Review:
    """Name the instructor of a side; the file begins its review with the first one.

    Raises:
        Refused: not hers to name, a person who may not, or a side that has its instructor.
    """
    application = lock(application)
    require(can_assign(by, application))
    require(can_review_for(instructor, application, side))
    review = _open(application, PilotSide(side), instructor)
    record(ReviewAct.ASSIGN, by=by, target=application, person=instructor)
    if instructor.pk != by.pk:
        tell_people(application, ASSIGNED, [instructor], name="grants:review")
    return review


@transaction.atomic
def take_review(*, application: Application, side: PilotSide | str, by: User) -> Review:
    """Take a file for one's own side.

    Raises:
        Refused: not her side, a link with the carrier, or a side that has its instructor.
    """
    application = lock(application)
    require(can_take_review(by, application, side))
    review = _open(application, PilotSide(side), by)
    record(ReviewAct.ASSIGN, by=by, target=application, person=by)
    return review


def _open(application: Application, side: PilotSide, instructor: User) -> Review:
    rows = Review.objects.filter(application=application, withdrawn_at=None)
    others = list(rows)
    require(
        unless(side in sides_required(application), ReviewObjection.WRONG_SIDE)
        & unless(all(other.side != side for other in others), ReviewObjection.ALREADY_ASSIGNED)
        & unless(all(o.instructor_id != instructor.pk for o in others), ReviewObjection.SAME_PERSON)
    )
    if application.state == ApplicationState.ADMISSIBLE:
        move(application, "begin_review")
    return Review.objects.create(
        territory=application.territory, application=application, instructor=instructor, side=side
    )


@transaction.atomic
def unassign_review(*, review: Review, by: User) -> Review:
    """Take a review that was not given away from its instructor, so that another is named.

    Raises:
        Refused: not hers to say, or the review was given.
    """
    application = lock(review.application)
    require(can_assign(by, application))
    review = Review.objects.select_for_update(of=("self",), no_key=True).get(pk=review.pk)
    require(unless(review.submitted_at is None, ReviewObjection.ALREADY_SUBMITTED))
    if review.withdrawn_at is None:
        review.withdrawn_at = now()
        review.save_next_version()
        record(ReviewAct.UNASSIGN, by=by, target=application, person=review.instructor)
    return review


@transaction.atomic
def declare_conflict(*, review: Review, conflict: Conflict | str, by: User, reason: str = "") -> Review:
    """Say whether one has a link with the carrier; with one, its files of this call disappear, others are asked.

    The link holds for every file of the carrier in the call, reviews already given included, until it is decided.

    Raises:
        Refused: somebody else's review, a link without a word on it, or a review that was given.
    """
    if conflict == Conflict.DECLARED:
        _lock_its_files(review.application)
    application = lock(review.application)
    review = (
        Review.objects.select_for_update(of=("self",), no_key=True)
        .select_related("application")
        .get(pk=review.pk)
    )
    mine = review.instructor_id == by.pk and review.withdrawn_at is None
    require(unless(mine, ReviewObjection.NOT_YOURS))
    require(
        unless(conflict != Conflict.UNKNOWN, ReviewObjection.CONFLICT_FIRST)
        & unless(review.submitted_at is None, ReviewObjection.ALREADY_SUBMITTED)
    )
    before = review.conflict
    review.conflict = Conflict(conflict)
    if review.conflict == Conflict.DECLARED:
        review.conflict_reason = require_words(reason, ReviewObjection.CONFLICT_REASON)
        _leave(review, application)
    review.save_next_version()
    record(ReviewAct.DECLARE, by=by, target=application, changes={"conflict": (before, str(review.conflict))})
    if review.conflict == Conflict.DECLARED:
        _leave_the_others(review, application, by)
        forget_links(by)
    return review


def _lock_its_files(application: Application) -> None:
    """Lock every file of the carrier in the call: a link holds for all of them, from whichever it is declared."""
    rows = Application.objects.filter(partner=application.partner_id, call=application.call_id)
    list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _leave(review: Review, application: Application) -> None:
    review.withdrawn_at, review.marks = now(), {}
    tell_people(application, INSTRUCTOR_NEEDED, assigners_of(application.territory), name="grants:reviews")


def _leave_the_others(declared: Review, application: Application, by: User) -> None:
    """Withdraw a person from the other files of the carrier that are still reviewed in this call."""
    rows = Review.objects.select_for_update(of=("self",), no_key=True).filter(
        instructor=by,
        withdrawn_at=None,
        application__partner=application.partner_id,
        application__call=application.call_id,
        application__state__in=REVIEWED,
    )
    for other in rows.select_related("application__territory").order_by("pk"):
        before, other.conflict = other.conflict, Conflict.DECLARED
        other.conflict_reason = declared.conflict_reason
        _leave(other, other.application)
        other.save_next_version()
        changes = {"conflict": (before, str(other.conflict))}
        record(ReviewAct.DECLARE, by=by, target=other.application, changes=changes)


@transaction.atomic
def save_review(
    *,
    review: Review,
    marks: Mapping[str, int | None],
    opinion: ReviewOpinion | str,
    words: str,
    advice: str,
    by: User,
    version: int,
    submit: bool = False,
) -> Review:
    """Keep a draft, or give it: then every criterion has its mark and the opinion its reasons.

    Her page keeps the draft as she types: whoever gives her review at that instant sends the same words again, and
    overwrites nothing.

    Raises:
        Refused: somebody else's review, a link not declared yet, what lacks, or changed meanwhile.
    """
    application = lock(review.application)
    grid = grid_from(application.edition.grid)
    said = {
        "marks": known_marks(grid, marks),
        "opinion": str(opinion),
        "words": words.strip(),
        "advice": advice.strip(),
    }
    review = Review.locked(pk=review.pk, version=_version_of_the_same(review, said) or version)
    require(can_write_review(by, review))
    require(unless(review.submitted_at is None, ReviewObjection.ALREADY_SUBMITTED))
    require(marks_decision(said["marks"]))
    if submit:
        require(submission_decision(grid, said["marks"], opinion=said["opinion"], words=words))
        review.submitted_at = now()
    for name, value in said.items():
        setattr(review, name, value)
    review.save_next_version()
    record(ReviewAct.SUBMIT_REVIEW if submit else ReviewAct.SAVE_REVIEW, by=by, target=application)
    return review


def _version_of_the_same(review: Review, said: Mapping[str, Any]) -> int | None:
    """Give the version of a draft that says these very words already; none where it says something else."""
    kept = Review.objects.filter(pk=review.pk).first()
    is_same = kept is not None and all(getattr(kept, name) == value for name, value in said.items())
    return kept.version if is_same else None


@transaction.atomic
def reopen_review(*, review: Review, by: User) -> Review:
    """Take one's own review back to change it, while the committee has not spoken.

    Raises:
        Refused: somebody else's review, or too late.
    """
    application = lock(review.application)
    review = (
        Review.objects.select_for_update(of=("self",), no_key=True)
        .select_related("application")
        .get(pk=review.pk)
    )
    review.application = application
    require(can_write_review(by, review))
    if review.submitted_at is not None:
        review.submitted_at = None
        review.save_next_version()
        record(ReviewAct.REOPEN_REVIEW, by=by, target=application)
    return review


@transaction.atomic
def review_again(application: Application, *, before: Partner) -> None:
    """Take the reviews of a locked file back, now that its carrier is another: nobody was asked about that one yet.

    A link already declared is written on the carrier it was declared with. Marks stay, to be given again.
    """
    rows = Review.objects.select_for_update(of=("self",), no_key=True).filter(application=application)
    rows.filter(conflict=Conflict.DECLARED, linked_partner=None).update(linked_partner=before)
    for review in rows.filter(withdrawn_at=None).select_related("instructor").order_by("pk"):
        review.conflict, review.submitted_at = Conflict.UNKNOWN, None
        if is_linked(review.instructor, application):
            _leave(review, application)
        review.save_next_version()
