"""Who starts, writes, signs and deposits files: the members of the carrier, by their role in it."""

from __future__ import annotations

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.actors.models import Partner
from cite.core.decisions import Decision, unless
from cite.grants.enums import WritingObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import carried_partners, represented_partners


def can_start_for(user: User, partner: Partner) -> Decision:
    """Let carriers, representatives and administrators of an organization start a file in its name."""
    mine = partner.pk in {carried.pk for carried in carried_partners(user, partner.territory)}
    return can_work_here(user, partner.territory) and unless(mine, WritingObjection.NOT_YOUR_CARRIER)


def can_carry(user: User, application: Application) -> Decision:
    """Let the same people act on the files of their organization, whatever their situation."""
    mine = application.partner_id in {p.pk for p in carried_partners(user, application.territory)}
    return can_work_here(user, application.territory) and unless(mine, WritingObjection.NOT_YOUR_FILE)


def can_write(user: User, application: Application) -> Decision:
    """Let them write in a file before its deposit, and where something to complete was asked."""
    return can_carry(user, application) and unless(application.is_editable, WritingObjection.NOT_EDITABLE)


def can_sign(user: User, application: Application) -> Decision:
    """Let the legal representative of the carrier, and nobody else, sign."""
    represents = application.partner_id in {p.pk for p in represented_partners(user, application.territory)}
    return can_work_here(user, application.territory) and unless(
        represents, WritingObjection.REPRESENTATIVE_SIGNS
    )


def can_transfer(user: User, application: Application, to: Partner) -> Decision:
    """Let a co-pilot hand a file over, or whoever writes the files of both organizations."""
    if can_co_pilot(user, application.territory):
        return Decision()
    return can_carry(user, application) and can_start_for(user, to)
