"""Lists, favourites and a kept search of the demonstration; run again, it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.directory.enums import ServiceState
from cite.directory.enums.needs import Need
from cite.directory.enums.searches import AlertFrequency
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.operations.searches import keep_search
from cite.directory.operations.selections import add_to_selection, create_selection, favour_service
from cite.directory.permissions import shown_services
from cite.tenancy.models import Territory
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of

_WORDS = (
    "Dites que vous venez de notre part.",
    "Appelez le matin : l’accueil ferme à midi.",
    "",
    "Prévoir une pièce d’identité.",
)


def seed_selections(
    *, territory: Territory, counsellor: User, partner: Partner, coordinator: User, at: datetime
) -> int:
    """Write two lists, a few favourites and a search with something new; tells how many lists there are.

    The list of the team keeps a service that is no longer offered, where there is one. Without a district
    there is none.
    """
    lists = Selection.objects.filter(territory=territory)
    if lists.exists():
        return lists.count()
    on = at.date()
    district = priority_districts_of(territory, on=on).order_by("sort_label", "code").first()
    district = priority_districts_of(territory, on=on).filter(label="Montreynaud").first() or district
    if district is None:
        return 0
    here = _offered_in(territory, district, at)
    driving = [service for service in here if any("mobilite" in theme for theme in service.themes)]
    others = [service for service in here if service not in driving]
    permits = create_selection(
        territory=territory,
        name=f"Bouger et travailler, {district.label}",
        purpose="Pour aller au travail, et ce qui aide à y rester.",
        partner=partner,
        district=district,
        by=counsellor,
    )
    _fill(permits, [*driving, *others][:4], counsellor)
    _keep_a_gone_one(permits, counsellor, on)
    first_steps = create_selection(
        territory=territory,
        name="Premiers pas vers l’emploi",
        purpose="À proposer à quelqu’un que l’on rencontre pour la première fois.",
        district=district,
        by=coordinator,
    )
    _fill(first_steps, others[:5], coordinator)
    for service in here[:3]:
        favour_service(service=service, by=counsellor)
    search = keep_search(
        territory=territory,
        name=f"Se déplacer, {district.label}",
        criteria={"besoin": Need.PHYSICAL_MOBILITY.value, "quartier": district.code},
        frequency=AlertFrequency.WEEKLY,
        by=counsellor,
        at=at,
    )
    search.news = len(search.seen[:1])  # the best one came since
    search.seen = search.told = search.seen[1:]
    search.save()
    return lists.count()


def _offered_in(territory: Territory, district: District, at: datetime) -> Sequence[Service]:
    rows = shown_services(territory, on=at.date()).filter(
        Q(districts=district) | Q(covers_all_districts=True)
    )
    return list(rows.select_related("territory").distinct().order_by("name", "pk"))


def _fill(selection: Selection, services: Sequence[Service], by: User) -> None:
    for number, service in enumerate(services):
        add_to_selection(selection=selection, service=service, note=_WORDS[number % len(_WORDS)], by=by)


def _keep_a_gone_one(selection: Selection, by: User, on: date) -> None:
    gone = Service.objects.filter(territory=selection.territory_id).exclude(published_on=None)
    gone = gone.filter(Q(state=ServiceState.ARCHIVED) | Q(shown_until__lt=on)).order_by("pk").first()
    if gone is not None:
        SelectedService.objects.create(
            territory=selection.territory, selection=selection, service=gone, position=99, added_by=by
        )
