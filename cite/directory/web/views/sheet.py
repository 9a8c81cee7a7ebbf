"""The page of a sheet for professionals, its history, and the reading before the public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.languages import FRENCH
from cite.directory.enums import ServiceState
from cite.directory.enums.life import PublicationObjection
from cite.directory.models import Service
from cite.directory.operations import freshness
from cite.directory.permissions import can_moderate, can_write_service
from cite.directory.permissions.selections import can_keep_lists
from cite.directory.ports import sheet_doors
from cite.directory.queries.audio import audios_of
from cite.directory.queries.comparison import changes_to_review, history_lines
from cite.directory.queries.past import answer_lines, entry_words, pasts_of
from cite.directory.queries.selections import favourite_numbers
from cite.directory.queries.sheets import SheetPage, events_of, sheet_page
from cite.directory.queries.written import versions_of
from cite.directory.rules.publication import FIELD_OF
from cite.directory.web.tables import (
    differences_table,
    events_table,
    intakes_table,
    page_of,
    standing_of,
    versions_table,
)
from cite.directory.web.tables.past import count_bars, delay_bars, past_figures
from cite.directory.web.views.base import ServicePage, WritePage
from cite.directory.web.views.writing import step_of
from cite.ui.forms import VersionForm
from cite.ui.tables import Table
from cite.ui.views import ActionPage


def lacking(page: SheetPage, service: Service) -> list[tuple[str, str]]:
    """Say what a sheet lacks: each sentence, and the page where it is written."""
    return [(str(o.label), where_to_write(service, o)) for o in page.lacks.objections]


def where_to_write(service: Service, objection: PublicationObjection) -> str:
    """Find the page on which a sheet says what it lacks."""
    name = FIELD_OF[objection]
    if name == "intakes":
        return reverse("directory:intakes", args=[service.uuid])
    return f"{reverse('directory:write', args=[service.uuid, step_of(name)])}#id_{name}"


def _entries(page: SheetPage, request: HttpRequest) -> Table | None:
    return intakes_table(page.intakes, request.GET, edits=False) if page.intakes else None


class Sheet(ServicePage):
    """Everything a professional needs: what it is, how to ask, who may, what it goes with."""

    title = _("Fiche d’un service")
    template_name = "directory/sheet.html"

    def get_title(self) -> str:
        """Name the service."""
        return self.service.name

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return super().get_breadcrumb()[:-1]

    def get_context(self) -> dict[str, Any]:
        """Gather the sheet, and what its authors have to do."""
        on = today()
        page = sheet_page(self.request.user, self.service, on=on)
        standing, tone = standing_of(self.service, on)
        works_on_it = page.can_write or page.can_moderate
        user, territory = self.request.user, self.request.territory
        may_propose = self.service.state == ServiceState.PUBLISHED and not page.is_hidden
        return {
            "service": self.service,
            "is_kept": bool(favourite_numbers(user, territory, [self.service.pk])),
            "may_propose": may_propose,
            "leaflet_url": f"{reverse('directory:leaflet')}?s={self.service.uuid}" if may_propose else "",
            "may_list": may_propose and bool(can_keep_lists(user, territory)),
            "page": page,
            "standing": standing,
            "tone": tone,
            "tabs": self.tabs(),
            "works_on_it": works_on_it,
            "doors": sheet_doors(self.request, self.service),
            "lacks": lacking(page, self.service) if works_on_it else [],
            "intakes": _entries(page, self.request),
            "past": self._past() if self.service.published_on else None,
        }

    def _past(self) -> dict[str, Any]:
        """Say what referrals came to, from all those who sent some: her structure reads the same as the others."""
        service = self.service
        past = pasts_of(service.territory, [service.pk], on=today())[service.pk]
        return {
            "is_told": past.is_told,
            "entry": entry_words(service, past),
            "lines": answer_lines(past),
            "figures": past_figures(past),
            "delays": delay_bars(service, past),
            "answers": count_bars(past.answers),
            "welcomes": count_bars(past.welcomes),
            "reasons": count_bars(past.reasons),
        }


class Review(ServicePage):
    """A moderator reads a sheet, or what changed in it, and decides."""

    title = _("Relire une fiche")
    template_name = "directory/review.html"

    def may(self, service: Service) -> Decision:
        """Only those who read sheets before the public."""
        return can_moderate(self.request.user, service.territory)

    def get_title(self) -> str:
        """Name the service."""
        return _now("Relire « %(name)s »") % {"name": self.service.name}

    def get_context(self) -> dict[str, Any]:
        """Compare with the last version that was read; where there is none, show the sheet whole."""
        on = today()
        page = sheet_page(self.request.user, self.service, on=on)
        changes, audios = changes_to_review(self.service), audios_of(self.service, language=FRENCH)
        waits = self.service.state == ServiceState.PUBLISHED and self.service.needs_review
        return {
            "service": self.service,
            "page": page,
            "standing": standing_of(self.service, on)[0],
            "tabs": self.tabs(),
            "lacks": lacking(page, self.service),
            "differences": differences_table(changes, self.request.GET) if changes else None,
            "is_first": changes is None,
            "form": VersionForm(initial={"version": self.service.version}),
            "to_publish": self.service.state == ServiceState.SUBMITTED,
            "to_accept": waits,
            "may_put_back": waits and changes is not None,
            "audios": audios,
            "some_wait": any(heard.audio.waits for heard in audios),
            "intakes": _entries(page, self.request),
            "moderates": True,
        }


class History(ServicePage):
    """The steps of a sheet and its versions, for those who write or read it."""

    title = _("Histoire d’une fiche")
    template_name = "directory/history.html"

    def may(self, service: Service) -> Decision:
        """Only those who write it, or read it first."""
        moderates = can_moderate(self.request.user, service.territory)
        return moderates or can_write_service(self.request.user, service)

    def get_title(self) -> str:
        """Name the service."""
        return _now("Histoire de « %(name)s »") % {"name": self.service.name}

    def get_context(self) -> dict[str, Any]:
        """List what happened, the latest first."""
        return {
            "tabs": self.tabs(),
            "events": events_table(events_of(self.service), self.request.GET),
            "versions": versions_table(history_lines(versions_of(self.service)), self.request.GET),
        }


class Confirm(WritePage, ActionPage):
    """« Toujours vrai », in one tap."""

    title = _("Toujours vrai")
    success_message = _("Merci. La fiche est confirmée, elle reste visible.")

    @property
    def back(self) -> str:
        """Go back to the sheet."""
        return page_of(self.service)

    def perform(self) -> None:
        """Confirm it."""
        freshness.confirm_sheet(service=self.service, by=self.request.user)
