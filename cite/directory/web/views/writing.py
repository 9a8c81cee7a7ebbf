"""Beginning a sheet and writing it, step after step; its days of entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.organizations import visible_partners
from cite.actors.permissions.people import is_manager
from cite.actors.queries.directory import priority_districts
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceState
from cite.directory.enums.life import PublicationObjection
from cite.directory.models import Intake, Service
from cite.directory.operations import actions as action_operations
from cite.directory.operations import intakes as intake_operations
from cite.directory.operations import writing as operations
from cite.directory.permissions import publishable_actions, writable_partners
from cite.directory.queries.actions import actions_to_publish
from cite.directory.queries.comparison import labels_for
from cite.directory.queries.sheets import intakes_of
from cite.directory.queries.words import words_of
from cite.directory.queries.written import facts_at, facts_of, latest_number, publication_of
from cite.directory.rules.merging import merge
from cite.directory.rules.publication import FIELD_OF
from cite.directory.web.forms.life import CopyForm, IntakeForm, NewSheetForm
from cite.directory.web.forms.place import PlaceForm
from cite.directory.web.forms.steps import AudienceForm, EssentialForm, MoreForm, RequestForm, SheetForm
from cite.directory.web.tables import intakes_table, page_of
from cite.directory.web.views.base import ABOVE, STEPS, OpenSheetPage, WritePage, writes_somewhere
from cite.grants.models import FundedAction
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage

_FORMS: dict[str, type[SheetForm]] = {
    "essentiel": EssentialForm,
    "publics": AudienceForm,
    "lieu": PlaceForm,
    "demande": RequestForm,
    "suite": MoreForm,
}
_SLUGS = tuple(_FORMS)
_ELSEWHERE = {"address": "lieu", "commune_name": "lieu", "opening_hours": "lieu"}


def step_of(name: str) -> str:
    """Find the step on which a field is written."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    return next((slug for slug, form in _FORMS.items() if name in form.base_fields), _SLUGS[0])


class AddSheet(FormPage):
    """A sheet begins with a name and an organization."""

    title = _("Commencer une fiche")
    permission = writes_somewhere
    template_name = "directory/add.html"
    breadcrumb = ABOVE

    @cached_property
    def partners(self) -> list[Any]:
        """The organizations she writes for; those who keep the Cité write anybody's."""
        user, territory = self.request.user, self.request.territory
        if is_manager(user, territory):
            rows = visible_partners(user, territory).filter(state="active").select_related("organization")
            return list(rows.order_by("organization__name"))
        return writable_partners(user, territory)

    def get_form(self) -> NewSheetForm:
        """Offer those organizations."""
        return NewSheetForm(partners=self.partners, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "lead": _("Rien n’est visible avant que vous le proposiez et qu’un copilote l’ait relu."),
            "actions": [
                (action, reverse("directory:publish-action", args=[action.uuid]))
                for action in actions_to_publish(self.request.user, self.request.territory, on=today())
            ],
            "submit": _("Commencer"),
            "icon": "arrow-right-line",
            "cancel_url": reverse("directory:sheets"),
        }

    def perform(self, form: NewSheetForm) -> str:
        """Begin it, and go to its first step."""
        service = operations.create_sheet(
            partner=form.chosen, name=form.cleaned_data["name"], by=self.request.user
        )
        return reverse("directory:write", args=[service.uuid, _SLUGS[0]])


class PublishAction(ActionPage):
    """A funded action gives its sheet what its file already says."""

    title = _("Publier la fiche d’une action financée")
    permission = writes_somewhere
    success_message = _("Le brouillon reprend ce que dit le dossier. Relisez chaque page, puis proposez-la.")
    breadcrumb = ABOVE

    service: Service | None = None

    @property
    def back(self) -> str:
        """Go to the first step of the draft; to the sheet where it is more than that, to the start where it is not."""
        if self.service is None:
            return reverse("directory:add")
        if self.service.state != ServiceState.DRAFT:
            return page_of(self.service)
        return reverse("directory:write", args=[self.service.uuid, _SLUGS[0]])

    def perform(self) -> None:
        """Begin it."""
        rows = publishable_actions(self.request.user, self.request.territory).select_related("territory")
        action = get_object_or_404(rows, uuid=self.kwargs["uuid"])
        self.service = action_operations.publish_action(action=action, by=self.request.user)


class CopySheet(WritePage, FormPage):
    """Next year's sheet begins from this one."""

    title = _("Reprendre une fiche")
    template_name = "directory/question.html"
    form_class = CopyForm

    def get_title(self) -> str:
        """Name the sheet it begins from."""
        return _now("Reprendre « %(name)s »") % {"name": self.service.name}

    def get_initial(self) -> dict[str, Any]:
        """Propose the same name."""
        return {"name": self.service.name}

    def get_context(self) -> dict[str, Any]:
        """Say what is taken over."""
        return {
            "lead": _(
                "Tout est repris, sauf les dates d’entrée et les places. L’ancienne fiche ne change pas."
            ),
            "submit": _("Commencer la nouvelle fiche"),
            "icon": "calendar-event-line",
            "cancel_url": page_of(self.service),
        }

    def perform(self, form: CopyForm) -> str:
        """Begin it, and go to its first step."""
        copy = operations.duplicate_sheet(
            service=self.service, name=form.cleaned_data["name"], by=self.request.user
        )
        return reverse("directory:write", args=[copy.uuid, _SLUGS[0]])


class WriteSheet(OpenSheetPage, FormPage):
    """One step of a sheet. Who comes second on the same field sees what the first wrote, and loses nothing typed."""

    title = _("Écrire une fiche")

    @cached_property
    def step(self) -> str:
        """The step named in the address."""
        if self.kwargs["step"] not in _FORMS:
            raise Http404
        return self.kwargs["step"]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the sheet says now."""
        return facts_of(self.service)

    def get_title(self) -> str:
        """Name the step and the sheet."""
        return f"{dict(STEPS)[self.step]} – {self.service.name}"

    def get_template_names(self) -> list[str]:
        """The two longest steps lay their fields out."""
        own = {"essentiel": "directory/write_essential.html", "lieu": "directory/write_place.html"}
        return [own.get(self.step, "directory/write.html")]

    def get_form(self) -> SheetForm:
        """Build the form of the step."""
        return self._form(data=self.request.POST if self.request.method == "POST" else None)

    def _form(self, data: Any) -> SheetForm:
        more: dict[str, Any] = {}
        if self.step == "publics":
            districts = priority_districts(self.request.territory, today())
            more["districts"] = [(district.code, district.label) for district in districts]
        if self.step == "lieu":
            more["territory"] = self.request.territory
        if self.step == "suite":
            partner = self.service.structure.partner_id
            actions = FundedAction.objects.filter(partner=partner).order_by("-year", "title")
            more["actions"] = [(str(action.uuid), f"{action.title} ({action.year})") for action in actions]
        seen = latest_number(self.service)
        return _FORMS[self.step](data, facts=self.facts, seen=seen, **more)

    def get_context(self) -> dict[str, Any]:
        """Show where she stands, and what lacks before residents may read it."""
        decision = publication_of(self.service, self.facts, today())
        number = _SLUGS.index(self.step)
        return {
            "service": self.service,
            "tabs": self.tabs(),
            "steps": [str(label) for _slug, label in STEPS],
            "current": number + 1,
            "lacks": [(str(o.label), self._where(o)) for o in decision.objections],
            "submit": _("Enregistrer et continuer") if number + 1 < len(STEPS) else _("Enregistrer"),
            "cancel_url": page_of(self.service),
        }

    def _where(self, objection: PublicationObjection) -> str:
        name = FIELD_OF[objection]
        if name == "intakes":
            return reverse("directory:intakes", args=[self.service.uuid])
        return reverse("directory:write", args=[self.service.uuid, step_of(name)])

    def perform(self, form: SheetForm) -> HttpResponse | str:
        """Write it, and go to the next step."""
        try:
            operations.write_sheet(
                service=self.service,
                typed=form.typed,
                seen=form.cleaned_data["version"],
                by=self.request.user,
            )
        except Refused as refusal:
            if SaveObjection.CHANGED_MEANWHILE not in refusal.decision.objections:
                raise
            return self.show_errors(self._side_by_side(form))
        tell(self.request, _now("C’est enregistré."))
        following = _SLUGS.index(self.step) + 1
        if following == len(_SLUGS):
            return page_of(self.service)
        return reverse("directory:write", args=[self.service.uuid, _SLUGS[following]])

    def _side_by_side(self, form: SheetForm) -> SheetForm:
        """Keep what was typed, tell beside each field what another wrote there, and let the person save again."""
        current = self.facts
        seen = facts_at(self.service, form.cleaned_data["version"])
        _changes, conflicts = merge(seen, current, form.typed)
        data = self.request.POST.copy()
        data["version"] = latest_number(self.service)
        again = self._form(data=data)
        again.is_valid()
        again.add_error(
            None,
            _(
                "Une autre personne a écrit ici pendant que vous aviez la fiche sous les yeux. Ce que vous avez "
                "tapé est gardé. Comparez, puis enregistrez de nouveau : votre version remplacera la sienne."
            ),
        )
        labels = labels_for([current])
        for name in conflicts:
            shown = words_of(name, current.get(name), labels) or _now("(vide)")
            again.add_error(
                _field_for(again, name), _now("La fiche dit maintenant : %(value)s") % {"value": shown}
            )
        return again


def _field_for(form: forms.BaseForm, name: str) -> str | None:
    if name in form.fields:
        return name
    return "place" if "place" in form.fields and name != "opening_hours" else None


class Intakes(OpenSheetPage, FormPage):
    """The days on which one can enter, and a form to add one."""

    title = _("Dates d’entrée")
    template_name = "directory/intakes.html"
    form_class = IntakeForm
    success_message = _("La date est enregistrée.")

    @cached_property
    def intake(self) -> Intake | None:
        """The day named in the address; none on the page that adds one."""
        if "intake" not in self.kwargs:
            return None
        rows = Intake.objects.filter(service=self.service).select_related("service")
        return get_object_or_404(rows, uuid=self.kwargs["intake"])

    @property
    def success_url(self) -> str:
        """Go back to the days."""
        return reverse("directory:intakes", args=[self.service.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Start from the day as it is."""
        if self.intake is None:
            return {"version": 1}
        names = ("starts_on", "ends_on", "places", "places_left", "note", "version")
        return {name: getattr(self.intake, name) for name in names}

    def get_context(self) -> dict[str, Any]:
        """List the other days."""
        rows = intakes_of(self.service) if self.intake is None else []
        return {
            "service": self.service,
            "tabs": self.tabs(),
            "intake": self.intake,
            "table": intakes_table(rows, self.request.GET, edits=True) if self.intake is None else None,
            "cancel_url": self.success_url if self.intake else page_of(self.service),
        }

    def perform(self, form: IntakeForm) -> None:
        """Keep it."""
        read = dict(form.cleaned_data)
        intake_operations.save_intake(service=self.service, by=self.request.user, intake=self.intake, **read)


class RemoveIntake(OpenSheetPage, ActionPage):
    """Take a day of entry out."""

    title = _("Retirer une date d’entrée")
    success_message = _("La date est retirée.")

    @property
    def back(self) -> str:
        """Go back to the days."""
        return reverse("directory:intakes", args=[self.service.uuid])

    def perform(self) -> None:
        """Remove it."""
        rows = Intake.objects.filter(service=self.service).select_related("service")
        found = get_object_or_404(rows, uuid=self.kwargs["intake"])
        intake_operations.remove_intake(intake=found, version=found.version, by=self.request.user)
