"""Introductions: a relay sends one, a professional takes it, calls, and what the relay is told; then nobody is kept."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.opening.permissions import can_enter_residents, in_service_since
from cite.referrals.enums.acts import ReferralAct, ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.models import Introduction
from cite.referrals.permissions.introductions import (
    can_call_them,
    can_care_for,
    introducing_memberships,
    visible_introductions,
)
from cite.referrals.permissions.referrals import prescribing_memberships
from cite.referrals.queries.delays import delays_of
from cite.referrals.workflow import INTRODUCTION, OVER, UNREACHED
from cite.residents.models import Resident
from cite.tenancy.models import Territory
from cite.territories.models import District

MOST_A_DAY = 40
"""Introductions that one relay sends in a day: beyond, something else is at work."""


@transaction.atomic
def introduce(
    *,
    relay: Membership,
    phone_key: UUID,
    first_name: str,
    phone: str,
    agreed: bool,
    district: District | None = None,
    need: str = "",
    words: str = "",
    language: str = "fr",
    tells_relay: bool | None = None,
) -> Introduction:
    """« Je vous signale quelqu’un qui est d’accord »; sent again with the same `phone_key`, it is once.

    Raises:
        Refused: she acts for nobody here, the Cité is suspended, the person does not agree, an identifier in a text,
            or too many in one day.
    """
    # two sendings of a bad network at once are one
    Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=relay.pk)
    sent = Introduction.objects.filter(relay=relay, phone_key=phone_key).first()
    if sent is not None:
        return sent
    mine = introducing_memberships(relay.user, relay.territory)
    today_by_her = Introduction.objects.filter(relay=relay, introduced_on=today()).count()
    require(
        unless(relay in mine, ReferralObjection.NOT_A_RELAY)
        & can_enter_residents(relay.territory)
        & unless(agreed, ReferralObjection.NOT_AGREED)
        & unless(bool(first_name and phone), ReferralObjection.NOBODY_NAMED)
        & check_free_text(first_name, words)
        & unless(today_by_her < MOST_A_DAY, ReferralObjection.TOO_MANY_INTRODUCTIONS)
    )
    introduction = Introduction.objects.create(
        territory=relay.territory,
        relay=relay,
        phone_key=phone_key,
        first_name=first_name,
        phone=phone,
        district=district,
        need=need,
        words=words,
        language=language,
        tells_relay=tells_relay,
        introduced_on=today(),
    )
    record(ReferralAct.INTRODUCE, by=relay.user, target=introduction)
    return introduction


@transaction.atomic
def take(*, introduction: Introduction, by: User) -> Introduction:
    """Take somebody in charge: of two who press at once, one does. Twice is once.

    Raises:
        Refused: not a professional who calls, or somebody else took her.
    """
    locked = _locked(introduction)
    require(can_call_them(by, locked.territory))
    mine = prescribing_memberships(by, locked.territory)
    if locked.taken_by_id in {each.pk for each in mine}:
        return locked
    is_hers = visible_introductions(by, locked.territory).filter(pk=locked.pk).exists()
    require(unless(is_hers and INTRODUCTION.allows("take", locked.state), ReferralObjection.TAKEN_BY_ANOTHER))
    locked.taken_by = mine[0]
    return _moved(locked, "take", ReferralAct.TAKE, by)


@transaction.atomic
def release(*, introduction: Introduction, version: int, by: User) -> Introduction:
    """Give somebody back to the list: another professional will do better.

    Raises:
        Refused: not hers, changed meanwhile, or she was reached already.
    """
    locked = _hers(introduction, version, by, "release")
    locked.taken_by = None
    return _moved(locked, "release", ReferralAct.RELEASE, by)


@transaction.atomic
def note_call(*, introduction: Introduction, version: int, by: User, reached: bool, on: date) -> Introduction:
    """Note a call, and whether she was reached.

    Raises:
        Refused: not hers, changed meanwhile, over, or a day before the introduction or to come.
    """
    step = "reach" if reached else "no_answer"
    locked = _hers(introduction, version, by, step)
    require(unless(locked.introduced_on <= on <= today(), ReferralObjection.NOT_A_DAY_OF_CALL))
    locked.called_on = on
    return _moved(locked, step, ReferralAct.NOTE_CALL, by)


@transaction.atomic
def close(
    *,
    introduction: Introduction,
    version: int,
    by: User,
    ending: IntroductionState,
    resident: Resident | None = None,
) -> Introduction:
    """End an introduction: she met somebody, was never reached, or wishes it no more. Nobody is kept of it.

    `resident`: the file opened for her, where there is one.

    Raises:
        Refused: not hers, changed meanwhile, or over.
    """
    step = {
        IntroductionState.MET: "meet",
        IntroductionState.UNREACHED: "give_up",
        IntroductionState.NOT_WANTED: "not_wanted",
    }[ending]
    locked = _hers(introduction, version, by, step)
    if ending == IntroductionState.MET:
        locked.met_on = today()
        locked.called_on = locked.called_on or today()
        locked.resident = resident
    _forget(locked)
    return _moved(locked, step, ReferralAct.CLOSE_INTRODUCTION, by)


def give_back_left(*, territory: Territory, on: date) -> int:
    """Give back to the list whom an organization took and that has left: nobody there calls; tells how many."""
    rows = Introduction.objects.filter(territory=territory, introduced_on__lte=on, state__in=UNREACHED)
    left = rows.filter(taken_by__isnull=False).exclude(taken_by__partner__state=PartnerState.ACTIVE)
    return sum(_give_back(pk) for pk in left.order_by("pk").values_list("pk", flat=True))


def erase_old_introductions(*, territory: Territory, on: date) -> int:
    """Erase who was introduced too long ago, or in the training mode when it is over; tells how many."""
    over = Q(introduced_on__lte=on - timedelta(days=delays_of(territory).light_kept_days))
    if since := in_service_since(territory):
        over |= Q(created_at__lt=since)
    old = Introduction.objects.filter(over, territory=territory, erased_on=None)
    return sum(erase_one(pk=pk) for pk in old.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def erase_one(*, pk: int) -> bool:
    """Erase who was introduced, and end what still waits for her; says whether it was not done yet."""
    introduction = _locked(Introduction(pk=pk))
    if introduction.erased_on is not None:
        return False
    _forget(introduction)
    if introduction.state in OVER:
        introduction.save_next_version()
        record(ReferralAct.ERASE_INTRODUCTION, target=introduction)
    else:
        _moved(introduction, "expire", ReferralAct.ERASE_INTRODUCTION, None)
    return True


@transaction.atomic
def _give_back(pk: int) -> bool:
    introduction = _locked(Introduction(pk=pk))
    taken_by = introduction.taken_by
    if introduction.state not in UNREACHED or taken_by.partner.state == PartnerState.ACTIVE:
        return False
    introduction.taken_by = None
    _moved(introduction, "release", ReferralAct.RELEASE, None)
    return True


def _hers(introduction: Introduction, version: int, by: User, step: str) -> Introduction:
    locked = _locked(introduction)
    require(can_care_for(by, locked))
    require(unless(locked.version == version, SaveObjection.CHANGED_MEANWHILE))
    require(unless(INTRODUCTION.allows(step, locked.state), ReferralObjection.NOT_IN_THIS_STATE))
    return locked


def _locked(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("territory", "taken_by__partner").get(pk=introduction.pk)


def _forget(introduction: Introduction) -> None:
    introduction.first_name = introduction.phone = introduction.words = ""
    introduction.erased_on = today()


def _moved(introduction: Introduction, step: str, act: ReferralAct, by: User | None) -> Introduction:
    introduction.state = INTRODUCTION.target(step, introduction.state)
    introduction.save_next_version()
    record(act, by=by, target=introduction, person=introduction.resident)
    return introduction
