"""The decisions of a call: envelopes, who decided what, acts for several files, telling carriers, exports."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.documents.gateways import DOCX_TYPE, PDF_TYPE, render_docx, render_pdf
from cite.grants.enums import GRANTING, ApplicationState, AwardState
from cite.grants.enums.committee import COMMITTEE, CommitteeAct
from cite.grants.models import Award, CallForProjects, Funder
from cite.grants.operations.awards import publish_awards, record_acts
from cite.grants.permissions.applications import funders_of
from cite.grants.permissions.awards import (
    can_decide_for,
    can_follow_awards,
    oversees_awards,
)
from cite.grants.permissions.calls import can_prepare_calls
from cite.grants.permissions.committee import visible_committees
from cite.grants.queries.annexes import annex_document
from cite.grants.queries.envelopes import EnvelopeView, call_awards, envelope_views
from cite.grants.queries.listing import FileFilters, find_files
from cite.grants.web.forms.awards import ActForSeveralForm, AwardFilters, ChosenAwards
from cite.grants.web.tables.awards import awards_table, chorus_table, envelopes_table, programme_table
from cite.grants.web.views.base import CALLS
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import FormPage, Page, TablePage


def follows_awards(request: HttpRequest) -> Decision:
    """Open a page to those who follow or take decisions."""
    return can_follow_awards(request.user, request.territory)


class CallPage(Page):
    """A page about the decisions of one call."""

    permission = follows_awards

    @cached_property
    def call(self) -> CallForProjects:
        """The call named in the address."""
        calls = CallForProjects.objects.filter(territory=self.request.territory)
        return get_object_or_404(calls.select_related("territory"), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the call."""
        return str(self.title) % {"call": self.call}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the decisions of the call."""
        return [*CALLS, (_now("Décisions : %(call)s") % {"call": self.call}, self.success_url)]

    @property
    def success_url(self) -> str:
        """The decisions of the call."""
        return reverse("grants:call-decisions", args=[self.call.uuid])

    def get_context(self) -> dict[str, Any]:
        """Show the call."""
        return {"call": self.call, "cancel_url": self.success_url}


class FunderPage(CallPage):
    """A page about what one funder decides in a call."""

    @cached_property
    def funder(self) -> Funder:
        """The funder named in the address."""
        funders = Funder.objects.filter(territory=self.request.territory)
        return get_object_or_404(funders.select_related("territory"), uuid=self.kwargs["funder"])

    def decide(self) -> Decision:
        """Open it to the people of the funder."""
        return super().decide() and can_decide_for(self.request.user, self.funder)

    def get_title(self) -> str:
        """Name the funder."""
        return str(self.title) % {"funder": self.funder, "call": self.call}

    def awards(self, **filters: Any) -> QuerySet[Award]:
        """List its decisions that this person may see."""
        return call_awards(self.request.user, self.call).filter(funder=self.funder, **filters)


class CallDecisions(CallPage, TablePage):
    """Envelopes, and every decision of a call."""

    title = _("Décisions : %(call)s")
    template_name = "grants/decisions.html"
    csv_name = "decisions"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the calls."""
        return list(CALLS)

    @cached_property
    def views(self) -> list:
        """The state of the envelopes."""
        return envelope_views(self.request.user, self.call)

    @cached_property
    def filters(self) -> AwardFilters:
        """What is filtered."""
        funders = [(str(view.funder.uuid), str(view.funder)) for view in self.views]
        return AwardFilters(self.request.GET, funders=funders, states=AwardState.choices)

    def get_table(self) -> Table:
        """List the decisions, filtered; as a file, the programming table."""
        note_reading(self.request, CommitteeAct.READ, target=self.call)
        rows = call_awards(self.request.user, self.call)
        asked = self.filters.cleaned_data if self.filters.is_valid() else {}
        if asked.get("financeur"):
            rows = rows.filter(funder__uuid=asked["financeur"])
        if asked.get("situation"):
            rows = rows.filter(state=asked["situation"])
        as_file = self.request.GET.get("format") in ("csv", "xlsx")
        return (programme_table if as_file else awards_table)(rows, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Show envelopes, what may be done for whom, committees."""
        user, territory = self.request.user, self.request.territory
        mine = set(funders_of(user, territory).values_list("pk", flat=True))
        committees = visible_committees(user, territory).order_by("-starts_at")[:10]
        return super().get_context() | {
            "views": self.views,
            "envelopes": envelopes_table(self.views, self.request.GET),
            "mine": [(view, self._standing(view)) for view in self.views if view.funder.pk in mine],
            "may_set": self.views if can_prepare_calls(user, territory) else [],
            "filters": self.filters,
            "is_filtered": bool(self.request.GET.get("financeur") or self.request.GET.get("situation")),
            "committees": committees,
            "ready": self._ready(),
            "committee_kind": COMMITTEE,
        }

    def _standing(self, view: EnvelopeView) -> list[tuple[str, str]]:
        """Count the decisions of a funder situation by situation, each with the way to its list."""
        return [
            (
                f"{state.label}\u00a0: {view.states[state]}",
                f"?{urlencode({'financeur': view.funder.uuid, 'situation': state.value})}#decisions",
            )
            for state in AwardState
            if view.states[state]
        ]

    def _ready(self) -> int:
        """Count the files of the call that a committee may take, for those who oversee decisions."""
        user, territory = self.request.user, self.request.territory
        if not oversees_awards(user, territory):
            return 0
        filters = FileFilters(call=str(self.call.uuid), is_ready=True)
        return find_files(user, territory, filters, today()).count()


class RecordActs(FunderPage, FormPage):
    """One act for several files: a délibération and its annex."""

    title = _("Enregistrer un acte : %(funder)s")
    template_name = "grants/decisions_form.html"

    def get_initial(self) -> dict[str, Any]:
        """Propose the usual act and every prepared decision."""
        awards = [str(award.uuid) for award in self.awards(state=AwardState.PREPARED)]
        return {"kind": self.funder.act_kind, "awards": awards}

    def get_form(self) -> ActForSeveralForm:
        """Choose among the prepared decisions."""
        return ActForSeveralForm(**self.get_form_kwargs(), awards=self.awards(state=AwardState.PREPARED))

    def perform(self, form: ActForSeveralForm) -> None:
        """Record it."""
        found = record_acts(
            call=self.call,
            funder=self.funder,
            awards=form.chosen,
            versions=form.versions,
            act=form.act,
            by=self.request.user,
        )
        tell(self.request, _now("L’acte est enregistré pour %(n)d décision(s).") % {"n": len(found)})

    def get_context(self) -> dict[str, Any]:
        """Say what it does."""
        return super().get_context() | {
            "lead": _("Un même arrêté ou une même délibération décide souvent de plusieurs dossiers."),
            "next_step": _("Rien n’est encore dit aux porteurs : la notification vient ensuite."),
            "submit": _("Enregistrer l’acte"),
        }


class Publish(FunderPage, FormPage):
    """Tell carriers what a funder decided, several files together."""

    title = _("Notifier les décisions : %(funder)s")
    template_name = "grants/decisions_form.html"

    def get_initial(self) -> dict[str, Any]:
        """Propose every decision that has its act."""
        return {"awards": [str(award.uuid) for award in self.awards(state=AwardState.RECORDED)]}

    def get_form(self) -> ChosenAwards:
        """Choose among the decisions that have their act."""
        return ChosenAwards(**self.get_form_kwargs(), awards=self.awards(state=AwardState.RECORDED))

    def perform(self, form: ChosenAwards) -> None:
        """Tell them."""
        found = publish_awards(
            call=self.call,
            funder=self.funder,
            awards=form.chosen,
            versions=form.versions,
            by=self.request.user,
        )
        tell(self.request, _now("%(n)d décision(s) notifiée(s).") % {"n": len(found)})

    def get_context(self) -> dict[str, Any]:
        """Say what it does, and that it is for good."""
        return super().get_context() | {
            "lead": _("Les porteurs reçoivent un message et lisent la décision, avec les voies de recours."),
            "next_step": _(
                "Une décision notifiée ne se reprend plus, sauf liste complémentaire ou ajournement."
            ),
            "submit": _("Notifier"),
        }


class Annex(FunderPage):
    """The annex to a délibération, as PDF or DOCX."""

    title = _("Annexe de « %(funder)s »")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it."""
        note_reading(request, CommitteeAct.DOWNLOAD, target=self.call)
        awards = list(self.awards(state__in=[AwardState.PREPARED, AwardState.RECORDED, AwardState.PUBLISHED]))
        document = annex_document(self.call, self.funder, awards)
        is_docx = request.GET.get("format") == "docx"
        content = render_docx(document) if is_docx else render_pdf(document)
        name = f"{slugify(document.title)}.{'docx' if is_docx else 'pdf'}"
        response = HttpResponse(content, content_type=DOCX_TYPE if is_docx else PDF_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class Programme(FunderPage):
    """The programming table of a funder, or its list for Chorus, as a workbook or CSV."""

    title = _("Tableau de programmation de « %(funder)s »")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it."""
        note_reading(request, CommitteeAct.DOWNLOAD, target=self.call)
        if request.GET.get("liste") == "chorus":
            granted = self.awards(
                state__in=[AwardState.RECORDED, AwardState.PUBLISHED], outcome__in=sorted(GRANTING)
            ).exclude(application__state=ApplicationState.WITHDRAWN)
            return chorus_table(granted, request.GET).xlsx_response(f"chorus-{self.funder}")
        table = programme_table(self.awards(), request.GET)
        name = f"programmation-{self.funder}"
        return table.csv_response(name) if request.GET.get("format") == "csv" else table.xlsx_response(name)
