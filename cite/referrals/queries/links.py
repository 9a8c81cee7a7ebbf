"""The links of a referral: why one is closed, whether one is lacking."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import Link
from cite.core.dates import now
from cite.referrals.enums.links import LinkEnd
from cite.referrals.enums.referrals import EventKind
from cite.referrals.models import Referral, ReferralEvent
from cite.referrals.rules.decisions import openings_decision
from cite.referrals.rules.links import link_end
from cite.referrals.workflow import FOLLOWED, OPEN

LINK_PURPOSE = "referrals.answer"


def end_of(link: Link, referral: Referral) -> LinkEnd:
    """Tell why a link that served a referral is closed."""
    newer = _links(referral).filter(pk__gt=link.pk).order_by("pk").first()
    given_back = _given_back(referral).filter(at__gte=link.created_at)
    if newer is not None:
        given_back = given_back.filter(at__lte=newer.created_at)
    return link_end(referral.state, is_given_back=given_back.exists(), is_replaced=newer is not None)


def went_astray(referral: Referral) -> bool:
    """Say whether its link was given back by whoever it was not for, and none came after."""
    if referral.state not in OPEN | FOLLOWED or referral.erased_on is not None:
        return False
    return _given_back(referral).exists() and not _serving(referral).exists()


def lacks_link(referral: Referral) -> bool:
    """Say whether the structure has no way to answer any more: its link went astray, or was opened by everybody."""
    if went_astray(referral):
        return True
    link = _serving(referral).order_by("-pk").first() if referral.state in OPEN | FOLLOWED else None
    if link is None:
        return False
    opened = ReferralEvent.objects.filter(referral=referral, kind=EventKind.OPENED, at__gte=link.created_at)
    return not openings_decision(opened.count())


def is_link_just_sent(referral: Referral) -> bool:
    """Say whether nothing has happened since a new link left."""
    last = ReferralEvent.objects.filter(referral=referral).order_by("-at", "-pk").first()
    return last is not None and last.kind == EventKind.LINK_SENT


def _links(referral: Referral) -> QuerySet:
    return Link.objects.filter(purpose=LINK_PURPOSE, target_uuid=referral.uuid)


def _serving(referral: Referral) -> QuerySet:
    return _links(referral).filter(used_at=None, revoked_at=None, expires_at__gt=now())


def _given_back(referral: Referral) -> QuerySet:
    return ReferralEvent.objects.filter(referral=referral, kind=EventKind.NOT_FOR_THEM)
