"""Our offer as open data: in the national standard, and with what the Cité adds."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.directory.permissions import can_moderate
from cite.directory.queries.documents import district_labels
from cite.directory.queries.exporting import Offer, flat, published_offer
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.tables import Column, Table
from cite.ui.views import PUBLIC, Page

CONTENTS = {
    "structures": (False, lambda offer: offer.structures),
    "services": (False, lambda offer: offer.services),
    "offre": (True, lambda offer: offer.services),
}
"""The files: whether what the Cité adds is in them, and which records."""
FORMATS = {"json": "JSON", "csv": "CSV", "xlsx": "Excel"}
"""The shapes of each file: how its name ends, and how people call it."""


class OpenFile(NamedTuple):
    """One link: `is_file`, or a feed that another program follows."""

    label: str
    href: str
    is_file: bool = True


class Parcel(NamedTuple):
    """What may be taken, in its shapes."""

    label: str
    files: list[OpenFile]


class OpenOffer(Page):
    """What may be downloaded, for the whole Cité and district by district."""

    title = _("L’offre de services en données ouvertes")
    permission = PUBLIC
    template_name = "directory/open_data.html"

    def get_context(self) -> dict[str, Any]:
        """Count what is published, and name the districts."""
        offer = published_offer(self.request.territory, on=today())
        services, structures = len(offer.services), len(offer.structures)
        districts = priority_districts_of(self.request.territory, on=today()).defer("contour")
        return {
            "parcels": [
                Parcel(_counted(_now("Les services"), services), _files("services")),
                Parcel(
                    _now(
                        "Les services, avec les quartiers, les langues, les facilités et les dates d’entrée"
                    ),
                    _files("offre"),
                ),
                Parcel(_counted(_now("Les structures qui les proposent"), structures), _files("structures")),
            ],
            "left_out": len(offer.left_out),
            "reasons": _reasons(offer) if can_moderate(self.request.user, self.request.territory) else [],
            "districts": [
                Parcel(district.full_label, _followed(urlencode({"quartier": district.code})))
                for district in districts.order_by("sort_label", "code")
            ],
        }


def _reasons(offer: Offer) -> list[tuple[str, str]]:
    """Say which sheets are left out and why, for those who can have them mended."""
    return [
        (name, " ".join(f"{note.field}\xa0: {note.remark.label}" for note in notes))
        for name, notes in offer.left_out
    ]


def _counted(label: str, count: int) -> str:
    return f"{label} ({count})"


def _files(contents: str, query: str = "") -> list[OpenFile]:
    addresses = {shape: reverse(f"directory:open-{contents}-{shape}") for shape in FORMATS}
    return [OpenFile(str(FORMATS[shape]), f"{address}{query}") for shape, address in addresses.items()]


def _followed(district: str) -> list[OpenFile]:
    """Give the files of a district, and what one follows of it."""
    return [
        *_files("services", f"?{district}"),
        OpenFile(_now("Nouveautés (Atom)"), f"{reverse('directory:feed')}?{district}", is_file=False),
        OpenFile(_now("Prochaines entrées (agenda)"), f"{reverse('directory:calendar')}?{district}"),
    ]


class OpenOfferFile(Page):
    """One file of the offer; `quartier` keeps the services that cover one district."""

    title = _("Fichier de l’offre de services")
    permission = PUBLIC
    contents = ""
    shape = "json"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the records of the standard: a list, or a table whose columns have its names.

        Raises:
            Http404: there is no such district.
        """
        with_additions, part = CONTENTS[self.contents]
        district = request.GET.get("quartier", "")[:16]
        if district and district not in district_labels(request.territory, on=today()):
            raise Http404
        offer = published_offer(
            request.territory, on=today(), district=district, with_additions=with_additions
        )
        name = f"{self.contents}-{district.lower()}" if district else self.contents
        response = self._shaped(part(offer), name)
        response["Access-Control-Allow-Origin"] = "*"  # public data, for any site
        return response

    def _shaped(self, records: list[dict[str, Any]], name: str) -> HttpResponseBase:
        """Write a file whose name tells its district: twenty of them are kept side by side."""
        if self.shape != "json":
            rows = [flat(record) for record in records]
            columns = tuple(Column(key=name, label=name) for name in (rows[0] if rows else ("source", "id")))
            table = Table(rows, columns=columns, params=QueryDict(), caption=self.contents)
            return table.csv_response(name) if self.shape == "csv" else table.xlsx_response(name)
        response = JsonResponse(records, safe=False, json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response
