"""The tables of rosters and calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now
from cite.core.languages import FRENCH
from cite.core.moments import clock_text
from cite.directory.enums.callbacks import CallbackState, Weekday
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.models import Callback, DutyAbsence, DutyShift
from cite.directory.queries.callbacks import Kept, RosterLine, moment_text
from cite.directory.rules.callbacks import SHOWN_FROM
from cite.ui.tables import Column, Table


def hours_text(shift: DutyShift) -> str:
    """Write hours of duty: « 9 h – 12 h »."""
    return f"{clock_text(shift.starts_at, FRENCH)} – {clock_text(shift.ends_at, FRENCH)}"


def _cell(shifts: Sequence[DutyShift]) -> str:
    return "; ".join(f"{hours_text(shift)} {shift.person.user.full_name}" for shift in shifts)


def _day(number: int) -> Column:
    return Column(
        key=f"day{number}", label=Weekday(number).label, value=lambda line: _cell(line.days[number])
    )


def _promised_now(line: RosterLine) -> str:
    """Say before when somebody calls, or why the button does not show."""
    if line.promise:
        return _now("avant %(moment)s") % {"moment": moment_text(line.promise, FRENCH)}
    return _now("rien : personne n’appelle") if line.is_empty else _now("rien cette semaine")


def roster_table(lines: Sequence[RosterLine], params: QueryDict) -> Table:
    """Lay out the week at a glance: a district per line, a day per column."""
    columns = (
        Column(key="district.full_label", label=_("Quartier")),
        *(_day(number) for number in Weekday.values),
        Column(
            key="promise",
            label=_("Promis à qui demande maintenant"),
            value=_promised_now,
        ),
    )
    return Table(
        lines,
        columns=columns,
        params=params,
        page_size=60,
        caption=_("La semaine de chaque quartier"),
        empty_title=_("Aucun quartier"),
    )


def shifts_table(shifts: Sequence[DutyShift], params: QueryDict) -> Table:
    """List the hours of duty that somebody may take away."""
    columns = (
        Column(
            key="hours",
            label=_("Permanence"),
            kind="link",
            value=lambda s: f"{s.get_weekday_display()}, {hours_text(s)}",
            href=lambda s: reverse("directory:shift", args=[s.uuid]),
        ),
        Column(
            key="district.label", label=_("Quartier"), sortable=True, value=lambda s: s.district.full_label
        ),
        Column(key="person.user.full_name", label=_("Personne"), sortable=True),
        Column(key="deputy", label=_("Relais"), value=lambda s: s.deputy.user.full_name if s.deputy else ""),
    )
    return Table(
        shifts,
        columns=columns,
        params=params,
        prefix="permanences-",
        caption=_("Les permanences que vous tenez"),
        empty_title=_("Aucune permanence"),
        empty_text=_(
            "Ajoutez les heures d’une personne : le bouton « Être rappelé » apparaît dans son quartier."
        ),
    )


def absences_table(absences: Sequence[DutyAbsence], params: QueryDict) -> Table:
    """List the absences that somebody may take away."""
    columns = (
        Column(
            key="who",
            label=_("Absence"),
            kind="link",
            value=lambda a: a.person.user.full_name if a.person else str(a.partner),
            href=lambda a: reverse("directory:absence", args=[a.uuid]),
        ),
        Column(key="first_on", label=_("Premier jour"), kind="date"),
        Column(key="last_on", label=_("Dernier jour"), kind="date"),
    )
    return Table(absences, columns=columns, params=params, prefix="absences-", caption=_("Absences à venir"))


def calls_table(calls: Any, params: QueryDict) -> Table:
    """List whom to call, the most urgent first; numbers are on the page of each."""
    at = now()
    columns = (
        Column(
            key="first_name",
            label=_("Qui"),
            kind="link",
            href=lambda c: reverse("directory:call", args=[c.uuid]),
        ),
        Column(key="before", label=_("Promis avant"), value=lambda c: promised_text(c, at)),
        Column(
            key="standing",
            label=_("Où on en est"),
            kind="badge",
            value=lambda c: standing(c, at)[0],
            tone=lambda c: standing(c, at)[1],
        ),
        Column(key="district.full_label", label=_("Quartier")),
        Column(key="language", label=_("Langue"), value=lambda c: language_name(c.language)),
        Column(key="time", label=_("Préfère"), value=lambda c: c.get_time_display()),
        Column(key="assigned_to", label=_("Confiée à"), value=person_of),
    )
    return Table(
        calls,
        columns=columns,
        params=params,
        caption=_("Personnes à rappeler, la plus urgente d’abord"),
        empty_title=_("Personne n’attend votre appel"),
        empty_text=_(
            "De permanence, vous serez prévenu dès qu’une personne demandera à être rappelée. Voyez qui l’est "
            "sur la page des permanences."
        ),
    )


def followed_table(calls: Any, params: QueryDict) -> Table:
    """List what is still to be called for those who watch over promises: neither number nor name."""
    at = now()
    columns = (
        Column(
            key="before",
            label=_("Promis avant"),
            kind="link",
            value=lambda c: promised_text(c, at),
            href=lambda c: reverse("directory:hand-over", args=[c.uuid]),
        ),
        Column(
            key="standing",
            label=_("Où on en est"),
            kind="badge",
            value=lambda c: standing(c, at)[0],
            tone=lambda c: standing(c, at)[1],
        ),
        Column(key="district.full_label", label=_("Quartier")),
        Column(key="assigned_to", label=_("Confiée à"), value=person_of),
    )
    return Table(
        calls,
        columns=columns,
        params=params,
        prefix="suivi-",
        caption=_("Rappels promis et pas encore faits"),
        empty_title=_("Aucun rappel en attente"),
    )


def kept_table(lines: Sequence[Kept], params: QueryDict, *, label: Any, caption: Any, prefix: str) -> Table:
    """List promises by district or by month, small numbers hidden."""

    def told(name: str) -> Any:
        return lambda line: (
            _now("moins de %(n)s") % {"n": SHOWN_FROM} if line.is_hidden else str(getattr(line, name))
        )

    columns = (
        Column(key="name", label=label),
        Column(key="asked", label=_("Demandes"), value=told("asked")),
        Column(key="judged", label=_("Dont l’heure est passée"), value=told("judged")),
        Column(key="rate", label=_("Tenues"), value=lambda line: rate_text(line)),
    )
    return Table(
        lines,
        columns=columns,
        params=params,
        prefix=prefix,
        page_size=60,
        caption=caption,
        empty_title=_("Aucune demande"),
        empty_text=_("Les chiffres paraîtront avec les premières demandes."),
    )


def rate_text(line: Kept) -> str:
    """Write a rate, or why it is not told."""
    return _now("trop peu pour le dire") if line.rate is None else f"{line.rate}\u00a0%"


def promised_text(callback: Callback, at: datetime) -> str:
    """Write the moment of a promise; with its day once it is past."""
    if callback.promised_before < at:
        return date_format(localtime(callback.promised_before), "l j F, H:i")
    return moment_text(callback.promised_before, FRENCH)


def standing(callback: Callback, at: datetime) -> tuple[str, str]:
    """Say where a request stands, and how urgent it is."""
    if callback.state == CallbackState.AGAIN:
        return _now("À rappeler, essai %(n)s") % {"n": callback.attempts + 1}, "info"
    if callback.promised_before < at:
        return _now("En retard"), "error"
    if callback.reminders_sent:
        return _now("Urgent"), "warning"
    return _now("À appeler"), "new"


def person_of(callback: Callback) -> str:
    """Name the one in charge."""
    return callback.assigned_to.user.full_name if callback.assigned_to else ""


def language_name(code: str) -> str:
    """Name a language."""
    return str(SPOKEN_LANGUAGES.get(code, code))
