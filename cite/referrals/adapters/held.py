"""What referrals hold about somebody: given to her, told in « mon parcours », kept by figures as codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.referrals.models import Introduction, OutcomeNote, Referral
from cite.referrals.operations.erasing import erase_person
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List her referrals, what came of them, and the introductions that led to her file: one query a part."""
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
            _("Réponse"),
            _("Décidé"),
        ),
        rows=[
            (
                each.service_name,
                each.structure_name,
                each.get_need_display(),
                each.message,
                _day(each.sent_on),
                each.get_state_display(),
                each.answer_message,
                each.decided,
            )
            for each in Referral.objects.filter(resident=resident).order_by("sent_on", "pk")
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
                _day(each.noted_on),
            )
            for each in OutcomeNote.objects.filter(referral__resident=resident)
            .exclude(outcome="")
            .select_related("referral")
        ],
    )
    yield HeldBlock(
        key="introductions",
        title=_("Qui m’a signalée"),
        columns=(_("Le"), _("Situation"), _("Appelée le")),
        rows=[
            (_day(each.introduced_on), each.get_state_display(), _day(each.called_on))
            for each in Introduction.objects.filter(resident=resident)
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


def _day(day: date | None) -> str:
    return date_format(day, "d/m/Y") if day else ""
