"""The roster: organizations that take part, the hours of their people, and their absences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction
from django.db.models import Q

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.directory.enums.callbacks import CallbackAct, CallbackObjection
from cite.directory.models import DutyAbsence, DutyPartner, DutyShift
from cite.directory.permissions.callbacks import can_join, can_keep_roster, team_of
from cite.territories.models import District


@transaction.atomic
def join_duty(*, partner: Partner, by: User) -> DutyPartner:
    """Say that an organization takes part in calling residents back; twice is once.

    Raises:
        Refused: not one of its administrators.
    """
    require(can_join(by, partner))
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    found = DutyPartner.objects.filter(partner=partner).first()
    if found is not None:
        return found
    joined = DutyPartner.objects.create(territory=partner.territory, partner=partner, agreed_by=by)
    record(CallbackAct.JOIN, by=by, target=partner)
    return joined


@transaction.atomic
def leave_duty(*, partner: Partner, by: User) -> None:
    """Withdraw an organization: its people are on duty nowhere from now on. Twice is once.

    Raises:
        Refused: not one of its administrators.
    """
    require(can_join(by, partner))
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    joined = DutyPartner.objects.filter(partner=partner).first()
    if joined is None:
        return
    DutyShift.objects.filter(deputy__partner=partner).update(deputy=None)
    DutyShift.objects.filter(person__partner=partner).delete()
    DutyAbsence.objects.filter(partner=partner).delete()
    joined.delete()
    record(CallbackAct.LEAVE, by=by, target=partner)


@transaction.atomic
def save_shifts(
    *,
    district: District,
    person: Membership,
    deputy: Membership | None,
    weekdays: Iterable[int],
    starts_at: time,
    ends_at: time,
    by: User,
) -> list[DutyShift]:
    """Put somebody on duty at the same hours on some days; the same hours again change her deputy only.

    Raises:
        Refused: not hers to keep, hours reversed or taken, an organization that does not take part.
    """
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=person.partner_id)
    _check(person, deputy, starts_at, ends_at, by)
    saved = []
    for weekday in sorted(set(weekdays)):
        mine = DutyShift.objects.filter(person=person, weekday=weekday)
        same = mine.filter(district=district, starts_at=starts_at, ends_at=ends_at).first()
        if same is None:
            taken = mine.filter(Q(starts_at__lt=ends_at) & Q(ends_at__gt=starts_at), district=district)
            require(unless(not taken.exists(), CallbackObjection.OVERLAPS))
        shift = same or DutyShift(
            territory=person.territory,
            district=district,
            person=person,
            weekday=weekday,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        shift.deputy = deputy
        shift.save()
        record(CallbackAct.SAVE_SHIFT, by=by, target=shift, person=person.user)
        saved.append(shift)
    return saved


def _check(person: Membership, deputy: Membership | None, starts_at: time, ends_at: time, by: User) -> None:
    require(can_keep_roster(by, person.partner))
    people = {each.pk for each in (person, deputy) if each is not None}
    present = team_of(person.territory).filter(pk__in=people).count()
    decision: Decision = unless(present == len(people), CallbackObjection.NOT_TAKING_PART)
    decision &= unless(deputy is None or deputy.user_id != person.user_id, CallbackObjection.OWN_DEPUTY)
    require(decision & unless(starts_at < ends_at, CallbackObjection.HOURS_REVERSED))


@transaction.atomic
def remove_shift(*, shift: DutyShift, by: User) -> None:
    """Take hours of duty away; twice is once.

    Raises:
        Refused: not hers to keep.
    """
    require(can_keep_roster(by, shift.person.partner))
    found = DutyShift.objects.select_for_update(of=("self",), no_key=True).filter(pk=shift.pk).first()
    if found is None:
        return
    record(CallbackAct.REMOVE_SHIFT, by=by, target=found, person=shift.person.user)
    found.delete()


@transaction.atomic
def save_absence(
    *, partner: Partner, person: Membership | None, first_on: date, last_on: date, by: User
) -> DutyAbsence:
    """Note days without somebody, or without anybody of an organization; twice is once.

    Raises:
        Refused: not hers to keep, a person of another organization, or dates reversed.
    """
    require(can_keep_roster(by, partner))
    is_theirs = person is None or person.partner_id == partner.pk
    decision: Decision = unless(is_theirs, CallbackObjection.NOT_YOUR_PEOPLE)
    require(decision & unless(first_on <= last_on, CallbackObjection.DATES_REVERSED))
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    given = {"partner": partner, "person": person, "first_on": first_on, "last_on": last_on}
    found = DutyAbsence.objects.filter(**given).first()
    if found is not None:
        return found
    absence = DutyAbsence.objects.create(territory=partner.territory, **given)
    record(CallbackAct.SAVE_ABSENCE, by=by, target=absence, person=person.user if person else None)
    return absence


@transaction.atomic
def remove_absence(*, absence: DutyAbsence, by: User) -> None:
    """Take an absence away; twice is once.

    Raises:
        Refused: not hers to keep.
    """
    require(can_keep_roster(by, absence.partner))
    found = DutyAbsence.objects.select_for_update(of=("self",), no_key=True).filter(pk=absence.pk).first()
    if found is None:
        return
    record(CallbackAct.REMOVE_ABSENCE, by=by, target=found)
    found.delete()
