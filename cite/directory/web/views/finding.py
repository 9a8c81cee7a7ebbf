"""What residents find: a need, a few services, a sheet in plain words; and what they say when there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from babel.numbers import format_decimal
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.accounts.permissions import can_work_here
from cite.core.dates import now, today
from cite.core.speaking import spoken
from cite.directory.enums.needs import Need
from cite.directory.models import Service
from cite.directory.permissions import shown_services
from cite.directory.queries.audio import audios_to_hear
from cite.directory.queries.callbacks import call_me, moment_text
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import Answer, Asked, services_near
from cite.directory.queries.needs import need_links
from cite.directory.queries.public_sheet import (
    age_of,
    described,
    in_a_list,
    next_entries,
    open_words,
    public_sheet,
)
from cite.directory.rules.ordering import rounded_meters
from cite.directory.rules.sharing import ways_to_send
from cite.directory.web.forms.finding import FindForm
from cite.directory.web.views.asking import AsksServices
from cite.documents.gateways.qr import qr_picture
from cite.territories.enums import Status
from cite.territories.rules.residence import Answer as LocatedAt
from cite.ui.metadata import structured
from cite.ui.views import PUBLIC, Page

ABOVE = ((gettext_lazy("De quoi avez-vous besoin ?"), reverse_lazy("directory:needs")),)
ON_THE_MAP = 40
_NOTES = {
    "fee_details": gettext_lazy("Le prix"),
    "access_conditions": gettext_lazy("Pour entrer"),
    "prerequisites": gettext_lazy("Ce qu’il faut déjà savoir"),
    "audience_details": gettext_lazy("Pour qui"),
    "combinable_details": gettext_lazy("Avec d’autres aides"),
}
"""What else its author wrote, in French; each under a few words of the page."""


class Elsewhere(NamedTuple):
    """Another place of a service in a list: its sheet, its address, how far it is."""

    service: Service
    url: str
    distance: str

    @property
    def place(self) -> str:
        """Its address and its commune, in one: in an Arabic sentence they are read from left to right, whole."""
        return " · ".join(filter(None, (self.service.address, self.service.commune_name)))


class Shown(NamedTuple):
    """A service in a list: its sheet, its address, how far it is, what helps to choose, whether it is open, its age."""

    service: Service
    url: str
    distance: str
    facts: Any
    open_now: str
    age: str
    others: Sequence[Elsewhere] = ()


class CallLink(NamedTuple):
    """The button that asks to be called: where it leads, before when somebody calls, in which district.

    Without a district, it leads to the page that asks which.
    """

    url: str
    before: str = ""
    district: str = ""


class InCite(Page):
    """A page of residents about the offer of this Cité."""

    permission = PUBLIC
    in_languages = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the Cité asked for.

        Raises:
            Http404: this host has none.
        """
        super().setup(request, *args, **kwargs)
        if request.territory is None:
            raise Http404

    @cached_property
    def districts(self) -> dict[str, str]:
        """The priority districts, named by their codes."""
        return district_labels(self.request.territory, on=today())

    def call_link(self, codes: Sequence[str]) -> CallLink | None:
        """Offer to be called where the promise can be kept; `codes`: the districts where she may live."""
        found = call_me(self.request.territory, codes, now())
        if found is None or found.offer is None:
            return CallLink(reverse("directory:where-called")) if found else None
        district = found.offer.district
        url = reverse("directory:ask-call", args=[district.uuid])
        return CallLink(url, moment_text(found.offer.before, spoken()), district.full_label)

    def listed(self, answers: Any, district: str = "") -> list[Shown]:
        """Write services as lists show them; their pages remember the district that was chosen."""
        language, at, on = spoken(), now(), today()
        entries = next_entries([a.service for a in answers], on=on)
        chosen = f"?quartier={district}" if district else ""
        return [
            Shown(
                a.service,
                public_page(a.service) + chosen,
                distance_of(a),
                in_a_list(a.service, on=on, language=language, entry=entries.get(a.service.pk)),
                open_words(a.service, at=at, language=language),
                age_of(a.service, on=on, language=language),
                [Elsewhere(o.service, public_page(o.service) + chosen, distance_of(o)) for o in a.others],
            )
            for a in answers
        ]


class Needs(InCite):
    """The home by need."""

    title = gettext_lazy("De quoi avez-vous besoin ?")
    template_name = "directory/needs.html"

    def get_description(self) -> str:
        """Say how one finds."""
        return _("Choisissez un besoin, ou dites-le avec vos mots. Sans compte, et c’est gratuit.")

    def get_context(self) -> dict[str, Any]:
        """List the needs, and offer to say it in words."""
        return {"needs": need_links(), "form": FindForm(districts=self.districts, language=spoken())}


class Find(InCite, AsksServices):
    """What answers, for residents."""

    title = gettext_lazy("Les services près de chez vous")
    template_name = "directory/find.html"
    breadcrumb = ABOVE
    own_parameters = ("besoin",)

    def get_title(self) -> str:
        """Name the need."""
        asked = self.request.GET.get("besoin", "")
        return (
            str(Need(asked).label) if self.request.method == "GET" and asked in Need else super().get_title()
        )

    def perform(self, form: FindForm) -> HttpResponse:
        """Answer on the same page."""
        reply = self.ask(form)
        found, here = reply.found, _district_of(reply.place)
        district = reply.asked.district or here
        return self.show_answers(
            form=form,
            **reply.said,
            answers=self.listed(found.answers, district),
            near=self.listed(found.near, district),
            map_data=map_of(one.service for a in found.answers for one in (a, *a.others)),
            report_url=f"{reverse('directory:report-need')}?{_report(reply.asked)}",
            district_here=self.districts.get(here, ""),
            call=self.call_link([district] if district else []),
        )


class ServicePage(InCite):
    """A sheet in plain words: what is known in the language of the page, what its author wrote in French."""

    title = gettext_lazy("Un service")
    template_name = "directory/service.html"
    breadcrumb = ABOVE

    @cached_property
    def service(self) -> Service:
        """The sheet named in the address; one that was never published does not exist."""
        rows = Service.objects.filter(territory=self.request.territory).exclude(published_on=None)
        rows = rows.exclude(structure__partner__is_sensitive=True)
        return get_object_or_404(rows.select_related("structure", "territory"), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the service."""
        return self.service.name if self.is_shown else _("Ce service n’est plus proposé ici")

    @cached_property
    def is_shown(self) -> bool:
        """Whether everybody may still see it."""
        return shown_services(self.request.territory, on=today()).filter(pk=self.service.pk).exists()

    def get_template_names(self) -> list[str]:
        """Say that it is gone where it is."""
        return [self.template_name if self.is_shown else "directory/service_gone.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; what is hidden or archived is gone, and what is near comes instead."""
        if self.is_shown:
            return self.show()
        response = self.show(addresses=None)
        response.status_code = 410
        return response

    def get_description(self) -> str:
        """Say what the service is, in the words of its author."""
        return self.service.summary if self.is_shown else ""

    def get_context(self) -> dict[str, Any]:
        """Gather the sheet, or what is near."""
        if not self.is_shown:
            return {"answers": self.listed(services_near(self.service, at=now()))}
        service, language = self.service, spoken()
        address = self.request.build_absolute_uri(public_page(service))
        sheet = public_sheet(service, at=now(), language=language)
        return {
            "service": service,
            "sheet": sheet,
            "audios": audios_to_hear(service, language=language, on=today()),
            "structured": structured(described(service, sheet, address=address)),
            "sending": ways_to_send(service.name, address),
            "map_data": map_of([service]),
            "address": address,
            "professional_url": self._for_professionals(),
            "qr": qr_picture(address),
            "call": self.call_link(self._where_she_may_live()),
            "notes": [(label, text) for name, label in _NOTES.items() if (text := getattr(service, name))],
        }

    def _for_professionals(self) -> str:
        """The sheet with what is said to professionals, for those who work here."""
        works_here = can_work_here(self.request.user, self.request.territory)
        return reverse("directory:sheet", args=[self.service.uuid]) if works_here else ""

    def _where_she_may_live(self) -> list[str]:
        """The district chosen in the search, else those of the service."""
        chosen = self.request.GET.get("quartier", "")
        if chosen in self.districts:
            return [chosen]
        if self.service.covers_all_districts:
            return []
        return [district.code for district in self.service.districts.all()]


def public_page(service: Service) -> str:
    """The address of a sheet for residents, in the language of the page."""
    return reverse("directory:service", args=[service.uuid])


def map_of(services: Iterable[Service]) -> str:
    """The address of what the map of a page draws; nothing where no service has a place."""
    placed = [str(service.uuid) for service in services if service.longitude is not None]
    return f"{reverse('directory:find-map')}?s={','.join(placed[:ON_THE_MAP])}" if placed else ""


def distance_of(answer: Answer) -> str:
    """Say how far a service is."""
    if answer.distance is None:
        return ""
    meters, locale = rounded_meters(answer.distance), spoken().locale
    if meters < 1000:
        return _("À environ %(number)s m") % {"number": format_decimal(meters, locale=locale)}
    return _("À environ %(number)s km") % {"number": format_decimal(meters / 1000, locale=locale)}


def _district_of(place: LocatedAt | None) -> str:
    """The code of the priority district of this Cité where an address is; nothing where it is not settled."""
    is_settled = place is not None and place.status == Status.IN_QPV and place.district is not None
    return place.district.code if is_settled else ""


def _report(asked: Asked) -> str:
    query = QueryDict(mutable=True)
    query.update({"besoin": asked.need, "quartier": asked.district})
    return query.urlencode()
