"""Sending a referral: short, prefilled from what is known already."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.directory.enums.callbacks import CallbackAct
from cite.directory.enums.needs import Need
from cite.directory.models import Callback, Service
from cite.directory.permissions import visible_services
from cite.directory.permissions.callbacks import visible_callbacks
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.models import Introduction, Referral
from cite.referrals.operations import referrals as operations
from cite.referrals.permissions.introductions import can_care_for, visible_introductions
from cite.referrals.permissions.referrals import can_refer, person_of, prescribing_memberships, sent_referrals
from cite.referrals.queries.sending import people_to_refer, services_named
from cite.referrals.web.forms.referrals import SendForm
from cite.referrals.web.views.base import ABOVE
from cite.residents.models import Resident
from cite.residents.permissions.people import sight_of
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.messages import tell, warn
from cite.ui.views import FormPage


def refers(request: HttpRequest) -> Decision:
    """Open a page to those who refer people."""
    return can_refer(request.user, request.territory)


class SendReferral(FormPage):
    """Refer somebody to one service: short, prefilled."""

    title = _("Orienter quelqu’un")
    permission = refers
    template_name = "referrals/send.html"
    form_class = SendForm
    breadcrumb = ABOVE

    @cached_property
    def service(self) -> Service | None:
        """The service named in the address, among those she sees."""
        number = _uuid(self.request.GET.get("service", ""))
        if number is None:
            return None
        rows = visible_services(self.request.user, self.request.territory)
        return get_object_or_404(rows.select_related("structure__partner"), uuid=number)

    @cached_property
    def before(self) -> Referral | None:
        """The referral after which this service is proposed."""
        number = _uuid(self.request.GET.get("suite", ""))
        rows = sent_referrals(self.request.user, self.request.territory)
        rows = rows.select_related("resident__territory", "prescriber")
        return rows.filter(uuid=number).first() if number else None

    @cached_property
    def callback(self) -> Callback | None:
        """The call that becomes a referral."""
        number = _uuid(self.request.GET.get("rappel", ""))
        rows = visible_callbacks(self.request.user, self.request.territory)
        return rows.filter(uuid=number).first() if number else None

    @cached_property
    def introduction(self) -> Introduction | None:
        """The introduction that becomes a referral, while her organization cares for it."""
        number = _uuid(self.request.GET.get("signalement", ""))
        rows = visible_introductions(self.request.user, self.request.territory)
        found = rows.select_related("taken_by", "district").filter(uuid=number).first() if number else None
        return found if found is not None and can_care_for(self.request.user, found) else None

    def get_initial(self) -> dict[str, Any]:
        """Write what is known already: nobody types it twice."""
        initial: dict[str, Any] = {"person": self.request.GET.get("habitant", "")}
        if self.before is not None:
            person = person_of(self.request.user, self.before)
            initial = {
                "person": str(self.before.resident.uuid) if self.before.resident else "",
                "first_name": person.first_name,
                "phone": person.phone,
                "language": self.before.language,
                "need": self.before.need,
                "message": self.before.message,
            }
        elif self.callback is not None:
            initial = {
                "first_name": self.callback.first_name,
                "phone": self.callback.phone,
                "language": self.callback.language,
                "need": _need_of(self.callback),
                "district": str(self.callback.district.uuid),
            }
        elif self.introduction is not None:
            row = self.introduction
            initial = {
                "first_name": row.first_name,
                "phone": row.phone,
                "language": row.language,
                "need": row.need,
                "message": row.words,
                "district": str(row.district.uuid) if row.district else "",
            }
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the people whose file she writes in."""
        user, territory = self.request.user, self.request.territory
        return super().get_form_kwargs() | {
            "people": people_to_refer(user, territory),
            "districts": priority_districts_of(territory, on=today()),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form; what it is filled from is read."""
        for act, read in (
            (CallbackAct.READ, self.callback),
            (ReferralAct.READ_INTRODUCTION, self.introduction),
            (ReferralAct.READ, self.before),
        ):
            if read is not None:
                note_reading(request, act, target=read, person=getattr(read, "resident", None))
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context(self) -> dict[str, Any]:
        """Say to which service."""
        words = self.request.GET.get("q", "")[:100].strip()
        kept = self.request.GET.copy()
        for name in ("service", "q"):
            kept.pop(name, None)
        found = services_named(self.request.user, self.request.territory, words) if words else []
        return {
            "service": self.service,
            "words": words,
            "kept": list(kept.items()),
            "found": [(each, f"{self.request.path}?{_with(kept, each)}") for each in found],
        }

    def perform(self, form: SendForm) -> str:
        """Send it."""
        if self.service is None:
            raise Http404
        sent = operations.send(
            prescriber=self._prescriber(form.chosen["resident"]),
            service=self.service,
            follows=self.before,
            callback=self.callback,
            **form.chosen,
        )
        tell(
            self.request,
            _now("La demande est envoyée. La structure est prévenue ; nous la relançons s’il le faut."),
        )
        warn(self.request, *warnings_in(sent.message))
        return reverse("referrals:referral", args=[sent.uuid])

    def _prescriber(self, resident: Resident | None) -> Membership:
        """Tell for which of her structures she sends it: the one that accompanies, or already cares for, the person."""
        mine = prescribing_memberships(self.request.user, self.request.territory)
        if resident is not None:
            known = sight_of(self.request.user, resident).membership
        elif self.before is not None:
            known = self.before.prescriber
        else:
            known = self.introduction.taken_by if self.introduction is not None else None
        return next((each for each in mine if known and each.partner_id == known.partner_id), mine[0])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _with(kept: QueryDict, service: Service) -> str:
    asked = kept.copy()
    asked["service"] = str(service.uuid)
    return asked.urlencode()


def _need_of(callback: Callback) -> str:
    known = {"mobility": Need.PHYSICAL_MOBILITY}
    need = known.get(callback.need, callback.need)
    return need if need in Need.values else ""
