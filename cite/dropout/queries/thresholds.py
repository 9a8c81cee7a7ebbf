"""The thresholds in force, those under study, and what some would have given."""

from __future__ import annotations

from cite.dropout.enums.signs import ThresholdState
from cite.dropout.models import Replay, ThresholdSet
from cite.dropout.rules.thresholds import FIRST, Thresholds, read
from cite.tenancy.models import Territory


def in_force(territory: Territory) -> ThresholdSet | None:
    """Find the thresholds that a Cité has set; none as long as it uses the first ones."""
    return ThresholdSet.objects.filter(territory=territory, state=ThresholdState.IN_FORCE).first()


def thresholds_of(territory: Territory) -> Thresholds:
    """Read the thresholds of a Cité."""
    kept = in_force(territory)
    return read(kept.values, kept.closed) if kept else FIRST


def draft_of(territory: Territory) -> ThresholdSet | None:
    """Find the thresholds that wait for both agreements."""
    rows = ThresholdSet.objects.filter(territory=territory, state=ThresholdState.DRAFT)
    return rows.select_related("territory").first()


def replays_of(thresholds: ThresholdSet) -> list[Replay]:
    """List what thresholds would have given, the latest first."""
    return list(Replay.objects.filter(thresholds=thresholds).select_related("asked_by")[:10])
