"""Amendments: dates, amount or content change by an act, and the file, the envelope and the ledger follow."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.grants.enums import AmendmentKind
from cite.grants.enums.afterwards import AfterwardsAct
from cite.grants.models import Amendment, Award
from cite.grants.operations.closing import require_not_closed
from cite.grants.operations.envelopes import move_money
from cite.grants.operations.payments import locked_with_its_file
from cite.grants.operations.reports import expect_reports
from cite.grants.queries.ledger import ledger_of
from cite.grants.rules.afterwards import AmendedFacts, Amending, amendment_decision
from cite.grants.rules.amounts import euros


@transaction.atomic
def record_amendment(*, award: Award, change: Amending, by: User, version: int) -> Amendment:
    """Record an amendment; the same act recorded twice is one.

    Raises:
        Refused: not hers, nothing changes, more than the envelope, less than what is paid, or changed meanwhile.
    """
    award = locked_with_its_file(award, by)
    kind = AmendmentKind(change.kind)
    same = Amendment.objects.filter(award=award, kind=kind, act_number=change.act_number.strip()).first()
    if same and same.after == _after(kind, change):
        return same
    require(unless(award.version == version, SaveObjection.CHANGED_MEANWHILE))
    require_not_closed(award.application)
    require(amendment_decision(_facts(award), change, today()))
    before = _before(kind, award)
    _apply(kind, award, change, by)
    amendment = Amendment.objects.create(
        territory=award.territory,
        award=award,
        number=Amendment.objects.filter(award=award).count() + 1,
        kind=kind,
        reason=change.reason.strip(),
        before=before,
        after=_after(kind, change),
        act_number=change.act_number.strip(),
        act_on=change.act_on,
        recorded_by=by,
    )
    told = {"kind": (None, kind.value)}
    record(AfterwardsAct.AMEND, by=by, target=amendment, changes=told)
    return amendment


def _facts(award: Award) -> AmendedFacts:
    application = award.application
    return AmendedFacts(
        is_granted=award.is_granted,
        act_on=award.act_on,
        ledger=ledger_of(award),
        year=application.call.year,
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        has_envelope=award.envelope_id is not None,
    )


def _apply(kind: AmendmentKind, award: Award, change: Amending, by: User) -> None:
    application = award.application
    if kind == AmendmentKind.AMOUNT:
        move_money({award.envelope_id: change.amount - award.amount})
        award.amount = change.amount
    if kind == AmendmentKind.DATES:
        application.starts_on, application.ends_on = change.starts_on, change.ends_on
        days = {"starts_on": change.starts_on.isoformat(), "ends_on": change.ends_on.isoformat()}
        application.answers = application.answers | days
        application.save_next_version()
    award.save_next_version()
    if kind == AmendmentKind.AMOUNT:
        expect_reports(application=application, by=by)


def _before(kind: AmendmentKind, award: Award) -> dict[str, Any]:
    if kind == AmendmentKind.AMOUNT:
        return {"amount": str(award.amount), "words": euros(award.amount)}
    if kind == AmendmentKind.DATES:
        return _period(award.application.starts_on, award.application.ends_on)
    return {"words": _("tel que décrit dans le dossier %(number)s") % {"number": award.application.number}}


def _after(kind: AmendmentKind, change: Amending) -> dict[str, Any]:
    if kind == AmendmentKind.AMOUNT:
        return {"amount": str(change.amount), "words": euros(change.amount)} if change.amount else {}
    if kind == AmendmentKind.DATES:
        return _period(change.starts_on, change.ends_on)
    return {"words": change.content.strip()}


def _period(starts_on: Any, ends_on: Any) -> dict[str, Any]:
    if starts_on is None or ends_on is None:
        return {"words": _("dates à préciser")}
    said = {"start": date_format(starts_on, "j F Y"), "end": date_format(ends_on, "j F Y")}
    return {
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "words": _("du %(start)s au %(end)s") % said,
    }
