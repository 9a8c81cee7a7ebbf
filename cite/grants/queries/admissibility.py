"""What decides whether a file is admissible, and how long silence may still last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from cite.core.decisions import Decision
from cite.grants.enums import GateStage, PieceVerdict
from cite.grants.models import Application, Attachment, CorrectionRound, Remark
from cite.grants.queries.eligibility import verdict_of
from cite.grants.queries.report_gate import gate_of
from cite.grants.rules.admissibility import PieceCheck, check_pieces, pieces_decision
from cite.grants.rules.call_content import parameters_from, pieces_from
from cite.grants.rules.clock import RUNNING, Clock, ClockFacts, read_clock
from cite.grants.rules.eligibility import Verdict


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A document asked, what is known of it, and the files that were given for it."""

    code: str
    label: str
    verdict: PieceVerdict
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Admissibility:
    """Everything that stands against a file, criterion by criterion and document by document."""

    decision: Decision
    verdict: Verdict
    pieces: tuple[PieceLine, ...]


def admissibility_of(application: Application, on: date) -> Admissibility:
    """Judge a file on a day, all objections at once."""
    files = files_by_piece(application)
    checks = _checks(application, files)
    verdict = verdict_of(application, on)
    gate = gate_of(application.partner, application.call.year, GateStage.ADMISSIBILITY, on, application)
    pieces = pieces_decision(checks, remarks_left=remarks_left(application))
    decision = verdict.for_admissibility & gate & pieces
    return Admissibility(decision, verdict, _lines(checks, files))


def piece_lines_of(application: Application) -> tuple[PieceLine, ...]:
    """Say where each document asked stands, and judge nothing else: one query."""
    files = files_by_piece(application)
    return _lines(_checks(application, files), files)


def _lines(checks: list[PieceCheck], files: dict[str, list[Attachment]]) -> tuple[PieceLine, ...]:
    return tuple(
        PieceLine(c.piece.code, c.piece.label, c.verdict, tuple(files.get(c.piece.code, ()))) for c in checks
    )


def files_by_piece(application: Application) -> dict[str, list[Attachment]]:
    """List what was attached, by document asked."""
    found: dict[str, list[Attachment]] = defaultdict(list)
    for attachment in Attachment.objects.filter(application=application).select_related("file"):
        found[attachment.piece].append(attachment)
    return found


def _checks(application: Application, files: dict[str, list[Attachment]]) -> list[PieceCheck]:
    states = {code: [attachment.state for attachment in given] for code, given in files.items()}
    return check_pieces(pieces_from(application.edition.pieces), application.carrier_kind, states)


def remarks_left(application: Application) -> int:
    """Count the remarks that nobody settled, in the last request."""
    last = CorrectionRound.objects.filter(application=application).order_by("-number").values("pk")[:1]
    return Remark.objects.filter(round__in=last, is_settled=False).count()


def clock_of(application: Application, on: date) -> Clock | None:
    """Tell how long silence may still last; none before the deposit or once the file is decided."""
    if application.deposited_at is None or application.state not in RUNNING:
        return None
    return read_clock(clock_facts(application), on)


def clock_facts(application: Application) -> ClockFacts:
    """Gather what the clock needs; the day of a deposit is that of the project's time zone."""
    return ClockFacts(
        deposited_on=localtime(application.deposited_at).date(),
        months=parameters_from(application.edition.parameters).silence_months,
        paused_on=application.clock_paused_on,
        paused_days=application.clock_paused_days,
    )
