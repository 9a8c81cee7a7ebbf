"""What the pages of referrals share: who opens them, the one named in the address, the tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.decisions import ALLOWED, Decision
from cite.core.journal import note_reading
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.models import Referral
from cite.referrals.permissions.introductions import can_call_them, can_introduce
from cite.referrals.permissions.referrals import (
    can_coordinate,
    can_list,
    can_read_figures,
    is_receiver,
    is_sender,
    visible_referrals,
)
from cite.ui.components.actions import TabLink
from cite.ui.views import Page

ABOVE = ((_("Orientations"), reverse_lazy("referrals:list")),)


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def tabs_of(request: HttpRequest) -> list[TabLink]:
    """Lead from one page of referrals and introductions to the others that she may open."""
    user, territory = request.user, request.territory
    pages: list[tuple[Any, str, bool]] = [
        (_("Orientations"), "list", bool(can_list(user, territory))),
        (_("Sans réponse"), "silent", bool(can_coordinate(user, territory))),
        (_("Pourquoi on refuse"), "refusals", bool(can_read_figures(user, territory))),
        (_("Personnes à appeler"), "introductions", bool(can_call_them(user, territory))),
        (_("Signaler quelqu’un"), "introduce", bool(can_introduce(user, territory))),
        (_("Ce que j’ai signalé"), "introduced", bool(can_introduce(user, territory))),
    ]
    found = [(label, reverse(f"referrals:{name}")) for label, name, may in pages if may]
    return [TabLink(str(label), href, request.path == href) for label, href in found]


class ReferralPage(Page):
    """A page about one referral; one that she may not see does not exist."""

    permission = works_here
    breadcrumb = ABOVE

    @cached_property
    def referral(self) -> Referral:
        """The referral named in the address."""
        rows = visible_referrals(self.request.user, self.request.territory).select_related(
            "territory",
            "resident__territory",
            "service",
            "receiver",
            "district",
            "prescriber__user",
            "prescriber__partner__organization",
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @cached_property
    def is_sender(self) -> bool:
        """Whether her organization sent it."""
        return is_sender(self.request.user, self.referral)

    @cached_property
    def is_receiver(self) -> bool:
        """Whether her organization received it."""
        return is_receiver(self.request.user, self.referral)

    def decide(self) -> Decision:
        """Ask for a role here first, then about this referral."""
        return super().decide() and self.may(self.referral)

    def may(self, referral: Referral) -> Decision:
        """Ask whether she may do this; whoever sees it may look at it."""
        return ALLOWED

    def get_title(self) -> str:
        """Name the service, never the person: the title stays in the history of the browser."""
        return str(self.title) or _now("Orientation vers « %(service)s »") % {
            "service": self.referral.service_name
        }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of it stays in the browser."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def show(self, **extra: Any) -> Any:
        """Show it; who reads it is kept."""
        note_reading(self.request, ReferralAct.READ, target=self.referral, person=self.referral.resident)
        return super().show(**extra)

    @property
    def address(self) -> str:
        """The page of the referral."""
        return reverse("referrals:referral", args=[self.referral.uuid])
