"""Two sheets made one, and made two again.

Whatever points at the absorbed organization (places, contacts, members, districts, and what higher applications
know of it) points at the kept one afterwards. What cannot move, because the kept one already has it, stays where it
is: the absorbed organization opens no right any more. Every change is written down, so that undoing gives back
exactly what was there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django_scopes import scopes_disabled

from cite.accounts.models import User
from cite.actors.enums import (
    ChainLink,
    DuplicateState,
    MembershipState,
    OrganizationAct,
    OrganizationObjection,
    PartnerState,
)
from cite.actors.models import Duplicate, Membership, Merge, Organization, Partner
from cite.actors.permissions.organizations import can_manage_partners
from cite.actors.permissions.people import can_close_access
from cite.actors.queries.duplicates import IDENTITY
from cite.actors.workflow import PARTNER
from cite.core.dates import now
from cite.core.decisions import ALLOWED, Decision, require, unless
from cite.core.journal import record
from cite.core.merging import Changes, give_back, move_references, move_references_back

_STAY = (Merge, Duplicate)
"""What is about the pair itself."""


@transaction.atomic
def merge_partners(
    *, duplicate: Duplicate, keep_first: bool, from_absorbed: frozenset[str], by: User
) -> Merge:
    """Merge two organizations that are one.

    `keep_first`: which of the two stays. `from_absorbed`: the fields of `IDENTITY` whose value comes from the other.

    Raises:
        Refused: not allowed, already settled, the absorbed organization also works in another Cité, or somebody
            there holds a role that is not hers to take.
    """
    duplicate = Duplicate.objects.select_for_update(of=("self",), no_key=True).get(pk=duplicate.pk)
    require(can_manage_partners(by, duplicate.territory))
    pair = Partner.objects.select_for_update(of=("self",), no_key=True).select_related("organization")
    first, second = (pair.get(pk=pk) for pk in (duplicate.first_id, duplicate.second_id))
    kept, absorbed = (first, second) if keep_first else (second, first)
    require(_mergeable(duplicate, kept, absorbed) & can_close_access(by, absorbed))
    changes = Changes()
    moved = dict(move_references(absorbed, kept, but=_STAY))
    _settle_people_of_both(absorbed, kept, changes)
    _put_identities_together(absorbed, kept, from_absorbed, changes)
    changes.make(duplicate, state=DuplicateState.MERGED.value)
    merge = Merge.objects.create(
        territory=kept.territory, kept=kept, absorbed=absorbed, by=by, moved=moved, changes=changes.made
    )
    journaled = {"absorbed": (str(absorbed.uuid), str(kept.uuid)), **_journaled(kept.organization, changes)}
    record(OrganizationAct.MERGE, by=by, target=kept, changes=journaled)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, by: User) -> Merge:
    """Make two organizations of one again, as they were. What was changed since by hand stays changed.

    Raises:
        Refused: not allowed, already undone, a later merge stands on it, or a SIRET was taken meanwhile.
    """
    merge = (
        Merge.objects.select_for_update(of=("self",), no_key=True)
        .select_related("kept", "absorbed")
        .get(pk=merge.pk)
    )
    require(can_manage_partners(by, merge.territory))
    require(_undoable(merge))
    for label, pk, changed in reversed(merge.changes):
        _give_back(apps.get_model(label), pk, changed)
    move_references_back(merge.absorbed, merge.kept, merge.moved)
    merge.undone_at = now()
    merge.save()
    record(
        OrganizationAct.UNDO_MERGE,
        by=by,
        target=merge.kept,
        changes={"absorbed": (str(merge.kept.uuid), str(merge.absorbed.uuid))},
    )
    return merge


def _mergeable(duplicate: Duplicate, kept: Partner, absorbed: Partner) -> Decision:
    open_states = kept.state != PartnerState.MERGED and PARTNER.allows("merge", absorbed.state)
    with scopes_disabled():
        elsewhere = (
            Partner.objects.filter(organization=absorbed.organization_id).exclude(pk=absorbed.pk).exists()
        )
    return unless(
        open_states and duplicate.state != DuplicateState.MERGED, OrganizationObjection.ALREADY_DECIDED
    ) & unless(not elsewhere, OrganizationObjection.USED_ELSEWHERE)


def _undoable(merge: Merge) -> Decision:
    if merge.undone_at is not None:
        return Decision((OrganizationObjection.ALREADY_DECIDED,))
    both = (merge.kept_id, merge.absorbed_id)
    later = Merge.objects.filter(pk__gt=merge.pk, undone_at=None)
    blocked = later.filter(models.Q(kept__in=both) | models.Q(absorbed__in=both)).exists()
    return unless(not blocked, OrganizationObjection.LATER_MERGE) & _sirets_still_free(merge)


def _sirets_still_free(merge: Merge) -> Decision:
    pair = {merge.kept.organization_id, merge.absorbed.organization_id}
    absorbed = Organization.objects.get(pk=merge.absorbed.organization_id)
    wanted = {absorbed.siret} | {
        changed["siret"][0] for label, _pk, changed in merge.changes if "siret" in changed
    }
    taken = Organization.objects.filter(siret__in=wanted - {""}, merged_into=None).exclude(pk__in=pair)
    return unless(not taken.exists(), OrganizationObjection.SIRET_TAKEN) if wanted - {""} else ALLOWED


def _settle_people_of_both(absorbed: Partner, kept: Partner, changes: Changes) -> None:
    """Keep, for who is a member of both, the membership in force and the right to administer."""
    left_behind = Membership.objects.filter(partner=absorbed, state=MembershipState.ACTIVE)
    for other in left_behind:
        own = Membership.objects.get(partner=kept, user=other.user_id)
        if own.state == MembershipState.ACTIVE:
            changes.make(own, is_administrator=own.is_administrator or other.is_administrator)
        else:
            taken = {
                name: getattr(other, name) for name in ("role", "is_administrator", "job_title", "state")
            }
            changes.make(own, **taken, ended_on=None)


def _put_identities_together(
    absorbed: Partner, kept: Partner, from_absorbed: frozenset[str], changes: Changes
) -> None:
    chosen = {name: getattr(absorbed.organization, name) for name in IDENTITY if name in from_absorbed}
    links = {*kept.chain_links, *absorbed.chain_links}
    # The absorbed one first: it gives up its SIRET, which the kept one may take.
    changes.make(absorbed.organization, merged_into_id=kept.organization_id)
    changes.make(absorbed, state=PARTNER.target("merge", absorbed.state))
    changes.make(kept.organization, **chosen)
    changes.make(
        kept,
        chain_links=[link.value for link in ChainLink if link in links],
        covers_all_districts=kept.covers_all_districts or absorbed.covers_all_districts,
        is_sensitive=kept.is_sensitive or absorbed.is_sensitive,
        place_key=f"{kept.place_key}{absorbed.place_key}"[:600],
    )


def _give_back(model: type[models.Model], pk: int, changed: Mapping[str, list[Any]]) -> None:
    row = model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=pk)
    give_back(row, changed)
    row.save()


def _journaled(organization: Organization, changes: Changes) -> dict[str, tuple[Any, Any]]:
    label = Organization._meta.label_lower
    made = (values for table, pk, values in changes.made if table == label and pk == organization.pk)
    return {name: (before, after) for values in made for name, (before, after) in values.items()}
