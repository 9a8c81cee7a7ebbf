"""The thresholds in force, those under study, and what some would have given."""

from __future__ import annotations

from django.utils.translation import gettext as _

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


def closed_lines(thresholds: Thresholds) -> list[str]:
    """Say each period in which everything is closed, as people write it."""
    return [f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" for first, last in thresholds.closed]


def closures_of(kept: Thresholds, draft: Thresholds | None) -> list[tuple[str, str]]:
    """Lay the closed periods in force beside those under study: silence does not count there."""
    told = [(_("En vigueur"), kept), *([(_("À l’étude"), draft)] if draft else [])]
    return [(label, ", ".join(closed_lines(each)) or _("Aucune")) for label, each in told]


def replays_of(thresholds: ThresholdSet) -> list[Replay]:
    """List what thresholds would have given, the latest first."""
    return list(Replay.objects.filter(thresholds=thresholds).select_related("asked_by")[:10])
