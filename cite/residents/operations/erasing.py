"""Forgetting people: their files go, figures and a line of the elimination list remain.

Little by little, each batch in its own transaction: what a killed worker had begun is undone whole, and begun again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.journal import record
from cite.notifications.operations import notify, withdraw_messages
from cite.opening.permissions import is_in_training
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import ErasureReason
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.models import Elimination, FormerResident, Residence, Resident
from cite.residents.notices import ENDING_SOON
from cite.residents.permissions.people import open_sharings
from cite.residents.ports import erase_elsewhere, facts_of
from cite.residents.queries.delays import months_kept_on
from cite.residents.queries.held import with_absorbed
from cite.residents.queries.retention import ending_files
from cite.residents.rules.retention import age_band, heard_before
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory

AT_ONCE = 20
_REASON = "reason"


@transaction.atomic
def erase_resident(*, resident: Resident, reason: ErasureReason, by: User | None, on: date) -> None:
    """Erase a person’s file, with those made one with it; what figures count of her survives without her.

    The reason is the one of the elimination list. Erased already, nothing happens.
    """
    root = Resident.objects.select_for_update(of=("self",), no_key=True).filter(pk=_root_of(resident)).first()
    if root is None:
        return
    changes = {_REASON: (None, str(reason))}
    record(RightsAct.ERASE, by=by, target=root, person=root, territory=root.territory, changes=changes)
    _erase([root], reason, on)


def forget_files(*, territory: Territory, on: date) -> int:
    """Erase the files whose time is over, and those of the training mode once the Cité is in service."""
    over = Resident.objects.filter(territory=territory, state=ResidentState.ACTIVE)
    old = over.filter(is_training=False, last_heard_on__lte=heard_before(on, months_kept_on(territory, on)))
    forgotten = _forget(territory, old, ErasureReason.RETENTION, on)
    if not is_in_training(territory):
        forgotten += _forget(territory, over.filter(is_training=True), ErasureReason.TRAINING, on)
    return forgotten


@transaction.atomic
def warn_of_ends(*, territory: Territory, on: date) -> int:
    """Tell those who follow people whose files will soon be erased; tells how many messages are written."""
    soon = ending_files(territory, on=on)
    shared = open_sharings(on).filter(resident__in=soon, purpose__in=[str(each) for each in WRITTEN_FOR])
    openers: dict[int, set[int]] = defaultdict(set)
    for partner, opener in shared.values_list("partner", "resident__created_by__user").distinct():
        openers[partner].add(opener)
    members = Membership.objects.filter(
        partner__in=openers, state=MembershipState.ACTIVE, user__is_active=True
    ).select_related("user")
    by_partner: dict[int, dict[int, User]] = defaultdict(dict)
    for member in members.order_by("pk"):
        by_partner[member.partner_id][member.user_id] = member.user
    told: dict[int, User] = {}
    for partner, wanted in openers.items():
        here = by_partner[partner]
        told |= {pk: here[pk] for pk in wanted if pk in here}
        if wanted - here.keys():
            told |= here
    path = reverse("residents:ending")
    written = [
        notify(kind=ENDING_SOON.key, territory=territory, to=user, path=path, about=f"ending:{user.pk}")
        for user in told.values()
    ]
    return sum(message is not None for message in written)


def _forget(territory: Territory, files: object, reason: ErasureReason, on: date) -> int:
    forgotten = 0
    while batch := _forget_batch(territory, files, reason, on):
        forgotten += batch
    return forgotten


@transaction.atomic
def _forget_batch(territory: Territory, files: object, reason: ErasureReason, on: date) -> int:
    """Erase a few files; another worker’s batch is left to it."""
    locked = files.select_for_update(of=("self",), no_key=True, skip_locked=True)
    batch = list(locked.order_by("last_heard_on", "pk")[:AT_ONCE])
    if batch:
        changes = {_REASON: (None, str(reason)), "count": (None, len(batch))}
        record(RightsAct.FORGET, target=territory, territory=territory, changes=changes)
        _erase(batch, reason, on)
    return len(batch)


def _erase(roots: Sequence[Resident], reason: ErasureReason, on: date) -> None:
    if reason is not ErasureReason.TRAINING:
        for root in roots:
            _keep_figures(root)
    _list_elimination(roots, reason, on)
    # the deepest first: none goes before those that lean on it
    erased = [resident for root in roots for resident in reversed(with_absorbed(root))]
    for resident in erased:
        erase_elsewhere(resident)
        Resident.objects.filter(pk=resident.pk).delete()
    # last: whoever was writing about her has waited for her file, or is done
    withdraw_messages(territory=roots[0].territory, concerning=[each.uuid for each in erased], is_erased=True)


def _keep_figures(resident: Resident) -> None:
    entry = localtime(resident.created_at).year
    home = Residence.objects.filter(resident=resident).order_by("since", "pk").first()
    FormerResident.objects.create(
        territory=resident.territory,
        year=entry,
        district_id=home.district_id if home else None,
        answer=home.answer if home else "",
        age_band=age_band(resident.birth_year, entry),
        sex=resident.sex,
        situations=resident.situations,
        education_level=resident.education_level,
        facts=facts_of(resident),
    )


def _list_elimination(roots: Sequence[Resident], reason: ErasureReason, on: date) -> None:
    first = min(localtime(each.created_at).year for each in roots)
    last = max(each.last_heard_on.year for each in roots)
    first, last = min(first, last), max(first, last)
    line, is_new = Elimination.objects.get_or_create(
        territory=roots[0].territory,
        done_on=on,
        reason=reason,
        defaults={"first_year": first, "last_year": last, "count": len(roots)},
    )
    if not is_new:
        line = Elimination.objects.select_for_update(of=("self",), no_key=True).get(pk=line.pk)
        line.count += len(roots)
        line.first_year, line.last_year = min(line.first_year, first), max(line.last_year, last)
        line.save()


def _root_of(resident: Resident) -> int:
    """Tell which file a file was made one with, in the end."""
    pk = resident.pk
    while above := Resident.objects.filter(pk=pk).values_list("merged_into", flat=True).first():
        pk = above
    return pk
