"""What the Cité offers and plans, as it is compared; the pairs that overlap, and what was said of them."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.actors.queries.directory import priority_districts
from cite.directory.enums import Facet
from cite.directory.enums.overlaps import Side, Standing
from cite.directory.models import Intake, OverlapVerdict, Service, ServiceFacet
from cite.directory.permissions import sees_every_overlap, shown_services, sides_in, visible_verdicts
from cite.directory.permissions.services import writable_partners
from cite.directory.rules.needs import themes_of_priority
from cite.directory.rules.overlaps import Offer, Overlap, compare, overlaps
from cite.directory.rules.verdicts import Said, silent, standing
from cite.grants.models import Application, ReachedDistrict
from cite.grants.permissions.applications import visible_applications
from cite.grants.workflow import BEFORE_DEPOSIT, OVER
from cite.meetings.models import Meeting
from cite.meetings.permissions import kinds_to_convene, visible_meetings
from cite.meetings.workflow import WRITING
from cite.tenancy.models import Territory

SERVICE, ACTION = "service", "action"
MOST_OFFERS = 4000
"""Beyond, the oldest are left out: a page answers in seconds."""
_FACETS = (Facet.DISTRICT, Facet.THEME, Facet.AUDIENCE)
_PARTNER = ("structure__partner__organization__name", "structure__partner__organization__short_name")
_READ = (
    *("uuid", "name", "kind", "min_age", "max_age", "places_left", "longitude", "latitude"),
    *("structure__partner_id", *_PARTNER),
)


class _Entry(NamedTuple):
    """A day of entry, as it is compared."""

    starts_on: date
    ends_on: date | None
    places: int | None
    places_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two offers that overlap, what each side said last, and for whom the person who looks may speak."""

    overlap: Overlap
    said: Mapping[str, OverlapVerdict]
    standing: Standing
    sides: frozenset[Side]
    is_seen: bool = True

    @property
    def keys(self) -> tuple[str, str]:
        """What names the pair in addresses."""
        return self.overlap.keys

    @property
    def awaits_me(self) -> bool:
        """Whether a side she speaks for has not answered what another said, or answered before a sheet changed."""
        old = {side for side, one in self.said.items() if one.fingerprint != self.overlap.fingerprint}
        return bool(silent(self.said, self.sides)) or bool(old & self.sides)


def key_of(kind: str, uuid: object) -> str:
    """Name a service or an action among those compared."""
    return f"{kind}-{uuid}"


def offers_of(territory: Territory, *, on: date, keys: Collection[str] | None = None) -> list[Offer]:
    """List the services and the planned actions that are compared, or those named. Five queries.

    Only those of organizations of this Cité: an organization that could not answer is not judged in its absence.
    """
    return [*_services(territory, on, keys), *_actions(territory, on, keys)]


def overlaps_of(territory: Territory, *, on: date) -> list[Overlap]:
    """List all the pairs of a Cité, those that coincide most first."""
    return list(_computed(tuple(offers_of(territory, on=on))))


def overlap_of(territory: Territory, first: str, second: str, *, on: date) -> Overlap | None:
    """Explain one pair as it is now; None where it does not overlap any more."""
    found = {offer.key: offer for offer in offers_of(territory, on=on, keys=(first, second))}
    return compare(found[first], found[second]) if len(found) == 2 else None


def pairs_for(user: User, territory: Territory, *, on: date) -> list[Pair]:
    """List the pairs a person sees, with what was said. Two queries more than the offers."""
    rows = overlaps_of(territory, on=on)
    if not sees_every_overlap(user, territory):
        own = {partner.pk for partner in writable_partners(user, territory)}
        rows = [row for row in rows if {row.one.carrier, row.other.carrier} & own]
    said: dict[tuple[str, str], dict[str, OverlapVerdict]] = defaultdict(dict)
    for verdict in visible_verdicts(user, territory).filter(is_last=True):
        said[verdict.first, verdict.second][verdict.side] = verdict
    return [pair_of(user, territory, row, said.get(row.keys, {})) for row in rows]


def pair_of(user: User, territory: Territory, overlap: Overlap, said: Mapping[str, OverlapVerdict]) -> Pair:
    """Put together what is known of a pair."""
    sides = sides_in(user, territory, overlap.one.carrier, overlap.other.carrier)
    return Pair(
        overlap=overlap,
        said=said,
        standing=standing(_said(said.values()), overlap.fingerprint),
        sides=sides,
        is_seen=bool(sides) or sees_every_overlap(user, territory),
    )


def verdicts_on(user: User, territory: Territory, first: str, second: str) -> list[OverlapVerdict]:
    """List everything said of a pair she sees, the latest first."""
    rows = visible_verdicts(user, territory).filter(first=first, second=second)
    return list(
        rows.select_related("first_partner__organization", "second_partner__organization", "decision")
    )


def awaited_answers(user: User, territory: Territory | None) -> int:
    """Count the pairs of which somebody spoke and her side has not, without comparing anything. One query."""
    said: dict[tuple[str, str], dict[str, OverlapVerdict]] = defaultdict(dict)
    for verdict in visible_verdicts(user, territory).filter(is_last=True):
        said[verdict.first, verdict.second][verdict.side] = verdict
    count = 0
    for sides in said.values():
        any_of = next(iter(sides.values()))
        mine = sides_in(user, territory, any_of.first_partner_id, any_of.second_partner_id)
        count += bool(silent(_said(sides.values()), mine))
    return count


def meetings_to_write(user: User, territory: Territory) -> list[Meeting]:
    """List the meetings among whose decisions a person may note what follows of a pair, the latest first."""
    kinds = [kind.key for kind in kinds_to_convene(user, territory) if not kind.is_about_people]
    rows = visible_meetings(user, territory).filter(kind__in=kinds, state__in=WRITING)
    return list(rows.order_by("-pk")[:20])


def seen_files(user: User, territory: Territory, numbers: Collection[str]) -> frozenset[str]:
    """Tell which files of these actions a person may open."""
    if not numbers:
        return frozenset()
    rows = visible_applications(user, territory).filter(uuid__in=numbers).order_by()
    return frozenset(str(number) for number in rows.values_list("uuid", flat=True))


def priority_names(territory: Territory, *, on: date) -> dict[str, str]:
    """Name the priority districts by their codes. Two queries."""
    return {district.code: district.full_label for district in priority_districts(territory, on)}


def _said(verdicts: Iterable[OverlapVerdict]) -> dict[str, Said]:
    return {one.side: Said(verdict=one.verdict, fingerprint=one.fingerprint) for one in verdicts}


@lru_cache(maxsize=4)
def _computed(offers: tuple[Offer, ...]) -> tuple[Overlap, ...]:
    """Compare once what has not changed: the rule is pure, and the offers are all it knows.

    What is kept holds no object that holds it back: Python is told not to look for some in it again. Going through
    eighty thousand pairs took half a second, of whichever page came next.
    """
    gc.collect()
    found = tuple(overlaps(offers))
    gc.freeze()
    return found


def _compared_services(territory: Territory, on: date) -> QuerySet[Service]:
    """List what the public sees of the organizations of this Cité that can answer."""
    return shown_services(territory, on=on).filter(structure__partner__state=PartnerState.ACTIVE)


def _named(kind: str, keys: Collection[str]) -> list[UUID]:
    """Read the numbers of those of a kind; what is no number names nothing."""
    found = []
    for named, _dash, number in (key.partition("-") for key in keys):
        with suppress(ValueError):
            found += [UUID(number)] if named == kind else []
    return found


def _services(territory: Territory, on: date, keys: Collection[str] | None) -> list[Offer]:
    rows = _compared_services(territory, on)
    if keys is not None:
        rows = rows.filter(uuid__in=_named(SERVICE, keys))
    codes: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    facets = ServiceFacet.objects.filter(service__in=rows.order_by().values("pk"), facet__in=_FACETS)
    for service, facet, code in facets.values_list("service_id", "facet", "code"):
        codes[service][facet].add(code)
    intakes: dict[int, list[_Entry]] = defaultdict(list)
    entries = Intake.objects.filter(service__in=rows.order_by().values("pk")).order_by("starts_on", "pk")
    for service, *entry in entries.values_list("service_id", "starts_on", "ends_on", "places", "places_left"):
        intakes[service].append(_Entry(*entry))
    found = []
    rows = rows.select_related("structure__partner__organization").only(*_READ)
    for row in rows.order_by("-pk")[:MOST_OFFERS]:
        coming = [i for i in intakes[row.pk] if i.ends_on is None or i.ends_on >= on]
        if intakes[row.pk] and not coming:
            continue
        found.append(_service(row, codes[row.pk], coming))
    return found


def _service(row: Service, codes: Mapping[str, set[str]], coming: list[_Entry]) -> Offer:
    known = [i.places if i.places is not None else i.places_left for i in coming]
    known = [places for places in known if places is not None]
    position = (row.longitude, row.latitude)
    return Offer(
        key=key_of(SERVICE, row.uuid),
        title=row.name,
        carrier=row.structure.partner_id,
        carrier_name=str(row.structure.partner),
        kind=row.kind,
        districts=frozenset(codes[Facet.DISTRICT]),
        themes=frozenset(codes[Facet.THEME]),
        audiences=frozenset(codes[Facet.AUDIENCE]),
        min_age=row.min_age,
        max_age=row.max_age,
        periods=tuple((i.starts_on, i.ends_on) for i in coming),
        places=sum(known) if known else row.places_left,
        position=None if None in position else (float(position[0]), float(position[1])),
    )


def _actions(territory: Territory, on: date, keys: Collection[str] | None) -> list[Offer]:
    """List the actions of the calls that are deposited, still wanted, and not over."""
    rows = Application.objects.filter(territory=territory, call__year__gte=on.year)
    rows = rows.exclude(deposited_at=None).exclude(state__in=OVER | BEFORE_DEPOSIT)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).filter(
        partner__is_sensitive=False, partner__state=PartnerState.ACTIVE
    )
    if keys is not None:
        rows = rows.filter(uuid__in=_named(ACTION, keys))
    districts: dict[int, set[str]] = defaultdict(set)
    people: dict[int, list[int]] = defaultdict(list)
    reached = ReachedDistrict.objects.filter(application__in=rows.order_by().values("pk"))
    for file, code, expected in reached.values_list("application_id", "district__code", "participants"):
        districts[file].add(code)
        people[file] += [] if expected is None else [expected]
    rows = rows.select_related("partner__organization", "call").order_by("-pk")[:MOST_OFFERS]
    return [
        Offer(
            key=key_of(ACTION, row.uuid),
            title=row.title,
            carrier=row.partner_id,
            carrier_name=str(row.partner),
            kind=ACTION,
            districts=frozenset(districts[row.pk]),
            themes=frozenset(theme for code in row.priorities for theme in themes_of_priority(code)),
            periods=((row.starts_on, row.ends_on),) if row.starts_on or row.ends_on else (),
            people=sum(people[row.pk]) if people[row.pk] else None,
        )
        for row in rows
    ]
