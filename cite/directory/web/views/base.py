"""What the pages of the offer share: who opens them, and the sheet named in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.decisions import ALLOWED, Decision, unless
from cite.directory.enums.life import LifeObjection
from cite.directory.models import Service
from cite.directory.permissions import can_moderate, can_write_service, visible_services, writable_partners
from cite.directory.web.tables import page_of
from cite.directory.workflow import WRITABLE
from cite.ui.components.actions import TabLink, tab_group
from cite.ui.views import Page

ABOVE = ((_("Offre de services"), reverse_lazy("directory:sheets")),)
STEPS = (
    ("essentiel", _("L’essentiel")),
    ("publics", _("Pour qui")),
    ("lieu", _("Où et quand")),
    ("demande", _("Comment demander")),
    ("suite", _("Et aussi")),
)
"""The pages on which a sheet is written, in order."""


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def writes_somewhere(request: HttpRequest) -> Decision:
    """Open a page to those who write the sheets of an organization, or of any."""
    user, territory = request.user, request.territory
    if writable_partners(user, territory):
        return can_work_here(user, territory)
    return can_moderate(user, territory)


class ServicePage(Page):
    """A page about one sheet; one that she may not see does not exist."""

    permission = works_here

    @cached_property
    def service(self) -> Service:
        """The sheet named in the address."""
        visible = visible_services(self.request.user, self.request.territory)
        rows = visible.select_related(
            "source", "structure__partner__organization", "territory", "funded_action"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def writes(self) -> bool:
        """Whether she writes this sheet."""
        return bool(can_write_service(self.request.user, self.service))

    def decide(self) -> Decision:
        """Ask for a role here first, then about this sheet."""
        return super().decide() and self.may(self.service)

    def may(self, service: Service) -> Decision:
        """Ask whether the person may do this to the sheet; whoever sees it may look at it."""
        return ALLOWED

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the sheet."""
        return [*ABOVE, (self.service.name, page_of(self.service))]

    def tabs(self) -> list[TabLink]:
        """Lead from one page of the sheet to the others, for those who write or read it."""
        moderates = bool(can_moderate(self.request.user, self.request.territory))
        if not self.writes and not moderates:
            return []
        number, path = [self.service.uuid], self.request.path

        def tab(label: Any, name: str, *more: str) -> TabLink:
            href = reverse(f"directory:{name}", args=[*number, *more])
            return TabLink(str(label), href, path == href)

        found = [tab(_now("La fiche"), "sheet")]
        if self.writes and self.service.state in WRITABLE:
            found.append(tab_group(_now("Écrire"), [tab(label, "write", slug) for slug, label in STEPS]))
            intakes = tab(_now("Dates d’entrée"), "intakes")
            found.append(intakes._replace(is_current=path.startswith(intakes.href)))
            found.append(tab(_now("À écouter"), "audios"))
        if moderates:
            found.append(tab(_now("Relire"), "review"))
        found.append(tab(_now("Histoire"), "history"))
        return found


class WritePage(ServicePage):
    """A page that writes one sheet."""

    def may(self, service: Service) -> Decision:
        """Only those who write it."""
        return can_write_service(self.request.user, service)


class OpenSheetPage(WritePage):
    """A page that writes the contents of one sheet, where it is neither archived nor a suggestion."""

    def may(self, service: Service) -> Decision:
        """Only those who write it, while it may be written."""
        return super().may(service) and unless(service.state in WRITABLE, LifeObjection.CLOSED)
