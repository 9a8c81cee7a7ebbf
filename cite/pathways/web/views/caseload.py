"""A caseload under pseudonyms, and its figures with small cells masked: for those who follow the people, journaled."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.actors.permissions.people import can_see_obstacles
from cite.core.dates import today
from cite.core.decisions import Decision, all_of
from cite.core.journal import note_reading
from cite.core.text import sort_key
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.caseload import AgeBand
from cite.pathways.enums.content import ContentAct
from cite.pathways.enums.obstacles import ObstacleLevel
from cite.pathways.enums.pathways import ExitClass, ExitReason, Origin
from cite.pathways.queries.caseload import FollowedRow, caseload_figures, followed_rows
from cite.pathways.web.tables.figures import figures_table
from cite.pathways.web.views.base import ABOVE, follows_residents
from cite.residents.permissions.people import accompanying_memberships, acting_memberships, can_accompany
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.components.actions import TabLink
from cite.ui.tables import Column, Table
from cite.ui.views import TablePage

_FILES = ("csv", "xlsx")


class _CaseloadPage(TablePage):
    """A page about the people whom one of her structures supports."""

    permission = follows_residents
    breadcrumb = ABOVE
    template_name = "pathways/caseload.html"
    lead: Any = ""

    @cached_property
    def memberships(self) -> list[Membership]:
        """What she is where people are followed."""
        return accompanying_memberships(self.request.user, self.request.territory)

    @cached_property
    def membership(self) -> Membership:
        """For which of her structures: the one of the address, else the first."""
        asked = self.request.GET.get("structure", "")
        known = {str(each.partner.uuid): each for each in self.memberships}
        return known.get(asked, self.memberships[0])

    def decide(self) -> Decision:
        """Only those who follow people: never carriers, relays, nor those who read figures."""
        decision = super().decide()
        if not decision or self.memberships:
            return decision
        mine = acting_memberships(self.request.user, self.request.territory)
        return all_of(can_accompany(self.request.user, each) for each in mine)

    @cached_property
    def sees_obstacles(self) -> bool:
        """Whether freins are hers to read, for that structure."""
        return bool(can_see_obstacles(self.request.user, self.membership, today()))

    @cached_property
    def rows(self) -> list[FollowedRow]:
        """The people followed, without their names."""
        return followed_rows(self.request.user, self.membership, today())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the table or give its file; the journal keeps both, and which."""
        is_file = request.GET.get("format") in _FILES
        act = ContentAct.EXPORT if is_file else ContentAct.READ_CASELOAD
        note_reading(request, act, target=self.membership.partner)
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        """Lead to the files, and to the other structures she acts for."""
        structure = f"structure={self.membership.partner.uuid}"
        return {
            "partner": self.membership.partner,
            "files": [(name.upper(), f"?{structure}&format={name}") for name in _FILES],
            "others": [
                (str(each.partner), f"?structure={each.partner.uuid}")
                for each in self.memberships
                if each.partner_id != self.membership.partner_id
            ],
            "tabs": self._tabs(structure),
            "lead": self.lead,
        }

    def _tabs(self, structure: str) -> list[TabLink]:
        pages = ((_now("Ligne à ligne"), "caseload"), (_now("En chiffres"), "caseload-figures"))
        links = [(label, reverse(f"pathways:{name}")) for label, name in pages]
        return [TabLink(label, f"{href}?{structure}", href == self.request.path) for label, href in links]


class Caseload(_CaseloadPage):
    """One line a pathway: a code instead of a name, an age without a birthday."""

    title = _("Exporter sans les noms")
    csv_name = "file-active-pseudonymes"
    lead = _(
        "Une ligne par parcours de votre structure : un code à la place du nom, une tranche d’âge, un mois d’entrée. "
        "Le code reste le même d’un export à l’autre."
    )

    def get_table(self) -> Table:
        """Lay the pathways out."""
        columns = (
            Column(key="code", label=_now("Code"), kind="code"),
            Column(key="age", label=_now("Âge"), value=lambda row: str(AgeBand(row.age).label)),
            Column(key="district", label=_now("Quartier")),
            Column(key="opened", label=_now("Mois d’entrée")),
            Column(key="origin", label=_now("Origine"), value=lambda row: str(Origin(row.origin).label)),
            *(_levels() if self.sees_obstacles else ()),
            Column(
                key="exit_class",
                label=_now("Classe de sortie"),
                value=lambda row: str(ExitClass(row.exit_class).label) if row.exit_class else "",
            ),
            Column(
                key="exit_reason",
                label=_now("Sortie"),
                value=lambda row: str(ExitReason(row.exit_reason).label) if row.exit_reason else "",
            ),
        )
        return Table(
            self.rows,
            columns=columns,
            params=self.request.GET,
            caption=_now("Parcours sous pseudonyme"),
            empty_title=_now("Aucun parcours"),
            empty_text=_now("Votre structure n’accompagne encore personne ici."),
        )


class CaseloadFigures(_CaseloadPage):
    """Counts that may be shown outside: small cells masked, none found again by subtraction."""

    title = _("Chiffres de la file active")
    csv_name = "file-active-chiffres"
    lead = _(
        "Ces chiffres peuvent se montrer : rien n’y compte moins de cinq personnes, et aucune case masquée ne se "
        "retrouve par soustraction."
    )

    def get_table(self) -> Table:
        """Lay the figures out."""
        lines = caseload_figures(self.rows, districts=self._districts(), sees_obstacles=self.sees_obstacles)
        return figures_table(
            lines, self.request.GET, counted=_now("Personnes"), caption=_now("Chiffres de la file active")
        )

    def _districts(self) -> list[str]:
        """Name every priority district, whoever lives there."""
        rows = priority_districts_of(self.request.territory, on=today())
        return sorted(rows.values_list("label", flat=True), key=sort_key)


def _levels() -> list[Column]:
    def column(obstacle: Obstacle) -> Column:
        return Column(
            key=obstacle.value,
            label=str(obstacle.label),
            value=lambda row: str(
                ObstacleLevel(row.levels.get(obstacle.value, ObstacleLevel.NOT_DISCUSSED)).label
            ),
        )

    return [column(obstacle) for obstacle in Obstacle]
