"""From an introduction, or a call, to a file and a pathway: one page, filled with what is known already."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import ALLOWED, Decision
from cite.core.journal import note_reading
from cite.core.languages import FRENCH
from cite.core.telephones import readable_telephone
from cite.directory.enums.callbacks import CallbackAct
from cite.directory.models import Callback
from cite.directory.permissions.callbacks import can_answer, closed_callbacks, visible_callbacks
from cite.opening.permissions import is_in_training
from cite.pathways.operations.entering import enter_from_callback, enter_from_introduction
from cite.pathways.web.forms.entering import EnterForm
from cite.pathways.web.views.base import ABOVE, follows_residents, page_of
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.models import Introduction
from cite.referrals.permissions.introductions import can_care_for, visible_introductions
from cite.residents.enums.sharing import Purpose
from cite.residents.permissions.people import acting_memberships, can_open_file, opening_memberships
from cite.residents.queries.sentences import agreement_sentences
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.views import FormPage


class _EnterPage(FormPage):
    """What both have in common; once it is over there is nothing left to open from it."""

    title = _("Ouvrir son dossier et son parcours")
    permission = follows_residents
    template_name = "pathways/enter.html"
    breadcrumb = ABOVE
    success_message = _(
        "Le dossier et le parcours sont ouverts. Son prénom et son téléphone sont effacés de la demande."
    )
    came_from: str
    act: str

    @property
    def source(self) -> Model:
        """What the address names."""
        raise NotImplementedError(f"{type(self).__name__} does not say where it begins.")

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of who it was."""
        raise NotImplementedError(f"{type(self).__name__} does not say when it is over.")

    def may(self) -> Decision:
        """Ask whether she deals with it."""
        raise NotImplementedError(f"{type(self).__name__} does not say who deals with it.")

    @property
    def back(self) -> str:
        """The page from which she comes."""
        return reverse(self.came_from, args=[self.kwargs["uuid"]])

    @cached_property
    def memberships(self) -> list[Membership]:
        """The structures for which she may open a file."""
        return opening_memberships(self.request.user, self.request.territory)

    @property
    def is_training(self) -> bool:
        """Whether the person is an invented one."""
        return is_in_training(self.request.territory)

    def decide(self) -> Decision:
        """Ask whether she follows people, whether this one is hers, then whether she may open a file."""
        decision = super().decide()
        if not decision:
            return decision
        source_is_hers = self.may()
        if not source_is_hers or self.memberships:
            return source_is_hers
        user, territory = self.request.user, self.request.territory
        return can_open_file(user, next(iter(acting_memberships(user, territory)), None))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of it stays in the browser."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what is known; where it is over, say so on its own page."""
        return redirect(self.back) if self.is_over else super().get(request, *args, **kwargs)

    def show(self, **extra: Any) -> Any:
        """Show it; who reads it is kept."""
        note_reading(self.request, self.act, target=self.source)
        return super().show(**extra)

    def get_initial(self) -> dict[str, Any]:
        """Write what is known already: nobody types it twice."""
        source, district = self.source, self.source.district
        return {
            "first_name": source.first_name,
            "phone": readable_telephone(source.phone),
            "language": source.language,
            "district": str(district.uuid) if district else "",
            "takes_it": True,
        }

    def get_form(self) -> EnterForm:
        """Offer her structures, and the priority districts."""
        return EnterForm(
            memberships=self.memberships,
            is_training=self.is_training,
            districts=priority_districts_of(self.request.territory, on=today()),
            **self.get_form_kwargs(),
        )

    def get_context(self) -> dict[str, Any]:
        """Say what to read aloud, in her language first."""
        partners = [each.partner for each in self.memberships]
        return {
            "is_training": self.is_training,
            "hers": self.source.language or FRENCH.code,
            "sentences": [agreement_sentences(partner, Purpose.SUPPORT) for partner in partners[:1]],
            "notice_url": reverse("residents:notice-text"),
            "cancel_url": self.back,
        }


class EnterFromIntroduction(_EnterPage):
    """Opens the file and the pathway of somebody whom a relay introduced."""

    came_from = "referrals:introduction"
    act = ReferralAct.READ_INTRODUCTION

    @cached_property
    def source(self) -> Introduction:
        """The introduction named in the address."""
        rows = visible_introductions(self.request.user, self.request.territory)
        return get_object_or_404(
            rows.select_related("territory", "taken_by", "district"), uuid=self.kwargs["uuid"]
        )

    @property
    def is_over(self) -> bool:
        """Whether it is erased."""
        return self.source.erased_on is not None

    def may(self) -> Decision:
        """Only the organization that cares for her."""
        return can_care_for(self.request.user, self.source)

    @cached_property
    def memberships(self) -> list[Membership]:
        """What she is in the structure that cares for this person."""
        mine = opening_memberships(self.request.user, self.request.territory)
        return [each for each in mine if each.partner_id == self.source.taken_by.partner_id]

    def perform(self, form: EnterForm) -> str:
        """Open both."""
        return page_of(enter_from_introduction(introduction=self.source, **form.chosen))


class EnterFromCall(_EnterPage):
    """Opens the file and the pathway of somebody who asked to be called."""

    came_from = "directory:call"
    act = CallbackAct.READ

    @cached_property
    def source(self) -> Callback:
        """The call named in the address: hers to answer, or over."""
        user, territory = self.request.user, self.request.territory
        found = visible_callbacks(user, territory).select_related("territory", "district")
        rows = closed_callbacks(user, territory).select_related("territory", "district")
        asked = {"uuid": self.kwargs["uuid"]}
        return found.filter(**asked).first() or get_object_or_404(rows, **asked)

    @property
    def is_over(self) -> bool:
        """Whether it is erased."""
        return not self.source.is_open

    def may(self) -> Decision:
        """Only those on duty in her district; what is over shows nobody."""
        return ALLOWED if self.is_over else can_answer(self.request.user, self.source)

    def perform(self, form: EnterForm) -> str:
        """Open both."""
        return page_of(enter_from_callback(callback=self.source, **form.chosen))
