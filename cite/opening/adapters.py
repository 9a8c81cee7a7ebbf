"""What opening tells on the pages of others: the banner of training mode, and what awaits the co-pilots."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.opening.enums import ServiceState
from cite.opening.permissions import (
    can_enter_real_residents,
    can_note_compliance,
    can_read_compliance,
    is_in_training,
)
from cite.opening.queries import absent_roles, commissioning_of, what_is_missing
from cite.ui.banners import Banner
from cite.ui.waiting import Waiting


def training_banner(request: HttpRequest) -> Banner | None:
    """Warn whoever works in a Cité that is not in service."""

    territory = getattr(request, "territory", None)
    if not can_work_here(request.user, territory):
        return None
    if decision := can_enter_real_residents(territory):
        return None
    reads = bool(can_read_compliance(request.user, territory))
    link = _("Voir ce qui manque") if is_in_training(territory) else _("Voir pourquoi")
    return Banner(
        sentence=" ".join(decision.sentences),
        url=reverse("opening:service") if reads else "",
        link=str(link) if reads else "",
    )


def awaiting_co_pilots(request: HttpRequest) -> Iterator[Waiting]:
    """Tell the co-pilots, and the data-protection officer, what stands between the Cité and real residents."""

    territory = getattr(request, "territory", None)
    if not can_note_compliance(request.user, territory):
        return
    url = reverse("opening:service")
    missing = what_is_missing(territory).objections
    in_service = commissioning_of(territory)
    if missing:
        is_urgent = in_service.state == ServiceState.IN_SERVICE
        label = _("Pièces à renouveler") if is_urgent else _("Pièces à noter avant la mise en service")
        count = len({objection.kind for objection in missing})
        yield Waiting(label=str(label), url=url, count=count, is_urgent=is_urgent)
    if not can_co_pilot(request.user, territory):
        return
    if not missing and in_service.state != ServiceState.IN_SERVICE:
        yield Waiting(label=str(_("Accord à donner pour mettre la Cité en service")), url=url, is_urgent=True)
    for role in absent_roles(territory, [Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER]):
        label = _("Personne n’a encore ce rôle : %(role)s. Invitez quelqu’un.") % {"role": role.label}
        yield Waiting(label=str(label), url=reverse("actors:team"))
