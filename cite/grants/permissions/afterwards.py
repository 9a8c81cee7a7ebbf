"""Who sees a recovery, and who answers it."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.grants.enums.afterwards import RecoveryObjection
from cite.grants.models import Recovery
from cite.grants.permissions.applications import carried_partners
from cite.grants.permissions.awards import visible_awards
from cite.tenancy.models import Territory


def visible_recoveries(user: User, territory: Territory | None) -> QuerySet[Recovery]:
    """List the procedures of the decisions that a person sees."""
    return Recovery.objects.filter(award__in=visible_awards(user, territory))


def can_answer_recovery(user: User, recovery: Recovery) -> Decision:
    """Answer for the carrier: its own people."""
    mine = {partner.pk for partner in carried_partners(user, recovery.territory)}
    return unless(recovery.award.application.partner_id in mine, RecoveryObjection.NOT_THE_CARRIER)
