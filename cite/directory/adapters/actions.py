"""What the pages of a funded action offer: its sheet, or the button that begins one."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.directory.permissions import publishable_actions
from cite.directory.queries.actions import shown_sheet_of
from cite.grants.ports import Door
from cite.tenancy.models import Territory


def sheet_doors(action: UUID, *, user: User, territory: Territory) -> Iterator[Door]:
    """Lead to the sheet of an action, or offer to begin it."""
    sheet = shown_sheet_of(user, territory, action)
    if sheet is not None:
        yield Door(_("Voir sa fiche dans l’offre de services"), reverse("directory:sheet", args=[sheet.uuid]))
    elif publishable_actions(user, territory).filter(uuid=action).exists():
        address = reverse("directory:publish-action", args=[action])
        yield Door(_("Publier sa fiche dans l’offre de services"), address, is_post=True)
