"""The list of files: what this person may see, filtered and counted; one file or a thousand, the same queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    CharField,
    Count,
    DecimalField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from cite.accounts.models import User
from cite.actors.enums import OrganizationKind, PilotSide
from cite.core.text import search_key
from cite.grants.enums import ApplicationState as A
from cite.grants.enums import AwardState
from cite.grants.models import (
    Application,
    Award,
    CallForProjects,
    CommitteeItem,
    CorrectionRound,
    Funder,
    Opinion,
    ReachedDistrict,
    Review,
)
from cite.grants.permissions.applications import carried_partners, funders_of, visible_applications
from cite.grants.permissions.committee import OPEN
from cite.tenancy.models import Territory

_MOST_WORDS = 8
_MONEY = DecimalField(max_digits=12, decimal_places=2)
_SHOWN = ("uuid", "number", "title", "state", "deposited_at", "partner__organization__name")
TO_CHECK = (A.DEPOSITED, A.TAKEN_UP)
TO_REVIEW = (A.ADMISSIBLE, A.IN_REVIEW)
FUNNEL: tuple[tuple[str, frozenset[str]], ...] = (
    ("deposited", frozenset(A) - {A.DRAFT, A.TO_SIGN}),
    (
        "admissible",
        frozenset({A.ADMISSIBLE, A.IN_REVIEW, A.ADVISED, A.WAITING_LIST, A.GRANTED, A.REFUSED}),
    ),
    ("reviewed", frozenset({A.ADVISED, A.WAITING_LIST, A.GRANTED, A.REFUSED})),
    ("granted", frozenset({A.GRANTED})),
)
"""The stages of a call, each with the states of the files that reached it."""


@dataclass(frozen=True, slots=True)
class FileFilters:
    """What somebody looks for; an empty value does not filter. Identifiers are public ones, `district` is a code."""

    words: str = ""
    call: str = ""
    state: str = ""
    priority: str = ""
    district: str = ""
    funder: str = ""
    missing_side: str = ""
    is_late: bool = False
    is_mine: bool = False
    is_ready: bool = False


def find_files(
    user: User, territory: Territory | None, filters: FileFilters, on: date
) -> QuerySet[Application]:
    """List the files this person may see, as she filters them."""
    files = visible_applications(user, territory)
    for word in search_key(filters.words).split()[:_MOST_WORDS]:
        start = f" {word}"
        named = Q(search_key__contains=start) | Q(partner__organization__search_key__contains=start)
        files = files.filter(named)
    if filters.call:
        files = files.filter(call__uuid=filters.call)
    if filters.priority:
        as_text = files.annotate(priorities_as_text=Cast("priorities", TextField()))
        files = as_text.filter(priorities_as_text__contains=f'"{filters.priority}"')
    if filters.district:
        files = files.filter(_among(ReachedDistrict.objects.filter(district__code=filters.district)))
    if filters.funder:
        files = files.filter(_among(Award.objects.filter(funder__uuid=filters.funder)))
    if filters.missing_side:
        files = files.filter(_lacks(filters.missing_side))
    if filters.is_late:
        files = files.filter(_late(on))
    if filters.is_ready:
        files = files.filter(_ready())
    if filters.is_mine:
        files = files.filter(_mine(user, territory))
    return files.filter(state=filters.state) if filters.state else files


def shortcuts(user: User, territory: Territory | None, on: date) -> dict[FileFilters, int]:
    """Count what those who review look for most, in one query."""
    asked = {
        FileFilters(state=A.DEPOSITED): Q(state=A.DEPOSITED),
        FileFilters(state=A.TAKEN_UP): Q(state=A.TAKEN_UP),
        FileFilters(missing_side=PilotSide.STATE): _lacks(PilotSide.STATE),
        FileFilters(missing_side=PilotSide.METROPOLE): _lacks(PilotSide.METROPOLE),
        FileFilters(is_mine=True): _mine(user, territory),
        FileFilters(is_late=True): _late(on),
        FileFilters(is_ready=True): _ready(),
    }
    sums = {f"n{number}": Count("pk", filter=kept) for number, kept in enumerate(asked.values())}
    return dict(zip(asked, visible_applications(user, territory).aggregate(**sums).values(), strict=True))


def with_columns(files: QuerySet[Application], user: User, territory: Territory) -> QuerySet[Application]:
    """Add what the columns of the list show: carrier, amounts asked, who reviews for each side."""
    asked = Award.objects.filter(application=OuterRef("pk")).exclude(state=AwardState.CANCELED).order_by()
    funders = list(funders_of(user, territory).values_list("pk", flat=True))
    listed = files.select_related("partner__organization").only(*_SHOWN)
    return listed.annotate(
        asked=_total(asked),
        asked_of_me=_total(asked.filter(funder__in=funders)) if funders else Value(0, output_field=_MONEY),
        state_instructor=_instructor(PilotSide.STATE),
        metropole_instructor=_instructor(PilotSide.METROPOLE),
    )


def own_files(user: User, territory: Territory | None) -> QuerySet[Application]:
    """List the files that a person writes, the newest first, each with the day of what is asked of her."""
    partners = [partner.pk for partner in carried_partners(user, territory)]
    if not partners:
        return Application.objects.none()
    files = visible_applications(user, territory).filter(partner_id__in=partners)
    due = CorrectionRound.objects.filter(application=OuterRef("pk"), answered_at=None)
    return (
        files.select_related("call", "edition", "partner__organization")
        .annotate(correct_by=Subquery(due.values("due_on")[:1]))
        .order_by("-call__year", "-pk")
    )


def state_counts(files: QuerySet[Application]) -> dict[str, int]:
    """Count files by state: the numbers beside each choice."""
    return dict(files.order_by().values_list("state").annotate(Count("pk")))


def funnel(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Add states up along the stages of a call."""
    return [(name, sum(counts.get(state, 0) for state in states)) for name, states in FUNNEL]


def calls_of(territory: Territory) -> list[CallForProjects]:
    """List the calls of a Cité, the newest first."""
    return list(CallForProjects.objects.filter(territory=territory))


def funders_here(territory: Territory) -> list[Funder]:
    """List the funders of a Cité."""
    return list(Funder.objects.filter(territory=territory))


def _total(awards: QuerySet[Award]) -> Coalesce:
    summed = awards.values("application").annotate(total=Sum("amount_asked")).values("total")
    return Coalesce(Subquery(summed, output_field=_MONEY), Value(0), output_field=_MONEY)


def _instructor(side: PilotSide) -> Coalesce:
    text = CharField()
    rows = Review.objects.filter(application=OuterRef("pk"), side=side, withdrawn_at=None).order_by()
    name = Coalesce(NullIf("instructor__full_name", Value("")), "instructor__email", output_field=text)
    return Coalesce(Subquery(rows.values_list(name)[:1]), Value(""), output_field=text)


def _among(rows: QuerySet) -> Q:
    """Keep the files of these rows. All at once: as many questions to each file would take longer."""
    return Q(pk__in=rows.order_by().values("application_id"))


def _lacks(side: str) -> Q:
    return Q(state__in=TO_REVIEW) & ~_among(Review.objects.filter(side=side, withdrawn_at=None))


def _ready() -> Q:
    """Keep the files that a committee may take: both sides gave their review, and none has it on its agenda yet."""
    given = Review.objects.filter(withdrawn_at=None, submitted_at__isnull=False)
    coming = CommitteeItem.objects.filter(meeting__state__in=OPEN)
    is_metropole = Q(partner__organization__kind=OrganizationKind.METROPOLE)
    return (
        Q(state=A.IN_REVIEW)
        & _among(given.filter(side=PilotSide.STATE))
        & (is_metropole | _among(given.filter(side=PilotSide.METROPOLE)))
        & ~_among(coming)
    )


def _late(on: date) -> Q:
    overdue = CorrectionRound.objects.filter(answered_at=None, due_on__lt=on)
    return (
        Q(state__in=TO_CHECK, edition__admissibility_on__lt=on)
        | Q(state__in=TO_REVIEW, edition__review_on__lt=on)
        | (Q(state=A.TO_CORRECT) & _among(overdue))
    )


def _mine(user: User, territory: Territory | None) -> Q:
    partners: Sequence[int] = [partner.pk for partner in carried_partners(user, territory)]
    reviewed = Review.objects.filter(instructor=user, withdrawn_at=None)
    asked = Opinion.objects.filter(asked_by=user)
    return Q(partner_id__in=partners) | _among(reviewed) | _among(asked)
