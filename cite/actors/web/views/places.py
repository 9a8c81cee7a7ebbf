"""The places and contacts of an organization: added, changed, taken out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import OrganizationAct
from cite.actors.models import Contact, Site
from cite.actors.operations import places
from cite.actors.permissions.organizations import visible_contacts, visible_sites
from cite.actors.queries.sheets import site_values
from cite.actors.web.forms.organizations import ContactForm, SiteForm
from cite.actors.web.tables import page_of
from cite.actors.web.views.organizations import SheetPage
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.territories.queries.territory_map import communes_of
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import FormPage


class _PartPage(SheetPage, FormPage):
    """A form about one part of a sheet: a place or a contact, new or not."""

    template_name = "actors/part_form.html"
    remove_url_name = ""

    @cached_property
    def part(self) -> Site | Contact | None:
        """The part named in the address; None for a new one."""
        if "part" not in self.kwargs:
            return None
        return get_object_or_404(self.parts(), partner=self.partner, uuid=self.kwargs["part"])

    def parts(self) -> Any:
        """List the parts this person may see."""
        raise NotImplementedError

    def decide(self) -> Decision:
        """Ask about the organization, then find the part."""
        decision = super().decide()
        if decision:
            _found = self.part
        return decision

    def get_context(self) -> dict[str, Any]:
        """Offer to remove what exists."""
        remove_url = (
            reverse(self.remove_url_name, args=[self.partner.uuid, self.part.uuid]) if self.part else ""
        )
        return super().get_context() | {"remove_url": remove_url}


class EditSite(_PartPage):
    """A place where an organization receives people."""

    template_name = "actors/site_form.html"
    remove_url_name = "actors:site-remove"

    def parts(self) -> Any:
        """List the places this person may see."""
        return visible_sites(self.request.user, self.request.territory)

    def get_title(self) -> str:
        """Say which."""
        return str(self.part) if self.part else _now("Ajouter un lieu d’accueil")

    def get_form(self) -> forms.BaseForm:
        """Offer the communes of the territory."""
        communes = list(communes_of(self.request.territory).defer("contour"))
        return SiteForm(**self.get_form_kwargs(), communes=communes)

    def get_initial(self) -> dict[str, Any]:
        """Start from the place as it is."""
        return site_values(self.part) if self.part else {}

    def perform(self, form: SiteForm) -> str:
        """Save it."""
        places.save_site(
            partner=self.partner,
            site=self.part,
            version=form.cleaned_data["version"] or 1,
            label=form.cleaned_data["label"],
            address=form.cleaned_data["address"],
            commune=form.chosen_commune,
            point=form.point,
            by=self.request.user,
        )
        tell(self.request, _now("Le lieu est enregistré. Sa fiche dit dans quel quartier il est."))
        return page_of(self.partner)


class EditContact(_PartPage):
    """Whom professionals call in an organization."""

    form_class = ContactForm
    remove_url_name = "actors:contact-remove"

    def parts(self) -> Any:
        """List the contacts this person may see."""
        return visible_contacts(self.request.user, self.request.territory)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form; a contact shown is a contact read."""
        if self.part:
            note_reading(request, OrganizationAct.READ_CONTACTS, target=self.partner)
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        """Say which."""
        return str(self.part) if self.part else _now("Ajouter un contact")

    def get_initial(self) -> dict[str, Any]:
        """Start from the contact as it is."""
        names = ("function", "name", "email", "phone", "version")
        return {name: getattr(self.part, name) for name in names} if self.part else {}

    def perform(self, form: ContactForm) -> str:
        """Save it."""
        given = {name: form.cleaned_data[name] for name in ("function", "name", "email", "phone")}
        places.save_contact(
            partner=self.partner,
            contact=self.part,
            version=form.cleaned_data["version"] or 1,
            by=self.request.user,
            **given,
        )
        tell(self.request, _now("Le contact est enregistré."))
        return page_of(self.partner)


class _RemovePart(_PartPage):
    """Take a part out of a sheet: said first, one button does it."""

    template_name = "actors/one_question.html"
    form_class = VersionForm

    def get_title(self) -> str:
        """Say what goes."""
        return _now("Supprimer « %(name)s »") % {"name": str(self.part)}

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.part.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {
            **SheetPage.get_context(self),
            "lead": _("Il disparaît de la fiche. Le journal garde la trace de cette suppression."),
            "submit": _("Supprimer"),
        }


class RemoveSite(_RemovePart):
    """Take a place out of a sheet."""

    parts = EditSite.parts

    def perform(self, form: VersionForm) -> str:
        """Remove it."""
        places.remove_site(site=self.part, version=form.cleaned_data["version"], by=self.request.user)
        return page_of(self.partner)


class RemoveContact(_RemovePart):
    """Take a contact out of a sheet."""

    parts = EditContact.parts

    def perform(self, form: VersionForm) -> str:
        """Remove it."""
        places.remove_contact(contact=self.part, version=form.cleaned_data["version"], by=self.request.user)
        return page_of(self.partner)
