"""Lists of services, read by the programs of those who read them on the site: hers, her organization's, her districts'.

Favourites stay on the site.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from cite.api.keys import KeyBearer
from cite.api.list_schemas import ListDetail, Lists
from cite.api.offer_queries import service_summary
from cite.api.offer_schemas import Pages
from cite.api.problems import territory_of
from cite.directory.models import Selection
from cite.directory.permissions.selections import visible_selections
from cite.directory.queries.selections import counted, selection_sheets


class ListKey(KeyBearer):
    """The key of whoever acts for an organization."""

    def opens(self, membership: Any) -> bool:
        """Open to whatever a person is in her organization."""
        return True


router = Router(tags=["lists"], auth=ListKey())
_LIST = Path(description="Identifiant de la liste.")


@router.get(
    "/lists",
    response=Lists,
    operation_id="list_lists",
    summary="Les listes de services que vous lisez",
    description="Les vôtres, celles de la structure de la clé, celles des quartiers où vous travaillez. Les favoris "
    "restent sur le site.",
)
def list_lists(request: HttpRequest, asked: Query[Pages]) -> dict[str, Any]:
    """List the lists that the person of the key reads."""
    pages = Paginator(_readable(request).order_by("name", "pk"), asked.per_page)
    rows = pages.page(asked.page).object_list if asked.page <= pages.num_pages else []
    return {
        "total": pages.count,
        "page": asked.page,
        "next_page": asked.page + 1 if asked.page < pages.num_pages else None,
        "lists": [_summary(row) for row in rows],
    }


@router.get(
    "/lists/{id}",
    response=ListDetail,
    operation_id="get_list",
    summary="Une liste et ses services, en ordre",
    description="Les services proposés aujourd’hui, chacun avec son mot pour les collègues.",
)
def get_list(request: HttpRequest, id: UUID = _LIST) -> dict[str, Any]:
    """Tell a list."""
    selection = get_object_or_404(_readable(request), uuid=id)
    sheets = selection_sheets(selection, request.user)
    offered = [sheet for sheet in sheets if sheet.is_offered]
    return _summary(selection) | {
        "offered": [{"note": sheet.note, "service": service_summary(sheet.service)} for sheet in offered],
        "no_longer_offered": len(sheets) - len(offered),
    }


def _readable(request: HttpRequest) -> QuerySet[Selection]:
    """List what she reads on the site, without what another organization of hers shares."""
    rows = visible_selections(request.user, territory_of(request))
    rows = rows.filter(is_favourites=False, removed_at=None)
    here = Q(partner=None) | Q(partner=request.membership.partner_id) | Q(district__isnull=False)
    return counted(rows.filter(here)).select_related("territory")


def _summary(selection: Selection) -> dict[str, Any]:
    return {
        "id": selection.uuid,
        "name": selection.name,
        "purpose": selection.purpose,
        "is_shared": selection.partner_id is not None,
        "district": selection.district.code if selection.district is not None else None,
        "services": selection.how_many,
        "updated_at": selection.updated_at,
    }
