"""A call prepared: written section by section, agreed to by both co-pilots, corrected, copied, funded."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of, agreements_shown
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.grants.enums import EditionState
from cite.grants.models import CallEdition
from cite.grants.operations import calls as operations
from cite.grants.permissions.calls import can_prepare_calls, can_publish_calls
from cite.grants.queries.call_pages import calendar_of, changes_between, editions_of, envelopes_of
from cite.grants.queries.calls import draft_of, edition_facts, edition_in_force
from cite.grants.rules.amounts import euros
from cite.grants.rules.call_texts import TITLE
from cite.grants.rules.calls import content_decision
from cite.grants.web.forms.calls import SECTIONS, CorrectForm, NewCallForm, RowsForm, SectionForm
from cite.grants.web.tables.calls import changes_table, days_table
from cite.grants.web.views.base import CALLS
from cite.grants.web.views.calls import CallPage, stages_of
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage


def prepares(request: HttpRequest) -> Decision:
    """Open a page to those who prepare calls."""
    return can_prepare_calls(request.user, request.territory)


class NewCall(FormPage):
    """Prepare the call of a year from the fiche technique."""

    title = _("Préparer un appel à projets")
    permission = prepares
    template_name = "grants/desk_form.html"
    form_class = NewCallForm
    breadcrumb = CALLS

    def get_initial(self) -> dict[str, Any]:
        """Propose next year."""
        year = today().year + 1
        return {"year": year, "title": f"{TITLE} {year}"}

    def get_context(self) -> dict[str, Any]:
        """Say what is filled in already."""
        return {
            "lead": _("L’appel part de la fiche technique : enjeux, priorités, pièces, grille, seuils."),
            "next_step": _("Vous relisez chaque partie, puis les deux copilotes donnent leur accord."),
            "submit": _("Préparer l’appel"),
            "cancel_url": reverse("grants:calls"),
        }

    def perform(self, form: NewCallForm) -> str:
        """Prepare it."""
        edition = operations.create_call(
            territory=self.request.territory, **form.cleaned_data, by=self.request.user
        )
        tell(self.request, _now("L’appel est en préparation. Personne d’autre ne le voit encore."))
        return desk_of(edition)


def desk_of(edition: CallEdition) -> str:
    """Where an edition is prepared."""
    return reverse("grants:call-desk", args=[edition.call.uuid])


class DeskPage(CallPage):
    """A page about a call being prepared."""

    permission = prepares

    @cached_property
    def draft(self) -> CallEdition | None:
        """The edition under study, if any."""
        return draft_of(self.call)

    def must_have_draft(self) -> CallEdition:
        """The edition under study; without one, the page does not exist."""
        if self.draft is None:
            raise Http404
        return self.draft

    @property
    def desk(self) -> str:
        """Where the call is prepared."""
        return reverse("grants:call-desk", args=[self.call.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the preparation."""
        return [*CALLS, (self.call.title, self.desk)]


class CallDesk(DeskPage):
    """Everything to prepare a call: its sections, what lacks, both agreements, its envelopes, its versions."""

    title = _("Préparer « %(call)s »")
    template_name = "grants/call_desk.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the calls."""
        return list(CALLS)

    def get_context(self) -> dict[str, Any]:
        """Show the edition under study, else the one in force."""
        in_force = edition_in_force(self.call)
        draft = self.draft
        edition = draft or in_force
        days = calendar_of(edition, today()) if edition else []
        return {
            "call": self.call,
            "draft": draft,
            "in_force": in_force,
            "edition": edition,
            "days": days_table(days),
            "stages": stages_of(days),
            "sections": [
                (str(label), reverse("grants:call-section", args=[self.call.uuid, slug]))
                for slug, (label, _form) in SECTIONS.items()
            ],
            "versions": [e for e in editions_of(self.call) if e.state != EditionState.DRAFT],
            "envelopes": [(e.funder.name, euros(e.amount), euros(e.left)) for e in envelopes_of(self.call)],
            "changes": changes_table(changes_between(in_force, draft)) if in_force and draft else None,
            **(self._agreement(draft) if draft else {}),
        }

    def _agreement(self, draft: CallEdition) -> dict[str, Any]:
        user, territory = self.request.user, self.request.territory
        side = pilot_side(user, territory)
        may = side is not None and bool(can_publish_calls(user, territory))
        agreed = side is not None and agreements_of(draft).of(side) is not None
        return {
            "agreements": agreements_shown(draft),
            "lacks": content_decision(edition_facts(draft), today()).sentences,
            "can_agree": may and not agreed,
            "can_withdraw": may and agreed,
            "version_form": VersionForm(initial={"version": draft.version}),
        }


class EditSection(DeskPage, FormPage):
    """One section of the edition under study."""

    title = "%(section)s"

    @property
    def section(self) -> tuple[Any, type[SectionForm]]:
        """The section named in the address."""
        try:
            return SECTIONS[self.kwargs["section"]]
        except KeyError:
            raise Http404 from None

    def get_title(self) -> str:
        """Name the section."""
        return str(self.section[0])

    def get_template_names(self) -> list[str]:
        """Rows have a page of their own."""
        has_rows = issubclass(self.section[1], RowsForm)
        return ["grants/desk_rows.html" if has_rows else "grants/desk_form.html"]

    def get_initial(self) -> dict[str, Any]:
        """Start from what the edition says."""
        draft = self.must_have_draft()
        return {"version": draft.version} | self.section[1].initial_of(draft)

    def get_form(self) -> SectionForm:
        """The form of the section."""
        return self.section[1](**self.get_form_kwargs(), edition=self.must_have_draft())

    def get_context(self) -> dict[str, Any]:
        """Say that an agreement is to be given again."""
        lead = _("Si un copilote a déjà donné son accord, un changement l’annule : il relit et le redonne.")
        return {
            "lead": lead,
            "submit": _("Enregistrer"),
            "icon": "save-line",
            "cancel_url": self.desk,
        }

    def perform(self, form: SectionForm) -> str:
        """Save it."""
        operations.change_edition(
            edition=self.must_have_draft(),
            values=form.values,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _now("« %(section)s » est enregistré.") % {"section": self.get_title()})
        return self.desk


class CorrectCall(DeskPage, FormPage):
    """Prepare a correction of a published call."""

    title = _("Corriger « %(call)s »")
    template_name = "grants/desk_form.html"
    form_class = CorrectForm

    def get_context(self) -> dict[str, Any]:
        """Say what a correction does, and what it leaves alone."""
        return {
            "lead": _(
                "Une nouvelle version part de celle en vigueur. Les dossiers gardent la version sous laquelle "
                "ils sont écrits ; les dates deviennent celles de la nouvelle version."
            ),
            "next_step": _("Vous modifiez la nouvelle version, puis les deux copilotes donnent leur accord."),
            "submit": _("Préparer la correction"),
            "cancel_url": self.desk,
        }

    def perform(self, form: CorrectForm) -> str:
        """Prepare it."""
        operations.correct_call(call=self.call, reason=form.cleaned_data["reason"], by=self.request.user)
        tell(self.request, _now("La correction est en préparation. L’appel publié n’a pas changé."))
        return self.desk


class _DeskAct(DeskPage, FormPage):
    """A button about the edition under study; a version seen before is refused in words."""

    title = _("Préparer « %(call)s »")
    template_name = "grants/desk_form.html"
    form_class = VersionForm
    http_method_names = ["post"]

    @cached_property
    def edition(self) -> CallEdition:
        """The edition the button is about: the one under study, else the last one, to say why not."""
        edition = self.draft or editions_of(self.call).first()
        return get_object_or_404(CallEdition.objects.select_related("call", "territory"), pk=edition.pk)

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return {"submit": _("Recommencer"), "cancel_url": self.desk}


class AgreeToCall(_DeskAct):
    """Give one side's agreement."""

    def perform(self, form: VersionForm) -> str:
        """Agree; with the second agreement it is published."""
        edition = operations.agree_to_edition(
            edition=self.edition, version=form.cleaned_data["version"], by=self.request.user
        )
        if edition.state == EditionState.PUBLISHED:
            tell(self.request, _now("L’appel est publié : tout le monde peut le lire."))
        else:
            tell(self.request, _now("Votre accord est noté. L’autre copilote est prévenu."))
        return self.desk


class WithdrawAgreement(_DeskAct):
    """Take back one side's agreement."""

    def perform(self, form: VersionForm) -> str:
        """Withdraw it."""
        operations.withdraw_agreement(
            edition=self.edition, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _now("Votre accord est retiré."))
        return self.desk


class AbandonCall(_DeskAct):
    """Give up the edition under study."""

    def perform(self, form: VersionForm) -> str:
        """Give it up."""
        operations.abandon_edition(
            edition=self.edition, version=form.cleaned_data["version"], by=self.request.user
        )
        tell(self.request, _now("Cette version est abandonnée. L’appel publié, s’il existe, n’a pas changé."))
        return self.desk


class DuplicateCall(DeskPage, FormPage):
    """Prepare next year's call from this one, in one action."""

    title = _("Reprendre « %(call)s » pour l’an prochain")
    template_name = "grants/desk_form.html"
    http_method_names = ["post"]
    form_class = VersionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The version of the call does not matter: a copy changes nothing of it."""
        return {"data": {"version": self.call.version}}

    def get_context(self) -> dict[str, Any]:
        """Offer to go back."""
        return {"submit": _("Recommencer"), "cancel_url": self.desk}

    def perform(self, form: VersionForm) -> str:
        """Copy it."""
        edition = operations.duplicate_call(call=self.call, by=self.request.user)
        tell(
            self.request,
            _now("L’appel est repris : mêmes textes, mêmes enveloppes, dates un an plus tard. Relisez-le."),
        )
        return desk_of(edition)
