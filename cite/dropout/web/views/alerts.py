"""The situations to look at: the list of a professional, one alert, and figures for those who steer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.dropout.enums.objections import DropoutAct
from cite.dropout.models import Alert
from cite.dropout.operations import alerts as operations
from cite.dropout.permissions.alerts import (
    can_close,
    can_look_at_alerts,
    can_prepare_thresholds,
    visible_alerts,
)
from cite.dropout.ports import acts_about
from cite.dropout.queries.alerts import Reason, closings_of, reasons_of, with_people, worklist_of
from cite.dropout.queries.structures import board_for
from cite.dropout.web.forms.alerts import CloseForm
from cite.dropout.web.tables.structures import figure_lines
from cite.pathways.queries.lists import referent_names
from cite.residents.enums.sharing import Part
from cite.residents.models import Resident
from cite.residents.permissions.people import sight_of
from cite.ui.forms import VersionForm
from cite.ui.messages import tell, warn
from cite.ui.views import FormPage, Page

EVERYBODY, ALL = ("qui", "tous"), ("tout", "1")
"""What the address of the list may ask: those of her whole structure; beyond those shown first."""

_ABOVE = ((_("À regarder"), reverse_lazy("dropout:alerts")),)


def looks_at_alerts(request: HttpRequest) -> Decision:
    """Open a page to those who follow people."""
    return can_look_at_alerts(request.user, request.territory)


def steers(request: HttpRequest) -> Decision:
    """Open a page to those who prepare and set thresholds."""
    return can_prepare_thresholds(request.user, request.territory)


class ToLookAt(Page):
    """What a professional looks at this week; the rest is one click away."""

    title = _("À regarder")
    permission = looks_at_alerts
    template_name = "dropout/alerts.html"

    def get_context(self) -> dict[str, Any]:
        """List the situations with their reasons, and note that they are shown; of colleagues, who the referent is."""
        everybody, everything = (self.request.GET.get(name) == value for name, value in (EVERYBODY, ALL))
        worklist = worklist_of(self.request.user, self.request.territory, everybody=everybody)
        listed = with_people(worklist.first + worklist.others if everything else worklist.first)
        for alert in listed:
            note_reading(self.request, DropoutAct.READ_ALERTS, target=alert, person=alert.pathway.resident)
        referents = referent_names([alert.pathway_id for alert in listed]) if everybody else {}
        return {
            "lines": [
                (alert, reasons_of(alert, today()), referents.get(alert.pathway_id, "")) for alert in listed
            ],
            "everybody": everybody,
            "waiting": 0 if everything else len(worklist.others),
            "done": 0 if everybody else worklist.done,
        }


class AlertPage(FormPage):
    """A page about one alert; one that she may not see does not exist."""

    permission = looks_at_alerts
    breadcrumb = _ABOVE

    @cached_property
    def alert(self) -> Alert:
        """The alert named in the address."""
        rows = visible_alerts(self.request.user, self.request.territory)
        return get_object_or_404(
            rows.select_related("pathway__resident__territory", "closed_by__user"), uuid=self.kwargs["uuid"]
        )

    def get_title(self) -> str:
        """Name the person."""
        return str(self.alert.pathway.resident)

    def get_tab(self) -> str:
        """Keep the name of the person out of the history of the browser."""
        return str(_("Une situation à regarder"))

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.alert.version}

    @property
    def reasons(self) -> list[Reason]:
        """Why this situation is to be looked at."""
        return reasons_of(self.alert, today())


class ShowAlert(AlertPage):
    """Why a situation is to be looked at; what was done of it closes it."""

    form_class = CloseForm
    template_name = "dropout/alert.html"

    def get_context(self) -> dict[str, Any]:
        """Show the reasons, what is suggested, and the form where it is hers to close."""
        note_reading(
            self.request, DropoutAct.READ_ALERTS, target=self.alert, person=self.alert.pathway.resident
        )
        decision = can_close(self.request.user, self.alert)
        resident = self.alert.pathway.resident
        sees_contact = sight_of(self.request.user, resident).sees(Part.CONTACT)
        return {
            "alert": self.alert,
            "reach": _reach(resident) if sees_contact else [],
            "phone": resident.phone if sees_contact else "",
            "number": readable_telephone(resident.phone),
            "reasons": self.reasons,
            "acts": [] if self.alert.closed_on else acts_about(self.request.user, self.alert),
            "may_close": bool(decision),
            "why_not": [] if self.alert.closed_on else decision.sentences,
        }

    def perform(self, form: CloseForm) -> str:
        """Close it, with a way back."""
        closed = operations.close_alert(alert=self.alert, by=self.request.user, **form.cleaned_data)
        warn(self.request, *warnings_in(form.cleaned_data["comment"]))
        tell(
            self.request,
            str(_("C’est noté : cette situation est close.")),
            undo_url=reverse("dropout:alert-reopen", args=[closed.uuid]),
        )
        return reverse("dropout:alerts")


def _reach(resident: Resident) -> list[tuple[str, str]]:
    """List how she likes to be reached, as far as she said."""
    via = " – ".join(filter(None, (resident.via_name, readable_telephone(resident.via_phone))))
    told = (
        (_("Préfère être jointe par"), resident.get_channel_display()),
        (_("Moments"), resident.reachable_hours),
        (_("Interprète"), _("oui") if resident.needs_interpreter else ""),
        (_("Joignable par"), via if resident.via_agreed else ""),
    )
    return [(str(label), str(value)) for label, value in told if value]


class ReopenAlert(AlertPage):
    """Undo a closing made by mistake."""

    form_class = VersionForm
    title = _("Rouvrir cette situation")
    template_name = "dropout/reopen.html"

    def get_form(self) -> VersionForm:
        """The way back of a message says no version: it undoes what is there."""
        data = {"version": self.alert.version} if self.request.method == "POST" else None
        return VersionForm(data=data, initial=self.get_initial())

    def get_context(self) -> dict[str, Any]:
        """Show what would be opened again."""
        note_reading(
            self.request, DropoutAct.READ_ALERTS, target=self.alert, person=self.alert.pathway.resident
        )
        return {"alert": self.alert}

    def perform(self, form: VersionForm) -> str:
        """Open it again."""
        operations.reopen_alert(alert=self.alert, version=form.cleaned_data["version"], by=self.request.user)
        tell(self.request, str(_("La situation est de nouveau à regarder.")))
        return reverse("dropout:alert", args=[self.alert.uuid])


class Figures(Page):
    """How many situations are to be looked at, by reason, and what people did: figures, never who."""

    title = _("Les alertes en chiffres")
    permission = steers
    template_name = "dropout/figures.html"

    def get_context(self) -> dict[str, Any]:
        """Count by reason and by closing."""
        user, territory = self.request.user, self.request.territory
        return {
            "signs": figure_lines(board_for(user, territory, today()).reasons),
            "closings": figure_lines(closings_of(user, territory, today())),
        }
