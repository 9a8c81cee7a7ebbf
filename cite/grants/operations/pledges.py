"""The partners that a file names, and what each says of it through a link: evidence, not a declaration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, revoke_links, use_link
from cite.actors.models import Partner
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import PledgeAnswer, WritingAct, WritingObjection
from cite.grants.models import Application, Pledge
from cite.grants.notices.writing import PLEDGE
from cite.grants.operations.content import content_changed, locked_application
from cite.grants.permissions.writing import can_carry
from cite.grants.workflow import OVER
from cite.notifications.operations import notify

PLEDGE_PURPOSE = "grants.pledge"
COOL_DOWN = timedelta(days=2)
MAX_PLEDGES = 40
_LIFE = timedelta(days=60)


@transaction.atomic
def name_partner(
    *,
    application: Application,
    name: str,
    by: User,
    email: str = "",
    part: str = "",
    partner: Partner | None = None,
) -> Pledge:
    """Name a partner in a file; named again, its part and its address are corrected; said twice, once.

    What it answered was said of that part, from that address: once either changes, it is to be asked again.

    Raises:
        Refused: not hers, no longer to be written in, or too many partners.
    """
    file = locked_application(application, by)
    name = " ".join(name.split())
    said = {"email": email.strip().lower(), "part": part.strip(), "partner": partner}
    pledge = (
        Pledge.objects.select_for_update(of=("self",), no_key=True)
        .filter(application=file, name=name)
        .first()
    )
    if pledge is None:
        count = Pledge.objects.filter(application=file).count()
        require(unless(count < MAX_PLEDGES, WritingObjection.TOO_MANY_PARTNERS))
        pledge = Pledge.objects.create(territory=file.territory, application=file, name=name, **said)
    elif not _correct(pledge, said, by):
        return pledge
    _changed(file, by)
    record(WritingAct.NAME_PARTNER, by=by, target=file, changes={"name": (None, name)})
    return pledge


def _correct(pledge: Pledge, said: dict[str, Any], by: User) -> bool:
    if all(getattr(pledge, key) == value for key, value in said.items()):
        return False
    values = said | {"answer": PledgeAnswer.UNKNOWN, "words": "", "answered_by": "", "answered_at": None}
    if pledge.email != said["email"]:
        revoke_links(
            purpose=PLEDGE_PURPOSE, target_uuid=pledge.uuid, by=by
        )  # whoever had it is not the partner
        values["asked_at"] = None
    for key, value in values.items():
        setattr(pledge, key, value)
    pledge.save_next_version()
    return True


@transaction.atomic
def remove_partner(*, pledge: Pledge, by: User) -> None:
    """Take a partner out of a file; its link opens nothing any more.

    Raises:
        Refused: not hers, or no longer to be written in.
    """
    file = locked_application(pledge.application, by)
    Pledge.objects.select_for_update(of=("self",), no_key=True).filter(pk=pledge.pk).first()
    revoke_links(purpose=PLEDGE_PURPOSE, target_uuid=pledge.uuid, by=by)
    removed, _rows = Pledge.objects.filter(pk=pledge.pk).delete()
    if removed:
        _changed(file, by)
        record(WritingAct.REMOVE_PARTNER, by=by, target=file, changes={"name": (pledge.name, None)})


@transaction.atomic
def ask_partner(*, pledge: Pledge, by: User) -> Pledge:
    """Ask a partner by mail whether it takes part; the link before opens nothing any more.

    Raises:
        Refused: not hers, a file that is over, no address, no longer named, answered already, or asked less than
            two days ago.
    """
    pledge = _locked(pk=pledge.pk)
    file = pledge.application
    recent = pledge.asked_at is not None and now() - pledge.asked_at < COOL_DOWN
    require(
        can_carry(by, file)
        & unless(file.state not in OVER, WritingObjection.FILE_OVER)
        & unless(bool(pledge.email), WritingObjection.NO_ADDRESS)
        & unless(pledge.answer == PledgeAnswer.UNKNOWN, WritingObjection.ALREADY_ANSWERED)
        & unless(not recent, WritingObjection.ASKED_RECENTLY)
    )
    revoke_links(purpose=PLEDGE_PURPOSE, target_uuid=pledge.uuid, by=by)
    expires_at = now() + _LIFE
    _link, token = create_link(
        purpose=PLEDGE_PURPOSE,
        territory=file.territory,
        target_uuid=pledge.uuid,
        by=by,
        expires_at=expires_at,
    )
    pledge.asked_at = now()
    pledge.save_next_version()
    record(WritingAct.ASK_PARTNER, by=by, target=file, changes={"name": (None, pledge.name)})
    notify(
        kind=PLEDGE.key,
        territory=file.territory,
        address=pledge.email,
        fields={
            "carrier": file.partner.organization.name,
            "until": date_format(localtime(expires_at), "j F Y"),
        },
        path=reverse("grants:pledge", args=[token]),
        about=f"pledge:{pledge.uuid}:{today()}",
    )
    return pledge


@transaction.atomic
def answer_pledge(*, link: Link, answer: PledgeAnswer | str, words: str = "", name: str = "") -> Pledge:
    """Say whether one takes part, through the link that was received; it serves once.

    Raises:
        Refused: the link has served or expired, the partner is no longer named, or the file is over.
    """
    pledge = _locked(uuid=link.target_uuid)  # before its link: whoever revokes links holds the partner
    use_link(link=link)
    require(unless(pledge.application.state not in OVER, WritingObjection.FILE_OVER))
    pledge.answer = PledgeAnswer(answer)
    pledge.words, pledge.answered_by, pledge.answered_at = words.strip(), name.strip(), now()
    pledge.save_next_version()
    changes = {"answer": (None, str(pledge.answer))}
    record(WritingAct.ANSWER_PARTNER, target=pledge.application, changes=changes)
    return pledge


def _locked(**which: Any) -> Pledge:
    rows = Pledge.objects.select_related("application__territory", "application__partner__organization")
    pledge = rows.select_for_update(of=("self",), no_key=True).filter(**which).first()
    require(unless(pledge is not None, WritingObjection.NO_LONGER_NAMED))
    return pledge


def _changed(file: Application, by: User) -> None:
    content_changed(application=file, by=by)
    file.save_next_version()
