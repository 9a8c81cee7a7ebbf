"""What referrals do when something happens elsewhere."""

from typing import Any

from django.dispatch import receiver

from cite.referrals.models import Referral
from cite.referrals.operations.referrals import decline
from cite.referrals.workflow import OPEN
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.signals import sharing_stopped

_BY_HER = (StopWay.TOLD, StopWay.LINK)


@receiver(sharing_stopped)
def end_its_referrals(sender: type[Sharing], sharing: Sharing, **kwargs: Any) -> None:
    """Stop what was asked of a structure when the person stops letting it see her for that."""
    if sharing.purpose != Purpose.REFERRAL or sharing.stopped_how not in _BY_HER:
        return
    rows = Referral.objects.filter(
        resident=sharing.resident_id, receiver=sharing.partner_id, state__in=OPEN
    ).order_by("pk")
    for referral in rows:
        decline(referral=referral)
