"""What the coordination follows, and what those who steer read: silences and refusals, never about whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.telephones import readable_telephone
from cite.referrals.models import Referral
from cite.referrals.permissions.referrals import can_coordinate, can_read_figures, silent_referrals
from cite.referrals.queries.figures import refusals
from cite.referrals.queries.referrals import proposed_after
from cite.referrals.web.tables.referrals import refusals_table, silent_table
from cite.referrals.web.views.base import ABOVE, tabs_of
from cite.referrals.web.views.referrals import proposals
from cite.ui.components.amounts import BarLine
from cite.ui.tables import Table
from cite.ui.views import Page, TablePage


def coordinates(request: HttpRequest) -> Decision:
    """Open a page to the coordination."""
    return can_coordinate(request.user, request.territory)


def reads_figures(request: HttpRequest) -> Decision:
    """Open a page to those who read numbers."""
    return can_read_figures(request.user, request.territory)


class Silent(TablePage):
    """The referrals that stay without an answer."""

    title = _("Orientations sans réponse")
    permission = coordinates
    template_name = "referrals/silent.html"

    def get_table(self) -> Table:
        """List them."""
        rows = silent_referrals(self.request.user, self.request.territory)
        rows = rows.select_related("prescriber__partner__organization").order_by("expires_on", "pk")
        return silent_table(rows, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Lead to the other pages."""
        return {"tabs": tabs_of(self.request)}


class SilentReferral(Page):
    """One structure that does not answer: whom to call, and what could help in its place."""

    title = _("Une structure ne répond pas")
    permission = coordinates
    template_name = "referrals/silent_referral.html"
    breadcrumb = (*ABOVE, (_("Sans réponse"), reverse_lazy("referrals:silent")))

    @cached_property
    def referral(self) -> Referral:
        """The referral named in the address, while nobody has answered."""
        rows = silent_referrals(self.request.user, self.request.territory).select_related(
            "service__structure", "territory", "prescriber__user", "prescriber__partner__organization"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_context(self) -> dict[str, Any]:
        """Gather it; nothing of the person."""
        row = self.referral
        return {
            "lead": row.service_name,
            "next": _now(
                "Appelez la structure, ou conseillez un autre service à qui a envoyé l’orientation. Sans réponse, "
                "elle se ferme après le %(day)s. Rien n’est dit ici de la personne."
            )
            % {"day": date_format(row.expires_on, "j F")},
            "proposed": proposals(proposed_after(row), row),
            "phone": row.service.phone if row.service else "",
            "number": readable_telephone(row.service.phone) if row.service else "",
            "facts": [
                (_("Structure"), row.structure_name),
                (_("Envoyée par"), f"{row.prescriber.user.full_name}, {row.prescriber.partner}"),
                (_("Envoyée le"), date_format(row.sent_on, "j F Y")),
                (_("Relances"), row.reminders_sent),
                (_("Close sans réponse après le"), date_format(row.expires_on, "j F Y")),
            ],
        }


class Refusals(Page):
    """Why structures refuse, by reason, service and district; what the machine closed, apart."""

    title = _("Pourquoi des orientations n’aboutissent pas")
    permission = reads_figures
    template_name = "referrals/refusals.html"

    def get_context(self) -> dict[str, Any]:
        """Count a year."""
        found = refusals(self.request.territory, on=today())
        return {
            "tabs": tabs_of(self.request),
            "reasons": [
                BarLine(label=each.label, value=each.number, text=str(each.number)) for each in found.reasons
            ],
            "by_people": refusals_table(found.by_people, self.request.GET, is_machine=False),
            "by_machine": refusals_table(found.by_machine, self.request.GET, is_machine=True),
        }
