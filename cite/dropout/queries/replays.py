"""What thresholds would have given over the past, and how far a try is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cite.dropout.enums.signs import Sign
from cite.dropout.models import Replay
from cite.dropout.rules.replay import WHOLE
from cite.jobs.enums import JobStatus
from cite.jobs.queries import job_progress

_STOPPED = (JobStatus.FAILED, JobStatus.CANCELED)


@dataclass(frozen=True, slots=True)
class ReplayProgress:
    """How far a try is; `has_stopped`: it will not end by itself."""

    done: int
    total: int
    has_stopped: bool


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """What one rule did; `lead` is the median number of days gained, none where no drop-out was seen."""

    label: str
    alerts: int
    true: int
    false: int
    too_soon: int
    lead: int | None


def progress_of(replay: Replay) -> ReplayProgress:
    """Tell how far a try is."""
    progress = job_progress(replay.job_id) if replay.job_id else None
    if progress is None:
        return ReplayProgress(0, 0, has_stopped=replay.job_id is not None)
    return ReplayProgress(progress.done, progress.total or 0, has_stopped=progress.status in _STOPPED)


def lines_of(replay: Replay) -> list[ReplayLine]:
    """List what each rule did, those that did something first; all together last."""
    lines = replay.result["lines"]
    told = sorted((sign for sign in Sign if lines[sign]["alerts"]), key=lambda sign: -lines[sign]["alerts"])
    named = [(str(sign.label), lines[sign]) for sign in told]
    return [ReplayLine(label, **line) for label, line in [*named, (_("Toutes ensemble"), lines[WHOLE])]]
