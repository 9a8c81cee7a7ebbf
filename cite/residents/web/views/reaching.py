"""« X wishes to reach you »: one page to ask, which always says the same; one to answer, for who accompanies her."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.decisions import Decision, Refused
from cite.core.journal import note_reading
from cite.core.throttling import may_pass
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.objections import ReachObjection
from cite.residents.models import ReachRequest
from cite.residents.operations.reaching import answer_reach, ask_to_reach, decline_reach
from cite.residents.permissions.people import (
    accompanying_memberships,
    acting_memberships,
    can_accompany,
    can_follow_residents,
    sight_of,
)
from cite.residents.queries.reaching import reaches_to_answer
from cite.residents.web.forms.reaching import AnswerForm, ReachForm
from cite.residents.web.views.base import ABOVE, PeoplePage
from cite.ui.views import FormPage

ASKINGS_PER_MINUTE = 4


class AskToReach(PeoplePage, FormPage):
    """Ask to reach somebody; the answer is the same whether she is known or not."""

    title = _("Joindre une personne")
    template_name = "residents/ask_reach.html"
    breadcrumb = ABOVE

    @cached_property
    def memberships(self) -> list[Membership]:
        """The structures for which she may ask."""
        return accompanying_memberships(self.request.user, self.request.territory)

    def decide(self) -> Decision:
        """Ask whether she follows people first, then whether she accompanies some for one of her structures."""
        user, territory = self.request.user, self.request.territory
        decision = can_follow_residents(user, territory)
        if not decision or self.memberships:
            return decision
        return can_accompany(user, next(iter(acting_memberships(user, territory)), None))

    def get_form(self) -> ReachForm:
        """Offer her structures."""
        return ReachForm(memberships=self.memberships, **self.get_form_kwargs())

    def perform(self, form: ReachForm) -> HttpResponse:
        """Ask, and say what is always said; nothing typed comes back."""
        if not may_pass("reach", str(self.request.user.pk), ASKINGS_PER_MINUTE):
            raise Refused(Decision((ReachObjection.TOO_MANY,)))
        ask_to_reach(**form.chosen)
        return self.show(form=None)


class AnswerReach(PeoplePage, FormPage):
    """Somebody wishes to reach a person: ask her, then say what she says."""

    title = _("Quelqu’un souhaite joindre une personne que vous suivez")
    template_name = "residents/answer_reach.html"
    form_class = AnswerForm
    breadcrumb = ABOVE
    success_message = _("C’est noté.")

    @cached_property
    def reach(self) -> ReachRequest:
        """The request named in the address, as long as it waits for her."""
        rows = reaches_to_answer(self.request.user, self.request.territory)
        rows = rows.select_related("resident__territory", "asked_by__user", "asked_by__partner__organization")
        found = get_object_or_404(rows, uuid=self.kwargs["uuid"])
        note_reading(self.request, ResidentsAct.READ, target=found, person=found.resident)
        return found

    def decide(self) -> Decision:
        """Ask for a role here first, then find the request."""
        decision = super().decide()
        if decision:
            self.reach  # noqa: B018 - a request that is not hers does not exist
        return decision

    @property
    def success_url(self) -> str:
        """Go to the person."""
        return reverse("residents:sheet", args=[self.reach.resident.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.reach.version}

    def get_context(self) -> dict[str, Any]:
        """Say who asks, whom, and why."""
        reach = self.reach
        return {
            "facts": [
                (_now("Personne"), str(reach.resident)),
                (_now("Demandé par"), f"{reach.asked_by.user.full_name}, {reach.asked_by.partner}"),
                (_now("Le"), reach.asked_on),
                (_now("Pourquoi"), reach.reason),
            ],
            "cancel_url": self.success_url,
        }

    def perform(self, form: BaseForm) -> None:
        """Say it."""
        operation = answer_reach if form.cleaned_data["answer"] == "yes" else decline_reach
        sight = sight_of(self.request.user, self.reach.resident)
        operation(reach=self.reach, version=form.cleaned_data["version"], by=sight.membership)
