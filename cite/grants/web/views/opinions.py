"""The opinions asked of others about a file, and the page that a link opens."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import Link
from cite.accounts.queries import open_link
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, OpinionState
from cite.grants.models import Application, Opinion
from cite.grants.operations import opinions as operations
from cite.grants.permissions.applications import opinions_asked_of
from cite.grants.permissions.review import can_ask_opinion, can_give_opinion
from cite.grants.queries.opinions import (
    is_late,
    opinion_behind,
    opinions_on,
    organizations_to_ask,
    own_opinions,
    public_words,
)
from cite.grants.rules.opinions import OPINION_PURPOSE
from cite.grants.web.forms.opinions import AskOpinionForm, GuestOpinionForm, OpinionForm
from cite.grants.web.tables.opinions import own_opinions_table
from cite.grants.web.views.base import FILES, ApplicationPage, works_here
from cite.grants.web.views.reviewing import DeskPage
from cite.ui.views import ActionPage, FormPage, LinkPage, Page


class Opinions(DeskPage):
    """What was asked about a file, and what came back."""

    title = _("Avis demandés : %(file)s")
    template_name = "grants/opinions.html"

    def get_context(self) -> dict[str, Any]:
        """List them; a late one says so."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        found = opinions_on(self.application)
        return super().get_context() | {
            "opinions": [(o, is_late(o, today()), o.state == OpinionState.ASKED) for o in found],
            "may_ask": bool(can_ask_opinion(self.request.user, self.application)),
        }


class AskOpinion(DeskPage, FormPage):
    """Ask an opinion."""

    title = _("Demander un avis : %(file)s")
    template_name = "grants/desk_form.html"
    tab = "grants:opinions"
    success_message = _("La demande est partie. Un rappel suivra si la réponse tarde.")

    @property
    def success_url(self) -> str:
        """Go back to the opinions."""
        return reverse("grants:opinions", args=[self.application.uuid])

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_ask_opinion(self.request.user, self.application)

    def get_form(self) -> AskOpinionForm:
        """Offer the organizations of the Cité."""
        return AskOpinionForm(
            **self.get_form_kwargs(),
            partners=organizations_to_ask(self.application),
            due_on=operations.default_opinion_due(self.application, today()),
        )

    def get_context(self) -> dict[str, Any]:
        """Say of whom."""
        lead = _(
            "À une commune, un délégué du préfet, la CAF, un conseil citoyen… Choisissez une structure, ou une "
            "adresse."
        )
        return super().get_context() | {
            "submit": _("Demander cet avis"),
            "lead": lead,
            "cancel_url": self.success_url,
        }

    def perform(self, form: AskOpinionForm) -> None:
        """Ask it."""
        read = form.cleaned_data
        operations.ask_opinion(
            application=self.application,
            question=read["question"],
            partner=form.chosen,
            email=read["email"],
            name=read["name"],
            due_on=read["due_on"],
            by=self.request.user,
        )


class OwnOpinions(Page):
    """The opinions asked of one's organizations: those to give, and those that were given."""

    title = _("Les avis demandés à votre structure")
    permission = works_here
    breadcrumb = FILES
    template_name = "grants/own_opinions.html"

    def get_context(self) -> dict[str, Any]:
        """List them."""
        asked = own_opinions(self.request.user, self.request.territory)
        return {"table": own_opinions_table(asked, self.request.GET)}


class GiveOpinion(ApplicationPage, FormPage):
    """Answer for one's organization; then read one's answer, without the file."""

    title = _("Votre avis : %(file)s")
    template_name = "grants/opinion.html"
    form_class = OpinionForm
    success_message = _("Votre avis est rendu. Merci.")

    @cached_property
    def opinion(self) -> Opinion:
        """The request named in the address, made to one of her organizations."""
        asked = opinions_asked_of(self.request.user, self.request.territory)
        rows = asked.select_related("partner", "territory", "application__partner__organization")
        return get_object_or_404(rows, application__uuid=self.kwargs["uuid"], uuid=self.kwargs["opinion"])

    @cached_property
    def application(self) -> Application:
        """The file it is about, which she may no longer see."""
        return self.opinion.application

    @cached_property
    def may_give(self) -> Decision:
        """Whether it is hers to give, and still waited for."""
        return can_give_opinion(self.request.user, self.opinion)

    @property
    def success_url(self) -> str:
        """Stay with what she answered."""
        return reverse("grants:opinion", args=[self.application.uuid, self.opinion.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the opinions asked of her."""
        return [*FILES, (str(OwnOpinions.title), reverse("grants:own-opinions"))]

    def get_initial(self) -> dict[str, Any]:
        """Know which version she answers."""
        return {"version": self.opinion.version}

    def get_context(self) -> dict[str, Any]:
        """Repeat the question, and show what it is about while she may answer."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().get_context() | {
            "opinion": self.opinion,
            "words": public_words(self.application) if self.may_give else [],
            "may_give": bool(self.may_give),
            "reasons": self.may_give.sentences,
            "cancel_url": reverse("grants:own-opinions"),
        }

    def perform(self, form: OpinionForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.give_opinion(
            opinion=self.opinion,
            answer=read["answer"],
            words=read["words"],
            version=read["version"],
            by=self.request.user,
        )


class CancelOpinion(DeskPage, ActionPage):
    """Take a request back."""

    title = _("Avis")
    success_message = _("La demande d’avis est annulée : son lien n’ouvre plus rien.")

    @property
    def back(self) -> str:
        """Go back to the opinions."""
        return reverse("grants:opinions", args=[self.application.uuid])

    def perform(self) -> None:
        """Cancel it."""
        rows = Opinion.objects.select_related("application")
        found = get_object_or_404(rows, application=self.application, uuid=self.kwargs["opinion"])
        operations.cancel_opinion(opinion=found, by=self.request.user)


class GuestOpinion(LinkPage):
    """The page that a link opens: opening it writes nothing, its one button does."""

    title = _("Votre avis sur un projet")
    template_name = "grants/guest_opinion.html"
    form_class = GuestOpinionForm
    success_message = _("Votre avis est rendu. Merci : vous pouvez fermer cette page.")

    @cached_property
    def link(self) -> Link | None:
        """The link, while it may serve."""
        return open_link(token=self.kwargs["token"], purpose=OPINION_PURPOSE)

    @cached_property
    def opinion(self) -> Opinion | None:
        """The request behind the link, while it waits."""
        return opinion_behind(self.link)

    @property
    def offer(self) -> Opinion | None:
        """The request that waits."""
        return self.opinion

    @property
    def success_url(self) -> str:
        """Go to the home page."""
        return reverse("portals:home")

    def get_initial(self) -> dict[str, Any]:
        """Write the name that was given for her."""
        return {"name": self.opinion.name if self.opinion else ""}

    def get_context(self) -> dict[str, Any]:
        """Repeat the question, and show what it is about."""
        words = public_words(self.opinion.application) if self.opinion else []
        return {"opinion": self.opinion, "words": words}

    def perform(self, form: GuestOpinionForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        user = self.request.user if self.request.user.is_authenticated else None
        operations.give_opinion_by_link(
            link=self.link, answer=read["answer"], words=read["words"], name=read["name"], by=user
        )
