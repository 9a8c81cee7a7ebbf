"""A year of one service in demand: people referred to it without a file, who come or not; all invented.

Its sheet then says how long it really takes, beside what it announces.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.directory.models import Service
from cite.portals.management.demonstration_scenes import (
    FIRST,
    Cast,
    Life,
    after,
    moment_of,
    need_met_by,
    opened,
)
from cite.referrals.enums.referrals import RefusalReason
from cite.referrals.models import Referral
from cite.referrals.operations.answers import appoint, note_presence, refuse
from cite.referrals.operations.referrals import send
from cite.referrals.operations.upkeep import erase_one
from cite.referrals.queries.delays import delays_of

REFERRED = 32
_EVERY = 9
"""Days between two; the last ones have their answer before the year ends."""
_ANNOUNCED = range(7, 22)
"""A delay that somebody may well not keep, in days."""
_NO = (
    (RefusalReason.FULL, "Le groupe est complet, redemandez le mois prochain."),
    (RefusalReason.OUT_OF_AREA, "Une autre antenne reçoit les habitants de ce secteur."),
)


def referred_to_one(cast: Cast, begun: date) -> Iterator[Life]:
    """Give the lives of those referred to one service that announces a delay; none where no service does."""
    wanted = (service for service in cast.services if service.entry_delay_days in _ANNOUNCED)
    service = next(wanted, None)
    if service is not None:
        yield from (_referred(cast, service, number, begun) for number in range(REFERRED))


def _referred(cast: Cast, service: Service, number: int, begun: date) -> Life:
    yield next_working_day(begun + timedelta(days=number * _EVERY))
    sent = send(
        prescriber=cast.counsellor,
        service=service,
        agreed=True,
        first_name=FIRST[number % len(FIRST)],
        phone=f"+3363998{number:04d}",
        need=need_met_by(service),
    )
    yield after(2 + number * 5 % 9)
    answered, by = opened(sent)
    if number % 3 == 2:
        reason, message = _NO[number // 3 % 2]
        refuse(referral=answered, version=answered.version, by=by, reason=reason, message=message)
    else:
        at = moment_of(after(20 + number * 7 % 18), 14)
        answered = appoint(referral=answered, version=answered.version, by=by, at=at, place="À l’accueil")
        yield from _received(answered, at, came=number % 4 != 0)
    yield sent.sent_on + timedelta(days=delays_of(cast.territory).light_kept_days)
    erase_one(pk=sent.pk, on=today())


def _received(referral: Referral, at: datetime, *, came: bool) -> Life:
    """Wait for the day after the appointment, when the structure says whether she came."""
    yield next_working_day(at.date() + timedelta(days=1))
    referral, by = opened(referral)  # by the link of the last message
    note_presence(referral=referral, version=referral.version, by=by, came=came)
