"""What was funded before us, and bilans received by another way, with their proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.actors.rules.identifiers import compact, siret_problem
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.files.enums import FileKind
from cite.files.models import StoredFile
from cite.files.operations import store_upload
from cite.files.rules import UploadPolicy
from cite.grants.enums import FundedAct, FundedObjection, FundedResult, FundedSource, ReportKind
from cite.grants.models import FundedAction
from cite.grants.operations.report_locking import locked_action
from cite.grants.operations.report_received import receive_report
from cite.grants.permissions.funded import can_import_funded, can_note_report, is_not_own
from cite.grants.queries.funded import partner_by_siret
from cite.grants.rules.funded import completed, funded_decision, received_decision
from cite.tenancy.models import Territory

PROOF_PURPOSE = "funded_proof"
PROOF_POLICY = UploadPolicy(
    max_bytes=20_000_000, kinds=frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.DOCUMENT})
)
_FIELDS = ("title", "year", "funder_name", "amount", "interim_received_on", "report_received_on", "note")
_COMPLETED = ("amount", "interim_received_on", "report_received_on")


@transaction.atomic
def keep_funded_row(
    *, territory: Territory, row: Mapping[str, Any], by: User
) -> tuple[FundedAction, FundedResult]:
    """Add the action a row describes, or complete the one already known; what is known is never overwritten.

    Raises:
        Refused: not hers to import, a wrong or unknown SIRET (nothing is created), or an implausible row.
    """
    require(can_import_funded(by, territory))
    siret = compact(str(row.get("siret") or ""))
    require(unless(siret_problem(siret) is None, FundedObjection.BAD_SIRET))
    partner = partner_by_siret(territory, siret)
    title, year = " ".join(str(row.get("title") or "").split())[:255], int(row.get("year") or 0)
    received = tuple(row.get(name) for name in ("interim_received_on", "report_received_on"))
    require(
        unless(partner is not None, FundedObjection.UNKNOWN_SIRET)
        & funded_decision(title=title, year=year, amount=row.get("amount"))
        & received_decision(received, year=year, on=today())
    )
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    given = {name: row.get(name) for name in _COMPLETED}
    key = {
        "partner": partner,
        "year": year,
        "title": title,
        "funder_name": str(row.get("funder_name") or "").strip()[:200],
    }
    funded = FundedAction.objects.select_for_update(of=("self",), no_key=True).filter(**key).first()
    if funded is None:
        funded = FundedAction.objects.create(
            territory=territory, source=FundedSource.IMPORTED, noted_by=by, **key, **given
        )
        record(FundedAct.IMPORT, by=by, target=funded, changes=differences({}, snapshot(funded, _FIELDS)))
        return funded, FundedResult.ADDED
    before = snapshot(funded, _FIELDS)
    missing = completed({name: getattr(funded, name) for name in _COMPLETED}, given)
    if not missing or funded.source != FundedSource.IMPORTED:
        return funded, FundedResult.UNCHANGED
    for name, value in missing.items():
        setattr(funded, name, value)
    funded.save_next_version()
    record(FundedAct.IMPORT, by=by, target=funded, changes=differences(before, snapshot(funded, _FIELDS)))
    return funded, FundedResult.UPDATED


def note_report_received(
    *,
    funded: FundedAction,
    on: date,
    is_final: bool,
    proof: UploadedFile,
    version: int,
    by: User,
    note: str = "",
) -> FundedAction:
    """Note that a bilan reached a funder by another way, with its proof; the gate opens at once.

    Its page here then waits to be read, and accepted, like any other.

    Raises:
        Refused: not the desk's, her own organization's, a day to come or before the year, a file that is not accepted,
            or changed meanwhile.
    """
    require(can_note_report(by, funded.territory) and is_not_own(by, funded))
    require(received_decision((on,), year=funded.year, on=today()))
    file = store_upload(
        upload=proof, policy=PROOF_POLICY, by=by, territory=funded.territory, purpose=PROOF_PURPOSE
    )
    return _note(funded=funded, on=on, is_final=is_final, file=file, version=version, by=by, note=note)


@transaction.atomic
def correct_funded_action(
    *,
    funded: FundedAction,
    title: str,
    funder_name: str,
    amount: Decimal | None,
    interim_received_on: date | None,
    report_received_on: date | None,
    note: str,
    version: int,
    by: User,
) -> FundedAction:
    """Correct an action that was imported: a mistake in the list, a bilan noted on the wrong line.

    Raises:
        Refused: not hers to correct, funded here, an implausible value, no reason, the same action twice, or changed
            meanwhile.
    """
    require(can_import_funded(by, funded.territory) and is_not_own(by, funded))
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=funded.partner_id)
    locked = FundedAction.locked(pk=funded.pk, version=version)
    title, funder_name = " ".join(title.split()), " ".join(funder_name.split())
    same = FundedAction.objects.filter(
        partner_id=locked.partner_id, year=locked.year, title=title, funder_name=funder_name
    )
    require(
        unless(locked.source == FundedSource.IMPORTED, FundedObjection.FUNDED_HERE)
        & funded_decision(title=title, year=locked.year, amount=amount)
        & received_decision((interim_received_on, report_received_on), year=locked.year, on=today())
        & unless(bool(note.strip()), FundedObjection.NO_REASON)
        & unless(not same.exclude(pk=locked.pk).exists(), FundedObjection.SAME_ACTION)
    )
    before = snapshot(locked, _FIELDS)
    locked.title, locked.funder_name, locked.amount = title, funder_name, amount
    locked.interim_received_on, locked.report_received_on = interim_received_on, report_received_on
    locked.note, locked.noted_by = note.strip()[:500], by
    locked.save_next_version()
    record(FundedAct.CORRECT, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS)))
    return locked


@transaction.atomic
def _note(
    *, funded: FundedAction, on: date, is_final: bool, file: StoredFile, version: int, by: User, note: str
) -> FundedAction:
    kind = ReportKind.FINAL if is_final else ReportKind.INTERIM
    locked_action(funded)
    locked = FundedAction.locked(pk=funded.pk, version=version)
    receive_report(funded=funded, kind=kind, on=on, by=by)
    before = snapshot(locked, _FIELDS)
    setattr(locked, "report_received_on" if is_final else "interim_received_on", on)
    locked.received_outside, locked.proof, locked.noted_by = True, file, by
    locked.note = note.strip()[:500] or locked.note
    locked.save_next_version()
    record(
        FundedAct.NOTE_REPORT, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS))
    )
    return locked
