"""Opening somebody’s file with the least that helping her takes, changing it, and noting that she gave news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import differences, record, snapshot
from cite.core.models import SaveObjection
from cite.core.telephones import read_phone
from cite.opening.permissions import is_in_training
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.objections import IdentityObjection
from cite.residents.enums.people import NoticeWay, Protection, ResidentState
from cite.residents.enums.sharing import AgreementWay, Purpose
from cite.residents.models import InformationNotice, Resident, Sharing
from cite.residents.operations.locking import lock_resident
from cite.residents.permissions.people import can_open_file, can_write_in
from cite.residents.queries.people import facts_of
from cite.residents.rules.identity import identity_decision, name_key
from cite.residents.rules.notice import EDITION
from cite.residents.signals import sharing_given

_TWICE = timedelta(minutes=10)
_PHONES = ("phone", "via_phone", "guardian_phone")
_VIA = frozenset({"via_name", "via_phone", "via_agreed"})
_TEXTS = ("first_name", "last_name", "reachable_hours", "via_name", "guardian_name")

IDENTITY = ("first_name", "last_name", "birth_date", "birth_year", "sex")
PROTECTION = ("protection", "guardian_name", "guardian_phone", "guardian_informed")
CONTACT = (
    "phone",
    "email",
    "channel",
    "reachable_hours",
    "language",
    "languages",
    "needs_interpreter",
    "via_name",
    "via_phone",
    "via_agreed",
)
SITUATION = ("situations", "education_level")


@transaction.atomic
def open_file(
    *,
    by: Membership,
    first_name: str,
    last_name: str,
    notice: NoticeWay | str,
    way: AgreementWay | str = AgreementWay.TOLD,
    birth_date: date | None = None,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
    email: str = "",
    language: str = "fr",
    languages: Sequence[str] = (),
    situations: Sequence[str] = (),
    education_level: str = "",
    protection: Protection | str = "",
    guardian_name: str = "",
    guardian_phone: str = "",
    guardian_informed: bool | None = None,
    on: date | None = None,
) -> Resident:
    """Open somebody’s file: she had the notice, and she shares it with the structure that opens it, to be supported.

    In training mode it is the file of an invented person. Sent twice, it is once. `on`: the day it was opened, where
    it is not today.

    Raises:
        Refused: she may not open files, the Cité is suspended, or what is said does not hold.
    """
    on = on or today()
    require(can_open_file(by.user, by))
    # two at once, from one person: the second finds the file of the first
    Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    resident = Resident(
        territory=by.territory,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        birth_date=birth_date,
        birth_year=birth_year,
        sex=sex,
        phone=phone,
        email=email,
        language=language,
        languages=list(languages),
        situations=list(situations),
        education_level=education_level,
        protection=protection,
        guardian_name=guardian_name,
        guardian_phone=guardian_phone,
        guardian_informed=guardian_informed,
        partner=by.partner,
        created_by=by,
        last_heard_on=on,
        is_training=is_in_training(by.territory),
    )
    require(_settled(resident, on, IDENTITY))
    same = _just_opened(resident)
    if same is not None:
        return same
    resident.save()
    record(ResidentsAct.OPEN_FILE, by=by.user, target=resident, person=resident)
    _give_notice(resident, by, NoticeWay(notice), on)
    sharing = Sharing.objects.create(
        territory=by.territory,
        resident=resident,
        partner=by.partner,
        purpose=Purpose.SUPPORT,
        given_on=on,
        way=way,
        language=language,
        recorded_by=by,
    )
    record(ResidentsAct.GIVE_SHARING, by=by.user, target=sharing, person=resident)
    sharing_given.send(sender=Sharing, sharing=sharing)
    return resident


@transaction.atomic
def edit_identity(*, resident: Resident, version: int, by: User, fields: Mapping[str, Any]) -> Resident:
    """Correct who somebody is, and who has a say (`IDENTITY`, `PROTECTION`): the two hold together, or neither.

    Raises:
        Refused: not shared to write, changed meanwhile, or what is said does not hold.
    """
    return _edit(resident, version, by, fields, (*IDENTITY, *PROTECTION))


@transaction.atomic
def edit_contact(*, resident: Resident, version: int, by: User, fields: Mapping[str, Any]) -> Resident:
    """Change how somebody is reached, in which language, through whom (`CONTACT`).

    Raises:
        Refused: not shared to write, changed meanwhile, or what is said does not hold.
    """
    return _edit(resident, version, by, fields, CONTACT)


@transaction.atomic
def edit_situation(*, resident: Resident, version: int, by: User, fields: Mapping[str, Any]) -> Resident:
    """Change where somebody stands (`SITUATION`).

    Raises:
        Refused: not shared to write, or changed meanwhile.
    """
    return _edit(resident, version, by, fields, SITUATION)


@transaction.atomic
def give_notice(
    *, resident: Resident, by: Membership, way: NoticeWay | str, language: str, on: date | None = None
) -> InformationNotice:
    """Note that the information notice was given, in the edition in force. Twice the same day is once.

    Raises:
        Refused: not shared to write.
    """
    locked = lock_resident(resident.pk)
    require(can_write_in(by.user, locked))
    return _give_notice(locked, by, NoticeWay(way), on or today(), language)


@transaction.atomic
def note_news(*, resident: Resident, by: Membership, on: date) -> None:
    """Note that she gave news that day, and nothing of what she said: her file is kept from then on.

    News that are known already, or older, change nothing.

    Raises:
        Refused: not shared to write, or a day to come.
    """
    held = lock_resident(resident.pk)
    require(can_write_in(by.user, held) & unless(on <= today(), IdentityObjection.NEWS_IN_FUTURE))
    known = held.last_heard_on
    note_heard(resident=held, on=on)
    if held.last_heard_on != known:
        record(ResidentsAct.NOTE_NEWS, by=by.user, target=held, person=held)


@transaction.atomic
def note_heard(*, resident: Resident, on: date) -> None:
    """Note that something came from the person: the retention runs from that day. Never back, never in the future."""
    day = min(on, today())
    rows = Resident.objects.filter(pk=resident.pk, last_heard_on__lt=day)
    if rows.update(last_heard_on=day):
        resident.last_heard_on = day


def _edit(
    resident: Resident, version: int, by: User, fields: Mapping[str, Any], allowed: Sequence[str]
) -> Resident:
    if unknown := set(fields) - set(allowed):
        raise ValueError(f"not fields of this part of a file: {sorted(unknown)}")
    locked = lock_resident(resident.pk)
    require(can_write_in(by, locked))
    before = snapshot(locked, allowed)
    for name, value in fields.items():
        setattr(locked, name, value)
    if "birth_date" in fields:
        locked.birth_year = fields.get("birth_year")
    require(_settled(locked, today(), fields) & _reached_as_agreed(locked, fields))
    changes = differences(before, snapshot(locked, allowed))
    if not changes:
        return locked  # twice is once: nothing is left to change
    require(unless(locked.version == version, SaveObjection.CHANGED_MEANWHILE))
    locked.save_next_version()
    record(ResidentsAct.EDIT, by=by, target=locked, person=locked, changes=changes)
    return locked


def _settled(resident: Resident, on: date, written: Iterable[str]) -> Decision:
    """Put what was typed in the shape that is kept, and say everything that does not hold.

    Who she is is judged where it is `written`: whoever came of age meanwhile still has a telephone to change.
    """
    decision = _read_phones(resident)
    resident.first_name, resident.last_name = resident.first_name.strip(), resident.last_name.strip()
    if not {*IDENTITY, *PROTECTION}.isdisjoint(written):
        decision &= identity_decision(facts_of(resident, on))
    if resident.birth_date is not None:
        resident.birth_year = resident.birth_date.year
    if resident.protection == Protection.NONE:  # nobody else has a say any more: nothing is kept of who had
        resident.guardian_name, resident.guardian_phone, resident.guardian_informed = "", "", None
    texts = [getattr(resident, name) for name in _TEXTS]
    named = any(sign.isalpha() for sign in resident.first_name + resident.last_name)
    return unless(named, IdentityObjection.NO_NAME) & decision & check_free_text(*texts)


def _reached_as_agreed(resident: Resident, fields: Mapping[str, Any]) -> Decision:
    """Keep nothing of whoever she may be reached through before she agrees to it."""
    writes = not _VIA.isdisjoint(fields)
    holds = resident.via_agreed or not (resident.via_name.strip() or resident.via_phone)
    return unless(not writes or holds, IdentityObjection.VIA_NOT_AGREED)


def _read_phones(resident: Resident) -> Decision:
    readable = True
    for name in _PHONES:
        typed = getattr(resident, name).strip()
        number = read_phone(typed) if typed else ""
        readable = readable and (
            not typed or (number or "").startswith("+")
        )  # nobody lives at a short number
        setattr(resident, name, number or "")
    return unless(readable, IdentityObjection.PHONE_UNREADABLE)


def _just_opened(resident: Resident) -> Resident | None:
    """Find the file that the same person has just opened of the same person: a button pressed twice."""
    return Resident.objects.filter(
        territory=resident.territory,
        created_by=resident.created_by,
        state=ResidentState.ACTIVE,
        name_key=name_key(resident.first_name, resident.last_name),
        birth_date=resident.birth_date,
        phone=resident.phone,
        email=resident.email,
        created_at__gte=now() - _TWICE,
    ).first()


def _give_notice(
    resident: Resident, by: Membership, way: NoticeWay, on: date, language: str = ""
) -> InformationNotice:
    same = InformationNotice.objects.filter(
        resident=resident, edition=EDITION, given_on=on, way=way, language=language or resident.language
    ).first()
    if same is not None:
        return same
    notice = InformationNotice.objects.create(
        territory=resident.territory,
        resident=resident,
        edition=EDITION,
        given_on=on,
        way=way,
        language=language or resident.language,
        given_by=by,
    )
    record(ResidentsAct.GIVE_NOTICE, by=by.user, target=notice, person=resident)
    return notice
