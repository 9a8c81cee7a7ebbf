"""The delays of a Cité about people: those in force, those under study, and those before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of, agreements_shown
from cite.core.decisions import Decision
from cite.residents.enums.delays import Delay
from cite.residents.models import DelaySet
from cite.residents.operations import delays as operations
from cite.residents.permissions.delays import can_agree_to_delays, can_prepare_delays
from cite.residents.queries.delays import Values, delays_of, draft_of, in_force
from cite.residents.rules.delays import read
from cite.residents.web.forms.delays import DelaysForm
from cite.ui.forms import VersionForm
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
        user, territory = self.request.user, self.request.territory
        draft, side = draft_of(territory), pilot_side(user, territory)
        may_agree = (
            draft is not None
            and side is not None
            and bool(can_agree_to_delays(user, territory))
            and agreements_of(draft).of(side) is None
        )
        proposed = read(draft.values) if draft else None
        return {
            "draft": draft,
            "table": _table(delays_of(territory), proposed, self.request.GET),
            "agreements": agreements_shown(draft) if draft else [],
            "may_agree": may_agree,
            "version_form": VersionForm(initial={"version": draft.version}) if draft else None,
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
        known = {"why": draft.why, "draft": draft.uuid, "version": draft.version} if draft else {}
        return {str(delay): value for delay, value in values.items()} | known

    def perform(self, form: DelaysForm) -> None:
        """Keep them."""
        operations.write_delays(
            territory=self.request.territory,
            values=form.values,
            why=form.cleaned_data["why"],
            uuid=form.cleaned_data["draft"],
            version=form.cleaned_data["version"] or 0,
            by=self.request.user,
        )


class _OneButton(FormPage):
    """A page with one button about the delays under study."""

    permission = prepares
    breadcrumb = _ABOVE
    template_name = "residents/decide_delays.html"
    form_class = VersionForm
    success_url = reverse_lazy("residents:delays")
    button: str = ""

    @cached_property
    def delays(self) -> DelaySet:
        """The version named in the address."""
        rows = DelaySet.objects.filter(territory=self.request.territory).select_related("territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.delays.version}

    def get_context(self) -> dict[str, Any]:
        """Show what it is about."""
        table = _table(delays_of(self.request.territory), read(self.delays.values), self.request.GET)
        return {"delays": self.delays, "table": table}


class AgreeToDelays(_OneButton):
    """Give one side's agreement."""

    title = _("Donner mon accord aux délais")
    button = _("Donner mon accord")
    success_message = _("Votre accord est noté.")

    def perform(self, form: VersionForm) -> None:
        """Agree."""
        operations.agree_to_delays(
            draft=self.delays, version=form.cleaned_data["version"], by=self.request.user
        )


class AbandonDelays(_OneButton):
    """Give up delays under study."""

    title = _("Abandonner ces délais")
    button = _("Abandonner")
    success_message = _("Ces délais sont abandonnés. Ceux en vigueur ne changent pas.")

    def perform(self, form: VersionForm) -> None:
        """Give up."""
        operations.abandon_delays(
            draft=self.delays, version=form.cleaned_data["version"], by=self.request.user
        )


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
