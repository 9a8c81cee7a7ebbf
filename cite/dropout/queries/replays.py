"""What thresholds would have given over the past, and how far a try is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cite.dropout.enums.signs import Sign
from cite.dropout.models import Replay
from cite.dropout.queries.alerts import SHOWN_FROM
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
    """What one rule did, as it is read; `lead`: the median of the days gained, where enough drop-outs were seen."""

    label: str
    alerts: str
    true: str
    false: str
    too_soon: str
    lead: int | None


def figure(number: int) -> str:
    """Write a number of people, or that there are too few to tell: two tries that differ by one would name somebody."""
    return str(number) if number >= SHOWN_FROM else _("moins de %(least)d") % {"least": SHOWN_FROM}


def figures_of_replay(replay: Replay) -> list[tuple[str, str]]:
    """Tell the drop-outs of the period, and which were seen."""
    result = replay.result
    labels = {
        "drop_outs": _("Décrochages en tout"),
        "seen_in_time": _("Vus au moins trente jours avant"),
        "seen_late": _("Vus plus tard"),
        "unseen": _("Que rien n’annonçait"),
        "pathways": _("Parcours relus"),
    }
    return [(label, figure(result[key])) for key, label in labels.items()]


def progress_of(replay: Replay) -> ReplayProgress:
    """Tell how far a try is."""
    progress = job_progress(replay.job_id) if replay.job_id else None
    if progress is None:
        return ReplayProgress(0, 0, has_stopped=replay.job_id is not None)
    return ReplayProgress(progress.done, progress.total or 0, has_stopped=progress.status in _STOPPED)


def lines_of(replay: Replay) -> list[ReplayLine]:
    """List what each rule did, those that did the most first; all together last."""
    lines = replay.result["lines"]
    told = sorted(Sign, key=lambda sign: (-lines[sign]["alerts"], str(sign)))
    named = [(str(sign.label), lines[sign]) for sign in told]
    return [_line(label, line) for label, line in [*named, (_("Toutes ensemble"), lines[WHOLE])]]


def _line(label: str, line: dict[str, int | None]) -> ReplayLine:
    counts = {name: figure(line[name]) for name in ("alerts", "true", "false", "too_soon")}
    return ReplayLine(label, lead=line["lead"] if line["true"] >= SHOWN_FROM else None, **counts)
