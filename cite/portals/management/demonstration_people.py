"""Somebody's year, a hundred and fifty times: invented people, lived day by day through the operations of everyone.

Each life is a generator: it says when it goes on, and acts when that day has come. Days are lived in order, so that the
journal, the alerts and the figures are those of a real year. Nothing here depends on chance.
"""

from __future__ import annotations

import heapq
from datetime import date, timedelta

from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.dates import living_at, now, today
from cite.core.working_days import is_working_day, next_working_day
from cite.directory.enums import ServiceState
from cite.directory.models import Service
from cite.dropout.enums.signs import Closing, Severity
from cite.dropout.operations.alerts import close_alert, look
from cite.dropout.permissions.alerts import alerts_to_look_at
from cite.notifications.operations.inbox import mark_all_read
from cite.portals.management.demonstration_lives import LIVES
from cite.portals.management.demonstration_referrals import referred_to_one
from cite.portals.management.demonstration_reviews import reviewed_together
from cite.portals.management.demonstration_scenes import Cast, Life, moment_of
from cite.referrals.enums.referrals import ReferralOutcome
from cite.referrals.models import OutcomeNote
from cite.referrals.operations.answers import Answerer, note_outcome
from cite.referrals.operations.upkeep import (
    ask_outcomes,
    close_unanswered,
    remind_structures,
    warn_of_silence,
)
from cite.referrals.workflow import FOLLOWED
from cite.residents.models import Resident
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of

PEOPLE = 150
YEAR, LATELY = timedelta(days=350), timedelta(days=21)
COORDINATION = "sofia.coordination"
COUNSELLORS, RELAY = ("nadia.prescription", "theo.prescription", "jeanne.prescription"), "rosa.relais"
AGES = range(18, 26), range(26, 63), range(19, 60)
"""Of those whom each follows: a mission locale follows the young."""
_SHARES = (0, 0, 0, 1, 1, 0, 1, 2)
"""Which counsellor follows each, over and over: the first one most."""

_CAME = (ReferralOutcome.SOLVED, ReferralOutcome.ONGOING, ReferralOutcome.PARTLY, ReferralOutcome.STOPPED)


def open_people(*, territory: Territory) -> None:
    """Live the year in a Cité whose people and offer are there; again, it changes nothing."""
    if Resident.objects.filter(territory=territory).exists():
        return
    people = {
        user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
    }
    services = Service.objects.filter(
        territory=territory, state=ServiceState.PUBLISHED, duplicate_of=None, shown_until__gte=today()
    )
    districts = tuple(priority_districts_of(territory, on=today()))
    if not (services and districts):
        return  # people live somewhere, and are referred to something
    members, relay = [_acting(people[name], territory) for name in COUNSELLORS], people[RELAY]
    casts = [
        Cast(
            territory=territory,
            counsellor=member,
            colleague=members[rank - 2],
            ages=AGES[rank],
            relay=_acting(relay, territory),
            services=tuple(services.select_related("structure__partner").order_by("key")),
            districts=districts,
            until=today(),
        )
        for rank, member in enumerate(members)
    ]
    begun = today() - YEAR
    lives = [
        LIVES[number % len(LIVES)](casts[_SHARES[number % len(_SHARES)]], number, begun + _entry(number))
        for number in range(PEOPLE)
    ]
    reviews = reviewed_together(territory, members, people[COORDINATION])
    machine = _machine(territory, begun)
    _live([*lives, *referred_to_one(casts[0], begun), _mornings(casts, begun), machine, reviews], today())


def _acting(user: User, territory: Territory) -> Membership:
    rows = Membership.objects.filter(territory=territory, user=user, state=MembershipState.ACTIVE)
    return rows.select_related("partner__organization", "user", "territory").order_by("pk")[0]


def _entry(number: int) -> timedelta:
    """Spread the entries over eleven months, in an order that no profile follows."""
    return timedelta(days=(number * 37 % PEOPLE) * 330 // PEOPLE)


def _live(lives: list[Life], until: date) -> None:
    """Let every life go on, the earliest day first, up to a day."""
    waiting = [(next(life), number, life) for number, life in enumerate(lives)]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        on, number, life = heapq.heappop(waiting)
        with living_at(min(moment_of(on, 10 + number % 7), now())):
            following = next(life, None)
        if following is not None:
            heapq.heappush(waiting, (max(following, on), number, life))


def _mornings(casts: list[Cast], begun: date) -> Life:
    """Each Monday, look at what happened; whoever follows closes what is serious and reads her messages."""
    cast = casts[0]
    on = begun
    while True:
        on += timedelta(days=7 - on.weekday())
        yield next_working_day(on)
        if not is_working_day(today()):
            continue
        look(territory=cast.territory, on=today())
        if today() > cast.until - LATELY:
            continue
        for by in (each.counsellor.user for each in casts):
            serious = alerts_to_look_at(by, cast.territory).filter(level__gte=Severity.LOOK)
            for alert in serious.order_by("pk")[:2]:
                done = Closing.REACHED if alert.pk % 4 else Closing.FALSE_ALERT
                close_alert(alert=alert, closing=done, version=alert.version, by=by)
            mark_all_read(by=by, territory=cast.territory)


def _machine(territory: Territory, begun: date) -> Life:
    """Each working day, do what the worker does for referrals; those who sent them say what came of most."""
    on = begun
    while True:
        on = next_working_day(on + timedelta(days=1))
        yield on
        _say_what_came()
        for work in (remind_structures, warn_of_silence, close_unanswered, ask_outcomes):
            work(territory=territory, on=today())


def _say_what_came() -> None:
    asked = OutcomeNote.objects.filter(outcome="", by_receiver=False, referral__state__in=FOLLOWED)
    for note in (
        asked.filter(referral__erased_on=None).select_related("referral__prescriber__user").order_by("pk")
    ):
        if note.referral_id % 4 or note.noted_on < today() - timedelta(days=7):  # some take a week to say it
            by = Answerer(user=note.referral.prescriber.user)
            outcome = _CAME[note.referral_id // 2 % len(_CAME)]
            note_outcome(referral=note.referral, by=by, rank=note.rank, outcome=outcome)
