"""The agenda of a committee: files chosen, put in order, taken off."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.grants.operations import committee as operations
from cite.grants.queries.committee import FileSummary, files_to_choose
from cite.grants.web.forms.committee import AgendaForm, OrderForm
from cite.grants.web.views.committee import ItemPage, OrganizersPage
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage


class ChooseFiles(OrganizersPage, FormPage):
    """Put files on the agenda."""

    title = _("Choisir les dossiers de « %(meeting)s »")
    template_name = "grants/committee_form.html"

    @cached_property
    def files(self) -> list[FileSummary]:
        """The files in review that are not there yet."""
        return files_to_choose(self.request.user, self.meeting)

    def get_form(self) -> AgendaForm:
        """Choose among them."""
        return AgendaForm(**self.get_form_kwargs(), summaries=self.files)

    def get_initial(self) -> dict[str, Any]:
        """Propose those that both sides have reviewed."""
        return {"files": [str(f.application.uuid) for f in self.files if f.is_reviewed]}

    def perform(self, form: AgendaForm) -> None:
        """Put them there."""
        added = operations.build_agenda(meeting=self.meeting, applications=form.chosen, by=self.request.user)
        tell(self.request, _now("%(n)d dossier(s) à l’ordre du jour.") % {"n": len(added)})

    def get_context(self) -> dict[str, Any]:
        """Say what is proposed, and warn."""
        return super().get_context() | {
            "lead": _("Les dossiers que l’État et la métropole ont instruits tous les deux sont cochés."),
            "incomplete": sum(1 for file in self.files if not file.is_reviewed),
            "is_empty": not self.files,
            "submit": _("Mettre à l’ordre du jour"),
        }


class OrderFiles(OrganizersPage, FormPage):
    """Change the order in which the files are examined: a rank for each, typed."""

    title = _("Changer l’ordre des dossiers de « %(meeting)s »")
    template_name = "grants/committee_form.html"
    success_message = _("L’ordre des dossiers est enregistré.")

    def get_form(self) -> OrderForm:
        """Ask for a rank per file."""
        return OrderForm(**self.get_form_kwargs(), items=self.items)

    def perform(self, form: OrderForm) -> None:
        """Put them in this order."""
        operations.reorder_files(
            meeting=self.meeting, seen=form.cleaned_data["seen"], order=form.order, by=self.request.user
        )

    def get_context(self) -> dict[str, Any]:
        """Say how it works."""
        return super().get_context() | {
            "lead": _(
                "Donnez à un dossier le rang où il doit passer : il y prend place, les autres se décalent."
            ),
            "is_empty": not self.items,
            "submit": _("Enregistrer l’ordre"),
        }


class RemoveFile(ItemPage, ActionPage):
    """Take a file off the agenda."""

    title = _("Retirer un dossier")
    success_message = _("Le dossier n’est plus à l’ordre du jour.")

    @property
    def back(self) -> str:
        """Go back to the committee."""
        return self.success_url

    def perform(self) -> None:
        """Do it."""
        operations.remove_file(item=self.item, by=self.request.user)
