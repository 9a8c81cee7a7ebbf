"""Who may change the map."""

from django.db.models import Prefetch, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind, DistrictObjection
from cite.territories.models import Commune, District


def can_edit_watch_districts(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots, either of them, say where the watch districts of their territory are."""
    return can_co_pilot(user, territory)


def can_edit_watch_district(user: User, territory: Territory | None, district: District) -> Decision:
    """Let the co-pilots change one watch district of their territory."""
    allowed = can_edit_watch_districts(user, territory)
    if not allowed:
        return allowed
    is_ours = Commune.objects.filter(districts=district, epci_code=territory.epci_code).exists()
    return unless(district.kind == DistrictKind.WATCH, DistrictObjection.NOT_WATCH) & unless(
        is_ours, DistrictObjection.NOT_YOURS
    )


def visible_watch_districts(user: User, territory: Territory | None) -> QuerySet[District]:
    """List the watch districts of a territory for those who work there; withdrawn ones for the co-pilots only.

    Contours are left out, communes come along.
    """
    if territory is None or not can_work_here(user, territory):
        return District.objects.none()
    ours = District.communes.through.objects.filter(commune__epci_code=territory.epci_code)
    districts = District.objects.filter(kind=DistrictKind.WATCH, pk__in=ours.values("district_id"))
    if not can_edit_watch_districts(user, territory):
        districts = districts.filter(is_withdrawn=False)
    return districts.defer("contour").prefetch_related(
        Prefetch("communes", queryset=Commune.objects.defer("contour"))
    )
