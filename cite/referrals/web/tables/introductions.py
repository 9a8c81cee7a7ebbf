"""The tables of introductions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.referrals.models import Introduction
from cite.referrals.workflow import OVER
from cite.ui.tables import Column, Table


def told_to_relay(introduction: Introduction) -> str:
    """Say what a relay may know of what came next: only if the person agreed, and nothing more.

    Once it is over, nothing more is promised: met, not found, unwilling and erased read alike.
    """
    if not introduction.tells_relay:
        return _now("Merci du relais.")
    told = []
    if introduction.called_on:
        told.append(_now("rappelée le %(day)s") % {"day": date_format(introduction.called_on, "j F")})
    if introduction.met_on:
        told.append(_now("a rencontré quelqu’un"))
    if told or introduction.state in OVER:
        return ", ".join(told) or _now("Merci du relais.")
    return _now("Merci du relais. Elle sera rappelée.")


def sent_table(rows: QuerySet[Introduction], params: QueryDict) -> Table:
    """List what a relay sent, and the little she may know.

    A line stays once its first name is gone, which every ending does: one that went away would tell an erasure.
    """
    return Table(
        rows,
        columns=(
            Column(
                key="first_name",
                label=_("Personne"),
                value=lambda each: each.first_name or _now("Une personne"),
            ),
            Column(key="introduced_on", label=_("Signalée le"), kind="since", sortable=True),
            Column(key="next", label=_("La suite"), value=told_to_relay),
        ),
        params=params,
        caption=_("Ce que vous avez envoyé"),
        empty_title=_("Rien encore"),
        empty_text=_("Ce que vous signalez paraît ici."),
    )


def to_call_table(rows: QuerySet[Introduction], params: QueryDict) -> Table:
    """List whom to call; telephones are on the page of each."""
    return Table(
        rows,
        columns=(
            Column(
                key="first_name",
                label=_("Personne"),
                kind="link",
                href=lambda each: reverse("referrals:introduction", args=[each.uuid]),
            ),
            Column(
                key="district",
                label=_("Quartier"),
                value=lambda each: each.district.full_label if each.district else "",
            ),
            Column(key="need", label=_("Cherche"), value=lambda each: each.get_need_display()),
            Column(key="introduced_on", label=_("Signalée le"), kind="since", sortable=True),
            Column(key="state", label=_("Situation"), value=lambda each: each.get_state_display()),
            Column(
                key="taken_by",
                label=_("Qui s’en occupe"),
                value=lambda each: each.taken_by.user.full_name if each.taken_by else "",
            ),
        ),
        params=params,
        caption=_("Personnes signalées"),
        empty_title=_("Personne n’attend d’appel"),
        empty_text=_("Quand un relais signale quelqu’un, cette personne paraît ici."),
    )
