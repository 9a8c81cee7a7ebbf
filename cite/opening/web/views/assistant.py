"""The assistant: a way in, five pages, and a Cité at the end. Nothing exists before the last button."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from cite.accounts.adapters.account import sign_in
from cite.accounts.permissions import can_administer, has_second_factor
from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED, open_link
from cite.actors.enums import CommitmentKind
from cite.actors.rules.commitments import default_text
from cite.core.decisions import Decision, Refused
from cite.core.journal import note_reading
from cite.core.text import whole_number
from cite.opening import operations
from cite.opening.enums import OpeningAct, OpeningState, Step
from cite.opening.models import OpeningDraft
from cite.opening.operations.opening import opening_decision
from cite.opening.operations.preparing import LINK_PURPOSE
from cite.opening.permissions import can_prepare_opening, visible_drafts
from cite.opening.queries import epcis, installation, map_state, opened_cites
from cite.opening.web.forms.assistant import EnterForm, MessagesForm, PeopleForm, TerritoryForm
from cite.ui.messages import tell
from cite.ui.views import PUBLIC, ActionPage, FormPage, Page

ADDRESSES = {step: f"opening:{step.value}" for step in Step}
_WITH_ADDRESSES = (Step.PEOPLE, Step.SUMMARY)
HOME = ((gettext_lazy("Ouvrir une Cité"), "/ouverture/"),)


def administers(request: HttpRequest) -> Decision:
    """Open a page to the platform's administrators."""
    return can_administer(request.user)


class Enter(FormPage):
    """The one-use address: who are you? Opening it changes nothing; the button does."""

    title = gettext_lazy("Ouvrir une Cité de l’emploi")
    permission = PUBLIC
    template_name = "opening/enter.html"
    form_class = EnterForm

    @cached_property
    def link(self) -> Any:
        """The link of the address, while it may serve."""
        return open_link(token=self.kwargs["token"], purpose=LINK_PURPOSE)

    def show(self, **extra: Any) -> HttpResponse:
        """Show the form, or that the address opens nothing."""
        if self.link is None:
            self.template_name = "opening/bad_link.html"
            response = super().show(title=_("Cette adresse n’ouvre rien"))
            response.status_code = 410
        else:
            response = super().show(**extra)
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Enter, if the address may still serve."""
        return super().post(request, *args, **kwargs) if self.link else self.show()

    def perform(self, form: EnterForm) -> HttpResponseBase:
        """Open the account and sign in.

        Whoever commands the server proved more than a second factor does: a new account needs none for this
        session, the next will. An account that has one is asked for it.
        """
        user, draft = operations.enter_by_link(link=self.link, **form.cleaned_data)
        response = sign_in(
            self.request, user, redirect_url=reverse(ADDRESSES[Step.TERRITORY], args=[draft.uuid])
        )
        if not has_second_factor(user):
            self.request.session[SECOND_FACTOR_KEY] = VERIFIED
        return response


class Openings(Page):
    """The openings in preparation, the Cités already open, and the button to open another."""

    title = gettext_lazy("Ouvrir une Cité")
    permission = administers
    template_name = "opening/home.html"

    def get_context(self) -> dict[str, Any]:
        """List them."""
        drafts = visible_drafts(self.request.user).filter(state=OpeningState.IN_PROGRESS)
        return {
            "drafts": list(drafts.select_related("prepared_by")),
            "cites": [(cite.name, cite.host or _("la seule de l’installation")) for cite in opened_cites()],
        }


class Start(Page):
    """Starts the opening of another Cité."""

    permission = administers
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start, and go to the first page."""
        draft = operations.start_opening(by=request.user)
        return redirect(ADDRESSES[Step.TERRITORY], uuid=draft.uuid)


class DraftPage(Page):
    """A page of one opening."""

    permission = administers
    breadcrumb = HOME
    step: Step

    @cached_property
    def draft(self) -> OpeningDraft:
        """The opening named in the address."""
        return get_object_or_404(
            visible_drafts(self.request.user).select_related("territory"), uuid=self.kwargs["uuid"]
        )

    def decide(self) -> Decision:
        """Close the pages of an opening that is over."""
        return super().decide() and can_prepare_opening(self.request.user, self.draft)

    def show(self, **extra: Any) -> HttpResponse:
        """Show the page; the journal notes who read the addresses it holds."""
        if self.step in _WITH_ADDRESSES and self.draft.answers.get(Step.PEOPLE):
            note_reading(self.request, OpeningAct.READ_DRAFT, target=self.draft)
        return super().show(**extra)

    def get_title(self) -> str:
        """Name the step."""
        return str(self.step.label)

    def answers(self, step: Step | None = None) -> dict[str, Any]:
        """What was kept of a step."""
        return self.draft.answers.get(step or self.step, {})

    def address(self, offset: int = 0) -> str:
        """The address of a step near this one; empty before the first."""
        steps = list(Step)
        position = steps.index(self.step) + offset
        return reverse(ADDRESSES[steps[position]], args=[self.draft.uuid]) if position >= 0 else ""

    def get_context(self) -> dict[str, Any]:
        """Say where this page stands among the others, and which of them are filled in."""
        done = {step for step in Step if step in self.draft.answers}
        if self.draft.data_job:
            done.add(Step.DATA)
        return {
            "draft": self.draft,
            "steps": [str(step.label) for step in Step],
            "current": list(Step).index(self.step) + 1,
            "previous_url": self.address(-1),
            "pages": [
                (
                    step.label,
                    reverse(ADDRESSES[step], args=[self.draft.uuid]),
                    step in done,
                    step == self.step,
                )
                for step in Step
            ],
        }


class StepPage(DraftPage, FormPage):
    """A page with a form: what is typed is kept, and the next page comes."""

    def get_initial(self) -> dict[str, Any]:
        """Show what was kept."""
        return {**self.answers(), "version": self.draft.version}

    def perform(self, form: Any) -> str:
        """Keep it."""
        answers = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        operations.save_step(
            draft=self.draft,
            step=self.step,
            answers=answers,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        return self.address(+1)


class TerritoryStep(StepPage):
    """Which territory."""

    step = Step.TERRITORY
    template_name = "opening/territory.html"

    def get_initial(self) -> dict[str, Any]:
        """Show what was kept, or what we can guess."""
        kept = self.answers()
        if not kept:
            host = self.request.get_host().partition(":")[0]
            return {
                "version": self.draft.version,
                "contact_email": self.request.user.email,
                "other_host": host if installation().lacks_a_host else "",
            }
        return TerritoryForm.initial_of(kept, epcis()) | {"version": self.draft.version}

    def get_form(self) -> TerritoryForm:
        """Offer the intercommunalités we know."""
        without = next((cite.name for cite in opened_cites() if not cite.host), "")
        return TerritoryForm(**self.get_form_kwargs(), epcis=epcis(), other_cite=without)


class DataStep(DraftPage):
    """The communes and districts: loaded in the background, or brought by hand."""

    step = Step.DATA
    template_name = "opening/data.html"
    fragment_name = "opening/_data.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show how far the loading is; once over, the whole page comes again."""
        state = map_state(self.draft)
        self.refresh_seconds = 3 if state.is_loading else None
        if getattr(request, "htmx", False) and not state.is_loading:
            return HttpResponseClientRefresh()
        return self.show(state=state)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the loading."""
        try:
            operations.want_data(draft=self.draft, version=self.draft.version, by=request.user)
        except Refused as refusal:
            tell(request, " ".join(refusal.decision.sentences), tone="error")
        return redirect(self.address())

    def get_context(self) -> dict[str, Any]:
        """Name the territory."""
        return super().get_context() | {
            "territory_name": self.answers(Step.TERRITORY).get("name", ""),
            "next_url": self.address(+1),
        }


class PeopleStep(StepPage):
    """The two co-pilots."""

    step = Step.PEOPLE
    template_name = "opening/people.html"
    form_class = PeopleForm

    def get_initial(self) -> dict[str, Any]:
        """Propose the name of the intercommunalité."""
        code = self.answers(Step.TERRITORY).get("epci_code", "")
        name = next((epci.name for epci in epcis() if epci.code == code), "")
        return {"metropole_organization": name} | super().get_initial()


class MessagesStep(StepPage):
    """The charter, and whether messages leave."""

    step = Step.MESSAGES
    template_name = "opening/messages.html"
    form_class = MessagesForm

    def get_initial(self) -> dict[str, Any]:
        """Propose a charter."""
        title, body = default_text(CommitmentKind.PARTNERSHIP_CHARTER)
        return {"charter_title": title, "charter_body": body} | super().get_initial()

    def get_context(self) -> dict[str, Any]:
        """Say who sends the messages, and how."""
        backend = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
        return super().get_context() | {
            "sender": settings.DEFAULT_FROM_EMAIL,
            "leaves_the_server": backend not in {"console", "filebased", "dummy"},
            "recipient": self.request.user.email,
        }


class TryMessages(DraftPage, ActionPage):
    """Sends a message to oneself, now."""

    step = Step.MESSAGES

    @property
    def back(self) -> str:
        """The page of the messages."""
        return self.address()

    @property
    def success_message(self) -> str:
        """Say where to look for it."""
        sent = _("Le message d’essai est parti vers %(address)s : vérifiez qu’il arrive.")
        return sent % {"address": self.request.user.email}

    def perform(self) -> None:
        """Try."""
        operations.try_messages(draft=self.draft, version=self.draft.version, by=self.request.user)


class SummaryStep(DraftPage):
    """Everything at a glance, what is missing, and the button that opens; afterwards, what comes next."""

    step = Step.SUMMARY
    template_name = "opening/summary.html"

    def decide(self) -> Decision:
        """Keep this page readable once the Cité is open."""
        return administers(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        if self.draft.state == OpeningState.OPENED:
            self.template_name = "opening/opened.html"
            return self.show(title=_("La Cité est ouverte"))
        if self.draft.state == OpeningState.ABANDONED:
            return redirect("opening:home")
        return self.show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open the Cité, or say everything that is missing."""
        version = whole_number(request.POST.get("version", "")) or 0
        try:
            operations.open_cite(draft=self.draft, version=version, by=request.user)
        except Refused as refusal:
            return self.show(refusals=refusal.decision.sentences)
        return redirect(self.address())

    def get_context(self) -> dict[str, Any]:
        """Tell each thing's state."""
        if self.draft.state != OpeningState.IN_PROGRESS:
            return {"draft": self.draft, "opened": self.draft.territory}
        people, texts = self.answers(Step.PEOPLE), self.answers(Step.MESSAGES)
        return super().get_context() | {
            "missing": opening_decision(self.draft, self.request.user).sentences,
            "territory_facts": _territory_facts(self.answers(Step.TERRITORY)),
            "state": map_state(self.draft),
            "people_facts": [
                (_("État"), _person(people, "state")),
                (_("Métropole"), _person(people, "metropole")),
            ],
            "texts_facts": [
                (_("Charte proposée"), texts.get("charter_title", "")),
                (_("Message d’essai"), _("envoyé") if self.draft.mail_tested_at else _("pas essayé")),
            ],
        }


class Abandon(DraftPage, ActionPage):
    """Gives up an opening."""

    step = Step.SUMMARY
    back = reverse_lazy("opening:home")
    success_message = gettext_lazy("L’ouverture est abandonnée : ce qui avait été saisi est effacé.")

    def perform(self) -> None:
        """Erase what was typed."""
        operations.abandon_opening(draft=self.draft, version=self.draft.version, by=self.request.user)


def _person(people: dict[str, Any], side: str) -> str:
    parts = (people.get(f"{side}_organization", ""), people.get(f"{side}_email", ""))
    return " – ".join(part for part in parts if part)


def _territory_facts(answers: dict[str, Any]) -> list[tuple[str, Any]]:
    if not answers:
        return []
    return [
        (_("Nom"), answers["name"]),
        (_("Intercommunalité"), answers["epci_code"]),
        (_("Adresse du site"), answers["host"] or _("la seule Cité de l’installation")),
        (_("Contact"), answers["contact_email"]),
        (_("Éditeur"), answers["publisher"]),
        (_("Zone de doute"), _("%(meters)s m") % {"meters": answers["doubt_zone_m"]}),
    ]
