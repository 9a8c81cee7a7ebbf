"""The tables of rights, look-alikes, files that end, and what was eliminated."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.masking import LEAST
from cite.residents.enums.rights import PersonLikeness, RequestState
from cite.residents.models import Elimination, PersonDuplicate, PersonMerge, Resident, RightRequest
from cite.residents.rules.retention import forgotten_on
from cite.residents.rules.rights import is_urgent
from cite.ui.tables import Column, Table

_DAY = {"kind": "date", "sortable": True}


def reasons_of(double: PersonDuplicate) -> str:
    """Say why two files may be one person."""
    return ", ".join(str(PersonLikeness(reason).label) for reason in double.reasons)


def standing_of(request: RightRequest, near_days: int) -> str:
    """Say where a request stands."""
    if request.state != RequestState.OPEN:
        return request.get_state_display()
    if request.due_on < today():
        return _now("En retard")
    return (
        _now("Bientôt due") if is_urgent(request.due_on, today(), near_days) else request.get_state_display()
    )


def tone_of(request: RightRequest, near_days: int) -> str:
    """Color where a request stands."""
    if request.state != RequestState.OPEN:
        return "success" if request.state == RequestState.DONE else "neutral"
    return "error" if is_urgent(request.due_on, today(), near_days) else "info"


def _request_columns(near_days: int, *, is_named: bool) -> tuple[Column, ...]:
    named = (
        Column(
            key="resident",
            label=_("Personne"),
            kind="link",
            value=lambda row: str(row.resident),
            href=lambda row: reverse("residents:request", args=[row.uuid]),
        ),
    )
    return (
        *(named if is_named else ()),
        Column(key="right", label=_("Demande"), value=lambda row: row.get_right_display()),
        Column(key="noted_by.partner", label=_("Structure")),
        Column(key="asked_on", label=_("Demandé le"), **_DAY),
        Column(key="due_on", label=_("Réponse due le"), **_DAY),
        Column(
            key="state",
            label=_("Où on en est"),
            kind="badge",
            value=lambda row: standing_of(row, near_days),
            tone=lambda row: tone_of(row, near_days),
        ),
    )


def requests_table(
    rows: QuerySet[RightRequest],
    params: QueryDict,
    *,
    caption: str,
    near_days: int,
    is_named: bool,
    prefix: str = "",
) -> Table:
    """List requests; `is_named`: for those who answer them; `near_days`: before its term, an answer is urgent."""
    return Table(
        rows,
        columns=_request_columns(near_days, is_named=is_named),
        params=params,
        caption=caption,
        prefix=prefix,
        empty_title=_("Aucune demande"),
        empty_text=_("Quand une personne demande à voir, corriger ou effacer, notez-le depuis son dossier."),
    )


def ending_table(rows: QuerySet[Resident], params: QueryDict, *, months: int) -> Table:
    """List the files that end soon."""
    columns = (
        Column(
            key="name_key",
            label=_("Personne"),
            kind="link",
            sortable=True,
            value=str,
            href=lambda row: reverse("residents:rights", args=[row.uuid]),
        ),
        Column(key="last_heard_on", label=_("Dernières nouvelles"), **_DAY),
        Column(
            key="end",
            label=_("Effacé à partir du"),
            kind="date",
            value=lambda row: forgotten_on(row.last_heard_on, months),
        ),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=_("Dossiers qui arrivent à leur terme"),
        empty_title=_("Aucun dossier n’arrive à son terme"),
        empty_text=_(
            "Un dossier est effacé %(months)s mois après les dernières nouvelles venues de la personne."
        )
        % {"months": months},
    )


def doubles_table(rows: QuerySet[PersonDuplicate], params: QueryDict) -> Table:
    """List the pairs of which she sees both files."""
    columns = (
        Column(
            key="first",
            label=_("Une fiche"),
            kind="link",
            value=lambda row: str(row.first),
            href=lambda row: reverse("residents:double", args=[row.uuid]),
        ),
        Column(key="second", label=_("L’autre"), value=lambda row: str(row.second)),
        Column(key="reasons", label=_("Pourquoi"), value=reasons_of),
        Column(key="created_at", label=_("Trouvé le"), **_DAY),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=_("Fiches qui se ressemblent"),
        empty_title=_("Aucun doublon à examiner"),
        empty_text=_("La plateforme compare les fiches elle-même, à chaque ouverture et chaque nuit."),
    )


def merges_table(rows: Sequence[PersonMerge], params: QueryDict) -> Table:
    """List the merges that may be undone."""
    columns = (
        Column(
            key="kept",
            label=_("Fiche gardée"),
            kind="link",
            value=lambda row: str(row.kept),
            href=lambda row: reverse("residents:merge-undo", args=[row.uuid]),
        ),
        Column(key="merged_at", label=_("Réunies le"), **_DAY),
        Column(key="merged_by.full_name", label=_("Par")),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=_("Fiches réunies, à séparer au besoin"),
        prefix="reunies-",
    )


def eliminations_table(rows: QuerySet[Elimination], params: QueryDict, *, is_exact: bool) -> Table:
    """List what was eliminated, as the archives ask for it; small counts masked unless `is_exact`."""

    def count(row: Elimination) -> str:
        if is_exact or row.count >= LEAST:
            return str(row.count)
        return _now("moins de %(least)s") % {"least": LEAST}

    columns = (
        Column(key="done_on", label=_("Éliminé le"), **_DAY),
        Column(key="reason", label=_("Motif"), value=lambda row: row.get_reason_display()),
        Column(key="first_year", label=_("Première année"), value=lambda row: str(row.first_year)),
        Column(key="last_year", label=_("Dernière année"), value=lambda row: str(row.last_year)),
        Column(key="count", label=_("Nombre de dossiers"), value=count),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=_("Dossiers d’habitants éliminés"),
        empty_title=_("Rien n’a été éliminé"),
        empty_text=_("Chaque nuit, les dossiers arrivés à leur terme s’effacent et laissent une ligne ici."),
    )
