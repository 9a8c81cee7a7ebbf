"""What lists of services hold, for pages, leaflets and programs: sheets in order, and what is no longer offered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cite.accounts.models import User
from cite.core.dates import today
from cite.directory.enums import ServiceState
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.permissions import visible_services
from cite.directory.permissions.selections import reader_of, visible_selections
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class SelectedSheet:
    """A service of a list, for one reader. `is_offered`: she may propose it today.

    `is_named`: she may know which one it was; a sheet that was never hers to read is not named.
    """

    row: SelectedService
    is_offered: bool
    is_named: bool

    @property
    def service(self) -> Service:
        """The sheet."""
        return self.row.service

    @property
    def note(self) -> str:
        """The word for colleagues."""
        return self.row.note


def selection_sheets(selection: Selection, user: User, *, on: date | None = None) -> list[SelectedSheet]:
    """List the services of a selection in order, those that are no longer offered with them. Four queries at most."""
    rows = _rows(selection)
    day = on or today()
    visible = set(
        visible_services(user, selection.territory)
        .filter(pk__in=[row.service_id for row in rows])
        .values_list("pk", flat=True)
    )
    return [_sheet(row, row.service_id in visible, day) for row in rows]


def offered_services(selection: Selection, user: User, *, on: date | None = None) -> list[Service]:
    """List the services of a selection that may be proposed today, in order."""
    return [sheet.service for sheet in selection_sheets(selection, user, on=on) if sheet.is_offered]


def _rows(selection: Selection) -> list[SelectedService]:
    rows = SelectedService.objects.filter(selection=selection, removed_at=None)
    return list(rows.select_related("service__structure__partner").prefetch_related("service__districts"))


def _sheet(row: SelectedService, is_visible: bool, on: date) -> SelectedSheet:
    service, partner = row.service, row.service.structure.partner
    stands = service.state == ServiceState.PUBLISHED
    believed = service.shown_until is None or service.shown_until >= on
    was_public = service.published_on is not None and not (partner and partner.is_sensitive)
    return SelectedSheet(row, is_visible and stands and believed, is_visible or was_public)


def favourite_numbers(
    user: User, territory: Territory | None, services: Collection[int] | None = None
) -> set[int]:
    """Say which services are among her favourites: of those given, or of all. One query for a page."""
    if territory is None or not user.is_authenticated:
        return set()
    rows = SelectedService.objects.filter(
        territory=territory, selection__keeper=user, selection__is_favourites=True, removed_at=None
    )
    if services is not None:
        rows = rows.filter(service__in=services)
    return set(rows.values_list("service_id", flat=True))


def favourites_of(user: User, territory: Territory | None) -> Selection | None:
    """Find the favourites of a person, if she has any."""
    return visible_selections(user, territory).filter(is_favourites=True, keeper=user).first()


@dataclass(frozen=True, slots=True)
class ListsPage:
    """The lists a person reads, each once: hers, those of her organizations, those of her districts."""

    mine: Sequence[Selection]
    teams: Sequence[Selection]
    districts: Sequence[Selection]
    removed: Sequence[Selection]


def lists_page(user: User, territory: Territory | None) -> ListsPage:
    """Sort the lists a person reads. The same number of queries, however many there are."""
    reader = reader_of(user, territory)
    rows = list(counted(visible_selections(user, territory).filter(is_favourites=False)))
    standing = [each for each in rows if each.removed_at is None]
    mine = [each for each in standing if each.keeper_id == user.pk]
    teams = [each for each in standing if each.keeper_id != user.pk and each.partner_id in reader.teams]
    taken = {each.pk for each in (*mine, *teams)}
    return ListsPage(
        mine=mine,
        teams=teams,
        districts=[each for each in standing if each.pk not in taken],
        removed=[each for each in rows if each.removed_at is not None],
    )


def counted(selections: QuerySet[Selection]) -> QuerySet[Selection]:
    """Join what lists show: how many services each holds, who keeps it, who reads it."""
    inside = SelectedService.objects.filter(selection=OuterRef("pk"), removed_at=None).order_by()
    number = inside.values("selection").annotate(number=Count("pk")).values("number")
    rows = selections.annotate(how_many=Coalesce(Subquery(number), 0))
    return rows.select_related("keeper", "partner__organization", "district").defer("district__contour")
