"""The professionals around somebody, beside the referent."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.notifications.operations import notify
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.models import GroupMember, Pathway
from cite.pathways.notices import JOINED_GROUP
from cite.pathways.operations.locking import lock_pathway
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.queries.people import candidate
from cite.pathways.rules.referents import group_decision


@transaction.atomic
def join_group(*, pathway: Pathway, member: Membership, by: Membership, part: str = "") -> GroupMember:
    """Add a professional to the group, whose organization she shares her file with. Twice is once.

    Raises:
        Refused: not hers to write, somebody who may not follow the person, or a text that may not be kept.
    """
    held = lock_pathway(pathway)
    require(can_write_pathway(by.user, held) & check_free_text(part))
    there = GroupMember.objects.filter(pathway=held, member=member, until=None).first()
    if there is not None and there.part == part.strip():
        return there
    require(group_decision(candidate(held, member), is_already=there is not None))
    joined = GroupMember.objects.create(
        territory=held.territory, pathway=held, member=member, part=part.strip(), since=today()
    )
    record(PathwayAct.JOIN_GROUP, by=by.user, target=joined, person=held.resident)
    if member.pk != by.pk:
        notify(
            kind=JOINED_GROUP.key,
            territory=held.territory,
            to=member.user,
            fields={"partner": str(by.partner)},
            path=reverse("pathways:pathway", args=[held.uuid]),
            about=f"pathway:{held.uuid}",
            concerns=held.resident.uuid,
        )
    return joined


@transaction.atomic
def leave_group(*, group_member: GroupMember, by: Membership) -> None:
    """Take a professional out of the group from today on; what she did stays told. Twice is once.

    Raises:
        Refused: not hers to write.
    """
    held = lock_pathway(group_member.pathway)
    require(can_write_pathway(by.user, held))
    there = GroupMember.objects.filter(pk=group_member.pk, until=None).first()
    if there is None:
        return
    there.until = today()
    there.save(update_fields=["until", "updated_at"])
    record(PathwayAct.LEAVE_GROUP, by=by.user, target=there, person=held.resident)
