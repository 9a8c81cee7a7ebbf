"""The pages of imports: bring a list, confirm its columns, wait, take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from cite.accounts.permissions import can_work_here
from cite.core.decisions import Decision, Refused
from cite.core.spreadsheets import TableWriter
from cite.core.text import readable_size
from cite.imports import operations
from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.imports.permissions import can_delete_draft, can_steer_draft, visible_drafts
from cite.imports.ports import ImportKind, UnknownKind, all_kinds, kind_named
from cite.imports.queries import progress_of, recognition_of
from cite.imports.web.forms import ColumnsForm, UploadForm
from cite.imports.web.tables import drafts_table, preview_table, problems_table, summary_tables
from cite.ui.tables import Table
from cite.ui.views import ActionPage, FormPage, Page, TablePage

STEPS = (_("Apporter la liste"), _("Confirmer les colonnes"), _("Patienter"), _("Reprendre la liste"))


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def readable_duration(duration: timedelta) -> str:
    """Write a duration as people say it: « 1 heure », « 2 jours »."""
    hours = round(duration / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(count)s heure", "%(count)s heures", hours) % {"count": hours}
    return ngettext("%(count)s jour", "%(count)s jours", hours // 24) % {"count": hours // 24}


class MyImports(TablePage):
    """The lists a person brought, and the ones she may bring."""

    title = _("Vos listes")
    permission = works_here
    template_name = "imports/home.html"

    def get_table(self) -> Table:
        """List her imports."""
        return drafts_table(visible_drafts(self.request.user), self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """List the kinds of lists she may bring."""
        who = self.request.user, self.request.territory
        return {"kinds": [kind for kind in all_kinds() if kind.can_import(*who)]}


class _KindPage(Page):
    """A page about one kind of list."""

    permission = works_here

    @cached_property
    def kind(self) -> ImportKind:
        """The kind named in the address.

        Raises:
            Http404: nobody declared it.
        """
        try:
            return kind_named(self.kwargs["kind"])
        except UnknownKind:
            raise Http404 from None

    def decide(self) -> Decision:
        """Ask the kind too."""
        return super().decide() and self.kind.can_import(self.request.user, self.request.territory)

    def get_title(self) -> str:
        """Say what is done with the list."""
        return str(self.kind.label)


class StartImport(_KindPage, FormPage):
    """What to bring, how it should look, what happens to it; and the field to bring it."""

    template_name = "imports/start.html"
    breadcrumb = ((_("Vos listes"), "/listes/"),)

    def get_form(self) -> UploadForm:
        """Ask for a file within the limits of the kind."""
        return UploadForm(**self.get_form_kwargs(), kind=self.kind)

    def get_context(self) -> dict[str, Any]:
        """Say the limits, and how long the list is kept."""
        return {
            "kind": self.kind,
            "steps": STEPS,
            "max_size": readable_size(self.kind.max_bytes),
            "retention": readable_duration(self.kind.retention),
        }

    def perform(self, form: UploadForm) -> str:
        """Keep the list, and go on to its columns."""
        draft = operations.start_import(
            kind=self.kind.key,
            upload=form.cleaned_data["file"],
            by=self.request.user,
            territory=self.request.territory,
        )
        return reverse("imports:columns", args=[draft.uuid])


class SampleFile(_KindPage):
    """An example of a list, to fill in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give it as a CSV that spreadsheets open."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="exemple-{self.kind.key}.csv"'
        TableWriter(response).writerows(self.kind.sample)
        return response


class _DraftPage(Page):
    """A page about one import of this person; somebody else's does not exist."""

    permission = works_here
    breadcrumb = ((_("Vos listes"), "/listes/"),)

    @cached_property
    def draft(self) -> ImportDraft:
        """The import named in the address."""
        return get_object_or_404(visible_drafts(self.request.user), uuid=self.kwargs["uuid"])

    @property
    def kind(self) -> ImportKind:
        """The kind of the import."""
        return kind_named(self.draft.kind)

    def decide(self) -> Decision:
        """Ask whether she may still bring such a list here."""
        return super().decide() and can_steer_draft(self.request.user, self.draft)

    def get_title(self) -> str:
        """Say what is done with the list."""
        return str(self.kind.label)


class ConfirmColumns(_DraftPage, FormPage):
    """The first rows of the file, and the column recognized for each thing needed: to confirm or change."""

    template_name = "imports/columns.html"

    def get_title(self) -> str:
        """Say what there is to do."""
        return str(_("Confirmer les colonnes"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the columns, until they are confirmed."""
        if self.draft.state != DraftState.UPLOADED:
            return redirect("imports:import", uuid=self.draft.uuid)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version of the draft this page shows."""
        return {"version": self.draft.version}

    def get_form(self) -> ColumnsForm:
        """Ask for one column for each thing needed."""
        return ColumnsForm(
            **self.get_form_kwargs(), draft=self.draft, kind=self.kind, recognition=recognition_of(self.draft)
        )

    def get_context(self) -> dict[str, Any]:
        """Show the first rows."""
        return {"draft": self.draft, "steps": STEPS, "preview": preview_table(self.draft)}

    def perform(self, form: ColumnsForm) -> str:
        """Confirm them, and wait; a double click finds the list already on its way."""
        version = form.cleaned_data["version"]
        try:
            operations.confirm_columns(
                draft=self.draft, mapping=form.mapping, by=self.request.user, version=version
            )
        except Refused:
            self.draft.refresh_from_db()
            if self.draft.state == DraftState.UPLOADED:
                raise
        return reverse("imports:import", args=[self.draft.uuid])


class ImportPage(_DraftPage):
    """An import as it is now: waiting, running, done, failed, over."""

    template_name = "imports/import.html"
    fragment_name = "imports/_progress.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the page that watches it reloads once it is over."""
        self.progress = progress_of(self.draft)
        is_waiting = self.progress is not None and not self.progress.error
        if self.draft.state == DraftState.UPLOADED:
            return redirect("imports:columns", uuid=self.draft.uuid)
        if request.htmx and not request.htmx.boosted and not is_waiting:
            return HttpResponseClientRefresh()
        self.refresh_seconds = 3 if is_waiting else None
        return self.show(is_waiting=is_waiting)

    def get_context(self) -> dict[str, Any]:
        """Gather what its state shows."""
        draft = self.draft
        return {
            "draft": draft,
            "kind": self.kind,
            "steps": STEPS,
            "progress": self.progress,
            "error": draft.error or (self.progress.error if self.progress else ""),
            "result_detail": _detail(draft),
            "figures": _figures(draft),
            "summaries": summary_tables(draft),
            "problems": problems_table(draft, self.request.GET) if draft.problems else None,
        }


def _detail(draft: ImportDraft) -> str:
    if draft.result is None:
        return ""
    return f"{draft.result.name.rpartition('.')[2].upper()} – {readable_size(draft.result.size)}"


def _figures(draft: ImportDraft) -> list[tuple[str, int]]:
    return [
        (_("lignes lues"), draft.row_count),
        (_("lignes à revoir"), draft.remarked_count),
        (_("lignes refusées"), draft.refused_count),
    ]


class _DraftAction(_DraftPage, ActionPage):
    """One button about an import; whatever stands against it is told on its page."""

    @property
    def back(self) -> str:
        """Go back to the import."""
        return reverse("imports:import", args=[self.draft.uuid])


class ReadAgain(_DraftAction):
    """Reads the file again, the person having said whether its first row names the columns."""

    has_header = True

    def perform(self) -> str:
        """Read it so."""
        operations.read_again(draft=self.draft, has_header=self.has_header, by=self.request.user)
        return reverse("imports:columns", args=[self.draft.uuid])


class CancelImport(_DraftAction):
    """Stops an import that waits or runs."""

    success_message = _("Traitement annulé. Votre fichier est supprimé.")

    def perform(self) -> str:
        """Cancel it."""
        operations.cancel_import(draft=self.draft, by=self.request.user)
        return reverse("imports:start", args=[self.draft.kind])


class DeleteImport(_DraftAction):
    """Deletes an import and its files at once."""

    success_message = _("Votre liste et ses réponses sont supprimées.")

    def decide(self) -> Decision:
        """Let her delete what is hers, whatever became of her role."""
        return can_delete_draft(self.request.user, self.draft)

    def perform(self) -> str:
        """Delete it."""
        operations.delete_import(draft=self.draft, by=self.request.user)
        return reverse("imports:home")
