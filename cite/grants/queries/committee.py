"""The files of a committee: what is asked, how they were marked, what was advised."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from cite.accounts.models import User
from cite.actors.enums import PilotSide
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.models import Application, Award, CallEdition, CommitteeItem, Funder, ReachedDistrict, Review
from cite.grants.permissions.applications import visible_applications
from cite.grants.permissions.committee import visible_items
from cite.grants.permissions.review import marks_hidden_from, sides_required
from cite.grants.rules.call_content import (
    Criterion,
    Parameters,
    choices_from,
    grid_from,
    labels_of,
    parameters_from,
)
from cite.grants.rules.grid import disagree, known_marks, total
from cite.meetings.models import Meeting
from cite.territories.models import Commune, District

_LONG = ("answers", "carrier_answers")
"""What of a file is long to read, and asked by no list."""


def asked_of(application: Application) -> dict[Funder, Decimal]:
    """Map the funders that a file asks to what is asked of each."""
    rows = Award.objects.filter(application=application).exclude(state=AwardState.CANCELED)
    rows = rows.select_related("funder").order_by("funder__position", "funder_id")
    return {award.funder: award.amount_asked for award in rows}


@dataclass(slots=True)
class FileSummary:
    """A file as one person of a committee may look at it.

    `given`: the sides that gave their review. `reviews`: what it says, empty where `is_hidden`, since she owes hers.
    `beyond`: how many points on 100 apart are a disagreement.
    """

    application: Application
    asked: dict[Funder, Decimal] = field(default_factory=dict)
    districts: list[str] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)
    given: set[PilotSide] = field(default_factory=set)
    is_hidden: bool = False
    beyond: int = Parameters().disagreement_points
    reviews: list[ReviewSummary] = field(default_factory=list)

    @property
    def total_asked(self) -> Decimal:
        """What is asked of every funder."""
        return sum(self.asked.values(), Decimal(0))

    @property
    def is_reviewed(self) -> bool:
        """Whether every side that must has given its review."""
        return self.given >= set(sides_required(self.application))

    @property
    def mark(self) -> int | None:
        """The mean of the marks, out of 100; none where nobody marked everything."""
        marks = [review.total for review in self.reviews if review.total is not None]
        return round(sum(marks) / len(marks)) if marks else None

    @property
    def is_disagreement(self) -> bool:
        """Whether the marks stand further apart than the call accepts."""
        return disagree([review.total for review in self.reviews], self.beyond)

    @property
    def is_settled(self) -> bool:
        """Whether every side has given its review, and they do not disagree as far as this person may read."""
        return self.is_reviewed and not self.is_disagreement


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """What one side thinks of a file."""

    side: PilotSide
    opinion: str
    total: float | None
    words: str
    by_criterion: tuple[tuple[str, int | None], ...] = ()

    @property
    def mark(self) -> int | None:
        """Its total on 100, as people say it."""
        return None if self.total is None else round(self.total)


@dataclass(frozen=True, slots=True)
class _EditionReading:
    """What summaries ask of an edition, read once for all its files."""

    grid: tuple[Criterion, ...]
    labels: dict[str, str]
    beyond: int

    @classmethod
    def of(cls, edition: CallEdition) -> _EditionReading:
        """Read it."""
        return cls(
            grid=grid_from(edition.grid),
            labels=labels_of(choices_from(edition.priorities)),
            beyond=parameters_from(edition.parameters).disagreement_points,
        )


def summaries_of(applications: list[Application], user: User) -> dict[int, FileSummary]:
    """Gather what a person of a committee may look at, for many files: as many queries whatever their number."""
    hidden = marks_hidden_from(user, [application.pk for application in applications])
    found = {file.pk: FileSummary(file, is_hidden=file.pk in hidden) for file in applications}
    awards = Award.objects.filter(application__in=found).exclude(state=AwardState.CANCELED)
    for award in awards.prefetch_related("funder").order_by("funder__position", "funder_id"):
        found[award.application_id].asked[award.funder] = award.amount_asked
    for application, names in district_names(list(found)).items():
        found[application].districts = names
    readings = {file.edition_id: file.edition for file in applications}
    readings = {number: _EditionReading.of(edition) for number, edition in readings.items()}
    reviews = Review.objects.filter(application__in=found, withdrawn_at=None).exclude(submitted_at=None)
    for review in reviews.order_by("pk"):
        summary = found[review.application_id]
        summary.given.add(PilotSide(review.side))
        if not summary.is_hidden:
            summary.reviews.append(_review(review, readings[summary.application.edition_id].grid))
    sides = list(PilotSide)
    for summary in found.values():
        summary.reviews.sort(key=lambda review: sides.index(review.side))
        reading = readings[summary.application.edition_id]
        summary.beyond = reading.beyond
        summary.priorities = [reading.labels.get(code, code) for code in summary.application.priorities]
    return found


def district_names(applications: list[int]) -> dict[int, list[str]]:
    """Name the districts that files reach, in order; two of the same name, each with its communes. Two queries."""
    rows = ReachedDistrict.objects.filter(application__in=applications).order_by("district__sort_label", "pk")
    communes = Prefetch("district__communes", Commune.objects.defer("contour"))
    reached: dict[int, list[District]] = defaultdict(list)
    for row in rows.select_related("district").defer("district__contour").prefetch_related(communes):
        reached[row.application_id].append(row.district)
    found = {}
    for application, districts in reached.items():
        times = Counter(district.label for district in districts)
        found[application] = [d.full_label if times[d.label] > 1 else d.label for d in districts]
    return found


def _review(review: Review, grid: tuple[Criterion, ...]) -> ReviewSummary:
    return ReviewSummary(
        side=PilotSide(review.side),
        opinion=review.get_opinion_display() if review.opinion else "",
        total=total(grid, known_marks(grid, review.marks)),
        words=review.words,
        by_criterion=tuple((c.label, review.marks.get(c.code)) for c in grid),
    )


def files_to_examine(user: User, meeting: Meeting) -> QuerySet[Application]:
    """List the files in review that are not on the agenda of this committee yet."""
    taken = CommitteeItem.objects.filter(meeting=meeting).values("application_id")
    files = visible_applications(user, meeting.territory).filter(state=ApplicationState.IN_REVIEW)
    files = files.exclude(pk__in=taken).select_related("call", "partner__organization")
    return files.prefetch_related("edition").defer(*_LONG).order_by("number", "pk")


def files_to_choose(user: User, meeting: Meeting) -> list[FileSummary]:
    """List them with the sides that gave their review, and nothing of what it says. Two queries for all."""
    files = files_to_examine(user, meeting).select_related(None).select_related("partner__organization")
    found = {file.pk: FileSummary(file) for file in files.prefetch_related(None)}
    reviews = Review.objects.filter(application__in=found, withdrawn_at=None).exclude(submitted_at=None)
    for number, side in reviews.values_list("application_id", "side"):
        found[number].given.add(PilotSide(side))
    return list(found.values())


def items_of(user: User, meeting: Meeting, *, with_answers: bool = False) -> list[CommitteeItem]:
    """List the files of a committee that a person may see, in the order of the agenda.

    Their answers are long: they are read `with_answers` only. The edition that many share is read once.
    """
    related = ("application__call", "application__partner__organization")
    agreed = ("agreed_by_state", "agreed_by_metropole")
    items = visible_items(user, meeting).select_related(*related, *agreed, "meeting__territory")
    if not with_answers:
        items = items.defer(*(f"application__{name}" for name in _LONG))
    return list(items.prefetch_related("application__edition"))


def amounts_advised(item: CommitteeItem, funders: list[Funder]) -> dict[Funder, Decimal]:
    """Read the amounts of an opinion, by funder."""
    return {f: Decimal(item.amounts[str(f.uuid)]) for f in funders if str(f.uuid) in item.amounts}


def latest_opinion(application: Application) -> CommitteeItem | None:
    """Find the opinion that both co-pilots gave last on a file."""
    rows = CommitteeItem.objects.filter(application=application).exclude(outcome="")
    rows = rows.exclude(agreed_by_state=None).exclude(agreed_by_metropole=None)
    return rows.select_related("meeting").order_by("-meeting__starts_at", "-pk").first()
