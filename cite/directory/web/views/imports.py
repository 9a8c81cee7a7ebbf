"""Taking in other directories, and giving ours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from cite.core.decisions import Decision
from cite.directory.enums.imports import COUNTED, ImportOrigin, ImportRefusal
from cite.directory.models import DirectoryImport
from cite.directory.operations.importing import PURPOSE, ask_import
from cite.directory.permissions import can_moderate
from cite.directory.queries.imports import problems_of, progress_of, reads_the_api, visible_imports
from cite.directory.web.forms.imports import POLICY, ApiImportForm, ImportForm
from cite.directory.web.tables import imports_table, problems_table
from cite.directory.web.views.base import ABOVE
from cite.files.operations import store_upload
from cite.ui.views import FormPage, Page


def keeps_the_cite(request: HttpRequest) -> Decision:
    """Open a page to those who read sheets before the public."""
    return can_moderate(request.user, request.territory)


class Imports(FormPage):
    """The imports of other directories, and a new one."""

    title = _("Annuaires importés")
    permission = keeps_the_cite
    template_name = "directory/imports.html"
    form_class = ImportForm
    breadcrumb = ABOVE

    def get_context(self) -> dict[str, Any]:
        """List what was imported."""
        rows = visible_imports(self.request.user, self.request.territory)
        return {"imports": imports_table(rows, self.request.GET)}

    def perform(self, form: ImportForm) -> str:
        """Keep the files, and ask for their reading."""
        user, territory = self.request.user, self.request.territory
        files = {
            name: store_upload(upload=upload, policy=POLICY, by=user, territory=territory, purpose=PURPOSE)
            if (upload := form.cleaned_data[name])
            else None
            for name in ("structures", "services")
        }
        choices = {name: form.cleaned_data[name] for name in ("is_complete", "is_local")}
        asked = ask_import(territory=territory, by=user, **files, **choices)
        return reverse("directory:import", args=[asked.uuid])


class ImportFromApi(FormPage):
    """Reads data·inclusion by its API."""

    title = _("Lire data·inclusion")
    permission = keeps_the_cite
    template_name = "directory/import_from_api.html"
    form_class = ApiImportForm
    breadcrumb = (*ABOVE, (_("Annuaires importés"), reverse_lazy("directory:imports")))

    def get_context(self) -> dict[str, Any]:
        """Say whether this installation may."""
        return {"has_key": reads_the_api(), "no_key": ImportRefusal.NO_KEY.label}

    def perform(self, form: ApiImportForm) -> str:
        """Ask for it."""
        asked = ask_import(
            territory=self.request.territory,
            origin=ImportOrigin.API,
            is_local=form.cleaned_data["is_local"],
            by=self.request.user,
        )
        return reverse("directory:import", args=[asked.uuid])


class Import(Page):
    """One import: how far it is, then what came of it, with the reason for whatever was left out."""

    title = _("Import du %(day)s")
    permission = keeps_the_cite
    template_name = "directory/import.html"
    fragment_name = "directory/_import_progress.html"

    @cached_property
    def asked(self) -> DirectoryImport:
        """The import named in the address."""
        rows = visible_imports(self.request.user, self.request.territory)
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Say its day."""
        return str(self.title) % {"day": date_format(localtime(self.asked.created_at), "SHORT_DATE_FORMAT")}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return [*ABOVE, (_now("Annuaires importés"), reverse("directory:imports"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the page that watches it reloads once it is over."""
        progress = progress_of(self.asked)
        is_waiting = progress is not None and not progress.error
        if request.htmx and not request.htmx.boosted and not is_waiting:
            return HttpResponseClientRefresh()
        self.refresh_seconds = 3 if is_waiting else None
        return self.show(progress=progress, is_waiting=is_waiting)

    def get_context(self) -> dict[str, Any]:
        """Gather what came of it."""
        asked = self.asked
        return {
            "asked": asked,
            "counts": _counts(asked),
            "problems": problems_table(problems_of(asked), self.request.GET),
            "remarks": asked.counts.get("remarks", 0),
            "shown": len(asked.problems),
        }


def _counts(asked: DirectoryImport) -> list[tuple[str, str]]:
    return [
        (str(label), number_format(asked.counts[key], force_grouping=True))
        for key, label in COUNTED
        if asked.counts.get(key)
    ]
