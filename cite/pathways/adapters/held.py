"""What pathways hold about somebody: given to her in her export, told in « mon parcours », kept by figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.text import short_day
from cite.pathways.models import (
    Appointment,
    Contact,
    Contribution,
    Exit,
    FollowUp,
    GroupMember,
    Pathway,
    Pause,
    Refereeship,
)
from cite.pathways.queries.timeline import signed
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock

_MEMBER = ("member__user", "member__partner__organization")


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List her pathways, who follows her, exchanges, appointments, pauses, exits: one query a part."""
    of_her = {"pathway__resident": resident}
    yield HeldBlock(
        key="pathways",
        title=_("Mes parcours"),
        columns=(_("Numéro"), _("Ouvert le"), _("Origine"), _("Terminé le")),
        rows=[
            (
                str(each.number),
                short_day(each.opened_on),
                each.get_origin_display(),
                short_day(each.closed_on),
            )
            for each in Pathway.objects.filter(resident=resident).order_by("number")
        ],
    )
    yield HeldBlock(
        key="referents",
        title=_("Mes référents"),
        columns=(_("Qui"), _("État"), _("Depuis le"), _("Jusqu’au"), _("Message")),
        rows=[
            (
                signed(each.member),
                each.get_state_display(),
                short_day(each.since),
                short_day(each.until),
                each.message,
            )
            for each in Refereeship.objects.filter(**of_her).select_related(*_MEMBER)
        ],
    )
    yield HeldBlock(
        key="group",
        title=_("Le groupe qui m’accompagne"),
        columns=(_("Qui"), _("Pour quoi"), _("Depuis le"), _("Jusqu’au")),
        rows=[
            (signed(each.member), each.part, short_day(each.since), short_day(each.until))
            for each in GroupMember.objects.filter(**of_her).select_related(*_MEMBER)
        ],
    )
    yield HeldBlock(
        key="contacts",
        title=_("Nos échanges"),
        columns=(_("Jour"), _("Comment"), _("De qui"), _("En une phrase"), _("Noté par")),
        rows=[
            (
                short_day(each.on),
                each.get_channel_display(),
                each.get_direction_display(),
                each.summary,
                signed(each.by),
            )
            for each in Contact.objects.filter(**of_her).select_related(
                "by__user", "by__partner__organization"
            )
        ],
    )
    yield HeldBlock(
        key="appointments",
        title=_("Mes rendez-vous"),
        columns=(_("Quand"), _("Avec qui"), _("Où"), _("Sujet"), _("Présence")),
        rows=[
            (_at(each.at), signed(each.member), each.place, each.subject, each.get_presence_display())
            for each in Appointment.objects.filter(**of_her).select_related(*_MEMBER)
        ],
    )
    yield HeldBlock(
        key="pauses",
        title=_("Mes pauses"),
        columns=(_("Pourquoi"), _("Premier jour"), _("Dernier jour")),
        rows=[
            (each.get_reason_display(), short_day(each.first_on), short_day(each.last_on))
            for each in Pause.objects.filter(**of_her)
        ],
    )
    yield from _endings(of_her)


def _endings(of_her: Mapping[str, Any]) -> Iterator[HeldBlock]:
    shared: dict[int, list[str]] = {}
    rows = Contribution.objects.filter(exit__pathway__resident=of_her["pathway__resident"])
    for each in rows.select_related("partner__organization").order_by("pk"):
        shared.setdefault(each.exit_id, []).append(str(each.partner))
    yield HeldBlock(
        key="exits",
        title=_("Comment mes parcours se sont terminés"),
        columns=(_("Jour"), _("Raison"), _("Classe"), _("Durée du contrat, en mois"), _("Avec")),
        rows=[
            (
                short_day(each.on),
                each.get_reason_display(),
                each.get_exit_class_display(),
                str(each.contract_months or ""),
                ", ".join(shared.get(each.pk, [])),
            )
            for each in Exit.objects.filter(**of_her)
        ],
    )
    after = FollowUp.objects.filter(exit__pathway__resident=of_her["pathway__resident"])
    yield HeldBlock(
        key="follow_ups",
        title=_("Ce que je suis devenue après"),
        columns=(_("Mois après"), _("Demandé à partir du"), _("Situation"), _("Noté le")),
        rows=[
            (str(each.months), short_day(each.due_on), each.get_answer_display(), short_day(each.noted_on))
            for each in after
        ],
    )


def facts_of(*, resident: Resident) -> dict[str, Any]:
    """Keep for figures: how many pathways, how each began, its exit, and how often she came. Neither word nor day."""
    pathways = list(Pathway.objects.filter(resident=resident).order_by("number"))
    exits = {each.pathway_id: each for each in Exit.objects.filter(pathway__in=pathways)}
    presence: dict[str, int] = {}
    for each in Appointment.objects.filter(pathway__in=pathways).values_list("presence", flat=True):
        presence[each] = presence.get(each, 0) + 1
    answers = FollowUp.objects.filter(exit__pathway__in=pathways).exclude(answer="")
    return {
        "episodes": [
            {
                "year": each.opened_on.year,
                "origin": each.origin,
                "exit_year": exits[each.pk].on.year if each.pk in exits else None,
                "exit_reason": exits[each.pk].reason if each.pk in exits else "",
                "exit_class": exits[each.pk].exit_class if each.pk in exits else "",
                "contract_months": exits[each.pk].contract_months if each.pk in exits else None,
            }
            for each in pathways
        ],
        "presence": presence,
        "follow_ups": [[months, answer] for months, answer in answers.values_list("months", "answer")],
    }


def _at(at) -> str:
    return f"{localtime(at):%d/%m/%Y %H:%M}"
