"""What the pages of the actors share: who opens them, and the organization named in the address."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.actors.models import Partner
from cite.actors.permissions.organizations import can_manage_partners, visible_partners
from cite.core.decisions import Decision
from cite.ui.views import Page

ABOVE = ((_("Acteurs"), reverse_lazy("actors:directory")),)


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def keeps_the_list(request: HttpRequest) -> Decision:
    """Open a page to those who keep the list of organizations."""
    return can_manage_partners(request.user, request.territory)


class PartnerPage(Page):
    """A page about one organization; one that she may not see does not exist."""

    permission = works_here

    @cached_property
    def partner(self) -> Partner:
        """The organization named in the address."""
        visible = visible_partners(self.request.user, self.request.territory)
        return get_object_or_404(
            visible.select_related("organization", "territory"), uuid=self.kwargs["uuid"]
        )
