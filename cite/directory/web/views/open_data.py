"""Our offer as open data: in the national standard, and with what the Cité adds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.directory.queries.exporting import published_offer
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.views import PUBLIC, Page

CONTENTS = {
    "structures": (False, lambda offer: offer.structures),
    "services": (False, lambda offer: offer.services),
    "offre": (True, lambda offer: offer.services),
}
"""The files: whether what the Cité adds is in them, and which records."""


class OpenOffer(Page):
    """What may be downloaded, for the whole Cité and district by district."""

    title = _("L’offre de services en données ouvertes")
    permission = PUBLIC
    template_name = "directory/open_data.html"

    def get_context(self) -> dict[str, Any]:
        """Count what is published, and name the districts."""
        offer = published_offer(self.request.territory, on=today())
        districts = priority_districts_of(self.request.territory, on=today()).defer("contour")
        return {
            "services": len(offer.services),
            "structures": len(offer.structures),
            "left_out": len(offer.left_out),
            "districts": districts.order_by("sort_label", "code"),
        }


class OpenOfferFile(Page):
    """One file of the offer; `quartier` keeps the services that cover one district."""

    title = _("Fichier de l’offre de services")
    permission = PUBLIC
    contents = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the records of the standard, as a list."""
        with_additions, part = CONTENTS[self.contents]
        district = request.GET.get("quartier", "")[:16]
        offer = published_offer(
            request.territory, on=today(), district=district, with_additions=with_additions
        )
        response = JsonResponse(part(offer), safe=False, json_dumps_params={"ensure_ascii": False})
        response["Access-Control-Allow-Origin"] = "*"  # public data, for any site
        response["Content-Disposition"] = f'attachment; filename="{self.contents}.json"'
        return response
