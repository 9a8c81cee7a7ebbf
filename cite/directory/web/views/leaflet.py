"""A leaflet for a resident, and the poster of a district: chosen on a page, given as a PDF, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import memberships_of
from cite.core.dates import now, today
from cite.core.decisions import require
from cite.core.languages import language_of
from cite.directory.models import Service
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import Asked, find_services
from cite.directory.queries.leaflet import (
    Chosen,
    Contact,
    chosen_services,
    contacts_of,
    leaflet_of,
    pages_at_most,
    poster_of,
)
from cite.directory.rules.leaflet import MOST, leaflet_decision
from cite.directory.web.forms.leaflet import CHOOSE_FORM, ChooseForm, LeafletForm, PosterForm
from cite.directory.web.tables import page_of
from cite.directory.web.views.base import ABOVE, works_here
from cite.documents.gateways import PDF_TYPE, render_leaflet
from cite.documents.rules.leaflet import Leaflet
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.views import FormPage

PREPARE = "preparer"
_FOUND = 20
MOST_TAKEN = 24


class _OnPaper(FormPage):
    """A page that gives a PDF."""

    permission = works_here
    breadcrumb = ABOVE

    @cached_property
    def districts(self) -> dict[str, str]:
        """The priority districts, named by their codes."""
        return district_labels(self.request.territory, on=today())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the districts of this Cité."""
        return super().get_form_kwargs() | {"districts": self.districts}

    def file(self, leaflet: Leaflet, name: str) -> HttpResponse:
        """Give the PDF: nothing of it may be kept on the way, it may hold a first name."""
        response = HttpResponse(render_leaflet(leaflet), content_type=PDF_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        response["Cache-Control"] = "no-store"
        return response

    def absolute(self, path: str) -> str:
        """Write the whole address of a page, as a telephone needs it."""
        return self.request.build_absolute_uri(path)


class ChooseForLeaflet(_OnPaper):
    """Looks for services and takes some. What is looked for is posted: it may say something of a person."""

    title = _("Préparer un dépliant")
    template_name = "directory/leaflet_choose.html"
    form_class = ChooseForm

    @property
    def taken(self) -> list[str]:
        """What is taken already: by the page, or by the address that led here."""
        query = self.request.POST if self.request.method == "POST" else self.request.GET
        return query.getlist("s")[:MOST_TAKEN]

    def get_initial(self) -> dict[str, Any]:
        """Take over what the address chose."""
        return {"s": self.taken}

    def get_form(self) -> ChooseForm:
        """Offer what was found, after what is taken already."""
        form = super().get_form()
        asked = Asked(shown=_FOUND)
        if form.is_bound:
            read = {name: form.data.get(name, "") for name in ("mots", "besoin", "quartier")}
            known = {code for code, _label in form.fields["quartier"].choices}
            asked = Asked(
                words=read["mots"][:200].replace("\x00", ""),
                need=read["besoin"] if read["besoin"] in dict(form.fields["besoin"].choices) else "",
                district=read["quartier"] if read["quartier"] in known else "",
                shown=_FOUND,
            )
        self.found = find_services(self.request.territory, asked, at=now())
        rows = chosen_services(self.request.territory, self.taken, on=today(), most=MOST_TAKEN)
        taken = [chosen.service for chosen in rows]
        offered = dict.fromkeys([*taken, *(answer.service for answer in self.found.answers)])
        form.offer((str(service.uuid), _named(service)) for service in offered)
        return form

    def get_context(self) -> dict[str, Any]:
        """Say how many answer."""
        return {"found": self.found.total, "shown": _FOUND, "form_id": CHOOSE_FORM, "prepare": PREPARE}

    def perform(self, form: forms.Form) -> HttpResponseBase:
        """Search again, or go on with what is taken."""
        if self.request.POST.get("etape") != PREPARE:
            return self.show(form=form)
        require(leaflet_decision(chosen=len(set(form.cleaned_data["s"])), gone=0))
        return redirect(composing(form.cleaned_data["s"]))


class ComposeLeaflet(_OnPaper):
    """Says in which language and for whom, then gives the leaflet."""

    title = _("Imprimer le dépliant")
    template_name = "directory/leaflet_compose.html"
    form_class = LeafletForm
    breadcrumb = (*ABOVE, (_("Préparer un dépliant"), reverse_lazy("directory:leaflet")))

    @cached_property
    def asked(self) -> list[str]:
        """What the address names, each once."""
        return list(dict.fromkeys(self.request.GET.getlist("s")))[:MOST_TAKEN]

    @cached_property
    def chosen(self) -> list[Chosen]:
        """What may be printed of it."""
        return chosen_services(self.request.territory, self.asked, on=today())

    @cached_property
    def contacts(self) -> dict[str, Any]:
        """Whom the resident may call."""
        return dict(contacts_of(self.request.user, self.request.territory))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the structures she acts for."""
        kwargs = super().get_form_kwargs()
        del kwargs["districts"]
        contacts = [(key, f"{contact.name}, {contact.telephone}") for key, contact in self.contacts.items()]
        return kwargs | {"contacts": contacts}

    def get_initial(self) -> dict[str, Any]:
        """Her own structure answers, unless she says otherwise."""
        return {"contact": next(iter(self.contacts), "")}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what will be printed; with nothing to print, choose first."""
        return super().get(request) if self.chosen else redirect("directory:leaflet")

    def get_context(self) -> dict[str, Any]:
        """List what is chosen, and tell beforehand on how many pages it holds."""
        shown = self.chosen[:MOST]
        kept = [str(chosen.service.uuid) for chosen in self.chosen]
        return {
            "services": [
                (chosen.service.name, chosen.service.structure.name, page_of(chosen.service))
                for chosen in shown
            ],
            "pages": pages_at_most(shown, on=today()),
            "gone": max(0, len(self.asked) - len(self.chosen)) if len(self.chosen) <= MOST else 0,
            "too_many": len(self.chosen) > MOST,
            "choose_url": f"{reverse('directory:leaflet')}?{urlencode({'s': kept}, doseq=True)}",
        }

    def perform(self, form: forms.Form) -> HttpResponseBase:
        """Give the leaflet."""
        count = len(self.asked)
        require(leaflet_decision(chosen=count, gone=0 if count > MOST else count - len(self.chosen)))
        read = form.cleaned_data
        leaflet = leaflet_of(
            self.chosen,
            language=language_of(read["langue"]),
            on=today(),
            absolute=self.absolute,
            first_name=read["prenom"].strip(),
            contact=self._whom_to_call(read),
        )
        return self.file(leaflet, "depliant")

    def _whom_to_call(self, read: dict[str, Any]) -> Contact | None:
        """The number she typed, else the one she chose; a typed one is that of her first structure."""
        if not read["telephone"]:
            return self.contacts.get(read.get("contact", ""))
        mine = memberships_of(self.request.user, self.request.territory)
        name = str(mine[0].partner) if mine else str(self.request.territory)
        return Contact(name, read["telephone"])


class Poster(_OnPaper):
    """« Qui peut m'aider ? »: a poster for the wall of a district."""

    title = _("Afficher l’offre d’un quartier")
    template_name = "directory/poster.html"
    form_class = PosterForm

    @cached_property
    def districts(self) -> dict[str, str]:
        """The priority districts, with their communes: two of them may bear one name."""
        rows = priority_districts_of(self.request.territory, on=today()).defer("contour")
        return {
            district.code: district.full_label
            for district in rows.prefetch_related("communes").order_by("sort_label", "code")
        }

    def get_initial(self) -> dict[str, Any]:
        """Take over the district that led here."""
        return {"quartier": self.request.GET.get("quartier", "")[:12]}

    def perform(self, form: forms.Form) -> HttpResponseBase:
        """Give the poster."""
        read, territory = form.cleaned_data, self.request.territory
        district = get_object_or_404(
            priority_districts_of(territory, on=today()).defer("contour"), code=read["quartier"]
        )
        leaflet = poster_of(
            territory, district, language=language_of(read["langue"]), on=today(), absolute=self.absolute
        )
        return self.file(leaflet, f"affiche-{district.code.lower()}")


def composing(uuids: Iterable[Any]) -> str:
    """The address that prints these services."""
    return f"{reverse('directory:leaflet-compose')}?{urlencode({'s': list(uuids)}, doseq=True)}"


def on_a_leaflet(services: Sequence[Service]) -> str:
    """Where to put these services on paper: to print where they are few enough, to choose among them otherwise."""
    if not services:
        return ""
    uuids = [service.uuid for service in services[:MOST_TAKEN]]
    if len(services) <= MOST:
        return composing(uuids)
    return f"{reverse('directory:leaflet')}?{urlencode({'s': uuids}, doseq=True)}"


def _named(service: Service) -> str:
    parts = (service.structure.name, service.commune_name)
    return _now("%(name)s – %(where)s") % {"name": service.name, "where": ", ".join(filter(None, parts))}
