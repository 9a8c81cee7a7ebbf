"""What « ce qui vous attend » knows of referrals and introductions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.permissions.introductions import visible_introductions
from cite.referrals.permissions.referrals import received_referrals, silent_referrals
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.referrals import RECEIVED, WAITING
from cite.referrals.rules.delays import coordination_from
from cite.ui.waiting import Waiting

__all__ = ["referrals_waiting"]


def referrals_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell what to answer, whom to call, and which structures stay silent. One query each."""
    yield from _to_answer(request)
    yield from _to_call(request)
    yield from _silent(request)


def _to_answer(request: HttpRequest) -> Iterator[Waiting]:
    rows = received_referrals(request.user, request.territory).filter(state=ReferralState.SENT)
    found = rows.order_by().aggregate(number=Count("pk"), before=Min("expires_on"), first=Min("sent_on"))
    if number := found["number"]:
        yield Waiting(
            label=ngettext("%(n)s orientation à répondre", "%(n)s orientations à répondre", number)
            % {"n": number},
            url=f"{reverse('referrals:list')}?sens={RECEIVED}&etat={WAITING}",
            detail=_("Des personnes attendent votre oui, votre non, ou une date."),
            count=number,
            due=found["before"],
            is_urgent=coordination_from(found["first"], delays_of(request.territory)) <= today(),
        )


def _to_call(request: HttpRequest) -> Iterator[Waiting]:
    rows = visible_introductions(request.user, request.territory).filter(
        state__in=(IntroductionState.WAITING, IntroductionState.TAKEN, IntroductionState.CALLED)
    )
    number = rows.order_by().count()
    if number:
        yield Waiting(
            label=ngettext("%(n)s personne signalée à appeler", "%(n)s personnes signalées à appeler", number)
            % {"n": number},
            url=reverse("referrals:introductions"),
            detail=_("Un relais les a rencontrées, et elles sont d’accord."),
            count=number,
        )


def _silent(request: HttpRequest) -> Iterator[Waiting]:
    found = (
        silent_referrals(request.user, request.territory)
        .order_by()
        .aggregate(number=Count("pk"), before=Min("expires_on"))
    )
    if number := found["number"]:
        yield Waiting(
            label=ngettext("%(n)s orientation sans réponse", "%(n)s orientations sans réponse", number)
            % {"n": number},
            url=reverse("referrals:silent"),
            detail=_("Joignez la structure, ou conseillez un autre service."),
            count=number,
            due=found["before"],
            is_urgent=True,
        )
