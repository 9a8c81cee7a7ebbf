"""Whom a call is told to: the other co-pilot when one has agreed, the carriers when it is corrected."""

from __future__ import annotations

from django.urls import reverse

from cite.accounts.enums import CO_PILOTS
from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.grants.models import Application, CallEdition
from cite.grants.workflow import CARRIERS, EDITABLE
from cite.notifications.operations import notify


def ask_to_agree(edition: CallEdition, by: User) -> None:
    """Tell the other side that an edition waits for its agreement."""
    side = "metropole" if edition.agreed_by_metropole_on is None else "state"
    rows = Membership.objects.filter(role=f"co_pilot_{side}", state=MembershipState.ACTIVE)
    for member in rows.filter(role__in=CO_PILOTS).exclude(user=by).select_related("user").order_by("pk"):
        notify(
            kind="grants.call_to_agree",
            territory=edition.territory,
            to=member.user,
            fields={"call": edition.call.title},
            path=reverse("grants:call-desk", args=[edition.call.uuid]),
            about=f"grants.call_to_agree:{edition.uuid}:{edition.version}:{member.uuid}",
        )


def tell_carriers(edition: CallEdition) -> None:
    """Tell those who still write a file for this call that it was corrected."""
    files = Application.objects.filter(call=edition.call_id, state__in=EDITABLE)
    rows = Membership.objects.filter(
        partner_id__in=files.values("partner_id"), role__in=CARRIERS, state=MembershipState.ACTIVE
    )
    for member in rows.select_related("user").order_by("pk"):
        notify(
            kind="grants.call_corrected",
            territory=edition.territory,
            to=member.user,
            fields={"call": edition.call.title, "change": edition.change_reason},
            path=reverse("grants:call", args=[edition.call.uuid]),
            about=f"grants.call_corrected:{edition.uuid}:{member.uuid}",
        )
