"""Putting a Cité in service: the joint act of its co-pilots, and its suspension."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.actors.queries.people import holders_of
from cite.core.dates import now, today
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.notifications.operations import notify
from cite.opening.enums import ServiceAct, ServiceObjection, ServiceState
from cite.opening.models import Commissioning
from cite.opening.permissions import (
    can_agree_to_service,
    can_suspend_service,
    can_withdraw_agreement,
    side_to_agree,
)
from cite.opening.workflow import SERVICE
from cite.tenancy.models import Territory

_CONCERNED = CO_PILOTS | {Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER}


@transaction.atomic
def agree_to_service(*, territory: Territory, version: int, by: User) -> Commissioning:
    """Give the agreement of one's institution; with both, the Cité is in service from today.

    Raises:
        Refused: with every missing piece, or because it is the other co-pilot's turn.
    """
    commissioning = _locked(territory, version)
    require(can_agree_to_service(by, commissioning, today()))
    is_second = commissioning.state == ServiceState.AWAITING_OTHER
    side = side_to_agree(by, commissioning)
    commissioning.agree(side, by, today())
    act = ServiceAct.PUT_IN_SERVICE if is_second else ServiceAct.AGREE
    if is_second:
        commissioning.in_service_since = commissioning.in_service_since or now()
        commissioning.suspended_by, commissioning.suspended_on = None, None
        commissioning.suspension_reason = ""
    _move(commissioning, "join" if is_second else "agree", act, by)
    if is_second:
        _tell(territory, "opening.in_service", _CONCERNED, by)
    else:
        _tell(territory, "opening.agreed", CO_PILOTS, by)
    return commissioning


@transaction.atomic
def withdraw_agreement(*, territory: Territory, version: int, by: User) -> Commissioning:
    """Take back the agreement of one's institution, that the other co-pilot has not joined yet.

    Raises:
        Refused: there is none to take back, or it is the other's.
    """
    commissioning = _locked(territory, version)
    require(can_withdraw_agreement(by, commissioning))
    commissioning.forget_agreements()
    arrow = "stay_suspended" if commissioning.in_service_since else "withdraw"
    return _move(commissioning, arrow, ServiceAct.WITHDRAW, by)


@transaction.atomic
def suspend_service(*, territory: Territory, reason: str, version: int, by: User) -> Commissioning:
    """Stop the entry of new people, at once; either co-pilot may, both are needed to resume.

    Those who are followed are still followed: to leave them would do more harm.

    Raises:
        Refused: it is not in service, or no reason is given.
    """
    commissioning = _locked(territory, version)
    reason = " ".join(reason.split())
    require(can_suspend_service(by, commissioning) & unless(bool(reason), ServiceObjection.REASON_MISSING))
    commissioning.forget_agreements()
    commissioning.suspended_by, commissioning.suspended_on = by, today()
    commissioning.suspension_reason = reason[:500]
    _move(commissioning, "suspend", ServiceAct.SUSPEND, by)
    _tell(territory, "opening.suspended", _CONCERNED, by)
    return commissioning


def _locked(territory: Territory, version: int) -> Commissioning:
    """Lock the row, made on the first act, if nobody changed it since it was read."""
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    row, _created = Commissioning.objects.get_or_create(territory=territory)
    if row.version != version:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    return row


def _move(commissioning: Commissioning, arrow: str, act: ServiceAct, by: User) -> Commissioning:
    before = str(commissioning.state)
    commissioning.state = SERVICE.target(arrow, commissioning.state)
    commissioning.save_next_version()
    record(act, by=by, target=commissioning, changes={"state": (before, str(commissioning.state))})
    return commissioning


def _tell(territory: Territory, kind: str, roles: frozenset[Role], by: User) -> None:
    """Write to the people who hold these roles, but the one who acts."""
    fields = {} if kind == "opening.in_service" else {"person": str(by)}
    for person in holders_of(territory, roles):
        if person.pk != by.pk:
            notify(kind=kind, territory=territory, to=person, fields=fields, path=reverse("opening:service"))
