"""The suspicion that two organizations are one: noted by the machine, settled by a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from cite.accounts.models import User
from cite.actors.enums import DuplicateState, OrganizationAct, OrganizationObjection
from cite.actors.models import Duplicate, Partner
from cite.actors.permissions.organizations import can_manage_partners
from cite.actors.queries.duplicates import suspicions
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.tenancy.models import Territory


@transaction.atomic
def note_duplicates(*, partners: Sequence[Partner], territory: Territory) -> None:
    """Keep the list of look-alikes true after a change; what a person decided stays decided."""
    for pk, found in suspicions(partners, territory).items():
        scores = {tuple(sorted((pk, suspicion.key))): suspicion for suspicion in found}
        known = {(d.first_id, d.second_id): d for d in Duplicate.objects.filter(Q(first=pk) | Q(second=pk))}
        for pair, duplicate in known.items():
            if duplicate.state == DuplicateState.TO_REVIEW and pair not in scores:
                duplicate.delete()
        for (first, second), suspicion in scores.items():
            duplicate = known.get((first, second))
            if duplicate is None:
                duplicate = Duplicate(territory=territory, first_id=first, second_id=second)
            elif duplicate.state != DuplicateState.TO_REVIEW:
                continue
            duplicate.score = suspicion.score
            duplicate.reasons = [reason.value for reason in suspicion.reasons]
            duplicate.save()


@transaction.atomic
def set_apart(*, duplicate: Duplicate, by: User) -> Duplicate:
    """Say that two organizations are not one; they are never proposed again."""
    duplicate = Duplicate.objects.select_for_update(of=("self",), no_key=True).get(pk=duplicate.pk)
    require(can_manage_partners(by, duplicate.territory))
    require(unless(duplicate.state == DuplicateState.TO_REVIEW, OrganizationObjection.ALREADY_DECIDED))
    duplicate.state = DuplicateState.DISTINCT
    duplicate.save()
    record(
        OrganizationAct.SET_APART,
        by=by,
        target=duplicate.first,
        changes={"distinct_from": (None, str(duplicate.second.uuid))},
    )
    return duplicate


@transaction.atomic
def reconsider(*, duplicate: Duplicate, by: User) -> Duplicate:
    """Ask again about two organizations that were said to be different."""
    duplicate = Duplicate.objects.select_for_update(of=("self",), no_key=True).get(pk=duplicate.pk)
    require(can_manage_partners(by, duplicate.territory))
    require(unless(duplicate.state == DuplicateState.DISTINCT, OrganizationObjection.ALREADY_DECIDED))
    duplicate.state = DuplicateState.TO_REVIEW
    duplicate.save()
    record(
        OrganizationAct.SET_APART,
        by=by,
        target=duplicate.first,
        changes={"distinct_from": (str(duplicate.second.uuid), None)},
    )
    return duplicate
