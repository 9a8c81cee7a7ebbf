"""Who calls residents back in the demonstration, who waits, and what was said of two workshops; all fictional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.journal import record
from cite.directory.enums.callbacks import (
    CallbackAct,
    CallbackState,
    CallNeed,
    CallTime,
    Ending,
    Outcome,
    Weekday,
)
from cite.directory.enums.overlaps import Verdict, Who
from cite.directory.models import Callback, DutyPartner, OverlapVerdict
from cite.directory.operations.callbacks import ask_callback, note_call
from cite.directory.operations.duty import join_duty, save_absence, save_shifts
from cite.directory.operations.overlaps import judge_overlap
from cite.directory.permissions import sides_in
from cite.directory.queries.callbacks import callback_offer
from cite.directory.queries.overlaps import overlaps_of
from cite.directory.rules.verdicts import Opinion
from cite.tenancy.models import Territory
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of

_MON, _TUE, _WED, _THU, _FRI = (Weekday(number) for number in range(5))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Hours of every week, by the keys of the organizations whose people call; three districts are left without."""

    who: str
    deputy: str
    days: Sequence[Weekday]
    start: int
    end: int
    where: str


_TURNS = (
    _Turn("mission_locale", "regie", (_TUE, _THU), 14, 19, "206 208 209 211 212 213 215 216"),
    _Turn("centre_social", "mission_locale", (_MON, _WED), 9, 12, "210 213 214"),
    _Turn("regie", "mission_locale", (_MON, _FRI), 14, 18, "202 203 213 220 221 222 223 224"),
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Somebody who asked: her number is one that no operator gives; `missed`: she was called once, in vain."""

    number: str
    first_name: str
    language: str
    district: str
    need: CallNeed | str = ""
    when: CallTime = CallTime.ANY
    missed: str = ""


_ASKED = (
    _Waiting("+33639980111", "Samira", "ar", "213", CallNeed.CHILDCARE),
    _Waiting("+33639980112", "Elif", "tr", "220", CallNeed.LANGUAGE),
    _Waiting("+33639980113", "Joaquim", "pt", "214", CallNeed.WORK, CallTime.MORNING),
    _Waiting("+33639980114", "Mariama", "fr", "223", missed="regie"),
)
_DONE = (
    ("213", 14, Ending.ORIENTED, {3, 11}),
    ("214", 7, Ending.ANSWERED, {5}),
    ("223", 9, Ending.ORIENTED, set()),
    ("220", 2, Ending.UNREACHED, {0}),
)
"""Requests of the last months: district, how many, how most of them ended, which promises were broken."""
_SPOKEN = ("fr", "ar", "tr", "fr")
_JUDGED = {"Accompagnement des jeunes vers l’emploi – Montreynaud", "Permanence emploi – Montreynaud"}
_PILOTS_SAY = (
    "Les jeunes du quartier sont suivis par l’une et reçus par l’autre le mardi matin : deux inscriptions, deux "
    "diagnostics, et des rendez-vous qui tombent le même jour."
)
_FOLLOW_UP = "S’envoyer les personnes de moins de 26 ans, et ne faire qu’un diagnostic."
_CARRIER_SAYS = (
    "La permanence inscrit et dépanne, nous suivons dans la durée. "
    "Nous nous envoyons déjà des jeunes chaque semaine."
)


def seed_calls(*, territory: Territory, callers: Mapping[str, Membership], at: datetime) -> None:
    """Open the roster of a Cité where there is none, then let some residents ask, wait and be called.

    `callers`: an administrator of each organization that takes part, by its key.
    """
    on = localtime(at).date()
    districts = {row.code[4:7]: row for row in priority_districts_of(territory, on=on)}
    if DutyPartner.objects.filter(territory=territory).exists() or not districts:
        return
    for caller in callers.values():
        join_duty(partner=caller.partner, by=caller.user)
    for turn in _TURNS:
        person = callers[turn.who]
        for district in _named(turn.where, districts):
            save_shifts(
                district=district,
                person=person,
                deputy=callers[turn.deputy],
                weekdays=turn.days,
                starts_at=time(turn.start),
                ends_at=time(turn.end),
                by=person.user,
            )
    away = callers["regie"]
    first = on + timedelta(days=21)
    save_absence(
        partner=away.partner, person=away, first_on=first, last_on=first + timedelta(days=6), by=away.user
    )
    _past(territory, districts, on)
    for waiting in _ASKED:
        if waiting.district in districts:
            _ask(territory, districts[waiting.district], waiting, callers, at)


def _named(numbers: str, districts: Mapping[str, District]) -> list[District]:
    return [districts[number] for number in numbers.split() if number in districts]


def _ask(
    territory: Territory,
    district: District,
    waiting: _Waiting,
    callers: Mapping[str, Membership],
    at: datetime,
) -> None:
    """Let somebody ask, at the moment she prefers where someone is on duty then (no bank holiday takes it away)."""
    offer = callback_offer(territory, district, at)
    if offer is None:
        return
    ask_callback(
        territory=territory,
        district=district,
        phone=waiting.number,
        first_name=waiting.first_name,
        when=waiting.when if waiting.when in offer.times else CallTime.ANY,
        language=waiting.language,
        need=waiting.need,
        at=at,
    )
    if waiting.missed:
        asked = Callback.objects.get(territory=territory, phone=waiting.number)
        note_call(
            callback=asked,
            version=asked.version,
            outcome=Outcome.NO_ANSWER,
            note="Rappeler en fin de journée",
            by=callers[waiting.missed].user,
            at=at,
        )


def _past(territory: Territory, districts: Mapping[str, District], on: date) -> None:
    """Leave what stays of requests that are over: no number, no name."""
    for number, how_many, ending, broken in _DONE:
        for rank in range(how_many if number in districts else 0):
            asked_on = on - timedelta(days=9 + 7 * rank)
            over = Callback.objects.create(
                territory=territory,
                district=districts[number],
                asked_on=asked_on,
                language=_SPOKEN[rank % len(_SPOKEN)],
                state=CallbackState.CLOSED,
                ending=Ending.UNREACHED if rank in broken else ending,
                kept=rank not in broken,
                erased_at=make_aware(datetime.combine(asked_on + timedelta(days=2), time(15))),
            )
            record(CallbackAct.ERASE, target=over)


def seed_opinions(*, territory: Territory, pilot: User, carrier: User) -> None:
    """Have the coordination and a carrier differ on one pair; the others wait for somebody to look at them."""
    on = today()
    if OverlapVerdict.objects.filter(territory=territory).exists():
        return
    for pair in overlaps_of(territory, on=on):
        if {pair.one.title, pair.other.title} == _JUDGED:
            sides = sides_in(carrier, territory, pair.one.carrier, pair.other.carrier)
            follow_up = {"follow_up": _FOLLOW_UP, "who": Who.BOTH, "until": on + timedelta(days=45)}
            opinions = [
                (pilot, Opinion(verdict=Verdict.TO_COORDINATE, reason=_PILOTS_SAY, **follow_up)),
                *(
                    (carrier, Opinion(verdict=Verdict.COMPLEMENTARY, reason=_CARRIER_SAYS, side=side))
                    for side in sides
                ),
            ]
            first, second = pair.keys
            for by, opinion in opinions:
                judge_overlap(
                    territory=territory, first=first, second=second, opinion=opinion, seen="", by=by
                )
