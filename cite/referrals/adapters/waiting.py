"""What « ce qui vous attend » knows of referrals and introductions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.actors.enums import PartnerState
from cite.core.dates import now, today
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import OutcomeNote, Referral
from cite.referrals.permissions.introductions import visible_introductions
from cite.referrals.permissions.referrals import (
    prescribing_memberships,
    received_referrals,
    sent_referrals,
    silent_referrals,
)
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.people import followed_by
from cite.referrals.queries.referrals import CLOSED, HELD, RECEIVED, SENT, WAITING
from cite.referrals.rules.delays import coordination_from, silent_if_sent_by
from cite.referrals.workflow import FOLLOWED
from cite.ui.waiting import Waiting

__all__ = ["referrals_waiting"]


def referrals_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell what to answer, what came of what was sent, whom to call, which structures are silent. Few queries each."""
    yield from _to_answer(request)
    yield from _sent(request)
    yield from _outcomes(request)
    yield from _to_call(request)
    yield from _silent(request)


def _to_answer(request: HttpRequest) -> Iterator[Waiting]:
    sent, past = Q(state=ReferralState.SENT), Q(state=ReferralState.APPOINTED, appointment_at__lt=now())
    found = (
        received_referrals(request.user, request.territory)
        .order_by()
        .aggregate(
            number=Count("pk", filter=sent),
            before=Min("expires_on", filter=sent),
            first=Min("sent_on", filter=sent),
            past=Count("pk", filter=past),
            since=Min("appointment_at", filter=past),
        )
    )
    if number := found["number"]:
        yield Waiting(
            label=ngettext(
                "%(n)s orientation attend votre réponse", "%(n)s orientations attendent votre réponse", number
            )
            % {"n": number},
            url=f"{reverse('referrals:list')}?sens={RECEIVED}&etat={WAITING}",
            detail=ngettext(
                "Une personne attend votre oui, votre non, ou une date.",
                "Des personnes attendent votre oui, votre non, ou une date.",
                number,
            ),
            count=number,
            due=found["before"],
            is_urgent=coordination_from(found["first"], delays_of(request.territory)) <= today(),
        )
    if number := found["past"]:
        yield Waiting(
            label=ngettext(
                "%(n)s personne orientée vers vous : est-elle venue ?",
                "%(n)s personnes orientées vers vous : sont-elles venues ?",
                number,
            )
            % {"n": number},
            url=f"{reverse('referrals:list')}?sens={RECEIVED}&etat={HELD}",
            detail=ngettext(
                "Le rendez-vous est passé. Qui l’a orientée attend de le savoir.",
                "Les rendez-vous sont passés. Qui les a orientées attend de le savoir.",
                number,
            ),
            count=number,
            due=localtime(found["since"]).date(),
        )


def _sent(request: HttpRequest) -> Iterator[Waiting]:
    """Tell who sent somebody that the structure is silent, or said no and nothing else was tried. Few queries."""
    mine = prescribing_memberships(request.user, request.territory)
    if not mine:
        return
    on, delays = today(), delays_of(request.territory)
    left = Q(receiver__isnull=False) & ~Q(receiver__state=PartnerState.ACTIVE)
    silent = Q(state=ReferralState.SENT) & (Q(sent_on__lte=silent_if_sent_by(on, delays)) | left)
    recent = on - timedelta(days=delays.expiry_days)
    ended = Q(state=ReferralState.REFUSED, answered_on__gte=recent)
    ended |= Q(state=ReferralState.EXPIRED, expires_on__gte=recent)
    rows = Referral.objects.order_by()
    again = Exists(rows.filter(follows=OuterRef("pk")))
    again |= Exists(rows.filter(resident=OuterRef("resident"), pk__gt=OuterRef("pk")))
    hers = rows.filter(silent | ended & ~Q(again), followed_by(request.user, mine))
    numbers = list(hers.values_list("pk", flat=True))
    if not numbers:
        return
    # Whom she still sees is asked of these few only.
    sent = sent_referrals(request.user, request.territory).order_by()
    found = sent.filter(pk__in=numbers).aggregate(
        silent=Count("pk", filter=silent),
        before=Min("expires_on", filter=silent),
        ended=Count("pk", filter=ended),
        since=Min(Coalesce("answered_on", "expires_on"), filter=ended),
    )
    if number := found["silent"]:
        yield Waiting(
            label=ngettext(
                "%(n)s orientation que vous suivez reste sans réponse",
                "%(n)s orientations que vous suivez restent sans réponse",
                number,
            )
            % {"n": number},
            url=f"{reverse('referrals:list')}?sens={SENT}&etat={WAITING}",
            detail=ngettext(
                "Relancez la structure, ou proposez un autre service.",
                "Relancez les structures, ou proposez d’autres services.",
                number,
            ),
            count=number,
            due=found["before"],
            is_urgent=True,
        )
    if number := found["ended"]:
        yield Waiting(
            label=ngettext("%(n)s orientation n’a pas abouti", "%(n)s orientations n’ont pas abouti", number)
            % {"n": number},
            url=f"{reverse('referrals:list')}?sens={SENT}&etat={CLOSED}",
            detail=ngettext(
                "Refusée, ou close sans réponse : cherchez autre chose avec la personne.",
                "Refusées, ou closes sans réponse : cherchez autre chose avec chaque personne.",
                number,
            ),
            count=number,
            due=found["since"] + timedelta(days=delays.answer_days),
        )


def _outcomes(request: HttpRequest) -> Iterator[Waiting]:
    """Ask each end what came of a referral, twice after the answer; the second answer spares the first."""
    said_since = OutcomeNote.objects.filter(
        referral=OuterRef("referral"), by_receiver=OuterRef("by_receiver"), rank__gt=OuterRef("rank")
    ).exclude(outcome="")
    received = received_referrals(request.user, request.territory).order_by()
    mine = prescribing_memberships(request.user, request.territory)
    hers = Referral.objects.filter(followed_by(request.user, mine)).order_by()
    notes = OutcomeNote.objects.filter(
        Q(by_receiver=False, referral__in=hers) | Q(by_receiver=True, referral__in=received),
        ~Exists(said_since),
        outcome="",
        referral__state__in=FOLLOWED,
    )
    if not notes.exists():  # whom she still sees is asked only where something waits
        return
    sent = sent_referrals(request.user, request.territory).order_by()
    notes = notes.filter(Q(by_receiver=True) | Q(referral__in=sent))
    asked = list(notes.order_by("noted_on", "pk").values_list("referral__uuid", "rank", "noted_on"))
    number = len({uuid for uuid, _rank, _on in asked})
    if not number:
        return
    uuid, rank, since = asked[-1] if number == 1 else asked[0]
    yield Waiting(
        label=ngettext(
            "%(n)s orientation : qu’est-ce que cela a donné ?",
            "%(n)s orientations : qu’est-ce que cela a donné ?",
            number,
        )
        % {"n": number},
        url=reverse("referrals:outcome", args=[uuid, rank]) if number == 1 else reverse("referrals:list"),
        detail=_("Deux mots suffisent. L’autre structure le saura."),
        count=number,
        due=since + timedelta(days=delays_of(request.territory).answer_days),
    )


def _to_call(request: HttpRequest) -> Iterator[Waiting]:
    rows = visible_introductions(request.user, request.territory).filter(
        state__in=(IntroductionState.WAITING, IntroductionState.TAKEN, IntroductionState.CALLED)
    )
    found = rows.order_by().aggregate(number=Count("pk"), first=Min("introduced_on"))
    if number := found["number"]:
        yield Waiting(
            label=ngettext("%(n)s personne signalée à appeler", "%(n)s personnes signalées à appeler", number)
            % {"n": number},
            url=reverse("referrals:introductions"),
            detail=ngettext(
                "Un relais l’a rencontrée, et elle est d’accord.",
                "Un relais les a rencontrées, et elles sont d’accord.",
                number,
            ),
            count=number,
            due=found["first"] + timedelta(days=delays_of(request.territory).call_days),
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
            detail=ngettext(
                "Joignez la structure, ou conseillez un autre service.",
                "Joignez les structures, ou conseillez d’autres services.",
                number,
            ),
            count=number,
            due=found["before"],
            is_urgent=True,
        )
