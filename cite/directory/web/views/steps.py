"""The steps of a sheet, each on a page that says what it does; and the suggestions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import Link
from cite.accounts.queries import open_link
from cite.actors.models import Partner
from cite.actors.permissions.organizations import visible_partners
from cite.core.dates import today
from cite.core.decisions import Decision, unless
from cite.core.text import search_key
from cite.directory.enums import ServiceObjection
from cite.directory.enums.life import LifeObjection
from cite.directory.models import Service
from cite.directory.operations import freshness, life, suggestions
from cite.directory.permissions import can_moderate, can_write_service
from cite.directory.queries.sheets import lines_to_confirm
from cite.directory.queries.words import checked_words
from cite.directory.web.forms.life import ForPartner, SuggestionForm, WordsForm
from cite.directory.web.tables import page_of
from cite.directory.web.views.base import ServicePage
from cite.directory.workflow import SERVICE
from cite.ui.forms import Form, VersionForm
from cite.ui.messages import tell
from cite.ui.views import PUBLIC, FormPage, LinkPage, Page


@dataclass(frozen=True, slots=True)
class _Step:
    """One step: its question, what it does, its button, who may, and the operation behind."""

    title: Any
    lead: Any
    submit: Any
    done: Any
    operation: Callable[..., Service]
    is_moderation: bool = False
    asks_why: bool = False
    is_arrow: bool = True


_STEPS = {
    "submit": _Step(
        _("Proposer « %(name)s »"),
        _(
            "Les copilotes et la coordination la relisent, puis la publient ou vous la rendent avec une raison."
        ),
        _("Proposer à la relecture"),
        _("La fiche est proposée. Vous serez prévenu de la réponse."),
        life.submit_sheet,
    ),
    "take_back": _Step(
        _("Reprendre « %(name)s »"),
        _("Elle redevient un brouillon. Vous pourrez la proposer de nouveau."),
        _("Reprendre la fiche"),
        _("La fiche est de nouveau un brouillon."),
        life.take_back_sheet,
    ),
    "publish": _Step(
        _("Publier « %(name)s »"),
        _("Les habitants et les professionnels la trouvent aussitôt. Ses auteurs sont prévenus."),
        _("Publier la fiche"),
        _("La fiche est publiée."),
        life.publish_sheet,
        is_moderation=True,
    ),
    "return": _Step(
        _("Rendre « %(name)s » à ses auteurs"),
        _("Elle redevient un brouillon. Ses auteurs lisent votre raison et la corrigent."),
        _("Rendre la fiche"),
        _("La fiche est rendue à ses auteurs, avec votre raison."),
        life.return_sheet,
        is_moderation=True,
        asks_why=True,
    ),
    "accept": _Step(
        _("Accepter les changements de « %(name)s »"),
        _("Cette version devient la version relue."),
        _("Accepter les changements"),
        _("Les changements sont acceptés."),
        life.accept_changes,
        is_moderation=True,
        is_arrow=False,
    ),
    "put_back": _Step(
        _("Remettre la version relue de « %(name)s »"),
        _("Ce que les auteurs ont écrit reste dans l’histoire de la fiche. Ils lisent votre raison."),
        _("Remettre la version relue"),
        _("La version relue est remise."),
        life.put_back_sheet,
        is_moderation=True,
        asks_why=True,
        is_arrow=False,
    ),
    "archive": _Step(
        _("Archiver « %(name)s »"),
        _("Plus personne ne la trouve. Rien n’est perdu : vous pourrez la rouvrir."),
        _("Archiver la fiche"),
        _("La fiche est archivée."),
        life.archive_sheet,
    ),
    "reopen": _Step(
        _("Rouvrir « %(name)s »"),
        _("Elle redevient un brouillon. Les habitants la verront une fois relue."),
        _("Rouvrir la fiche"),
        _("La fiche est de nouveau un brouillon."),
        life.reopen_sheet,
    ),
    "dismiss": _Step(
        _("Écarter la suggestion « %(name)s »"),
        _("Elle est archivée, avec votre raison."),
        _("Écarter la suggestion"),
        _("La suggestion est écartée."),
        suggestions.dismiss_suggestion,
        is_moderation=True,
        asks_why=True,
    ),
}


class TakeStep(ServicePage, FormPage):
    """One step of a sheet: what it does is said, one button does it."""

    title = _("Une étape de la vie d’une fiche")
    template_name = "directory/question.html"

    @cached_property
    def step(self) -> _Step:
        """The step named in the address."""
        if self.kwargs["step"] not in _STEPS:
            raise Http404
        return _STEPS[self.kwargs["step"]]

    def may(self, service: Service) -> Decision:
        """Ask for the right, then whether the sheet is where the step begins."""
        user = self.request.user
        right = (
            can_moderate(user, service.territory)
            if self.step.is_moderation
            else can_write_service(user, service)
        )
        if self.request.method == "POST" or not right:
            return right  # the operation says why not, and knows a button pressed twice
        if not self.step.is_arrow:
            return unless(service.needs_review, LifeObjection.NOTHING_TO_ACCEPT)
        arrow = self.kwargs["step"]
        return unless(SERVICE.allows(arrow, service.state), ServiceObjection.NOT_IN_THIS_STATE)

    def get_title(self) -> str:
        """Say what is decided, of which sheet."""
        return str(self.step.title) % {"name": self.service.name}

    def get_form(self) -> Form:
        """Ask why where a reason is due."""
        form_class = WordsForm if self.step.asks_why else VersionForm
        return form_class(**self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.service.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {"lead": self.step.lead, "submit": self.step.submit, "cancel_url": page_of(self.service)}

    def perform(self, form: BaseForm) -> str:
        """Take the step."""
        given: dict[str, Any] = {"service": self.service, "by": self.request.user}
        if self.step.asks_why:
            given["words"] = form.cleaned_data["words"]
        if self.kwargs["step"] != "dismiss":
            given["version"] = form.cleaned_data["version"]
        self.step.operation(**given)
        tell(self.request, str(self.step.done))
        return page_of(self.service)


class TakeSuggestion(ServicePage, FormPage):
    """A suggestion becomes the draft of an organization."""

    title = _("Prendre une suggestion")
    template_name = "directory/question.html"

    def may(self, service: Service) -> Decision:
        """Only those who keep the Cité."""
        right = can_moderate(self.request.user, service.territory)
        if self.request.method == "POST" or not right:
            return right
        return unless(SERVICE.allows("take", service.state), ServiceObjection.NOT_IN_THIS_STATE)

    def get_title(self) -> str:
        """Name the suggestion."""
        return _now("Prendre la suggestion « %(name)s »") % {"name": self.service.name}

    @cached_property
    def partners(self) -> list[Partner]:
        """The organizations of the Cité."""
        rows = visible_partners(self.request.user, self.request.territory).filter(state="active")
        return list(rows.select_related("organization").order_by("organization__name"))

    def get_form(self) -> ForPartner:
        """Offer those organizations."""
        return ForPartner(partners=self.partners, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Begin with the organization that was named, where it is of the Cité."""
        name = search_key(self.service.structure.name)
        named = (partner for partner in self.partners if search_key(str(partner)) == name)
        return {"partner": next((str(partner.uuid) for partner in named), "")}

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "lead": _("Elle devient un brouillon de la structure choisie, que ses membres complètent."),
            "submit": _("Prendre la suggestion"),
            "cancel_url": page_of(self.service),
        }

    def perform(self, form: ForPartner) -> str:
        """Take it."""
        suggestions.take_suggestion(service=self.service, partner=form.chosen, by=self.request.user)
        tell(self.request, _now("La suggestion est devenue un brouillon."))
        return page_of(self.service)


class Suggest(FormPage):
    """Anybody tells of a service that the offer lacks."""

    title = _("Suggérer un service")
    permission = PUBLIC
    in_languages = True
    template_name = "directory/suggest.html"
    form_class = SuggestionForm
    success_url = reverse_lazy("directory:suggest-thanks")

    def decide(self) -> Decision:
        """Ask for a Cité to write to."""
        here = getattr(self.request, "territory", None) is not None
        return unless(here, LifeObjection.NO_CITE)

    def perform(self, form: SuggestionForm) -> None:
        """Write it down; what a machine filled in goes nowhere, and is not told so."""
        if form.is_trapped:
            return
        user, read = self.request.user, form.cleaned_data
        suggestions.suggest_service(
            territory=self.request.territory,
            name=read["name"],
            organization=read["organization"],
            where=read["where"],
            what=read["what"],
            by=user if user.is_authenticated else None,
        )


class SuggestThanks(Page):
    """Says what happens next."""

    title = _("Merci, votre suggestion est arrivée")
    permission = PUBLIC
    in_languages = True
    template_name = "directory/suggest_thanks.html"


class StillTrue(LinkPage):
    """The page that the link of a warning opens: opening it writes nothing, its one button does."""

    title = _("Cette fiche est-elle toujours vraie ?")
    template_name = "directory/still_true.html"
    form_class = Form

    @cached_property
    def link(self) -> Link | None:
        """The link, while it may serve."""
        return open_link(token=self.kwargs["token"], purpose=freshness.CONFIRM_PURPOSE)

    @cached_property
    def offer(self) -> Service | None:
        """The sheet behind the link."""
        if self.link is None or getattr(self.request, "territory", None) is None:
            return None
        rows = Service.objects.filter(territory=self.request.territory, uuid=self.link.target_uuid)
        return rows.select_related("structure", "territory").first()

    def get_context(self) -> dict[str, Any]:
        """Repeat what the sheet says, and above all what may have changed."""
        service = self.offer
        checked = checked_words(service.confirmed_on, today()) if service else ""
        lines = lines_to_confirm(service) if service else []
        return {"service": service, "checked": checked, "lines": lines}

    def perform(self, form: BaseForm) -> HttpResponse:
        """Confirm it, and say so."""
        user = self.request.user if self.request.user.is_authenticated else None
        confirmed = freshness.confirm_by_link(link=self.link, by=user)
        return self.show(form=None, service=confirmed, is_done=True)
