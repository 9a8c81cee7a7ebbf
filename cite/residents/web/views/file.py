"""Opening somebody’s file on one short page, and changing each part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import ALLOWED, Decision, Objection
from cite.core.free_text import warnings_in
from cite.core.languages import FRENCH
from cite.core.models import SaveObjection
from cite.opening.permissions import is_in_training
from cite.residents.enums.objections import ResidenceObjection
from cite.residents.enums.people import NoticeWay
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Residence, Resident
from cite.residents.operations.people import (
    CONTACT,
    IDENTITY,
    PROTECTION,
    SITUATION,
    edit_contact,
    edit_identity,
    edit_situation,
    give_notice,
    open_file,
)
from cite.residents.operations.residences import note_residence
from cite.residents.permissions.people import (
    acting_memberships,
    can_follow_residents,
    can_open_file,
    opening_memberships,
)
from cite.residents.queries.sentences import agreement_sentences
from cite.residents.rules.identity import field_about
from cite.residents.web.forms.file import (
    ADDRESS,
    DISTRICT,
    NONE_OF_THEM,
    ContactForm,
    IdentityForm,
    OpenForm,
    ResidenceForm,
    SituationForm,
)
from cite.residents.web.forms.sharing import NoticeForm
from cite.residents.web.views.base import ABOVE, PeoplePage, WritePage
from cite.territories.enums import Reason, Status
from cite.territories.queries.geocoding import search_addresses
from cite.territories.queries.location import locate
from cite.territories.queries.territory_map import priority_districts_of
from cite.territories.rules.residence import Answer
from cite.ui.messages import warn
from cite.ui.views import FormPage

_NO_ANSWER = frozenset({Status.NOT_COVERED, Status.NOT_VERIFIABLE, Status.UNKNOWN})
_WORTH_CHOOSING = frozenset({Reason.LOW_SCORE, Reason.AMBIGUOUS_ADDRESS, Reason.NO_HOUSENUMBER})


class OpenFile(PeoplePage, FormPage):
    """The file of somebody begins with the least that helping her takes, beside her."""

    title = _("Ouvrir un dossier")
    template_name = "residents/open.html"
    breadcrumb = ABOVE
    success_message = _(
        "Le dossier est ouvert. La personne a reçu la notice, et le partage avec votre structure est noté."
    )

    @cached_property
    def memberships(self) -> list[Membership]:
        """The structures for which she may open a file."""
        return opening_memberships(self.request.user, self.request.territory)

    @property
    def is_training(self) -> bool:
        """Whether the person is an invented one."""
        return is_in_training(self.request.territory)

    def decide(self) -> Decision:
        """Ask whether she follows people first, then whether she may open a file for one of her structures."""
        user, territory = self.request.user, self.request.territory
        decision = can_follow_residents(user, territory)
        return decision and (
            ALLOWED
            if self.memberships
            else can_open_file(user, next(iter(acting_memberships(user, territory)), None))
        )

    def get_form(self) -> OpenForm:
        """Offer her structures."""
        return OpenForm(memberships=self.memberships, is_training=self.is_training, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Say what to read aloud."""
        partners = [each.partner for each in self.memberships]
        return {
            "is_training": self.is_training,
            "hers": FRENCH.code,
            "sentences": [agreement_sentences(partner, Purpose.SUPPORT) for partner in partners[:1]],
            "notice_url": reverse("residents:notice-text"),
            "cancel_url": reverse("residents:people"),
        }

    def field_about(self, objection: Objection, form: BaseForm) -> str | None:
        """Say what is wrong of a birth, or of a protection, beside it."""
        return field_about(objection, form.cleaned_data)

    def perform(self, form: OpenForm) -> str:
        """Open it."""
        resident = open_file(**form.chosen)
        return reverse("residents:sheet", args=[resident.uuid])


class _EditPage(WritePage, FormPage):
    """A page that changes one part of a file; of two people at once, the second sees what the first wrote."""

    template_name = "residents/edit.html"
    success_message = _("C’est noté.")
    fields: tuple[str, ...] = ()
    operation: Callable[..., Resident]
    free_texts: tuple[str, ...] = ()

    @property
    def success_url(self) -> str:
        """Go back to the person."""
        return self.sheet_url

    def get_initial(self) -> dict[str, Any]:
        """Show what is known."""
        known = {name: getattr(self.resident, name) for name in self.fields}
        if known.get("birth_date"):
            known["birth_year"] = None
        return known | {"version": self.resident.version}

    def get_context(self) -> dict[str, Any]:
        """Say what is written, and how to come back."""
        return {"cancel_url": self.sheet_url, "theirs": []}

    def perform(self, form: BaseForm) -> None:
        """Write it, and point at what may be out of place."""
        data = form.cleaned_data
        type(self).operation(
            resident=self.resident,
            version=data["version"],
            by=self.request.user,
            fields={name: data[name] for name in self.fields},
        )
        warn(self.request, *warnings_in(*(data[name] for name in self.free_texts)))

    def field_about(self, objection: Objection, form: BaseForm) -> str | None:
        """Say what is wrong of a birth, or of a protection, beside it."""
        return field_about(objection, form.cleaned_data)

    def show_errors(self, form: BaseForm) -> HttpResponse:
        """Keep what was typed; where somebody else wrote meanwhile, show what she wrote and take that as read."""
        return super().show_errors(form) if not self._moved(form) else self._show_theirs(form)

    def _moved(self, form: BaseForm) -> bool:
        return form.cleaned_data.get("version") not in (None, self.resident.version)

    def _show_theirs(self, form: BaseForm) -> HttpResponse:
        _take_as_read(form, self.resident)
        theirs = type(form)(initial=self.get_initial())
        changed = [
            (theirs[name].label, _as_read(theirs, name))
            for name in self.fields
            if name in form.cleaned_data
            and (form.cleaned_data[name] or None) != (getattr(self.resident, name) or None)
        ]
        return self.show(
            form=form, tab=_now("Erreur : %(title)s") % {"title": self.get_title()}, theirs=changed
        )


def _take_as_read(form: BaseForm, resident: Resident) -> None:
    """Let the form be sent again over what somebody else wrote: to reload the page would lose what was typed."""
    form.data = form.data.copy()
    form.data["version"] = resident.version
    for sentence in form.errors.pop(NON_FIELD_ERRORS, []):
        moved = sentence == SaveObjection.CHANGED_MEANWHILE.label
        kept = _now(
            "Une autre personne vient d’écrire ici. Votre saisie est gardée : comparez, puis enregistrez de nouveau "
            "pour garder la vôtre."
        )
        form.add_error(None, kept if moved else sentence)


def _as_read(form: BaseForm, name: str) -> str:
    value = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(each, each)) for each in values if each not in (None, "")) or _now(
        "Rien"
    )


class EditIdentity(_EditPage):
    """Who somebody is, and who has a say beside her."""

    title = _("Qui elle est")
    form_class = IdentityForm
    fields = (*IDENTITY, *PROTECTION)
    operation = staticmethod(edit_identity)


class EditContact(_EditPage):
    """How somebody is reached."""

    title = _("Comment la joindre")
    form_class = ContactForm
    fields = CONTACT
    operation = staticmethod(edit_contact)
    free_texts = ("reachable_hours",)


class EditSituation(_EditPage):
    """Where somebody stands."""

    title = _("Sa situation à l’entrée")
    form_class = SituationForm
    fields = SITUATION
    operation = staticmethod(edit_situation)


class EditResidence(WritePage, FormPage):
    """Where somebody lives: the answer is given once, and frozen."""

    title = _("Où elle habite")
    template_name = "residents/residence.html"
    success_message = _("C’est noté. La réponse de ce jour est gardée.")

    @property
    def success_url(self) -> str:
        """Go back to the person."""
        return self.sheet_url

    def get_initial(self) -> dict[str, Any]:
        """Begin with nothing: what is known stays in the history."""
        return {"version": self.resident.version, "kind": ADDRESS}

    def get_form(self) -> ResidenceForm:
        """Offer the districts in force, and the addresses found for what was typed."""
        districts = priority_districts_of(self.request.territory, on=today()).defer("contour")
        form = ResidenceForm(districts=districts.order_by("sort_label", "pk"), **self.get_form_kwargs())
        if form.is_bound and form.data.get("candidate"):
            form.offer([(found.id, found.label) for found in self._found(form.data.get("address", ""))])
        return form

    def _found(self, typed: str) -> list[Any]:
        typed = typed.strip()[: ResidenceForm.base_fields["address"].max_length]
        return list(search_addresses(typed, territory=self.request.territory)) if typed else []

    def get_context(self) -> dict[str, Any]:
        """Show what is known already."""
        rows = Residence.objects.filter(resident=self.resident).select_related("district")
        return {"cancel_url": self.sheet_url, "homes": list(rows)}

    def perform(self, form: ResidenceForm) -> HttpResponseBase | None:
        """Locate what was typed, ask which address where several look alike, then note it."""
        data = form.cleaned_data
        answer = self._answer(data) if data["kind"] == ADDRESS else None
        if answer is not None and answer.reason in _WORTH_CHOOSING and not data["candidate"]:
            form.offer([(found.id, found.label) for found in answer.candidates])
            form.add_error("candidate", _now("Dites laquelle de ces adresses est la sienne."))
            return self.show_errors(form)
        note_residence(
            resident=self.resident,
            version=data["version"],
            by=self.request.user,
            since=data["since"],
            address=data["address"] if data["kind"] == ADDRESS else "",
            answer=answer,
            district=form.districts.get(data["district"]) if data["kind"] == DISTRICT else None,
        )
        if answer is not None and answer.status in _NO_ANSWER:
            why = str(answer.reason.label)
            warn(
                self.request,
                _now(
                    "%(why)s Ce n’est pas « non » : vérifiez l’adresse, ou notez le quartier que dit la personne."
                )
                % {"why": why},
            )
        return None

    def _answer(self, data: dict[str, Any]) -> Answer:
        on, typed, chosen = data["since"] or today(), data["address"], data["candidate"]
        found = self._found(typed) if chosen and chosen != NONE_OF_THEM else []
        candidate = next((each for each in found if each.id == chosen), None)
        return locate(territory=self.request.territory, on=on, address=typed, candidate=candidate)

    def field_about(self, objection: Objection, form: BaseForm) -> str | None:
        """Say what is wrong of a day beside it."""
        return (
            "since"
            if objection in (ResidenceObjection.IN_FUTURE, ResidenceObjection.BEFORE_WHAT_IS_KNOWN)
            else None
        )

    def show_errors(self, form: BaseForm) -> HttpResponse:
        """Keep what was typed; where somebody else wrote meanwhile, her place of life is shown beside."""
        if form.cleaned_data.get("version") not in (None, self.resident.version):
            _take_as_read(form, self.resident)
        return super().show_errors(form)


class GiveNotice(WritePage, FormPage):
    """The information notice was given again: another language, another edition."""

    title = _("La notice d’information")
    template_name = "residents/give_notice.html"
    form_class = NoticeForm
    success_message = _("C’est noté : la notice lui a été donnée.")

    @property
    def success_url(self) -> str:
        """Go back to the person."""
        return self.sheet_url

    def get_initial(self) -> dict[str, Any]:
        """Begin with her language."""
        return {"language": self.resident.language or FRENCH.code, "way": NoticeWay.TOLD}

    def get_context(self) -> dict[str, Any]:
        """Lead to the text."""
        return {"cancel_url": self.sheet_url, "notice_url": reverse("residents:notice-text")}

    def perform(self, form: NoticeForm) -> None:
        """Note it."""
        data = form.cleaned_data
        give_notice(
            resident=self.resident, by=self.sight.membership, way=data["way"], language=data["language"]
        )
