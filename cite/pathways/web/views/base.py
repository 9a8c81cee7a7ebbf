"""What the pages of a pathway share: who opens them, the pathway named in the address, and the way between them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import ALLOWED, Decision
from cite.core.journal import note_reading
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.models import Pathway
from cite.pathways.permissions.pathways import can_write_pathway, visible_pathways
from cite.pathways.queries.status import with_facts
from cite.residents.enums.sharing import Part
from cite.residents.models import Resident
from cite.residents.permissions.people import Sight, can_follow_residents, sight_of
from cite.ui.components.actions import TabLink
from cite.ui.views import ActionPage, FormPage, Page

ABOVE = ((_("Mes parcours"), reverse_lazy("pathways:pathways")),)
TABS = (
    (_("Le parcours"), "pathway", Part.STEPS),
    (_("Freins"), "obstacles", Part.OBSTACLES),
    (_("Objectifs et étapes"), "goals", Part.STEPS),
    (_("Notes"), "notes", Part.NOTES),
)
"""The pages of a pathway, and the part of the file that each shows."""


def follows_residents(request: HttpRequest) -> Decision:
    """Open a page to those who see residents as people."""
    return can_follow_residents(request.user, request.territory)


def page_of(pathway: Pathway) -> str:
    """The address of the page of a pathway."""
    return reverse("pathways:pathway", args=[pathway.uuid])


def shown_name(resident: Resident, sight: Sight) -> str:
    """Tell who somebody is, where her name is shared."""
    return str(resident) if sight.sees(Part.NAME) else _now("Cette personne")


class PathwayPage(Page):
    """A page about one pathway; one that she may not see does not exist. Showing it is noted in the journal.

    `part`: the part of the file that the page shows, hidden from whoever does not see it.
    """

    permission = follows_residents
    part: Part = Part.STEPS

    @cached_property
    def pathway(self) -> Pathway:
        """The pathway named in the address, with the facts of its status."""
        rows = visible_pathways(self.request.user, self.request.territory)
        rows = with_facts(rows.select_related("resident", "territory"), today())
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @cached_property
    def sight(self) -> Sight:
        """What she sees of the person’s file."""
        return sight_of(self.request.user, self.pathway.resident)

    @property
    def by(self) -> Membership | None:
        """As whom she acts: the membership through which the file is hers to write."""
        return self.sight.membership

    @property
    def writes(self) -> bool:
        """Whether she writes in this pathway."""
        return bool(self.sight.writes) and self.pathway.closed_on is None

    @property
    def person_name(self) -> str:
        """Who it is, where her name is shared."""
        return shown_name(self.pathway.resident, self.sight)

    def decide(self) -> Decision:
        """Ask for a role here first, then about this pathway.

        Raises:
            Http404: the part of the file that the page shows is hidden from her.
        """
        decision = super().decide()
        if not decision:
            return decision
        if not self.sight.sees(self.part):
            raise Http404
        return self.may(self.pathway)

    def may(self, pathway: Pathway) -> Decision:
        """Ask whether the person may do this to the pathway; whoever sees it may read it."""
        return ALLOWED

    def get_tab(self) -> str:
        """Keep the name of the person out of the history of the browser."""
        return _now("Un parcours")

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the pathway."""
        return [*ABOVE, (self.person_name, page_of(self.pathway))]

    def show(self, **extra: Any) -> Any:
        """Note that the page shows somebody, then draw it."""
        note_reading(self.request, PathwayAct.READ, target=self.pathway, person=self.pathway.resident)
        return super().show(**extra)

    def tabs(self) -> list[TabLink]:
        """Lead from one page of the pathway to the others that she may see."""
        found = []
        for label, name, part in TABS:
            if not self.sight.sees(part):
                continue
            href = reverse(f"pathways:{name}", args=[self.pathway.uuid])
            is_current = self.request.path == href or (
                name != "pathway" and self.request.path.startswith(href)
            )
            found.append(TabLink(str(label), href, is_current))
        return found


class WritePathwayPage(PathwayPage):
    """A page that writes in one pathway."""

    def may(self, pathway: Pathway) -> Decision:
        """Only those with whom she shares her file to be supported, while the pathway is open."""
        return can_write_pathway(self.request.user, pathway)


class PathwayForm(PathwayPage, FormPage):
    """A form about one pathway: it leads back to its page."""

    template_name = "pathways/form.html"
    submit = _("Enregistrer")
    lead = ""

    def get_context(self) -> dict[str, Any]:
        """Say what it is for, and lead back."""
        return {"submit": self.submit, "lead": self.lead, "cancel_url": page_of(self.pathway)}

    @property
    def success_url(self) -> str:
        """The page of the pathway."""
        return page_of(self.pathway)


class PathwayAction(PathwayPage, ActionPage):
    """A button about one pathway: it leads back to its page."""

    @property
    def back(self) -> str:
        """The page of the pathway."""
        return page_of(self.pathway)


class WriteForm(WritePathwayPage, PathwayForm):
    """A form that writes in one pathway."""


class WriteAction(WritePathwayPage, PathwayAction):
    """A button that writes in one pathway."""
