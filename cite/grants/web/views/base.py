"""What the pages of the call for projects share: who opens them, and the call or the file named in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.decisions import Decision
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing, standings, visible_applications
from cite.grants.queries.signing import last_signature_of
from cite.ui.components.actions import TabLink, tab_group
from cite.ui.views import Page

CALLS = ((_("Appels à projets"), reverse_lazy("grants:calls")),)
FILES = ((_("Dossiers"), reverse_lazy("grants:applications")),)


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def _always(application: Application) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages of a file: its label, its address, who sees it, and on which files."""

    label: str
    url_name: str
    seen_by: frozenset[Standing] = frozenset(Standing)
    is_shown: Callable[[Application], bool] = _always


_CARRIER = frozenset({Standing.CARRIER})
_DESK = frozenset({Standing.DESK})
_BOTH = _CARRIER | _DESK


def _is_deposited(application: Application) -> bool:
    return application.deposited_at is not None


PARTS: tuple[tuple[str, tuple[Tab, ...]], ...] = (
    (
        _("Le dossier"),
        (
            Tab(_("En bref"), "grants:application"),
            Tab(_("Remplir"), "grants:writing", _CARRIER, lambda file: file.is_editable),
            Tab(_("Budget"), "grants:budget"),
            Tab(_("Tout lire"), "grants:whole"),
            Tab(_("L’an passé"), "grants:comparison", is_shown=lambda file: file.previous_id is not None),
        ),
    ),
    (
        _("L’instruction"),
        (
            Tab(_("Recevabilité"), "grants:admissibility", _BOTH, _is_deposited),
            Tab(_("Compléments"), "grants:corrections", _BOTH, _is_deposited),
            Tab(_("Points à décider"), "grants:rulings", _BOTH, _is_deposited),
            Tab(_("Notes des instructeurs"), "grants:reviews", _DESK, _is_deposited),
            Tab(_("Avis demandés"), "grants:opinions", _DESK, _is_deposited),
            Tab(_("Autour du dossier"), "grants:surroundings", _DESK, _is_deposited),
        ),
    ),
    (
        _("La décision"),
        (
            Tab(_("Chaque financeur"), "grants:decisions", is_shown=_is_deposited),
            Tab(_("Documents"), "grants:documents", is_shown=_is_deposited),
        ),
    ),
    (_("L’argent"), (Tab(_("Financement"), "grants:ledger", is_shown=_is_deposited),)),
    (_("Le bilan"), (Tab(_("Bilans"), "grants:file-reports", is_shown=_is_deposited),)),
    (_("Messages"), (Tab(_("Messages"), "grants:thread", _BOTH, _is_deposited),)),
)
"""The pages of a file, in the order of its life: each is one line here."""

TABS: tuple[Tab, ...] = tuple(tab for _label, tabs in PARTS for tab in tabs)

_SAY_SIGNED = frozenset({"grants:application", "grants:check"})
"""The pages that say themselves that a file is signed."""
_WOULD_VOID = _(
    "Signé par %(name)s, le %(day)s. Un changement annule cette signature : il faudra signer à nouveau."
)
_VOIDED = _(
    "La signature de %(name)s, du %(day)s, ne vaut plus : le dossier a été modifié le %(changed)s. Relisez-le, puis "
    "faites-le signer à nouveau avant de le déposer."
)


class ApplicationPage(Page):
    """A page about one file; one that this person may not see does not exist.

    `tab`: the name of the address that its tab leads to, where it is not its own; else « En bref » is the place.
    """

    permission = works_here
    tab: str = ""

    @cached_property
    def application(self) -> Application:
        """The file named in the address."""
        visible = visible_applications(self.request.user, self.request.territory)
        related = ("call", "edition", "partner__organization", "territory", "previous")
        return get_object_or_404(visible.select_related(*related), uuid=self.kwargs["uuid"])

    @cached_property
    def standings(self) -> frozenset[Standing]:
        """As what this person stands before the file."""
        return standings(self.request.user, self.application)

    def get_title(self) -> str:
        """Name the file."""
        return str(self.title) % {"file": str(self.application)}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the file."""
        return [*FILES, (str(self.application), self.success_url)]

    @property
    def success_url(self) -> str:
        """The page of the file."""
        return reverse("grants:application", args=[self.application.uuid])

    def get_context(self) -> dict[str, Any]:
        """Show the file, and the way to its other pages."""
        return {
            "application": self.application,
            "cancel_url": self.success_url,
            "tabs": self.get_tabs(),
            "is_carrier": Standing.CARRIER in self.standings,
            "signature_notice": self._signature_notice(),
        }

    def _signature_notice(self) -> str:
        """Say to the carrier what a change would do to the signature of her file, or has done."""
        if Standing.CARRIER not in self.standings or not self.application.is_editable:
            return ""
        signature = last_signature_of(self.application)
        is_voided = signature is not None and signature.voided_at is not None
        if signature is None or not is_voided and self.request.resolver_match.view_name in _SAY_SIGNED:
            return ""
        words = _VOIDED if is_voided else _WOULD_VOID
        return words % {
            "name": signature.signatory_name,
            "day": date_format(localtime(signature.signed_at), "j F Y à H:i"),
            "changed": date_format(localtime(signature.voided_at), "j F Y à H:i") if is_voided else "",
        }

    def get_tabs(self) -> list[TabLink]:
        """List the pages of the file that this person may open, part by part; of a file not deposited, one part."""
        seen = {
            tab.url_name for tab in TABS if tab.seen_by & self.standings and tab.is_shown(self.application)
        }
        asked = self.tab or self.request.resolver_match.view_name
        here = asked if asked in seen else "grants:application"
        shown = [(str(label), links) for label, tabs in PARTS if (links := self._links(tabs, seen, here))]
        if len(shown) == 1:
            return shown[0][1]
        return [tab_group(label, links) for label, links in shown]

    def _links(self, tabs: tuple[Tab, ...], seen: set[str], here: str) -> list[TabLink]:
        return [
            TabLink(str(tab.label), reverse(tab.url_name, args=[self.application.uuid]), tab.url_name == here)
            for tab in tabs
            if tab.url_name in seen
        ]
