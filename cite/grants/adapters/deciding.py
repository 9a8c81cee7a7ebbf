"""What waits for those who decide: opinions of the committee to agree to, decisions to prepare, act upon, tell."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import memberships_of, pilot_side
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.models import CommitteeItem
from cite.grants.permissions.applications import funders_of, visible_applications
from cite.grants.permissions.awards import visible_awards
from cite.grants.permissions.committee import visible_committees
from cite.ui.waiting import Waiting

_SHOWN = 5
_DECIDED_IN = (
    ApplicationState.ADVISED,
    ApplicationState.WAITING_LIST,
    ApplicationState.GRANTED,
    ApplicationState.REFUSED,
)
"""Where a funder may still decide: the word of the file follows the first funder who told its own."""
_STEPS = {
    AwardState.ASKED: (_("Décisions à préparer : %(funder)s"), "grants:call-decisions"),
    AwardState.PREPARED: (_("Actes à enregistrer : %(funder)s"), "grants:record-acts"),
    AwardState.RECORDED: (_("Décisions à notifier : %(funder)s"), "grants:publish"),
}
"""Where a decision stands → what its funder has to do, and where."""


def decisions_to_take(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the people of a funder what its decisions wait for, call by call."""
    user, territory = request.user, request.territory
    if not (funders := funders_of(user, territory)).exists():
        return
    rows = visible_awards(user, territory).filter(
        funder__in=funders,
        state__in=_STEPS,
        application__state__in=_DECIDED_IN,
    )
    names = ("state", "funder__uuid", "funder__name", "application__call__uuid", "application__call__title")
    for row in (
        rows.values(*names).annotate(count=Count("pk")).order_by("application__call__title", "funder__name")
    ):
        label, name = _STEPS[AwardState(row["state"])]
        args = [row["application__call__uuid"]]
        query = f"?financeur={row['funder__uuid']}&situation={AwardState.ASKED}#decisions"
        if row["state"] != AwardState.ASKED:
            args, query = [*args, row["funder__uuid"]], ""
        yield Waiting(
            label=str(label) % {"funder": row["funder__name"]},
            url=reverse(name, args=args) + query,
            detail=row["application__call__title"],
            count=row["count"],
        )


def opinions_to_agree(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a co-pilot which committees have opinions that the other side wrote, and that wait for hers."""
    side = pilot_side(request.user, request.territory)
    if side is None:
        return
    user, territory = request.user, request.territory
    own = [membership.partner_id for membership in memberships_of(user, territory)]
    rows = CommitteeItem.objects.filter(
        meeting__in=visible_committees(user, territory),
        application__in=visible_applications(user, territory).exclude(partner_id__in=own),
        application__state=ApplicationState.IN_REVIEW,
        **{f"agreed_by_{side.value}": None},
    ).exclude(outcome="")
    named = rows.values("meeting__uuid", "meeting__title", "meeting__starts_at").annotate(count=Count("pk"))
    for row in named.order_by("meeting__starts_at")[:_SHOWN]:
        yield Waiting(
            label=str(_("Avis à approuver : %(meeting)s")) % {"meeting": row["meeting__title"]},
            url=reverse("grants:committee-agree", args=[row["meeting__uuid"]]),
            count=row["count"],
        )
