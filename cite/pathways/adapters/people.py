"""What the page of a person offers: her pathways; and who follows her, to whom what comes for her goes first."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Refereeship
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.status import status_on, with_facts
from cite.residents.models import Resident
from cite.residents.permissions.people import can_write_in
from cite.residents.ports import Door


def pathway_doors(*, resident: Resident, user: User) -> Iterator[Door]:
    """Lead to the pathways of somebody that she may see, or offer to open one."""
    rows = visible_pathways(user, resident.territory).filter(resident=resident)
    found = list(with_facts(rows, today()).order_by("-number"))
    for each in found:
        label = _("Parcours n° %(number)s") % {"number": each.number}
        address, state = reverse("pathways:pathway", args=[each.uuid]), str(status_on(each).state.label)
        yield Door(label, address, state, is_main=each.closed_on is None)
    if all(each.closed_on for each in found) and can_write_in(user, resident):
        yield Door(
            _("Ouvrir un parcours"),
            reverse("pathways:open", args=[resident.uuid]),
            _("Un référent, des étapes, des rendez-vous."),
            is_main=True,
        )


def pathway_referents(*, resident: Resident) -> Iterator[Membership]:
    """Name the referent of the open pathway of somebody."""
    rows = Refereeship.objects.filter(
        pathway__resident=resident, pathway__closed_on=None, state=ReferentState.ACTIVE
    )
    for each in rows.select_related("member__user", "member__partner__organization"):
        yield each.member
