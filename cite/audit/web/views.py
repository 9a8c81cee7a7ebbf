"""The journal for the data-protection officer, and each person's own lines."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.audit.enums import AuditAct, Category
from cite.audit.models import Entry
from cite.audit.permissions import can_read_journal, own_entries, visible_entries
from cite.audit.queries.reading import (
    actor_of,
    journal,
    person_named,
    retention_table,
    target_of,
    with_people,
)
from cite.audit.queries.verification import last_seal
from cite.audit.web.forms import JournalForm
from cite.audit.web.tables import changes_table, journal_table, moment_of, my_data_table
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.ui.tables import Table
from cite.ui.views import SIGNED_IN, Page, TablePage


def reads_journal(request: HttpRequest) -> Decision:
    """Open a page to those who read the journal."""
    return can_read_journal(request.user, getattr(request, "territory", None))


class Journal(TablePage):
    """Who did and read what. Opening it is itself a line of the journal."""

    title = _("Journal")
    permission = reads_journal
    template_name = "audit/journal.html"
    csv_name = "journal"

    @cached_property
    def form(self) -> JournalForm:
        """The search, with what this address asks."""
        day = today()
        if self.request.GET:
            return JournalForm(self.request.GET, today=day)
        asked = JournalForm(today=day).asked
        return JournalForm(initial={"du": asked.start, "au": asked.end}, today=day)

    def get_table(self) -> Table:
        """List what is asked; where a field of the search is wrong, as if it were empty."""
        self.form.is_valid()
        rows = journal(self.request.user, self.request.territory, self.form.asked)
        return journal_table(rows, self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the journal, or give its CSV, and note that it was read."""
        is_csv = request.GET.get("format") == "csv"
        note_reading(request, AuditAct.EXPORT_JOURNAL if is_csv else AuditAct.READ_JOURNAL)
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        """Add the search, the last seal and the table of retention."""
        params = self.request.GET.copy()
        params["format"] = "csv"
        params.pop("page", None)
        return {
            "form": self.form,
            "csv_url": f"?{params.urlencode()}",
            "person": person_named(self.form.asked.person),
            "seal": last_seal(),
            "retention": retention_table(),
        }


class EntryPage(Page):
    """One line of the journal: everything it holds."""

    permission = reads_journal
    template_name = "audit/entry.html"
    breadcrumb = ((_("Journal"), reverse_lazy("audit:journal")),)

    @cached_property
    def entry(self) -> Entry:
        """The line named in the address, if this person may read it."""
        seen = visible_entries(self.request.user, self.request.territory)
        return get_object_or_404(with_people(seen).select_related("seal"), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the line by its moment."""
        return str(_("Ligne du %(at)s") % {"at": moment_of(self.entry)})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, and note that it was read."""
        note_reading(request, AuditAct.READ_ENTRY, target=self.entry)
        return self.show()

    def get_context(self) -> dict[str, Any]:
        """Tell the line in facts, and what changed."""
        entry = self.entry
        return {
            "entry": entry,
            "facts": _facts(entry),
            "changes": changes_table(entry) if entry.payload else None,
            "person_url": f"{reverse('audit:journal')}?personne={entry.person_uuid}"
            if entry.person_name
            else "",
        }


class MyData(TablePage):
    """« Ce qui a été fait de mes données »: each person's own lines, in plain words."""

    title = _("Ce qui a été fait de mes données")
    permission = SIGNED_IN
    template_name = "audit/mine.html"
    csv_name = "mes-donnees"

    def get_table(self) -> Table:
        """List her own lines."""
        user = self.request.user
        return my_data_table(own_entries(user), self.request.GET, user.uuid)

    def get_context(self) -> dict[str, Any]:
        """Say whom to ask, and how long lines are kept."""
        territory = getattr(self.request, "territory", None)
        return {
            "contact": getattr(territory, "contact_email", ""),
            "retention": retention_table(),
        }


def _facts(entry: Entry) -> list[tuple[Any, Any]]:
    facts = [
        (_("Le"), moment_of(entry)),
        (_("Qui"), actor_of(entry)),
        (_("Pour la structure"), entry.organization_name),
        (_("Quoi"), entry.label),
        (_("Sur quoi"), target_of(entry)),
        (_("Identifiant de la fiche"), entry.target_uuid),
        (_("Au sujet de"), entry.person_name),
        (_("Nature"), Category(entry.category).label),
        (_("Sceau"), f"n° {entry.seal_id}" if entry.seal_id else _("en attente, posé dans la minute")),
    ]
    return [(label, value) for label, value in facts if value]
