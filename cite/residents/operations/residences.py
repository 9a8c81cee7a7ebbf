"""Where somebody lives: the answer given that day is frozen, what was known before is kept."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.objections import ResidenceObjection
from cite.residents.models import Residence, Resident
from cite.residents.operations.locking import lock_resident
from cite.residents.permissions.people import can_write_in
from cite.territories.enums import DistrictKind, Status
from cite.territories.models import Commune, District
from cite.territories.rules.residence import Answer

_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_WHAT = ("address", "answer", "district_id", "is_declared", "since")


@transaction.atomic
def note_residence(
    *,
    resident: Resident,
    version: int,
    by: User,
    since: date | None = None,
    address: str = "",
    answer: Answer | None = None,
    district: District | None = None,
) -> Residence:
    """Note where somebody lives from a day on: an address with its answer, the district she says, or « unknown ».

    `answer` is what `territories` said of the address; `district`, what she said without an address. What was known
    before ends there; what was noted this very day, of this very day, is corrected. The same thing twice is once.

    Raises:
        Refused: not shared to write, changed meanwhile, a day in the future or before what is known already.
    """
    on = today()
    since = since or on
    locked = lock_resident(resident.pk)
    require(can_write_in(by, locked))
    home = _home(locked, since, on, address.strip(), answer, district)
    rows = Residence.objects.select_for_update(of=("self",), no_key=True)
    before = rows.filter(resident=locked, until=None).first()
    if before is not None and all(getattr(before, name) == getattr(home, name) for name in _WHAT):
        return before  # twice is once: nothing is left to change
    require(
        unless(locked.version == version, SaveObjection.CHANGED_MEANWHILE)
        & unless(since <= on, ResidenceObjection.IN_FUTURE)
        & unless(before is None or before.since <= since, ResidenceObjection.BEFORE_WHAT_IS_KNOWN)
        & check_free_text(address)
    )
    if before is not None and before.since == since and before.answered_on == on:
        before.delete()  # corrected the day it was noted: nobody lived there
    elif before is not None:
        before.until = max(before.since, since - timedelta(days=1))
        before.save()
    home.save()
    locked.save_next_version()
    record(ResidentsAct.NOTE_RESIDENCE, by=by, target=home, person=locked)
    return home


def _home(
    resident: Resident,
    since: date,
    on: date,
    address: str,
    answer: Answer | None,
    district: District | None,
) -> Residence:
    home = Residence(territory=resident.territory, resident=resident, since=since, answered_on=on)
    if answer is not None:
        code = _POSTAL_CODE.search(answer.resolved_address or address)
        home.address = (answer.resolved_address or address)[:300]
        home.postal_code = code[0] if code else ""
        home.commune = (
            Commune.objects.filter(code=answer.commune_code).first() if answer.commune_code else None
        )
        home.longitude, home.latitude = answer.longitude, answer.latitude
        home.answer, home.generation = answer.status, answer.generation
        home.district = _district_of(answer)
    elif district is not None:
        home.answer, home.district, home.is_declared = Status.IN_QPV, district, True
        home.generation = district.generation
    return home


def _district_of(answer: Answer) -> District | None:
    if answer.status != Status.IN_QPV or not answer.qpv_code:
        return None
    rows = District.objects.filter(kind=DistrictKind.PRIORITY, code=answer.qpv_code)
    return rows.order_by("is_withdrawn", "-generation").first()
