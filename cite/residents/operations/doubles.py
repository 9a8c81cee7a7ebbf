"""Files that look alike: noted by the machine, settled by a person who sees both."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import still_there
from cite.notifications.operations import notify
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import LikenessObjection, RightsAct
from cite.residents.models import PersonDuplicate, Resident
from cite.residents.notices import MAY_BE_TWICE
from cite.residents.permissions.doubles import can_ask_about_doubles, can_settle
from cite.residents.permissions.people import open_sharings
from cite.residents.ports import referents_of
from cite.residents.queries.doubles import compared, followed_files, look_alikes
from cite.residents.rules.likeness import pairs_among
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory

Reasons = dict[tuple[int, int], tuple]
_AT_ONCE = 500


@transaction.atomic
def note_doubles_of(*, resident: Resident) -> int:
    """Compare one file with the others, after it was opened or changed; tells how many pairs are new."""
    is_followed = Resident.objects.filter(pk=resident.pk, state=ResidentState.ACTIVE).exists()
    near = look_alikes(resident) if is_followed else {}
    found = {(min(resident.pk, pk), max(resident.pk, pk)): reasons for pk, reasons in near.items()}
    known = PersonDuplicate.objects.filter(Q(first=resident) | Q(second=resident))
    return _keep_true(resident.territory, found, known)


def note_all_doubles(*, territory: Territory) -> int:
    """Compare all the files of a Cité with each other, at a cost that follows their number; tells how many are new."""
    new = 0
    for is_training in (False, True):
        files = followed_files(territory, is_training=is_training)
        found = pairs_among(compared(files))
        known = PersonDuplicate.objects.filter(
            territory=territory,
            first__is_training=is_training,
            first__state=ResidentState.ACTIVE,
            second__state=ResidentState.ACTIVE,
        )
        with transaction.atomic():
            new += _keep_true(territory, found, known)
    return new


@transaction.atomic
def set_people_apart(*, double: PersonDuplicate, version: int, by: User) -> PersonDuplicate:
    """Say that two files are two people; they are never proposed again. Twice is once.

    Raises:
        Refused: she does not follow both, or it is decided already.
    """
    held = still_there(PersonDuplicate.objects.select_for_update(of=("self",), no_key=True), double.pk)
    if held.state == LikenessState.DISTINCT and held.decided_by_id == by.pk:
        return held
    locked = PersonDuplicate.locked(pk=double.pk, version=version)
    require(
        can_settle(by, locked)
        & unless(locked.state == LikenessState.TO_REVIEW, LikenessObjection.ALREADY_DECIDED)
    )
    locked.state, locked.decided_by, locked.decided_on = LikenessState.DISTINCT, by, today()
    locked.save_next_version()
    record(RightsAct.SET_APART, by=by, target=locked, person=locked.first)
    return locked


@transaction.atomic
def ask_about_double(*, double: PersonDuplicate, by: User) -> int:
    """Ask whoever follows her first to talk with the person; tells how many are told. Names nobody.

    Whoever opened the second file is told nothing: opening one would be a way to ask who is followed elsewhere.
    Asked twice, they are told once (the message cools down).

    Raises:
        Refused: she does not coordinate, or it is decided already.
    """
    require(
        can_ask_about_doubles(by, double.territory)
        & unless(double.state == LikenessState.TO_REVIEW, LikenessObjection.ALREADY_DECIDED)
    )
    told = 0
    path = reverse("residents:double", args=[double.uuid])
    for person in followers_of(double.first):  # the older file: a pair is written in that order
        notify(
            kind=MAY_BE_TWICE.key,
            territory=double.territory,
            to=person,
            path=path,
            about=f"double:{double.uuid}:{person.pk}",
            concerns=double.first.uuid,
        )
        told += 1
    record(RightsAct.ASK_ABOUT_DOUBLE, by=by, target=double)
    return told


def followers_of(resident: Resident) -> list[User]:
    """List whom to tell about a file: her referents, else who opened it and still acts there, else colleagues."""
    referents = [each.user for each in referents_of(resident) if each.state == MembershipState.ACTIVE]
    if referents:
        return list({user.pk: user for user in referents}.values())
    partners = open_sharings().filter(resident=resident, purpose__in=[str(p) for p in WRITTEN_FOR])
    active = Membership.objects.filter(
        partner__in=partners.values("partner"), state=MembershipState.ACTIVE, user__is_active=True
    )
    opener = active.filter(user=resident.created_by.user_id)
    rows = (opener if opener.exists() else active).select_related("user").order_by("pk")[:20]
    return list({row.user_id: row.user for row in rows}.values())


def _keep_true(territory: Territory, found: Reasons, known: object) -> int:
    """Write the new pairs, and forget those to review that no longer look alike; what was decided stays."""
    kept = {(each.first_id, each.second_id): each for each in known}
    gone = [
        each.pk for pair, each in kept.items() if each.state == LikenessState.TO_REVIEW and pair not in found
    ]
    PersonDuplicate.objects.filter(pk__in=gone).delete()
    for pair, each in kept.items():
        reasons = [str(reason) for reason in found.get(pair, ())]
        if each.state == LikenessState.TO_REVIEW and reasons and each.reasons != reasons:
            PersonDuplicate.objects.filter(pk=each.pk).update(reasons=reasons)
    new = [
        PersonDuplicate(
            territory=territory, first_id=first, second_id=second, reasons=[str(each) for each in reasons]
        )
        for (first, second), reasons in found.items()
        if (first, second) not in kept
    ]
    # Two files opened in the same minute are compared twice: the pair is written once.
    PersonDuplicate.objects.bulk_create(new, ignore_conflicts=True, batch_size=_AT_ONCE)
    return len(new)
