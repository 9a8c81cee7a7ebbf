"""What a person may ask about her data: noted, answered within a month, watched over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.core.languages import language_of
from cite.residents.enums.delays import Delay
from cite.residents.enums.rights import RequestState, Right
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.models import Resident, RightRequest
from cite.residents.operations.rights import answer_request, note_request
from cite.residents.permissions.doubles import visible_merges
from cite.residents.permissions.people import (
    accompanying_memberships,
    can_follow_residents,
    can_write_in,
    sight_of,
    visible_residents,
)
from cite.residents.permissions.rights import (
    can_answer,
    can_give_whole_file,
    can_note_request,
    can_watch_requests,
    visible_requests,
)
from cite.residents.queries.delays import delays_of
from cite.residents.queries.rights import requests_answered, requests_to_answer, requests_watched
from cite.residents.rules.retention import forgotten_on
from cite.residents.web.forms.rights import AnswerForm, RequestForm
from cite.residents.web.tables.rights import (
    requests_table,
    standing_of,
    tone_of,
)
from cite.residents.web.views.base import ABOVE, LeadsToKeptFile
from cite.ui.messages import warn
from cite.ui.views import FormPage, Page

REQUESTS = (_("Demandes sur leurs données"), reverse_lazy("residents:requests"))


def follows_or_watches(request: HttpRequest) -> Decision:
    """Open a page to those who follow people, and to the data-protection officer."""
    watching = can_watch_requests(request.user, request.territory)
    return watching if watching else can_follow_residents(request.user, request.territory)


def follows(request: HttpRequest) -> Decision:
    """Open a page to those who follow people."""
    return can_follow_residents(request.user, request.territory)


class PrivatePage(Page):
    """A page about people: nothing of it stays in the browser."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and let nobody keep it."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


class PersonPage(LeadsToKeptFile, PrivatePage):
    """A page about one person, for those who write in her file."""

    permission = follows

    @cached_property
    def resident(self) -> Resident:
        """The person named in the address."""
        rows = visible_residents(self.request.user, self.request.territory).select_related("territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def by(self) -> Membership:
        """As whom she acts."""
        return sight_of(self.request.user, self.resident).membership

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the person, unnamed, and to her rights."""
        sheet = (str(_("Dossier d’une personne")), reverse("residents:sheet", args=[self.resident.uuid]))
        rights = (str(Rights.title), reverse("residents:rights", args=[self.resident.uuid]))
        return [*ABOVE, sheet, rights]

    def decide(self) -> Decision:
        """Ask for a role first, then about this person."""
        return super().decide() and can_write_in(self.request.user, self.resident)

    def show(self, **extra: Any) -> HttpResponse:
        """Show it; who reads it is kept."""
        note_reading(self.request, RightsAct.READ_REQUESTS, target=self.resident, person=self.resident)
        return super().show(**extra)


class Rights(PersonPage):
    """What she may ask, what was asked, and the papers one gives her."""

    title = _("Ses données et ses droits")
    template_name = "residents/rights.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the person."""
        return super().get_breadcrumb()[:-1]

    def get_context(self) -> dict[str, Any]:
        """Say what is open, until when the file is kept, and in which language papers are written."""
        resident, user = self.resident, self.request.user
        rows = visible_requests(user, self.request.territory).filter(resident=resident)
        rows = rows.select_related("resident", "noted_by__partner__organization").order_by("-asked_on", "-pk")
        merges = visible_merges(user, self.request.territory).filter(kept=resident)
        delays = delays_of(self.request.territory)
        months, near = delays[Delay.KEPT_MONTHS], delays[Delay.RIGHT_NEAR]
        asked = requests_table(
            rows, self.request.GET, caption=_now("Ses demandes"), near_days=near, is_named=True
        )
        return {
            "resident": resident,
            "language": language_of(resident.language).name,
            "requests": asked,
            "gives_whole": bool(can_give_whole_file(user, resident)),
            "give_url": reverse("residents:give-file", args=[resident.uuid]),
            "pathway_url": reverse("residents:tell-pathway", args=[resident.uuid]),
            "merges": list(merges.select_related("absorbed")),
            "facts": [
                (_("Dernières nouvelles venues d’elle"), resident.last_heard_on),
                (
                    _("Sans autre nouvelle, dossier effacé à partir du"),
                    forgotten_on(resident.last_heard_on, months),
                ),
            ],
        }


class NoteRequest(PersonPage, FormPage):
    """Note that she uses one of her rights."""

    title = _("Noter une demande sur ses données")
    template_name = "residents/note_request.html"
    form_class = RequestForm
    success_message = _("La demande est notée. La réponse est due un mois après.")

    def decide(self) -> Decision:
        """Only where her file may be written."""
        return super().decide() and can_note_request(self.request.user, self.resident)

    @property
    def success_url(self) -> str:
        """Go back to her rights."""
        return reverse("residents:rights", args=[self.resident.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Suppose that she asks today; the address may say what."""
        asked = self.request.GET.get("demande", "")
        return {"asked_on": today(), "right": asked if asked in Right.values else ""}

    def get_context(self) -> dict[str, Any]:
        """Say who."""
        return {"resident": self.resident, "cancel_url": self.success_url}

    def perform(self, form: RequestForm) -> str:
        """Note it, and go to it."""
        request = note_request(resident=self.resident, by=self.by, **form.cleaned_data)
        warn(self.request, *warnings_in(form.cleaned_data["details"]))
        return reverse("residents:request", args=[request.uuid])


class Requests(PrivatePage):
    """What people asked and nobody answered yet."""

    title = _("Demandes sur leurs données")
    permission = follows_or_watches
    template_name = "residents/requests.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it is kept."""
        note_reading(request, RightsAct.READ_REQUESTS)
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        """Show names to those who answer, days and structures to the data-protection officer."""
        user, territory, params = self.request.user, self.request.territory, self.request.GET
        near, awaited = delays_of(territory)[Delay.RIGHT_NEAR], _now("Réponses attendues")
        if can_watch_requests(user, territory):
            rows = requests_watched(user, territory)
            watched = requests_table(rows, params, caption=awaited, near_days=near, is_named=False)
            return {"watched": watched}
        return {
            "open": requests_table(
                requests_to_answer(user, territory), params, caption=awaited, near_days=near, is_named=True
            ),
            "answered": requests_table(
                requests_answered(user, territory),
                params,
                caption=_now("Réponses données"),
                near_days=near,
                is_named=True,
                prefix="faites-",
            ),
        }


class Request(PrivatePage, FormPage):
    """One request: what she asks, and the answer."""

    permission = follows
    template_name = "residents/request.html"
    form_class = AnswerForm
    breadcrumb = (REQUESTS,)
    success_url = reverse_lazy("residents:requests")
    success_message = _("La réponse est notée. Dites-la à la personne.")

    @cached_property
    def asked(self) -> RightRequest:
        """The request named in the address."""
        rows = visible_requests(self.request.user, self.request.territory)
        rows = rows.select_related(
            "resident__territory", "noted_by__partner__organization", "answered_by__user"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Say what is asked, and by nobody: the title stays in the history of the browser."""
        return self.asked.get_right_display()

    def decide(self) -> Decision:
        """Whoever may not see it is not told that it exists."""
        return super().decide() and can_answer(self.request.user, self.asked)

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.asked.version}

    def show(self, **extra: Any) -> HttpResponse:
        """Show it; who reads it is kept."""
        note_reading(self.request, RightsAct.READ_REQUESTS, target=self.asked, person=self.asked.resident)
        return super().show(**extra)

    def get_context(self) -> dict[str, Any]:
        """Say what is asked, until when, and what « done » does."""
        asked, user = self.asked, self.request.user
        sees = sight_of(user, asked.resident).writes
        near = delays_of(self.request.territory)[Delay.RIGHT_NEAR]
        return {
            "is_open": asked.state == RequestState.OPEN,
            "erases": asked.right == Right.ERASURE,
            "objects": asked.right == Right.OBJECTION,
            "rights_url": reverse("residents:rights", args=[asked.resident.uuid]) if sees else "",
            "standing": standing_of(asked, near),
            "tone": tone_of(asked, near),
            "facts": [
                (_("Personne"), str(asked.resident)),
                (_("Demandé le"), asked.asked_on),
                (_("Réponse due le"), asked.due_on),
                (_("Dans ses mots"), asked.details),
                (_("Notée par"), f"{asked.noted_by.user.full_name}, {asked.noted_by.partner}"),
                (_("Répondu le"), asked.answered_on or ""),
                (_("Réponse"), asked.answer),
            ],
        }

    def perform(self, form: AnswerForm) -> None:
        """Answer."""
        data = form.cleaned_data
        answer_request(
            request=self.asked,
            version=data["version"],
            outcome=data["outcome"],
            answer=data["answer"],
            by=self._acting(),
        )
        if self.asked.right == Right.ERASURE and data["outcome"] == RequestState.DONE:
            self.success_message = _(
                "Le dossier est effacé. Il ne reste ici rien qui permette de la joindre."
            )
        warn(self.request, *warnings_in(data["answer"]))

    def _acting(self) -> Membership:
        mine = accompanying_memberships(self.request.user, self.request.territory)
        noted = (each for each in mine if each.partner_id == self.asked.noted_by.partner_id)
        return next(noted, None) or sight_of(self.request.user, self.asked.resident).membership
