"""What somebody on duty sees: whom to call, what to say first, what came of it; and the promises, for managers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.directory.enums.callbacks import CallbackAct, Outcome
from cite.directory.enums.first_words import FIRST_WORDS, MEANING
from cite.directory.models import Callback
from cite.directory.operations.callbacks import hand_over_callback, note_call
from cite.directory.permissions.callbacks import (
    can_call,
    can_follow,
    can_hand_over,
    closed_callbacks,
    movable_callbacks,
    visible_callbacks,
)
from cite.directory.ports import call_doors
from cite.directory.queries.callbacks import (
    Colleagues,
    calls_to_make,
    colleagues,
    deputy_of,
    late_or_open,
    promise_figures,
)
from cite.directory.web.forms.callbacks import HandOverForm, OutcomeForm
from cite.directory.web.tables.calls import (
    calls_table,
    followed_table,
    kept_table,
    language_name,
    promised_text,
    rate_text,
    standing,
)
from cite.directory.web.views.base import works_here
from cite.directory.web.views.duty import ABOVE, call_tabs
from cite.ui.components.amounts import BarLine
from cite.ui.messages import tell, warn
from cite.ui.tables import Table
from cite.ui.views import FormPage, Page, TablePage

_CALLS_URL = reverse_lazy("directory:calls")


def follows(request: HttpRequest) -> Decision:
    """Open a page to those who watch over promises."""
    return can_follow(request.user, request.territory)


class Calls(TablePage):
    """Whom to call now, the most urgent first."""

    title = _("Personnes à rappeler")
    permission = works_here
    template_name = "directory/calls.html"
    breadcrumb = ABOVE

    def get_table(self) -> Table:
        """List them."""
        return calls_table(calls_to_make(self.request.user, self.request.territory), self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it is kept."""
        note_reading(request, CallbackAct.LIST)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context(self) -> dict[str, Any]:
        """Lead to the roster."""
        return {"tabs": call_tabs(self.request, "calls")}


class Call(FormPage):
    """One person to call: her number, what to say first, and what came of it, in two taps."""

    permission = works_here
    template_name = "directory/call.html"
    form_class = OutcomeForm
    breadcrumb = (*ABOVE, (_("Personnes à rappeler"), _CALLS_URL))

    @cached_property
    def callback(self) -> Callback:
        """The request named in the address: hers to answer, or over, and then nothing of anybody is left in it."""
        related = ("district", "territory", "assigned_to__user")
        asked = {"uuid": self.kwargs["uuid"]}
        user, territory = self.request.user, self.request.territory
        found = visible_callbacks(user, territory).select_related(*related).filter(**asked).first()
        return found or get_object_or_404(closed_callbacks(user, territory).select_related(*related), **asked)

    def get_title(self) -> str:
        """Name the district: the title stays in the history of the browser."""
        named = {"district": self.callback.district.full_label}
        if not self.callback.is_open:
            return _now("Demande close : %(district)s") % named
        return _now("Rappeler une personne de %(district)s") % named

    def get_template_names(self) -> list[str]:
        """Say that it is over where it is: messages lead here for a long time."""
        return [self.template_name if self.callback.is_open else "directory/call_closed.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show whom to call; what is over is gone."""
        return super().get(request, *args, **kwargs) if self.callback.is_open else self._show_closed()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note what came of the call; noted twice, it is over."""
        return super().post(request, *args, **kwargs) if self.callback.is_open else self._show_closed()

    def _show_closed(self) -> HttpResponseBase:
        response = self.show(form=None)
        response.status_code = 410
        return response

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.callback.version, "note": self.callback.note}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of it stays in the browser."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def show(self, **extra: Any) -> Any:
        """Show the number; who reads it is kept."""
        note_reading(self.request, CallbackAct.READ, target=self.callback)
        return super().show(**extra)

    def get_context(self) -> dict[str, Any]:
        """Say whom, in which language, and how; or that it is over, and since when."""
        callback, at = self.callback, now()
        if not callback.is_open:
            return {
                "ending": callback.get_ending_display(),
                "erased_at": callback.erased_at,
                "has_more": self._has_more(),
            }
        label, tone = standing(callback, at)
        deputy, charged = deputy_of(callback), callback.assigned_to.user if callback.assigned_to else None
        stands_in = deputy is not None and deputy.user == self.request.user
        return {
            "callback": callback,
            "number": readable_telephone(callback.phone),
            "standing": label,
            "tone": tone,
            "language": language_name(callback.language),
            "words": FIRST_WORDS.get(callback.language),
            "meaning": MEANING,
            "deputy": deputy,
            "is_hers": charged is not None and charged == self.request.user,
            "doors": call_doors(self.request, callback),
            "stands_in_for": charged.full_name if charged and stands_in else "",
            "facts": [
                (_("Promis avant"), promised_text(callback, at)),
                (_("Préfère"), callback.get_time_display()),
                (_("Veut parler de"), callback.get_need_display() or _("Le dira au téléphone")),
                (_("Appels sans réponse"), callback.attempts),
                (_("Confiée à"), charged.full_name if charged else ""),
            ],
        }

    def perform(self, form: OutcomeForm) -> str:
        """Note it."""
        data = form.cleaned_data
        noted = note_call(
            callback=self.callback,
            version=data["version"],
            outcome=Outcome(data["outcome"]),
            note=data["note"],
            by=self.request.user,
            at=now(),
        )
        if noted.is_open:
            tell(self.request, _now("C’est noté. La demande reste dans la liste, à rappeler."))
            warn(self.request, *warnings_in(noted.note))
        else:
            tell(self.request, _now("C’est noté. Le numéro et le prénom sont effacés."))
        return reverse("directory:roster") if not self._has_more() else str(_CALLS_URL)

    def _has_more(self) -> bool:
        return bool(can_call(self.request.user, self.request.territory))


class HandOver(FormPage):
    """Hand a request over; nothing of the person is on this page."""

    title = _("Confier la demande à quelqu’un d’autre")
    permission = works_here
    template_name = "directory/duty_form.html"
    form_class = HandOverForm
    breadcrumb = ABOVE
    success_message = _("La demande est confiée, et la personne est prévenue.")

    @cached_property
    def callback(self) -> Callback:
        """The request named in the address."""
        rows = movable_callbacks(self.request.user, self.request.territory)
        rows = rows.select_related("district", "territory", "assigned_to__user")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Whoever may not move it does not see it."""
        return super().decide() and can_hand_over(self.request.user, self.callback)

    @property
    def success_url(self) -> str:
        """Go back to the calls, or to the promises."""
        return str(_CALLS_URL) if can_call(self.request.user, self.request.territory) else _promises_url()

    @cached_property
    def colleagues(self) -> Colleagues:
        """Those who may take it over."""
        return colleagues(self.callback)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those on duty in the same district, else in the others."""
        return super().get_form_kwargs() | {"people": self.colleagues.people}

    def get_context(self) -> dict[str, Any]:
        """Say which request, and to whom it is."""
        callback, why = self.callback, ""
        if self.colleagues.are_neighbors:
            why = _now("Personne d’autre n’est de permanence dans ce quartier.")
        lead = _now("%(district)s, promis avant %(moment)s.") % {
            "district": callback.district.full_label,
            "moment": promised_text(callback, now()),
        }
        return {
            "lead": lead,
            "why": why,
            "nobody": not self.colleagues.people,
            "submit": _now("Confier la demande"),
            "cancel_url": self.success_url,
        }

    def perform(self, form: HandOverForm) -> None:
        """Hand it over."""
        to = form.people[form.cleaned_data["to"]]
        hand_over_callback(callback=self.callback, to=to, by=self.request.user)


def _promises_url() -> str:
    return reverse("directory:promises")


class Promises(Page):
    """What was promised and not done yet, and how often promises are kept."""

    title = _("Promesses de rappel")
    permission = follows
    template_name = "directory/promises.html"
    breadcrumb = ABOVE

    def get_context(self) -> dict[str, Any]:
        """Count the last twelve months."""
        territory, on = self.request.territory, today()
        figures = promise_figures(territory, date(on.year - 1, on.month, 1))
        bars = [
            BarLine(label=line.name, value=line.rate, text=rate_text(line), detail="")
            for line in figures.districts
            if line.rate is not None
        ]
        return {
            "tabs": call_tabs(self.request, "promises"),
            "open": followed_table(late_or_open(territory), self.request.GET),
            "whole": [(_("Promesses tenues"), rate_text(figures.whole))],
            "bars": bars,
            "districts": kept_table(
                figures.districts,
                self.request.GET,
                label=_("Quartier"),
                caption=_("Promesses par quartier, depuis un an"),
                prefix="quartiers-",
            ),
            "months": kept_table(
                figures.months,
                self.request.GET,
                label=_("Mois"),
                caption=_("Promesses par mois, depuis un an"),
                prefix="mois-",
            ),
        }
