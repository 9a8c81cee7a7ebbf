"""The delays of a Cité about people: those in force, those under study, and those before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cite.actors.adapters.joint import DraftButtonPage, shown_draft
from cite.core.decisions import Decision
from cite.residents.enums.delays import Delay
from cite.residents.models import DelaySet
from cite.residents.operations import delays as operations
from cite.residents.permissions.delays import can_agree_to_delays, can_prepare_delays
from cite.residents.queries.delays import Values, delays_of, draft_of, in_force
from cite.residents.rules.delays import read
from cite.residents.web.forms.delays import DelaysForm
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage, Page

_ABOVE = ((_("Délais et durées"), reverse_lazy("residents:delays")),)


def prepares(request: HttpRequest) -> Decision:
    """Open a page to those who prepare delays."""
    return can_prepare_delays(request.user, request.territory)


class ShowDelays(Page):
    """The delays in force, those that wait for an agreement, those before."""

    title = _("Délais et durées de conservation")
    permission = prepares
    template_name = "residents/delays.html"

    def get_context(self) -> dict[str, Any]:
        """Lay values side by side, with what she may do."""
        territory = self.request.territory
        draft = draft_of(territory)
        may = can_agree_to_delays(self.request.user, territory)
        return shown_draft(self.request, draft, may) | {
            "table": _table(delays_of(territory), read(draft.values) if draft else None, self.request.GET),
            "versions": list(in_force(territory)[:20]),
        }


class WriteDelays(FormPage):
    """Prepare delays, or change those under study."""

    title = _("Préparer des délais")
    permission = prepares
    breadcrumb = _ABOVE
    form_class = DelaysForm
    template_name = "residents/write_delays.html"
    success_url = reverse_lazy("residents:delays")
    success_message = _("C’est gardé. Les deux copilotes peuvent donner leur accord.")

    def get_initial(self) -> dict[str, Any]:
        """Start from what is under study, else from what is in force."""
        draft = draft_of(self.request.territory)
        values = read(draft.values) if draft else delays_of(self.request.territory)
        return DelaysForm.initial_of(values, draft)

    def perform(self, form: DelaysForm) -> None:
        """Keep them."""
        operations.write_delays(
            territory=self.request.territory,
            values=form.numbers,
            by=self.request.user,
            **form.beside,
        )


class _OneButton(DraftButtonPage):
    """A page with one button about the delays under study."""

    permission = prepares
    breadcrumb = _ABOVE
    model = DelaySet
    template_name = "residents/decide_delays.html"
    success_url = reverse_lazy("residents:delays")

    def get_context(self) -> dict[str, Any]:
        """Show what changes."""
        kept, proposed = delays_of(self.request.territory), read(self.shown.values)
        return super().get_context() | {"table": _table(kept, proposed, self.request.GET)}


class AgreeToDelays(_OneButton):
    """Give one side's agreement."""

    title = _("Donner mon accord aux délais")
    button = _("Donner mon accord")
    success_message = _("Votre accord est noté.")
    operation = staticmethod(operations.agree_to_delays)


class AbandonDelays(_OneButton):
    """Give up delays under study."""

    title = _("Abandonner ces délais")
    button = _("Abandonner")
    success_message = _("Ces délais sont abandonnés. Ceux en vigueur ne changent pas.")
    operation = staticmethod(operations.abandon_delays)


def _table(kept: Values, proposed: Values | None, params: QueryDict) -> Table:
    """Lay the delays in force beside those under study; what changes is said."""
    rows = [
        {
            "label": delay.label,
            "kept": kept[delay],
            "proposed": proposed[delay] if proposed else None,
            "changes": _("change") if proposed and proposed[delay] != kept[delay] else "",
        }
        for delay in Delay
    ]
    columns = [
        Column(key="label", label=_("Délai")),
        Column(key="kept", label=_("En vigueur"), kind="number"),
    ]
    if proposed:
        columns += [
            Column(key="proposed", label=_("À l’étude"), kind="number"),
            Column(key="changes", label=_("Différence")),
        ]
    return Table(rows, columns=tuple(columns), params=params, caption=_("Les délais"), page_size=50)
