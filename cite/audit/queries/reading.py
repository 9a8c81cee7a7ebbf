"""What the pages of the journal show: the entries a person may read, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.audit.enums import AuditAct, Category
from cite.audit.models import Entry
from cite.audit.permissions import visible_entries
from cite.audit.rules import RETENTION, months_kept
from cite.core.text import search_key
from cite.core.typography import typeset
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What is looked for: days (both included), who, for whom, what, about whom."""

    start: date
    end: date
    by: str = ""
    organization: str = ""
    action: str = ""
    category: str = ""
    person: UUID | None = None


def journal(user: User, territory: Territory | None, asked: JournalFilter) -> QuerySet[Entry]:
    """List the entries a person may read and asks for, latest first, with the name of whom each is about."""
    zone = get_current_timezone()
    entries = visible_entries(user, territory).filter(
        at__gte=datetime.combine(asked.start, time.min, zone),
        at__lt=datetime.combine(asked.end + timedelta(days=1), time.min, zone),
    )
    exact = {"action": asked.action, "category": asked.category, "person_uuid": asked.person}
    entries = entries.filter(**{name: value for name, value in exact.items() if value})
    for prefix, text in (("by", asked.by), ("organization", asked.organization)):
        if text:
            entries = entries.filter(**{f"{prefix}_name__in": _names_like(entries, f"{prefix}_name", text)})
    return with_people(entries).select_related("seal")


def with_people(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Add to each entry the present name of the person it is about; gone with the account."""
    people = User.objects.filter(uuid=OuterRef("person_uuid"))
    return entries.annotate(person_name=Subquery(people.values("full_name")[:1]))


def person_named(uuid: UUID | None) -> str:
    """Tell the name of the person whose lines are asked; empty when nobody is."""
    return (User.objects.filter(uuid=uuid).values_list("full_name", flat=True).first() or "") if uuid else ""


def kind_of(entry: Entry) -> str:
    """Name the sort of record an entry is about, as people call it."""
    if not entry.target_kind:
        return ""
    try:
        return str(capfirst(apps.get_model(entry.target_kind)._meta.verbose_name))
    except LookupError:
        return entry.target_kind


def target_of(entry: Entry) -> str:
    """Tell what an entry is about: its kind, and its name of that day where it is nobody's."""
    if entry.action == AuditAct.REFUSE:
        page = (entry.changes.get("page") or ("", ""))[1]
        return _("Page « %(page)s »") % {"page": page} if page else ""
    kind = kind_of(entry)
    return (
        _("%(kind)s « %(label)s »") % {"kind": kind, "label": entry.target_label}
        if entry.target_label
        else kind
    )


def actor_of(entry: Entry) -> str:
    """Tell who acted; the platform itself when nobody did, nothing once erased."""
    if entry.erased_by_id:
        return _("Contenu effacé")
    if entry.by_name:
        return entry.by_name
    return _("Quelqu’un, non connecté") if entry.category == Category.SECURITY else _("La plateforme")


def field_name(kind: str, name: str) -> str:
    """Name a field as people read it."""
    try:
        return str(capfirst(apps.get_model(kind)._meta.get_field(name).verbose_name))
    except (LookupError, ValueError, AttributeError, FieldDoesNotExist):
        return name


def _names_like(entries: QuerySet[Entry], column: str, text: str) -> list[str]:
    """Find the names in these entries that hold a text, whatever its case and accents."""
    wanted = search_key(text)
    names = entries.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct()
    return [name for name in names if wanted in search_key(name)]


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """How long one category is kept here, as people read it."""

    label: str
    months: int
    reason: str


def retention_table() -> list[RetentionLine]:
    """Tell how long the content of each category is kept in this installation."""
    return [
        RetentionLine(
            str(category.label),
            months_kept(category, settings.JOURNAL_RETENTION_MONTHS),
            typeset(RETENTION[category].reason),
        )
        for category in Category
    ]
