"""The steps of a sheet: read before it is published, given back, put away, taken out again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.life import DirectoryAct, LifeObjection, SheetStep
from cite.directory.models import Service, ServiceVersion
from cite.directory.notices import PUBLISHED, PUT_BACK, RETURNED
from cite.directory.operations.indexing import follow_services
from cite.directory.operations.writing import keep_contents, lock, note_step, tell_moderators
from cite.directory.permissions import can_moderate, can_write_service
from cite.directory.queries.people import authors_of
from cite.directory.queries.written import facts_of, last_reviewed, publication_of
from cite.directory.rules.contents import known_today
from cite.directory.rules.freshness import shown_until
from cite.directory.workflow import SERVICE
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind


@transaction.atomic
def submit_sheet(*, service: Service, version: int, by: User) -> Service:
    """Propose a sheet to those who read it before the public.

    Raises:
        Refused: not hers, changed meanwhile, or everything it lacks.
    """
    locked = _locked(service, "submit", version)
    if locked.state == ServiceState.SUBMITTED:
        return locked
    require(can_write_service(by, locked))
    require(publication_of(locked, facts_of(locked), today()))
    _move(locked, "submit", DirectoryAct.SUBMIT, by=by)
    tell_moderators(locked)
    return locked


@transaction.atomic
def take_back_sheet(*, service: Service, version: int, by: User) -> Service:
    """Take back a sheet that nobody has read yet.

    Raises:
        Refused: not hers, or already read.
    """
    locked = _locked(service, "take_back", version)
    if locked.state == ServiceState.DRAFT:
        return locked
    require(can_write_service(by, locked))
    return _move(locked, "take_back", DirectoryAct.TAKE_BACK, by=by)


@transaction.atomic
def publish_sheet(*, service: Service, version: int, by: User) -> Service:
    """Let residents read a sheet, as it was when the moderator read it.

    Raises:
        Refused: not hers to publish, changed meanwhile, or everything it lacks.
    """
    locked = _locked(service, "publish", version)
    if locked.state == ServiceState.PUBLISHED:
        return locked
    require(can_moderate(by, locked.territory))
    on = today()
    require(publication_of(locked, facts_of(locked), on))
    locked.published_on = locked.published_on or on
    locked.needs_review = False
    believe(locked, on)
    _move(locked, "publish", DirectoryAct.PUBLISH, by=by)
    _mark_reviewed(locked, by)
    until = date_format(locked.shown_until, "j F Y")
    tell_authors(locked, PUBLISHED, besides=by, until=until)
    return locked


@transaction.atomic
def return_sheet(*, service: Service, version: int, words: str, by: User) -> Service:
    """Give a sheet back to who wrote it, with the reason.

    Raises:
        Refused: not hers to read, changed meanwhile, or no reason.
    """
    locked = _locked(service, "return", version)
    if locked.state == ServiceState.DRAFT:
        return locked
    require(can_moderate(by, locked.territory))
    require(unless(bool(words.strip()), LifeObjection.WORDS_MISSING))
    _move(locked, "return", DirectoryAct.RETURN, by=by, words=words)
    tell_authors(locked, RETURNED, besides=by)
    return locked


@transaction.atomic
def archive_sheet(*, service: Service, version: int, words: str = "", by: User) -> Service:
    """Put a sheet away: nobody finds it any more, nothing of it is lost.

    Raises:
        Refused: not hers to write, or changed meanwhile.
    """
    locked = _locked(service, "archive", version)
    if locked.state == ServiceState.ARCHIVED:
        return locked
    require(can_write_service(by, locked))
    locked.needs_review = False
    return _move(locked, "archive", DirectoryAct.ARCHIVE, by=by, words=words)


@transaction.atomic
def reopen_sheet(*, service: Service, version: int, by: User) -> Service:
    """Take a sheet out again: a draft, that will be read before residents see it.

    Raises:
        Refused: not hers to write, or changed meanwhile.
    """
    locked = _locked(service, "reopen", version)
    if locked.state == ServiceState.DRAFT:
        return locked
    require(can_write_service(by, locked))
    return _move(locked, "reopen", DirectoryAct.REOPEN, by=by)


@transaction.atomic
def accept_changes(*, service: Service, version: int, by: User) -> Service:
    """Accept what an author changed in a published sheet, as the moderator read it.

    Raises:
        Refused: not hers to read, changed meanwhile, or nothing to accept.
    """
    locked = _versioned(service, version)
    require(can_moderate(by, locked.territory))
    _require_changes(locked)
    locked.needs_review = False
    locked.save_next_version()
    _mark_reviewed(locked, by)
    note_step(locked, SheetStep.ACCEPT, by=by)
    record(DirectoryAct.ACCEPT, by=by, target=locked)
    return locked


@transaction.atomic
def put_back_sheet(*, service: Service, version: int, words: str, by: User) -> Service:
    """Put back what the sheet said when it was last reviewed; what the author wrote stays among its versions.

    Raises:
        Refused: not hers to read, changed meanwhile, no reason, or nothing to put back.
    """
    locked = _versioned(service, version)
    require(can_moderate(by, locked.territory))
    _require_changes(locked)
    reviewed = last_reviewed(locked)
    require(
        unless(reviewed is not None, LifeObjection.NEVER_REVIEWED)
        & unless(bool(words.strip()), LifeObjection.WORDS_MISSING)
    )
    locked.needs_review = False
    keep_contents(locked, reviewed.facts | known_today(reviewed.facts), by=by, on=today(), is_reviewed=True)
    note_step(locked, SheetStep.PUT_BACK, by=by, words=words)
    record(DirectoryAct.PUT_BACK, by=by, target=locked)
    tell_authors(locked, PUT_BACK, besides=by)
    return locked


def believe(service: Service, on: date) -> None:
    """Say that a sheet is true on a day, and until when the public sees it."""
    service.confirmed_on = on
    service.shown_until = shown_until(on, service.update_every)
    service.warnings_sent = 0


def _locked(service: Service, arrow: str, version: int) -> Service:
    """Fetch a sheet for a step; a step already taken is no refusal, its operation gives the sheet as it is."""
    locked = lock(service)
    if locked.state in {t.target for t in SERVICE.transitions if t.name == arrow}:
        return locked
    _check(locked, version)
    require(unless(SERVICE.allows(arrow, locked.state), ServiceObjection.NOT_IN_THIS_STATE))
    return locked


def _versioned(service: Service, version: int) -> Service:
    locked = lock(service)
    _check(locked, version)
    return locked


def _check(service: Service, version: int) -> None:
    if service.version != version:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))


def _require_changes(service: Service) -> None:
    waits = service.state == ServiceState.PUBLISHED and service.needs_review
    require(unless(waits, LifeObjection.NOTHING_TO_ACCEPT))


def _move(service: Service, arrow: str, act: DirectoryAct, *, by: User, words: str = "") -> Service:
    before = service.state
    service.state = SERVICE.target(arrow, before)
    service.save_next_version()
    follow_services(territory=service.territory, services=[service])
    note_step(service, SheetStep(arrow), by=by, words=words)
    record(act, by=by, target=service, changes={"state": (str(before), str(service.state))})
    return service


def _mark_reviewed(service: Service, by: User) -> None:
    """Mark the version on screen as read; a sheet that has none keeps what it says as its first."""
    latest = ServiceVersion.objects.filter(service=service).order_by("-number").first()
    if latest is None:
        facts = facts_of(service)
        latest = ServiceVersion(
            territory=service.territory, service=service, number=1, facts=facts, by=by, is_reviewed=True
        )
    latest.is_reviewed = True
    latest.save()


def tell_authors(
    service: Service, kind: NoticeKind, *, besides: User, page: str = "sheet", **fields: str
) -> None:
    """Tell those who write a sheet, but whoever acts; `page`: the one of the sheet to open."""
    for person in authors_of(service):
        if person.pk != besides.pk:
            notify(
                kind=kind.key,
                territory=service.territory,
                to=person,
                fields={"service": service.name, **fields},
                path=reverse(f"directory:{page}", args=[service.uuid]),
                about=f"service:{service.uuid}",
            )
