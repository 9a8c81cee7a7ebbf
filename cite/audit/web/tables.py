"""The tables of the journal."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.accounts.enums import AccountsAct
from cite.audit.enums import AuditAct, Category
from cite.audit.models import Entry
from cite.audit.queries.reading import actor_of, field_name, kind_of, target_of
from cite.ui.tables import Column, Table

WORTH_A_LOOK = frozenset({AuditAct.FAIL_SIGN_IN, AuditAct.REFUSE, AccountsAct.FAIL_FACTOR})


def moment_of(entry: Entry) -> str:
    """Write when, to the second: two acts of one minute are told apart."""
    return date_format(localtime(entry.at), "d/m/Y H:i:s")


def journal_table(entries: QuerySet[Entry], params: QueryDict) -> Table:
    """List entries: when, who, for whom, what, about what and whom."""
    columns = (
        Column(
            key="at",
            label=gettext_lazy("Le"),
            kind="link",
            value=moment_of,
            href=lambda entry: reverse("audit:entry", args=[entry.uuid]),
        ),
        Column(key="by", label=gettext_lazy("Qui"), value=actor_of),
        Column(key="organization_name", label=gettext_lazy("Pour")),
        Column(key="action", label=gettext_lazy("Quoi"), value=lambda entry: entry.label),
        Column(key="target", label=gettext_lazy("Sur quoi"), value=target_of),
        Column(key="person", label=gettext_lazy("Au sujet de"), value=lambda entry: entry.person_name or ""),
        Column(
            key="category",
            label=gettext_lazy("Nature"),
            kind="badge",
            value=lambda entry: entry.get_category_display(),
            tone=_tone,
        ),
    )
    return Table(
        entries,
        columns=columns,
        params=params,
        caption=gettext_lazy("Lignes du journal, de la plus récente à la plus ancienne"),
        empty_title=gettext_lazy("Aucune ligne pour cette recherche"),
        empty_text=gettext_lazy("Élargissez la période, ou videz un des champs."),
    )


def my_data_table(entries: QuerySet[Entry], params: QueryDict, me: UUID) -> Table:
    """List what was done of a person's own data.

    Other people are told by their organization: the right of access covers the purposes and dates of consultations, not
    the identity of the agents who made them (CJEU, C-579/21, 22 June 2023).
    """

    def who(entry: Entry) -> str:
        if entry.by_uuid == me:
            return _("%(name)s (vous)") % {"name": entry.by_name}
        if entry.erased_by_id or not entry.by_uuid:
            return actor_of(entry)
        return entry.organization_name or _("Une personne de la Cité de l’emploi")

    columns = (
        Column(key="at", label=gettext_lazy("Le"), value=moment_of),
        Column(key="by", label=gettext_lazy("Qui"), value=who),
        Column(key="action", label=gettext_lazy("Quoi"), value=lambda entry: entry.label),
        Column(key="target", label=gettext_lazy("Sur quoi"), value=kind_of),
    )
    return Table(
        entries,
        columns=columns,
        params=params,
        caption=gettext_lazy("Ce qui a été fait de vos données, du plus récent au plus ancien"),
        empty_title=gettext_lazy("Rien pour l’instant"),
        empty_text=gettext_lazy("Chaque consultation et chaque changement de vos données apparaîtra ici."),
    )


def changes_table(entry: Entry) -> Table:
    """List the changed fields of an entry: before and after, or their names alone for a protected record."""
    changes = entry.changes
    has_values = any(pair is not None for pair in changes.values())
    rows = [
        {
            "name": field_name(entry.target_kind, name),
            "before": _shown(pair[0] if pair else None),
            "after": _shown(pair[1] if pair else None),
        }
        for name, pair in changes.items()
    ]
    columns = [Column(key="name", label=gettext_lazy("Champ"))]
    if has_values:
        columns += [
            Column(key="before", label=gettext_lazy("Avant")),
            Column(key="after", label=gettext_lazy("Après")),
        ]
    return Table(
        rows,
        columns=tuple(columns),
        params=QueryDict(),
        caption=gettext_lazy("Champs modifiés"),
        page_size=100,
        empty_title=gettext_lazy("Aucun champ modifié"),
    )


def _tone(entry: Entry) -> str:
    if entry.action in WORTH_A_LOOK:
        return "warning"
    return "info" if entry.category == Category.ACT else "neutral"


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return value
