"""What a referral opens of a file, and closes again: the sharing « répondre à une demande faite pour moi »."""

from __future__ import annotations

from cite.actors.models import Membership
from cite.referrals.models import Referral
from cite.referrals.queries.delays import delays_of
from cite.referrals.rules.delays import answered_until
from cite.referrals.workflow import OPEN
from cite.residents.enums.sharing import AgreementWay, Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations import sharing


def open_to_receiver(referral: Referral, by: Membership, way: AgreementWay) -> None:
    """Let the structure see her name and how to reach her; only where it is one of the Cité."""
    if referral.resident is None or referral.receiver is None:
        return
    sharing.give(
        resident=referral.resident,
        partner=referral.receiver,
        purpose=Purpose.REFERRAL,
        by=by,
        way=way,
        language=referral.resident.language,
        ends_on=answered_until(referral.expires_on, delays_of(referral.territory)),
    )


def close_to_receiver(referral: Referral) -> None:
    """Stop what it opened, unless another referral to the same structure still needs it."""
    if referral.resident is None or referral.receiver is None:
        return
    others = Referral.objects.filter(
        resident=referral.resident, receiver=referral.receiver, state__in=OPEN
    ).exclude(pk=referral.pk)
    if others.exists():
        return
    opened = Sharing.objects.filter(
        resident=referral.resident, partner=referral.receiver, purpose=Purpose.REFERRAL, stopped_at=None
    )
    for each in opened.order_by("pk"):
        sharing.stop(sharing=each, how=StopWay.CLOSED)
