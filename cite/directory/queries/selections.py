"""What lists of services hold, for pages, leaflets and programs: sheets in order, and what is no longer offered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import is_manager, memberships_of
from cite.core.dates import today
from cite.core.text import sort_key
from cite.directory.enums import ServiceState
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.permissions import visible_services
from cite.directory.permissions.selections import READ_ONLY, kept_of, reader_of, visible_selections
from cite.directory.queries.people import moderators_of
from cite.directory.rules.selections import write_decision
from cite.tenancy.models import Territory
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of


@dataclass(frozen=True, slots=True)
class SelectedSheet:
    """A service of a list, for one reader. `is_offered`: she may propose it today.

    `is_named`: she may know which one it was; a sheet that was never hers to read is not named.
    """

    row: SelectedService
    is_offered: bool
    is_named: bool

    @property
    def name(self) -> str:
        """What its reader may know it by."""
        return self.service.name if self.is_named else _("Un service qui n’est plus montré")

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is hidden only because nobody has said that it is still true."""
        return not self.is_offered and self.is_named and self.service.state == ServiceState.PUBLISHED

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


def is_offered(service: Service, user: User) -> bool:
    """Tell whether a person may propose a service today."""
    rows = visible_services(user, service.territory).filter(pk=service.pk, state=ServiceState.PUBLISHED)
    return rows.filter(Q(shown_until=None) | Q(shown_until__gte=today())).exists()


def possible_keepers(selection: Selection, user: User) -> list[User]:
    """List those to whom a list may be handed over: the colleagues of its organization, else her own.

    Those who look after the Cité may keep the lists that are linked to a district.
    """
    mine = [each.partner_id for each in memberships_of(user, selection.territory)]
    partners = [selection.partner_id] if selection.partner_id else mine
    rows = Membership.objects.filter(
        territory=selection.territory,
        partner__in=partners,
        partner__state=PartnerState.ACTIVE,
        state=MembershipState.ACTIVE,
        user__is_active=True,
    )
    people = {row.user_id: row.user for row in rows.exclude(role__in=READ_ONLY).select_related("user")}
    if selection.district_id and not selection.partner_id and is_manager(user, selection.territory):
        people |= {person.pk: person for person in moderators_of(selection.territory)}
    people.pop(selection.keeper_id, None)
    return sorted(people.values(), key=lambda person: (sort_key(person.full_name), person.pk))


def _rows(selection: Selection) -> list[SelectedService]:
    rows = SelectedService.objects.filter(selection=selection, removed_at=None)
    return list(
        rows.select_related("service__structure__partner", "service__source").prefetch_related(
            "service__districts"
        )
    )


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


def kept_once(user: User, territory: Territory | None) -> QuerySet[SelectedService]:
    """List what is or was among her favourites."""
    rows = SelectedService.objects.filter(territory=territory)
    return rows.filter(selection__keeper=user, selection__is_favourites=True)


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


def writable_selections(user: User, territory: Territory | None) -> list[Selection]:
    """List the lists a person writes, hers first. Nobody is asked whether its keeper is still there."""
    reader = reader_of(user, territory)
    rows = visible_selections(user, territory).filter(is_favourites=False, removed_at=None)
    rows = [each for each in rows if write_decision(kept_of(each, keeper_is_there=True), reader)]
    return sorted(rows, key=lambda each: (each.keeper_id != user.pk, sort_key(each.name), each.pk))


def partners_to_share(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations with which a person may share a list."""
    mine = memberships_of(user, territory)
    return [each.partner for each in mine if each.role not in READ_ONLY]


def districts_to_link(user: User, territory: Territory | None) -> list[District]:
    """List the districts to which a person may link a list: where she works, all of them where nobody said."""
    reader = reader_of(user, territory)
    rows = priority_districts_of(territory, on=today()).defer("contour")
    return [district for district in rows.order_by("sort_label", "code") if reader.works_in(district.pk)]
