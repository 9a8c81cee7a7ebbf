"""What referrals do when something happens elsewhere."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from cite.referrals.models import Referral
from cite.referrals.operations.referrals import decline
from cite.referrals.workflow import OPEN
from cite.residents.enums.sharing import HER_STOPS, Purpose
from cite.residents.models import Sharing
from cite.residents.permissions.people import open_sharings
from cite.residents.signals import sharing_stopped


@receiver(sharing_stopped)
def end_its_referrals(sender: type[Sharing], sharing: Sharing, **kwargs: Any) -> None:
    """Stop what was asked when the person stops the sharing that it stands on.

    A structure of the Cité sees her by the sharing of its referral; one outside sees her by the structure that sent
    it, for as long as she shares her file with that one.
    """
    if sharing.stopped_how not in HER_STOPS:
        return
    for referral in Referral.objects.filter(
        _standing_on(sharing), resident=sharing.resident_id, state__in=OPEN
    ).order_by("pk"):
        decline(referral=referral)


def _standing_on(sharing: Sharing) -> Q:
    if sharing.purpose == Purpose.REFERRAL:
        return Q(receiver=sharing.partner_id)
    others = open_sharings().filter(
        resident=sharing.resident_id, partner=sharing.partner_id, purpose=Purpose.SUPPORT
    )
    if sharing.purpose != Purpose.SUPPORT or others.exists():
        return Q(pk=None)
    return Q(receiver=None, prescriber__partner=sharing.partner_id)
