"""From somebody who was introduced, or asked to be called, to her file and her pathway: all of it, or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.directory.enums.callbacks import CallbackObjection, Outcome
from cite.directory.models import Callback
from cite.directory.operations.callbacks import note_call
from cite.directory.permissions.callbacks import can_answer
from cite.pathways.enums.pathways import Origin
from cite.pathways.models import Pathway
from cite.pathways.operations.pathways import open_pathway
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.models import Introduction
from cite.referrals.operations.introductions import close
from cite.referrals.permissions.introductions import can_care_for
from cite.residents.models import Resident
from cite.residents.operations.people import open_file
from cite.residents.operations.residences import note_residence
from cite.territories.models import District


@transaction.atomic
def enter_from_introduction(
    *,
    introduction: Introduction,
    by: Membership,
    district: District | None = None,
    takes_it: bool = True,
    **file: Any,
) -> Pathway:
    """Open the file and the pathway of somebody whom a relay introduced; the introduction ends there, and is erased.

    `file`: what `open_file` takes, the notice and the agreement with it; `district`: where she says that she lives.
    Twice is once.

    Raises:
        Refused: another organization cares for her, it is over, or what is said does not hold.
    """
    rows = Introduction.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("territory", "taken_by").get(pk=introduction.pk)
    before = Pathway.objects.filter(introduction=locked, opened_by=by).first()
    if before is not None:
        return before
    taken_by = locked.taken_by.partner_id if locked.taken_by else None
    require(
        can_care_for(by.user, locked)
        and unless(by.partner_id == taken_by, ReferralObjection.TAKEN_BY_ANOTHER)
    )
    require(unless(locked.erased_on is None, ReferralObjection.NOT_IN_THIS_STATE))
    resident = _opened(by, district, file)
    pathway = open_pathway(
        resident=resident,
        by=by,
        origin=Origin.RELAY,
        on=today(),
        introduction=locked,
        takes_it=takes_it,
    )
    close(
        introduction=locked,
        version=locked.version,
        by=by.user,
        ending=IntroductionState.MET,
        resident=resident,
    )
    return pathway


@transaction.atomic
def enter_from_callback(
    *,
    callback: Callback,
    by: Membership,
    district: District | None = None,
    takes_it: bool = True,
    **file: Any,
) -> Pathway:
    """Open the file and the pathway of somebody who asked to be called; her call ends as « orientée », and is erased.

    `file` and `district`: as for an introduction. Twice is once.

    Raises:
        Refused: not on duty in her district, it is over, or what is said does not hold.
    """
    rows = Callback.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("territory", "district").get(pk=callback.pk)
    if not locked.is_open:
        return _just_entered(by, file)
    require(can_answer(by.user, locked))
    resident = _opened(by, district, file)
    pathway = open_pathway(resident=resident, by=by, origin=Origin.CALLBACK, on=today(), takes_it=takes_it)
    note_call(callback=locked, version=locked.version, outcome=Outcome.ORIENTED, by=by.user, at=now())
    return pathway


def _opened(by: Membership, district: District | None, file: dict[str, Any]) -> Resident:
    resident = open_file(by=by, **file)
    if district is not None:
        note_residence(resident=resident, version=resident.version, by=by.user, district=district)
    return resident


def _just_entered(by: Membership, file: dict[str, Any]) -> Pathway:
    """Find what the same button opened a moment ago: nothing of the call leads there any more."""
    found = Pathway.objects.filter(
        opened_by=by,
        opened_on=today(),
        origin=Origin.CALLBACK,
        resident__first_name=str(file["first_name"]).strip(),
        resident__last_name=str(file["last_name"]).strip(),
    ).first()
    require(unless(found is not None, CallbackObjection.CLOSED))
    return found
