"""What residents see of being called back: where it is possible, the request, what was promised, and canceling."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now, today
from cite.core.speaking import spoken
from cite.core.throttling import machine_of, may_pass
from cite.directory.enums.callbacks import AskObjection, CallTime
from cite.directory.models.callbacks import draw_code
from cite.directory.operations.callbacks import Asked, ask_callback, cancel_callback
from cite.directory.queries.callbacks import Offer, callback_offer, callback_offers, moment_text
from cite.directory.web.forms.callbacks_public import CallbackForm, CancelForm
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.views import PUBLIC, FormPage, Page

_TOO_MANY = 429


class _Unkept(Page):
    """A page of this Cité whose answers stay nowhere: neither in a cache, nor in the address, nor on another site."""

    permission = PUBLIC
    in_languages = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer.

        Raises:
            Http404: this host has no Cité.
        """
        if request.territory is None:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        # Not "no-referrer": browsers would then send the form with « Origin: null », which is refused as forged.
        response["Referrer-Policy"] = "same-origin"
        return response


class _Counted(_Unkept, FormPage):
    """A form that one machine sends a few times a minute at most."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the form, unless too many come from one machine."""
        if may_pass("callbacks", machine_of(request), settings.CALLBACKS_PER_MINUTE):
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_valid()
        form.add_error(None, AskObjection.TOO_OFTEN.label)
        response = self.show_errors(form)
        response.status_code = _TOO_MANY
        response["Retry-After"] = "60"
        return response


class WhereCalled(_Unkept):
    """The districts where somebody is on duty, and before when she calls."""

    title = _("Être rappelé par téléphone")
    template_name = "directory/where_called.html"

    def get_context(self) -> dict[str, Any]:
        """List them, and tell whether a district is not among them."""
        moment = now()
        offers = callback_offers(self.request.territory, moment)
        return {
            "offers": [(offer.district, moment_text(offer.before, spoken())) for offer in offers],
            "some_lack": len(offers) < priority_districts_of(self.request.territory, on=today()).count(),
        }


class AskCall(_Counted):
    """The request, in one district; the answer stands on the same page."""

    title = _("Être rappelé par téléphone")
    template_name = "directory/ask_call.html"
    form_class = CallbackForm

    @cached_property
    def district(self) -> District:
        """The district named in the address."""
        rows = priority_districts_of(self.request.territory, on=today()).defer("contour")
        return get_object_or_404(rows, uuid=self.kwargs["district"])

    @cached_property
    def offer(self) -> Offer | None:
        """What may be promised there now."""
        return callback_offer(self.request.territory, self.district, now())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the moments at which somebody is on duty."""
        times = self.offer.times if self.offer else {}
        moments = {when: moment_text(promise.before, spoken()) for when, promise in times.items()}
        return super().get_form_kwargs() | {"moments": moments}

    def get_context(self) -> dict[str, Any]:
        """Say before when somebody calls, or that nobody can."""
        before = moment_text(self.offer.before, spoken()) if self.offer else ""
        return {"district": self.district, "before": before}

    def perform(self, form: CallbackForm) -> HttpResponse:
        """Write it down, and say before when somebody calls."""
        asked = self._asked(form)
        return self.show(form=None, promised=moment_text(asked.before, spoken()), code=asked.code)

    def _asked(self, form: CallbackForm) -> Asked:
        if form.is_trapped and self.offer is not None:
            return Asked(self.offer.before, draw_code())
        data = form.cleaned_data
        return ask_callback(
            territory=self.request.territory,
            district=self.district,
            phone=data["phone"],
            first_name=data["first_name"],
            when=CallTime(data["time"]),
            language=data["language"],
            need=data["need"],
            at=now(),
        )


class CancelCall(_Counted):
    """The code cancels; whether it opened anything is told to nobody."""

    title = _("Annuler un rappel")
    template_name = "directory/cancel_call.html"
    form_class = CancelForm

    def perform(self, form: CancelForm) -> HttpResponse:
        """Cancel it."""
        cancel_callback(territory=self.request.territory, code=form.cleaned_data["code"], at=now())
        return self.show(form=None)
