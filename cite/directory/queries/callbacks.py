"""Who is on duty, what may be promised, what is to be called, and whether promises are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.languages import Language
from cite.core.moments import clock_text, weekday_text
from cite.directory.enums.callbacks import CallbackState, CallTime, Weekday
from cite.directory.models import Callback, DutyAbsence, DutyShift
from cite.directory.permissions.callbacks import team_of, visible_callbacks
from cite.directory.rules.callbacks import (
    SHOWN_FROM,
    Absence,
    Promise,
    Slot,
    hidden_counts,
    promise_of,
)
from cite.tenancy.models import Territory
from cite.territories.models import Commune, District
from cite.territories.queries.territory_map import priority_districts_of


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be promised in a district: before when, for each moment somebody may choose."""

    district: District
    times: Mapping[CallTime, Promise]

    @property
    def before(self) -> datetime:
        """Before when somebody is called who does not mind the moment."""
        return self.times[CallTime.ANY].before


def callback_offer(territory: Territory | None, district: District, at: datetime) -> Offer | None:
    """Say what may be promised in a district at a moment; nothing without anybody on duty. Two queries."""
    if territory is None:
        return None
    slots = _slots(territory, Q(district=district)).get(district.pk, [])
    absences = _absences(territory, at) if slots else []
    return _offer(district, slots, absences, at, territory.callback_delay_hours)


def callback_offers(territory: Territory | None, at: datetime) -> list[Offer]:
    """List the districts where somebody may be called back, in alphabetical order. Four queries."""
    return list(_offers(territory, at))


@dataclass(frozen=True, slots=True)
class CallMe:
    """A call that may be promised: in a district that is known, or in one that she is still to choose."""

    offer: Offer | None = None


def call_me(territory: Territory | None, codes: Sequence[str], at: datetime) -> CallMe | None:
    """Say whether somebody who reads about services may be called; None where nobody could keep the promise.

    `codes`: the districts where she may live. A single one is hers, and only its own roster counts; several, or none,
    leave the question to her. Four queries at most, however many districts there are.
    """
    if len(codes) == 1:
        rows = priority_districts_of(territory, on=localtime(at).date()).filter(code=codes[0])
        district = rows.defer("contour").first()
        if district is not None:
            offer = callback_offer(territory, district, at)
            return CallMe(offer) if offer else None
    return next((CallMe() for _offer in _offers(territory, at)), None)


def _offers(territory: Territory | None, at: datetime) -> Iterator[Offer]:
    slots = _slots(territory, Q()) if territory is not None else {}
    if not slots:
        return
    absences = _absences(territory, at)
    for district in (
        priority_districts_of(territory, on=localtime(at).date()).filter(pk__in=slots).defer("contour")
    ):
        offer = _offer(district, slots[district.pk], absences, at, territory.callback_delay_hours)
        if offer is not None:
            yield offer


def moment_text(before: datetime, language: Language) -> str:
    """Write the moment of a promise, within a week: « mardi 18 h »."""
    local = localtime(before) if before.tzinfo else before
    return f"{weekday_text(local.date(), language)} {clock_text(local.time(), language)}"


def _offer(
    district: District, slots: list[Slot], absences: list[Absence], at: datetime, hours: int
) -> Offer | None:
    local, delay = localtime(at).replace(tzinfo=None), timedelta(hours=hours)
    found = {when: promise_of(slots, absences, local, when, delay) for when in CallTime}
    times = {when: _aware(promise) for when, promise in found.items() if promise is not None}
    return Offer(district, times) if CallTime.ANY in times else None


def _aware(promise: Promise) -> Promise:
    first, second, third = (make_aware(moment) for moment in promise.reminders)
    return Promise(make_aware(promise.before), promise.person, (first, second, third))


def _slots(territory: Territory, which: Q) -> dict[int, list[Slot]]:
    team = dict(team_of(territory).values_list("pk", "partner_id"))
    found: dict[int, list[Slot]] = {}
    for shift in DutyShift.objects.filter(which, territory=territory, person__in=team):
        deputy = shift.deputy_id if shift.deputy_id in team else None
        slot = Slot(
            shift.weekday,
            shift.starts_at,
            shift.ends_at,
            shift.person_id,
            team[shift.person_id],
            deputy,
            team.get(deputy),
        )
        found.setdefault(shift.district_id, []).append(slot)
    return found


def _absences(territory: Territory, at: datetime) -> list[Absence]:
    rows = DutyAbsence.objects.filter(territory=territory, last_on__gte=localtime(at).date())
    return [Absence(row.partner_id, row.first_on, row.last_on, row.person_id) for row in rows]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A district of the roster: who is on duty each day, and what is promised to residents today."""

    district: District
    days: tuple[tuple[DutyShift, ...], ...]
    promise: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is ever on duty."""
        return not any(self.days)


def roster(territory: Territory, at: datetime) -> list[RosterLine]:
    """Lay out the week of every district in force. Seven queries."""
    shifts: dict[int, dict[int, list[DutyShift]]] = {}
    for shift in shifts_of(territory):
        shifts.setdefault(shift.district_id, {}).setdefault(shift.weekday, []).append(shift)
    offers = {offer.district.pk: offer.before for offer in callback_offers(territory, at)}
    return [
        RosterLine(
            district,
            tuple(tuple(shifts.get(district.pk, {}).get(day, ())) for day in Weekday.values),
            offers.get(district.pk),
        )
        for district in priority_districts_of(territory, on=localtime(at).date()).defer("contour")
    ]


def shifts_of(territory: Territory) -> QuerySet[DutyShift]:
    """List the hours of duty that count: of people who still act for an organization that takes part."""
    rows = DutyShift.objects.filter(territory=territory, person__in=team_of(territory))
    rows = rows.select_related(
        "district", "person__user", "person__partner__organization", "deputy__user", "territory"
    )
    return _named(rows)


def absences_of(territory: Territory, on: date) -> QuerySet[DutyAbsence]:
    """List the absences that are not over."""
    rows = DutyAbsence.objects.filter(territory=territory, last_on__gte=on)
    return rows.select_related("partner__organization", "partner__territory", "person__user")


def calls_to_make(user: User, territory: Territory | None) -> QuerySet[Callback]:
    """List what a person on duty has to call, the most urgent first: never called, then called in vain."""
    rows = visible_callbacks(user, territory).select_related("district", "assigned_to__user", "territory")
    return _named(rows).order_by("attempts", "promised_before", "pk")


def _named(rows: QuerySet) -> QuerySet:
    """Bring the communes of the districts, and not their contours: two districts bear the same name."""
    communes = Commune.objects.only("pk", "name").order_by("name")
    return rows.defer("district__contour").prefetch_related(Prefetch("district__communes", communes))


class Colleagues(NamedTuple):
    """Those to whom a request may be handed over; `are_neighbors`: its own district has nobody else."""

    people: list[Membership]
    are_neighbors: bool


def colleagues(callback: Callback) -> Colleagues:
    """Find who may take a request over: on duty in its district, else anywhere: a promise waits for no roster."""
    shifts = DutyShift.objects.filter(territory=callback.territory_id)
    here = _on_duty(shifts.filter(district=callback.district_id), callback)
    return Colleagues(here, False) if here else Colleagues(_on_duty(shifts, callback), True)


def _on_duty(shifts: QuerySet[DutyShift], callback: Callback) -> list[Membership]:
    team = team_of(callback.territory).filter(
        Q(pk__in=shifts.values("person_id")) | Q(pk__in=shifts.values("deputy_id"))
    )
    rows = team.exclude(pk=callback.assigned_to_id or 0).select_related("user", "partner__organization")
    return list(rows.order_by("user__full_name", "pk"))


def deputy_of(callback: Callback) -> Membership | None:
    """Find who stands in for the one in charge of a request, in its district."""
    shift = (
        DutyShift.objects.filter(
            district=callback.district_id,
            person=callback.assigned_to_id,
            deputy__in=team_of(callback.territory),
        )
        .select_related("deputy__user")
        .first()
    )
    return shift.deputy if shift else None


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises of one district or one month: asked, judged, kept. `is_hidden`: too few to be told."""

    name: str
    asked: int
    judged: int
    kept: int
    is_hidden: bool = False

    @property
    def rate(self) -> int | None:
        """The part of the promises that were kept, in percent; none where it would tell of somebody."""
        if self.is_hidden or self.judged < SHOWN_FROM:
            return None
        return round(100 * self.kept / self.judged)


@dataclass(frozen=True, slots=True)
class Figures:
    """What pilots read of the promises made since a day."""

    whole: Kept
    districts: list[Kept] = field(default_factory=list)
    months: list[Kept] = field(default_factory=list)


def promise_figures(territory: Territory, since: date) -> Figures:
    """Count the promises made since a day, by district and by month; small numbers are hidden. Four queries."""
    rows = Callback.objects.filter(territory=territory, asked_on__gte=since)
    counted = {
        "asked": Count("pk"),
        "judged": Count("pk", filter=Q(kept__isnull=False)),
        "kept_count": Count("pk", filter=Q(kept=True)),
    }
    by_district = list(rows.values("district").annotate(**counted).order_by("district__label", "district"))
    named = District.objects.filter(pk__in=[row["district"] for row in by_district]).defer("contour")
    names = {place.pk: place.full_label for place in named.prefetch_related("communes")}
    districts = [
        Kept(names[row["district"]], row["asked"], row["judged"], row["kept_count"]) for row in by_district
    ]
    by_month = rows.values("asked_on__year", "asked_on__month").annotate(**counted)
    months = [
        Kept(date_format(date(year, month, 1), "F Y"), row["asked"], row["judged"], row["kept_count"])
        for row in by_month.order_by("-asked_on__year", "-asked_on__month")
        for year, month in [(row["asked_on__year"], row["asked_on__month"])]
    ]
    whole = Kept(
        "", *(sum(getattr(each, name) for each in districts) for name in ("asked", "judged", "kept"))
    )
    return Figures(_hide([whole])[0], _hide(districts), _hide(months))


def _hide(lines: Iterable[Kept]) -> list[Kept]:
    """Hide a line whose requests, or whose kept or broken promises, are few."""
    listed = list(lines)
    hidden = zip(
        hidden_counts([each.asked for each in listed]),
        hidden_counts([each.judged for each in listed]),
        strict=True,
    )
    return [
        Kept(each.name, each.asked, each.judged, each.kept, any(flags))
        for each, flags in zip(listed, hidden, strict=True)
    ]


def late_or_open(territory: Territory) -> QuerySet[Callback]:
    """List what is still to be called, for those who watch over promises: nothing of the person is read."""
    rows = Callback.objects.filter(territory=territory).exclude(state=CallbackState.CLOSED)
    rows = rows.only(
        "uuid",
        "state",
        "promised_before",
        "attempts",
        "reminders_sent",
        "territory",
        "district__label",
        "assigned_to__user__full_name",
    )
    rows = rows.select_related("district", "assigned_to__user")
    return _named(rows).order_by("attempts", "promised_before", "pk")
