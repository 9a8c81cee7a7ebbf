"""What the maps of the offer draw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from cite.core.dates import today
from cite.directory.models import Service
from cite.directory.permissions import shown_services
from cite.directory.web.views.finding import ON_THE_MAP, InCite, public_page


class FindMap(InCite):
    """The places of the services of a page, for its map."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give them as GeoJSON."""
        asked = [text for text in request.GET.get("s", "")[:4000].split(",") if _is_uuid(text)]
        rows = shown_services(request.territory, on=today()).filter(
            uuid__in=asked[:ON_THE_MAP], longitude__isnull=False
        )
        return JsonResponse({"type": "FeatureCollection", "features": [_feature(row) for row in rows]})


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _feature(service: Service) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [service.longitude, service.latitude]},
        "properties": {
            "kind": "site",
            "code": str(service.uuid),
            "label": service.name,
            "url": public_page(service),
        },
    }
