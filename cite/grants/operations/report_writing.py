"""A bilan being written: field by field, by several people, without losing a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.files.enums import FileKind
from cite.files.operations import expire_file, store_upload
from cite.files.rules import UploadPolicy
from cite.grants.enums import ReportAct, ReportObjection, ReportPiece, ReportState
from cite.grants.models import ActivityReport, ReportFile, ReportLine
from cite.grants.operations.report_lines import ADDED, plan_lines
from cite.grants.operations.report_locking import locked_report
from cite.grants.permissions.reports import can_write_report
from cite.grants.queries.reports import ReportSheet
from cite.grants.rules.amounts import AmountRefused, parse_amount
from cite.grants.rules.answers import Settlement, settle
from cite.grants.rules.report_questions import BY_KEY
from cite.grants.rules.report_values import (
    EXPLANATION_MAX,
    NOTE_MAX,
    Unreadable,
    read_answer,
    read_count,
    read_text,
    tidy,
)
from cite.grants.rules.reports import accounts_to_add
from cite.grants.workflow import REPORT

FILE_PURPOSE = "activity_report"
FILE_POLICY = UploadPolicy(
    max_bytes=20_000_000,
    kinds=frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.DOCUMENT, FileKind.XLSX, FileKind.ODS}),
)
MAX_LINES = 150
MAX_FILES = 30


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed in a field; `seen`: the fingerprint of what she had before her."""

    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of each field: saved, changed by somebody else meanwhile (with their text), or not readable."""

    report: ActivityReport
    sheet: ReportSheet
    saved: list[str] = field(default_factory=list)
    conflicts: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def begin_report(*, report: ActivityReport, by: User) -> ActivityReport:
    """Begin a bilan: what is planned is the budget of the file, with what was granted. Twice, once.

    Raises:
        Refused: not the carrier's.
    """
    require(can_write_report(by, report))
    report = locked_report(report)
    if report.state == ReportState.EXPECTED:
        _begin(report)
        report.save_next_version()
        record(ReportAct.WRITE, by=by, target=report)
    return report


@transaction.atomic
def save_fields(*, report: ActivityReport, fields: Mapping[str, Typed], by: User) -> Written:
    """Save what a person typed, each field by itself: what is refused of one never loses the others.

    Raises:
        Refused: not hers to write, or no longer to be written.
    """
    report = locked_report(report)
    require(can_write_report(by, report))
    if report.state == ReportState.EXPECTED:
        _begin(report)
    sheet = ReportSheet(report)
    written = Written(report, sheet)
    for name, typed in fields.items():
        _save_field(sheet, name, typed, written)
    if written.saved:
        ReportLine.objects.bulk_update(sheet.lines, ["planned", "realized", "explanation"])
        report.save_next_version()
        record(
            ReportAct.WRITE, by=by, target=report, changes={"fields": (None, ", ".join(written.saved)[:500])}
        )
    return written


@transaction.atomic
def add_line(
    *, report: ActivityReport, account: str, label: str, realized: Decimal | None, by: User
) -> ReportLine:
    """Add to the summary table a line of which nothing was planned; the same one twice, once.

    Raises:
        Refused: not hers to write, a total, or too many lines.
    """
    report = locked_report(report)
    known = {str(line.key) for line in accounts_to_add()}
    count = ReportLine.objects.filter(report=report).count()
    require(
        can_write_report(by, report)
        & unless(account in known, ReportObjection.NOT_A_SINGLE_LINE)
        & unless(count < MAX_LINES, ReportObjection.TOO_MANY_LINES)
    )
    told = {"account": account, "label": label, "realized": realized}
    if same := ReportLine.objects.filter(report=report, planned=0, position__gte=ADDED, **told).first():
        return same
    line = ReportLine.objects.create(
        territory=report.territory,
        report=report,
        planned=Decimal(0),
        position=ADDED + count,
        **told,
    )
    report.save_next_version()
    record(ReportAct.ADD_LINE, by=by, target=report, changes={"account": (None, account)})
    return line


@transaction.atomic
def remove_line(*, line: ReportLine, by: User) -> None:
    """Remove a line that was added; one that was planned stays, at zero.

    Raises:
        Refused: not hers to write, or a planned line.
    """
    report = locked_report(line.report)
    require(can_write_report(by, report) & unless(line.planned == 0, ReportObjection.UNKNOWN_LINE))
    ReportLine.objects.filter(pk=line.pk).delete()
    report.save_next_version()
    record(ReportAct.REMOVE_LINE, by=by, target=report, changes={"account": (line.account, None)})


def add_file(
    *, report: ActivityReport, piece: ReportPiece | str, upload: UploadedFile, by: User
) -> ReportFile:
    """Join a document to a bilan; the same bytes sent twice, once.

    Raises:
        Refused: not hers to write, too many, or a file that may not be received.
    """
    require(can_write_report(by, report))
    stored = store_upload(
        upload=upload, policy=FILE_POLICY, by=by, territory=report.territory, purpose=FILE_PURPOSE
    )
    try:
        joined = _join(report, ReportPiece(piece), stored, by)
    except BaseException:
        expire_file(file=stored)
        raise
    if joined.file_id != stored.pk:
        expire_file(file=stored)
    return joined


@transaction.atomic
def _join(report, piece, stored, by) -> ReportFile:
    report = locked_report(report)
    same = ReportFile.objects.filter(report=report, piece=piece, file__sha256=stored.sha256)
    if found := same.filter(file__erased_at=None).select_related("file").first():
        return found
    count = ReportFile.objects.filter(report=report).count()
    require(can_write_report(by, report) & unless(count < MAX_FILES, ReportObjection.TOO_MANY_FILES))
    joined = ReportFile.objects.create(
        territory=report.territory, report=report, piece=piece, file=stored, added_by=by
    )
    report.save_next_version()
    record(ReportAct.ADD_FILE, by=by, target=report, changes={"piece": (None, str(piece))})
    return joined


@transaction.atomic
def remove_file(*, file: ReportFile, by: User) -> None:
    """Take a document back; what was deposited with it keeps its name and its fingerprint.

    Raises:
        Refused: not hers to write.
    """
    report = locked_report(file.report)
    require(can_write_report(by, report))
    ReportFile.objects.filter(pk=file.pk).delete()
    report.save_next_version()
    record(ReportAct.REMOVE_FILE, by=by, target=report, changes={"piece": (file.piece, None)})


def _begin(report: ActivityReport) -> None:
    report.state = REPORT.target("begin", report.state)
    plan_lines(report)


def _save_field(sheet: ReportSheet, name: str, typed: Typed, written: Written) -> None:
    label = sheet.label(name)
    if label is None:
        raise Refused(Decision((ReportObjection.UNKNOWN_FIELD,)))
    stored = sheet.text(name)
    outcome = settle(stored, seen=typed.seen, typed=tidy(typed.text))
    if outcome == Settlement.CONFLICT:
        written.conflicts[name] = stored
    if outcome != Settlement.SAVED:
        return
    kind, _colon, key = name.partition(":")
    try:
        _WRITERS[kind](sheet, key, typed.text, label)
    except (Unreadable, AmountRefused) as problem:
        written.problems[name] = str(problem)
    else:
        written.saved.append(name)


def _write_answer(sheet: ReportSheet, key: str, text: str, label: str) -> None:
    sheet.report.answers = sheet.report.answers | {key: read_answer(BY_KEY[key], text)}


def _write_figure(sheet: ReportSheet, key: str, text: str, label: str) -> None:
    _merge_figure(sheet, key, value=read_count(text, label))


def _write_note(sheet: ReportSheet, key: str, text: str, label: str) -> None:
    _merge_figure(sheet, key, note=read_text(text, label, NOTE_MAX))


def _merge_figure(sheet: ReportSheet, key: str, **values: object) -> None:
    stored = sheet.report.figures.get(key, {})
    sheet.report.figures = sheet.report.figures | {key: stored | values}


def _write_amount(name: str, sheet: ReportSheet, key: str, text: str, label: str) -> None:
    amount = parse_amount(text)
    setattr(sheet.line(key), name, Decimal(0) if amount is None and name == "planned" else amount)


def _write_explanation(sheet: ReportSheet, key: str, text: str, label: str) -> None:
    sheet.line(key).explanation = read_text(text, label, EXPLANATION_MAX)


_WRITERS: dict[str, Callable[[ReportSheet, str, str, str], None]] = {
    "answer": _write_answer,
    "figure": _write_figure,
    "note": _write_note,
    "planned": partial(_write_amount, "planned"),
    "realized": partial(_write_amount, "realized"),
    "explanation": _write_explanation,
}
