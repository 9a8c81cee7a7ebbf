"""The tables of referrals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import OutcomeNote, Referral, ReferralEvent
from cite.referrals.queries.figures import Cell
from cite.referrals.queries.referrals import name_in_list
from cite.ui.tables import Column, Table

TONES: Mapping[str, str] = {
    ReferralState.SENT: "info",
    ReferralState.ACCEPTED: "info",
    ReferralState.APPOINTED: "info",
    ReferralState.MET: "success",
    ReferralState.DONE_BY_PHONE: "success",
    ReferralState.MISSED: "warning",
    ReferralState.REFUSED: "warning",
    ReferralState.EXPIRED: "warning",
}


def tone_of(referral: Referral) -> str:
    """Tell how its badge is drawn."""
    return TONES.get(referral.state, "neutral")


def referrals_table(
    rows: QuerySet[Referral],
    params: QueryDict,
    *,
    is_sent: bool,
    count: int | None = None,
) -> Table:
    """List referrals, with whom each is about where the reader may know."""
    other = (
        Column(key="structure_name", label=_("Structure"), sortable=True)
        if is_sent
        else Column(key="prescriber", label=_("Envoyée par"), value=lambda each: str(each.prescriber.partner))
    )
    return Table(
        rows,
        columns=(
            Column(
                key="service_name",
                label=_("Service"),
                kind="link",
                href=lambda each: reverse("referrals:referral", args=[each.uuid]),
                sortable=True,
            ),
            Column(key="person", label=_("Personne"), value=lambda each: name_in_list(each, is_sent=is_sent)),
            other,
            Column(
                key="state",
                label=_("Situation"),
                kind="badge",
                value=lambda each: each.get_state_display(),
                tone=tone_of,
            ),
            Column(key="sent_on", label=_("Envoyée le"), kind="since", sortable=True),
            Column(key="answered_on", label=_("Répondue le"), kind="date", sortable=True),
        ),
        params=params,
        count=count,
        caption=_("Orientations envoyées") if is_sent else _("Orientations reçues"),
        empty_title=_("Aucune orientation ici"),
        empty_text=_("Ouvrez la fiche d’un service, puis « Orienter quelqu’un ».")
        if is_sent
        else _("Quand une structure oriente quelqu’un vers vos services, sa demande arrive ici."),
    )


def events_table(events: Sequence[ReferralEvent], params: QueryDict, *, shows_person: bool) -> Table:
    """List what happened to one referral; what people wrote of the person, while she is shown."""
    details = (Column(key="details", label=_("Précision"), kind="long"),) if shows_person else ()
    return Table(
        events,
        columns=(
            Column(key="kind", label=_("Ce qui s’est passé"), value=lambda each: each.get_kind_display()),
            Column(key="at", label=_("Le"), kind="date", value=lambda each: localtime(each.at)),
            Column(key="by", label=_("Par"), value=_author),
            *details,
        ),
        params=params,
        page_size=100,
        caption=_("Les étapes de l’orientation"),
        prefix="etapes-",
    )


def outcomes_table(notes: Sequence[OutcomeNote], params: QueryDict, *, shows_person: bool) -> Table:
    """List what its two ends said came of it; what remains for the person, while she is shown."""
    remains = (Column(key="remains", label=_("Ce qui reste à faire"), kind="long"),) if shows_person else ()
    return Table(
        notes,
        columns=(
            Column(key="rank", label=_("Question"), value=lambda each: each.moment),
            Column(
                key="by_receiver",
                label=_("Dit par"),
                value=lambda each: _now("la structure") if each.by_receiver else _now("qui l’a orientée"),
            ),
            Column(key="outcome", label=_("Suite"), value=lambda each: each.get_outcome_display()),
            *remains,
            Column(key="noted_on", label=_("Le"), kind="date"),
        ),
        params=params,
        caption=_("Ce que l’orientation a donné"),
        prefix="suites-",
    )


def silent_table(rows: QuerySet[Referral], params: QueryDict) -> Table:
    """List what stays without an answer, never about whom."""
    on = today()
    return Table(
        rows,
        columns=(
            Column(
                key="service_name",
                label=_("Service"),
                kind="link",
                href=lambda each: reverse("referrals:silent-referral", args=[each.uuid]),
                sortable=True,
            ),
            Column(key="structure_name", label=_("Structure"), sortable=True),
            Column(key="prescriber", label=_("Envoyée par"), value=lambda each: str(each.prescriber.partner)),
            Column(
                key="days",
                label=_("Jours sans réponse"),
                kind="number",
                value=lambda each: (on - each.sent_on).days,
            ),
            Column(key="reminders_sent", label=_("Relances"), kind="number"),
            Column(key="expires_on", label=_("Close après le"), kind="date", sortable=True),
        ),
        params=params,
        caption=_("Orientations sans réponse"),
        empty_title=_("Aucune orientation sans réponse"),
        empty_text=_("Les structures répondent. Un message vous le dira si l’une se tait trop longtemps."),
    )


def refusals_table(cells: Sequence[Cell], params: QueryDict, *, is_machine: bool) -> Table:
    """List the cells of the figures."""
    reason = () if is_machine else (Column(key="reason", label=_("Raison"), sortable=True),)
    return Table(
        cells,
        columns=(
            Column(key="service", label=_("Service"), sortable=True),
            *reason,
            Column(key="district", label=_("Quartier"), value=lambda each: each.district or _now("pas noté")),
            Column(key="number", label=_("Nombre"), kind="number", sortable=True),
        ),
        params=params,
        page_size=50,
        prefix="closes-" if is_machine else "refus-",
        caption=_("Par service et par quartier"),
        empty_title=_("Rien à montrer ici"),
        empty_text=_("Il n’y en a pas eu, ou trop peu pour le montrer sans que quelqu’un soit reconnu."),
    )


def _author(event: ReferralEvent) -> str:
    if event.by is not None:
        return f"{event.by.user.full_name}, {event.by.partner}"
    if event.kind == EventKind.DECLINED:
        return _now("la personne")
    return _now("quelqu’un, par le lien envoyé à la structure") if event.by_link else _now("la machine")
