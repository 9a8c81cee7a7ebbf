"""The offer where people already are: feeds of a district, days of entry for a calendar, the list of pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event

from cite.core.dates import today
from cite.core.languages import LANGUAGES
from cite.directory.enums.needs import Need
from cite.directory.queries.documents import district_labels
from cite.directory.queries.feeds import coming_intakes, latest_services, shown_pages
from cite.ui.views import PUBLIC, Page

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_PAGES = (
    "portals:home",
    "directory:needs",
    "territories:address",
    "territories:map",
    "directory:where-called",
)
"""What residents come for."""


class _Feed(Page):
    """A file about one district (`quartier`), or about all of them."""

    permission = PUBLIC

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the Cité and the district.

        Raises:
            Http404: there is none of this name.
        """
        super().setup(request, *args, **kwargs)
        labels = district_labels(request.territory, on=today())
        self.district = request.GET.get("quartier", "")[:16]
        if request.territory is None or (self.district and self.district not in labels):
            raise Http404
        self.where = labels.get(self.district, str(request.territory))

    def absolute(self, name: str, *args: Any) -> str:
        """Write the whole address of a page."""
        return self.request.build_absolute_uri(reverse(f"directory:{name}", args=args))


class NewServices(_Feed):
    """The services published last, for a reader of feeds."""

    title = _("Nouveaux services")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give them as Atom, the latest first."""
        feed = Atom1Feed(
            title=_now("Nouveaux services – %(where)s") % {"where": self.where},
            link=self.absolute("needs"),
            description="",
            language="fr",
            author_name=str(request.territory),
            feed_url=request.build_absolute_uri(),
            feed_guid=request.build_absolute_uri(),  # each district is a feed of its own
        )
        for service in latest_services(request.territory, district=self.district, on=today()):
            page = self.absolute("service", service.uuid)
            published = datetime.combine(service.published_on or service.updated_on, time(), tzinfo=UTC)
            feed.add_item(
                title=service.name,
                link=page,
                author_name=service.structure.name,
                description=escape(service.summary),  # readers take it for HTML
                unique_id=f"urn:uuid:{service.uuid}",
                pubdate=published,
                updateddate=published,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class ComingIntakes(_Feed):
    """The days on which one may begin, for a calendar."""

    title = _("Prochaines entrées")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give them as iCalendar, each a whole day."""
        calendar = Calendar()
        calendar.add("prodid", "-//Cite de l emploi//offre//FR")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _now("Prochaines entrées – %(where)s") % {"where": self.where})
        for intake in coming_intakes(request.territory, district=self.district, on=today()):
            event = Event()
            event.add("uid", f"{intake.uuid}@cite-de-l-emploi")
            event.add("dtstamp", intake.updated_at.astimezone(UTC))
            event.add("dtstart", intake.starts_on)
            event.add("dtend", intake.starts_on + timedelta(days=1))
            event.add("summary", intake.service.name)
            event.add("url", self.absolute("service", intake.service.uuid))
            calendar.add_component(event)
        response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="prochaines-entrees.ics"'
        return response


class Sitemap(_Feed):
    """The pages of the offer, for search engines: the needs, every sheet that everybody may see, in each language."""

    title = _("Plan des pages de l’offre")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give them in the format of sitemaps.org."""
        ElementTree.register_namespace("xhtml", _XHTML)
        root = ElementTree.Element("urlset", xmlns=_SITEMAP)
        pages = [(path, None) for path in self._fixed_pages()]
        pages += [
            (reverse("directory:service", args=[uuid]), changed)
            for uuid, changed in shown_pages(request.territory, on=today())
        ]
        for path, changed in pages:
            self._add_page(root, path, changed)
        written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return HttpResponse(written, content_type="application/xml; charset=utf-8")

    @staticmethod
    def _fixed_pages() -> list[str]:
        """The pages that residents come for, then one for each need."""
        found = reverse("directory:find")
        return [*(reverse(name) for name in _PAGES), *(f"{found}?besoin={need}" for need in Need.values)]

    def _add_page(self, root: ElementTree.Element, path: str, changed: date | None) -> None:
        """Name a page in each language, each entry leading to the others."""
        addresses = [
            (language, self.request.build_absolute_uri(f"{language.root}{path[1:]}"))
            for language in LANGUAGES
        ]
        for _language, address in addresses:
            entry = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(entry, "loc").text = address
            if changed:
                ElementTree.SubElement(entry, "lastmod").text = changed.isoformat()
            for language, other in addresses:
                if language.code == language.tag:  # simple French has the tag of French
                    link = {"rel": "alternate", "hreflang": language.tag, "href": other}
                    ElementTree.SubElement(entry, f"{{{_XHTML}}}link", link)
