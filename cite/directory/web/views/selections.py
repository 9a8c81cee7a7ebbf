"""Lists of services: those she reads, one of them, and what is written in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.core.decisions import ALLOWED, Decision
from cite.directory.models import Selection, Service
from cite.directory.operations import selections as operations
from cite.directory.permissions import visible_services
from cite.directory.permissions.selections import (
    can_hand_over_selection,
    can_keep_lists,
    can_write_selection,
    visible_selections,
)
from cite.directory.queries.replacements import selected_lines
from cite.directory.queries.selections import (
    districts_to_link,
    favourite_numbers,
    lists_page,
    partners_to_share,
    selection_sheets,
    writable_selections,
)
from cite.directory.web.forms.selections import AddToListForm, ArrangeForm, SelectionForm
from cite.directory.web.tables import page_of
from cite.directory.web.tables.selections import readers_words, selections_table
from cite.directory.web.views.base import ABOVE, ServicePage, works_here
from cite.directory.web.views.leaflet import on_a_leaflet
from cite.territories.models import District
from cite.ui.components.actions import TabLink
from cite.ui.messages import tell
from cite.ui.views import FormPage, Page

LISTS = (_("Listes de services"), reverse_lazy("directory:selections"))


def keeps_lists(request: Any) -> Decision:
    """Open a page to those who may keep lists."""
    return can_keep_lists(request.user, request.territory)


def list_page(selection: Selection) -> str:
    """The address of the page of a list."""
    return reverse("directory:selection", args=[selection.uuid])


def kept_tabs(request: Any) -> list[TabLink]:
    """Lead from favourites to lists, and to kept searches."""
    pages = (
        (_now("Mes favoris"), "favourites"),
        (_now("Listes de services"), "selections"),
        (_now("Recherches gardées"), "searches"),
    )
    links = [(label, reverse(f"directory:{name}")) for label, name in pages]
    return [TabLink(label, href, href == request.path) for label, href in links]


class Selections(Page):
    """The lists a person reads: hers, those of her organizations, those of her districts."""

    title = _("Listes de services")
    permission = works_here
    template_name = "directory/selections.html"
    breadcrumb = ABOVE

    def get_context(self) -> dict[str, Any]:
        """Lay them out in as many tables as she has use for."""
        lists = lists_page(self.request.user, self.request.territory)
        params = self.request.GET
        parts = (
            ("miennes", _now("Les miennes"), lists.mine, _now("Commencez une liste, ou dupliquez-en une.")),
            ("equipe", _now("Celles de ma structure"), lists.teams, ""),
            ("quartiers", _now("Celles de mes quartiers"), lists.districts, ""),
            ("retirees", _now("Retirées depuis moins d’un mois"), lists.removed, ""),
        )
        return {
            "parts": [
                (key, selections_table(rows, params, caption=caption, prefix=f"{key}_", empty=empty))
                for key, caption, rows, empty in parts
                if rows or key == "miennes"
            ],
            "may_keep_lists": bool(keeps_lists(self.request)),
            "tabs": kept_tabs(self.request),
        }


class SelectionPage(Page):
    """A page about one list; one that she may not read does not exist."""

    permission = works_here
    takes_favourites = False

    @cached_property
    def selection(self) -> Selection:
        """The list named in the address; favourites have their own page."""
        rows = visible_selections(self.request.user, self.request.territory)
        rows = rows if self.takes_favourites else rows.filter(is_favourites=False)
        rows = rows.select_related("keeper", "partner__organization", "district", "territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Ask for a role here first, then about this list."""
        return super().decide() and self.may(self.selection)

    def may(self, selection: Selection) -> Decision:
        """Ask whether the person may do this to the list; whoever sees it may read it."""
        return ALLOWED

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return [*ABOVE, LISTS, (self.selection.name, list_page(self.selection))]


class WriteListPage(SelectionPage):
    """A page that writes one list."""

    def may(self, selection: Selection) -> Decision:
        """Only those who write it."""
        return can_write_selection(self.request.user, selection)


class ShowSelection(SelectionPage):
    """One list: its services in order, and what is no longer offered."""

    title = _("Liste de services")
    template_name = "directory/selection.html"

    def get_title(self) -> str:
        """Name the list."""
        return self.selection.name

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the lists."""
        return super().get_breadcrumb()[:-1]

    def get_context(self) -> dict[str, Any]:
        """Gather the services, and what the person may do."""
        user, selection = self.request.user, self.selection
        sheets = selection_sheets(selection, user)
        kept = favourite_numbers(user, selection.territory, [s.service.pk for s in sheets])
        return {
            "selection": selection,
            "lines": selected_lines(sheets, selection.territory, kept=kept),
            "leaflet_url": on_a_leaflet([sheet.service for sheet in sheets if sheet.is_offered]),
            "readers": readers_words(selection),
            "may_write": bool(can_write_selection(user, selection)),
            "may_keep": bool(can_hand_over_selection(user, selection)),
            "may_duplicate": bool(keeps_lists(self.request)),
            "is_removed": selection.removed_at is not None,
        }


class _ListForm(FormPage):
    """The name of a list, and who reads it."""

    template_name = "directory/selection_form.html"

    def partners(self) -> list[Partner]:
        """The organizations she may share it with."""
        return partners_to_share(self.request.user, self.request.territory)

    def districts(self) -> list[District]:
        """The districts she may link it to."""
        return districts_to_link(self.request.user, self.request.territory)

    def get_form(self) -> SelectionForm:
        """Offer what is hers to share with."""
        return SelectionForm(partners=self.partners(), districts=self.districts(), **self.get_form_kwargs())


class AddSelection(_ListForm):
    """Begins a list, with a service in it where she comes from one."""

    title = _("Nouvelle liste de services")
    permission = keeps_lists
    breadcrumb = (*ABOVE, LISTS)

    @cached_property
    def service(self) -> Service | None:
        """The service from which she comes."""
        asked = self.request.GET.get("service", "")
        visible = visible_services(self.request.user, self.request.territory)
        return visible.filter(uuid=asked).first() if _is_uuid(asked) else None

    def get_context(self) -> dict[str, Any]:
        """Say what happens next."""
        cancel = page_of(self.service) if self.service else reverse("directory:selections")
        return {"submit": _("Créer la liste"), "cancel_url": cancel, "service": self.service}

    def perform(self, form: SelectionForm) -> str:
        """Make it; a service comes with it."""
        user = self.request.user
        selection = operations.create_selection(
            territory=self.request.territory, service=self.service, by=user, **form.written
        )
        tell(self.request, _now("La liste est créée."))
        return list_page(selection)


class WriteSelection(WriteListPage, _ListForm):
    """Changes the name of a list, and who reads it."""

    title = _("Modifier une liste")

    def get_title(self) -> str:
        """Name the list."""
        return _now("Modifier « %(name)s »") % {"name": self.selection.name}

    def partners(self) -> list[Partner]:
        """Keep the organization that shares it among the choices."""
        mine, own = super().partners(), self.selection.partner
        return mine if own is None or own in mine else [own, *mine]

    def districts(self) -> list[District]:
        """Keep the district it is linked to among the choices."""
        mine, own = super().districts(), self.selection.district
        return mine if own is None or own in mine else [own, *mine]

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it is."""
        selection = self.selection
        return {
            "name": selection.name,
            "purpose": selection.purpose,
            "partner": str(selection.partner.uuid) if selection.partner else "",
            "district": selection.district.code if selection.district else "",
            "version": selection.version,
        }

    def get_context(self) -> dict[str, Any]:
        """Lead back to the list."""
        return {"submit": _("Enregistrer"), "cancel_url": list_page(self.selection)}

    def perform(self, form: SelectionForm) -> str:
        """Write it."""
        version = form.cleaned_data["version"] or 0
        operations.write_selection(
            selection=self.selection, version=version, by=self.request.user, **form.written
        )
        tell(self.request, _now("La liste est enregistrée."))
        return list_page(self.selection)


class Arrange(WriteListPage, FormPage):
    """Puts the services of a list in order, each with its word for colleagues."""

    title = _("Ranger une liste")
    template_name = "directory/arrange.html"

    def get_title(self) -> str:
        """Name the list."""
        return _now("Ranger « %(name)s »") % {"name": self.selection.name}

    def get_form(self) -> ArrangeForm:
        """Two fields a service, in the order of today."""
        sheets = selection_sheets(self.selection, self.request.user)
        return ArrangeForm(sheets=sheets, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Which version she has before her."""
        return {"version": self.selection.version}

    def get_context(self) -> dict[str, Any]:
        """Lead back to the list."""
        return {"cancel_url": list_page(self.selection)}

    def perform(self, form: ArrangeForm) -> str:
        """Arrange it."""
        operations.arrange_selection(
            selection=self.selection,
            version=form.cleaned_data["version"],
            places=form.places,
            notes=form.notes,
            by=self.request.user,
        )
        tell(self.request, _now("La liste est rangée."))
        return list_page(self.selection)


class AddToList(ServicePage, FormPage):
    """Adds a service to one of the lists a person writes."""

    title = _("Ajouter à une liste")
    template_name = "directory/add_to_list.html"

    def may(self, service: Service) -> Decision:
        """Only those who may keep lists."""
        return keeps_lists(self.request)

    def get_title(self) -> str:
        """Name the service."""
        return _now("Ajouter « %(name)s » à une liste") % {"name": self.service.name}

    @cached_property
    def lists(self) -> list[Selection]:
        """The lists she writes."""
        return writable_selections(self.request.user, self.request.territory)

    def get_form(self) -> AddToListForm:
        """Offer them."""
        return AddToListForm(selections=self.lists, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Offer to begin a new one."""
        new = f"{reverse('directory:selection-add')}?service={self.service.uuid}"
        return {"service": self.service, "has_lists": bool(self.lists), "new_url": new}

    def perform(self, form: BaseForm) -> str:
        """Add it."""
        selection = form.chosen
        operations.add_to_selection(
            selection=selection, service=self.service, note=form.cleaned_data["note"], by=self.request.user
        )
        tell(self.request, _now("Le service est dans « %(name)s ».") % {"name": selection.name})
        return list_page(selection)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
