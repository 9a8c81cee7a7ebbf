"""The permission to see residents, given to an organization by both co-pilots, withdrawn by either."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.enums import HabilitationObjection, LegalTitle, PartnerState, PeopleAct, PilotSide
from cite.actors.models import Partner
from cite.actors.permissions.people import can_decide_habilitation, can_set_legal_title, pilot_side
from cite.actors.queries.people import administrators_of, agreements_of
from cite.actors.rules.habilitation import agreement_decision, end_decision, withdrawal_decision
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.notifications.operations import notify

FIELDS = (
    "legal_title",
    "habilitated_by_state",
    "habilitated_by_state_on",
    "habilitated_by_metropole",
    "habilitated_by_metropole_on",
    "habilitation_ends_on",
)


@transaction.atomic
def set_legal_title(*, partner: Partner, legal_title: LegalTitle | str, version: int, by: User) -> Partner:
    """Say under which title an organization may see people; another title puts an end to what was agreed.

    Raises:
        Refused: not hers to say, or somebody changed it meanwhile.
    """
    locked, before = _locked(partner, version)
    require(can_set_legal_title(by, locked))
    if locked.legal_title != legal_title:
        locked.legal_title = LegalTitle(legal_title)
        _clear(locked)
    return _keep(locked, before, PeopleAct.SET_LEGAL_TITLE, by)


@transaction.atomic
def agree_to_habilitation(*, partner: Partner, ends_on: date | None, version: int, by: User) -> Partner:
    """Give one side's agreement, dated today; with both, the organization may see residents.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no legal title, an end that makes no sense.
    """
    locked, before = _locked(partner, version)
    side = pilot_side(by, locked.territory)
    require(
        can_decide_habilitation(by, locked)
        & unless(locked.state == PartnerState.ACTIVE, HabilitationObjection.PARTNER_NOT_ACTIVE)
        & agreement_decision(agreements_of(locked), side, by.pk, locked.legal_title)
        & end_decision(ends_on, today())
    )
    if side == PilotSide.STATE:
        locked.habilitated_by_state, locked.habilitated_by_state_on = by, today()
    else:
        locked.habilitated_by_metropole, locked.habilitated_by_metropole_on = by, today()
    locked.habilitation_ends_on = _sooner(locked.habilitation_ends_on, ends_on)
    _keep(locked, before, PeopleAct.AGREE_HABILITATION, by)
    if agreements_of(locked).is_complete:
        _tell(locked, "actors.habilitation_given")
    return locked


@transaction.atomic
def withdraw_habilitation(*, partner: Partner, version: int, by: User) -> Partner:
    """Withdraw the habilitation: either co-pilot is enough, and access closes at once.

    Raises:
        Refused: not a co-pilot, or there is nothing to withdraw.
    """
    locked, before = _locked(partner, version)
    agreements = agreements_of(locked)
    require(can_decide_habilitation(by, locked) & withdrawal_decision(agreements))
    _clear(locked)
    _keep(locked, before, PeopleAct.WITHDRAW_HABILITATION, by)
    if agreements.is_complete:
        _tell(locked, "actors.habilitation_withdrawn")
    return locked


def _locked(partner: Partner, version: int) -> tuple[Partner, dict]:
    locked = Partner.locked(pk=partner.pk, version=version)
    return locked, snapshot(locked, FIELDS)


def _clear(partner: Partner) -> None:
    partner.habilitated_by_state = partner.habilitated_by_metropole = None
    partner.habilitated_by_state_on = partner.habilitated_by_metropole_on = None
    partner.habilitation_ends_on = None


def _sooner(first: date | None, second: date | None) -> date | None:
    """Keep the earlier of two ends: each co-pilot may shorten, neither lengthens alone."""
    return min((day for day in (first, second) if day), default=None)


def _keep(partner: Partner, before: dict, act: PeopleAct, by: User) -> Partner:
    partner.save_next_version()
    record(act, by=by, target=partner, changes=differences(before, snapshot(partner, FIELDS)))
    return partner


def _tell(partner: Partner, kind: str) -> None:
    for administrator in administrators_of(partner):
        notify(
            kind=kind,
            territory=partner.territory,
            to=administrator,
            fields={"organization": str(partner)},
            path=reverse("actors:team"),
            about=f"{kind}:{partner.uuid}:{partner.version}",
        )
