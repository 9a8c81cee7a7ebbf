"""The lists of organizations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.actors.enums import LegalForm, OrganizationKind, PartnerState
from cite.actors.models import AccessKey, Duplicate, Merge, Partner
from cite.actors.queries.directory import links_of
from cite.actors.queries.duplicates import reasons_of
from cite.core.text import sort_key
from cite.ui.tables import Column, Table

_SHOWN = 3


def page_of(partner: Partner) -> str:
    """The address of the page of an organization."""
    return reverse("actors:organization", args=[partner.uuid])


def directory_table(
    partners: QuerySet[Partner], params: QueryDict, *, can_manage: bool, whole: bool
) -> Table:
    """List organizations; `whole` gives everything a file may hold, instead of what a screen reads well."""
    columns = (
        Column(
            key="name",
            label=_("Structure"),
            kind="link",
            value=_name,
            href=page_of,
            sortable=True,
            sort="organization.search_key",
        ),
        # Not get_kind_display(): Django translates every choice again for each row, most of the time of a file.
        Column(key="kind", label=_("Type"), value=lambda p: OrganizationKind(p.organization.kind).label),
        Column(key="links", label=_("Maillons"), value=links_of),
        Column(key="districts", label=_("Quartiers"), value=_every_district if whole else _districts),
        Column(key="communes", label=_("Lieux d’accueil"), value=_communes),
    )
    if whole:
        columns += (
            Column(
                key="legal_form",
                label=_("Forme juridique"),
                value=lambda p: LegalForm(p.organization.legal_form).label,
            ),
            Column(key="siret", label=_("SIRET"), value=lambda p: p.organization.siret),
            Column(key="rna", label=_("Numéro RNA"), value=lambda p: p.organization.rna),
            Column(key="website", label=_("Site web"), value=lambda p: p.organization.website),
        )
    if can_manage:
        columns += (Column(key="state", label=_("Situation"), kind="badge", value=_state, tone=_tone),)
    return Table(
        partners,
        columns=columns,
        params=params,
        caption=_("Structures"),
        order="name",
        empty_title=_("Aucune structure ne correspond"),
        empty_text=_("Retirez un filtre, ou cherchez moins de mots."),
    )


def duplicates_table(duplicates: Iterable[Duplicate], params: QueryDict) -> Table:
    """List the pairs to examine."""
    return Table(
        list(duplicates),
        columns=(
            Column(
                key="first",
                label=_("Première structure"),
                kind="link",
                value=lambda d: d.first.organization.name,
                href=lambda d: reverse("actors:duplicate", args=[d.uuid]),
                sortable=True,
            ),
            Column(key="second", label=_("Seconde structure"), value=lambda d: d.second.organization.name),
            Column(key="reasons", label=_("Pourquoi"), value=reasons_of),
            Column(key="score", label=_("Ressemblance"), kind="number", sortable=True),
        ),
        params=params,
        caption=_("Doublons à examiner"),
        empty_title=_("Aucun doublon à examiner"),
        empty_text=_("Deux fiches qui se ressemblent apparaissent ici dès qu’elles sont enregistrées."),
    )


def merges_table(merges: Iterable[Merge], params: QueryDict) -> Table:
    """List the merges that may be undone."""
    return Table(
        list(merges),
        columns=(
            Column(key="absorbed", label=_("Fiche fusionnée"), value=lambda m: m.absorbed.organization.name),
            Column(
                key="kept",
                label=_("Dans"),
                kind="link",
                value=lambda m: m.kept.organization.name,
                href=lambda m: page_of(m.kept),
            ),
            Column(key="by", label=_("Par"), value=lambda m: str(m.by or "")),
            Column(key="created_at", label=_("Le"), kind="date"),
            Column(
                key="undo",
                label=_("Revenir en arrière"),
                kind="link",
                value=lambda m: _now("Séparer à nouveau"),
                href=lambda m: reverse("actors:merge-undo", args=[m.uuid]),
            ),
        ),
        params=params,
        caption=_("Fusions récentes"),
        prefix="fusions_",
        empty_title=_("Aucune fusion"),
    )


def _name(partner: Partner) -> str:
    organization = partner.organization
    return (
        f"{organization.name} ({organization.short_name})" if organization.short_name else organization.name
    )


def _districts(partner: Partner) -> str:
    if partner.covers_all_districts:
        return _now("Tous")
    labels = sorted((d.label for d in partner.districts.all()), key=sort_key)
    more = len(labels) - _SHOWN
    if more <= 0:
        return ", ".join(labels)
    others = ngettext("et %(count)s autre", "et %(count)s autres", more) % {"count": more}
    return f"{', '.join(labels[:_SHOWN])} {others}"


def _every_district(partner: Partner) -> str:
    if partner.covers_all_districts:
        return _now("Tous")
    return ", ".join(sorted((f"{d.label} ({d.code})" for d in partner.districts.all()), key=sort_key))


def _communes(partner: Partner) -> str:
    names = dict.fromkeys(str(site.commune or site.label) for site in partner.sites.all())
    return ", ".join(names)


def _state(partner: Partner) -> str:
    if partner.is_sensitive and partner.state == PartnerState.ACTIVE:
        return _now("Cachée aux autres")
    return str(PartnerState(partner.state).label)


def _tone(partner: Partner) -> str:
    if partner.state != PartnerState.ACTIVE:
        return "warning"
    return "info" if partner.is_sensitive else "success"


def keys_table(keys: QuerySet[AccessKey], params: QueryDict, on: date) -> Table:
    """List a person's keys, the newest first."""
    columns = (
        Column(key="name", label=_("Logiciel")),
        Column(key="hint", label=_("Début de la clé"), value=lambda key: f"{key.hint}…"),
        Column(key="scope", label=_("Portée"), value=lambda key: key.get_scope_display()),
        Column(key="created_at", label=_("Créée le"), kind="date"),
        Column(key="ends_on", label=_("Sert jusqu’au"), kind="date"),
        Column(key="last_write_on", label=_("Dernière écriture"), kind="date"),
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda key: _("En service") if key.serves(on) else _("Fermée"),
            tone=lambda key: "success" if key.serves(on) else "neutral",
        ),
    )
    return Table(
        keys,
        columns=columns,
        params=params,
        caption=_("Vos clés"),
        empty_title=_("Aucune clé"),
        empty_text=_("Vous n’en avez pas besoin pour déposer sur le site."),
    )
