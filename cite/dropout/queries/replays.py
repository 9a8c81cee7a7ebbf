"""What thresholds would have given over the past, and how far a try is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cite.core.masking import LEAST, Published, figure, published
from cite.dropout.enums.signs import Parameter
from cite.dropout.models import Replay
from cite.dropout.queries.thresholds import closed_lines
from cite.dropout.rules.replay import JUDGED, WHOLE
from cite.dropout.rules.thresholds import Thresholds, read
from cite.jobs.enums import JobStatus
from cite.jobs.queries import job_progress

_STOPPED = (JobStatus.FAILED, JobStatus.CANCELED)
_SEEN = ("seen_in_time", "seen_late", "unseen")
_JUDGED = ("true", "false", "too_soon")


@dataclass(frozen=True, slots=True)
class ReplayProgress:
    """How far a try is; `has_stopped`: it will not end by itself."""

    done: int
    total: int
    has_stopped: bool


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """What one rule did, none where masked; `lead`: the median of the days gained, where enough drop-outs were seen."""

    label: str
    alerts: int | None
    true: int | None
    false: int | None
    too_soon: int | None
    lead: int | None


def figures_of_replay(replay: Replay) -> list[tuple[str, str]]:
    """Tell the drop-outs of the period, and which were seen; what is small is masked, and not found by subtraction.

    Nor by another try: two that differ by one would name somebody.
    """
    result = replay.result
    told = _told(result, _SEEN)
    labels = {
        "seen_in_time": _("Vus au moins trente jours avant"),
        "seen_late": _("Vus plus tard"),
        "unseen": _("Que rien n’annonçait"),
    }
    pathways = result["pathways"] if result["pathways"] >= LEAST else None
    return [
        (_("Décrochages en tout"), figure(told.total)),
        *((label, figure(told.counts[key])) for key, label in labels.items()),
        (_("Parcours relus"), figure(pathways)),
    ]


def tried_values(replay: Replay, kept: Thresholds) -> list[tuple[str, str]]:
    """List the thresholds that were tried where they differ from those in force."""
    tried = read(replay.values, replay.closed)
    told = [
        (str(each.label), _("%(tried)s au lieu de %(kept)s") % {"tried": tried[each], "kept": kept[each]})
        for each in Parameter
        if tried[each] != kept[each]
    ]
    if tried.closed != kept.closed:
        told.append((_("Périodes où tout est fermé ici"), ", ".join(closed_lines(tried)) or _("Aucune")))
    return told


def progress_of(replay: Replay) -> ReplayProgress:
    """Tell how far a try is."""
    progress = job_progress(replay.job_id) if replay.job_id else None
    if progress is None:
        return ReplayProgress(0, 0, has_stopped=replay.job_id is not None)
    return ReplayProgress(progress.done, progress.total or 0, has_stopped=progress.status in _STOPPED)


def lines_of(replay: Replay) -> list[ReplayLine]:
    """List what each rule did, those that are told to have done the most first; all together last."""
    lines = replay.result["lines"]
    told = sorted(
        (_line(str(sign.label), lines[sign]) for sign in JUDGED),
        key=lambda line: (-(line.alerts or 0), line.label),
    )
    return [*told, _line(_("Toutes ensemble"), lines[WHOLE])]


def _line(label: str, line: Mapping[str, int | None]) -> ReplayLine:
    told = _told(line, _JUDGED)
    seen_enough = told.counts["true"] is not None and told.counts["true"] >= LEAST
    return ReplayLine(
        label, told.total, *(told.counts[key] for key in _JUDGED), line["lead"] if seen_enough else None
    )


def _told(row: Mapping[str, int | None], parts: tuple[str, ...]) -> Published[str]:
    return published({part: row[part] or 0 for part in parts})
