"""What referrals hold about somebody: given to her, told in « mon parcours », kept by figures as codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.text import short_day
from cite.referrals.models import Introduction, OutcomeNote, Referral, ReferralEvent
from cite.referrals.operations.erasing import erase_person
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List her referrals, all that happened to them, and the introductions that led to her file: one query a part."""
    yield HeldBlock(
        key="referrals",
        title=_("Mes orientations"),
        columns=(
            _("Service"),
            _("Structure"),
            _("Besoin"),
            _("Message"),
            _("Envoyée le"),
            _("Situation"),
            _("Motif du refus"),
            _("Réponse"),
            _("Rendez-vous"),
            _("Lieu"),
            _("Décidé"),
        ),
        rows=[
            (
                each.service_name,
                each.structure_name,
                each.get_need_display(),
                each.message,
                short_day(each.sent_on),
                each.get_state_display(),
                each.get_refusal_reason_display(),
                each.answer_message,
                f"{localtime(each.appointment_at):%d/%m/%Y %H:%M}" if each.appointment_at else "",
                each.appointment_place,
                each.decided,
            )
            for each in Referral.objects.filter(resident=resident).order_by("sent_on", "pk")
        ],
    )
    events = ReferralEvent.objects.filter(referral__resident=resident).order_by("at", "pk")
    yield HeldBlock(
        key="referral_events",
        title=_("Ce qui s’est passé dans mes orientations"),
        columns=(_("Service"), _("Le"), _("Ce qui s’est passé"), _("Par"), _("Précision")),
        rows=[
            (
                each.referral.service_name,
                f"{localtime(each.at):%d/%m/%Y}",
                each.get_kind_display(),
                f"{each.by.user.full_name} ({each.by.partner})" if each.by else "",
                each.details,
            )
            for each in events.select_related("referral", "by__user", "by__partner__organization")
        ],
    )
    yield HeldBlock(
        key="outcomes",
        title=_("Ce que mes orientations ont donné"),
        columns=(_("Service"), _("Moment"), _("Suite"), _("Ce qui reste à faire"), _("Noté le")),
        rows=[
            (
                each.referral.service_name,
                each.moment,
                each.get_outcome_display(),
                each.remains,
                short_day(each.noted_on),
            )
            for each in OutcomeNote.objects.filter(referral__resident=resident)
            .exclude(outcome="")
            .select_related("referral")
        ],
    )
    introduced = Introduction.objects.filter(resident=resident)
    yield HeldBlock(
        key="introductions",
        title=_("Qui m’a signalée"),
        columns=(_("Structure"), _("Le"), _("Situation"), _("Appelée le")),
        rows=[
            (
                str(each.relay.partner),
                short_day(each.introduced_on),
                each.get_state_display(),
                short_day(each.called_on),
            )
            for each in introduced.select_related("relay__partner__organization")
        ],
    )


def facts_of(*, resident: Resident) -> Mapping[str, Any]:
    """Keep how many referrals ended in each way: codes and numbers."""
    rows = Referral.objects.filter(resident=resident).order_by().values_list("state")
    states = dict(rows.annotate(number=Count("pk")))
    return {"states": states} if states else {}


def erase(*, resident: Resident) -> None:
    """Erase what relays and light referrals say of her: it does not go with her file."""
    erase_person(resident=resident)
