"""What a search finds among the actors, and what waits for those who keep their list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.actors.permissions.organizations import can_manage_partners
from cite.actors.queries.directory import find_partners
from cite.actors.queries.duplicates import duplicates_to_review
from cite.search.ports import Hit
from cite.ui.waiting import Waiting


def find_organizations(request: HttpRequest, words: Sequence[str], limit: int) -> Sequence[Hit]:
    """Find organizations this person may see."""
    return [
        Hit(
            label=partner.organization.name,
            url=reverse("actors:organization", args=[partner.uuid]),
            detail=str(partner.organization.get_kind_display()),
        )
        for partner in find_partners(request.user, request.territory, words, limit)
    ]


def duplicates_waiting(request: HttpRequest) -> Iterable[Waiting]:
    """Tell those who keep the list how many pairs look alike."""
    if not can_manage_partners(request.user, request.territory):
        return
    count = duplicates_to_review(request.user, request.territory).count()
    if count:
        yield Waiting(
            label=ngettext("%(count)s doublon à examiner", "%(count)s doublons à examiner", count)
            % {"count": count},
            url=reverse("actors:duplicates"),
            detail=_("Deux fiches qui se ressemblent sont peut-être la même structure."),
            count=count,
        )
