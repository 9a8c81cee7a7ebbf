"""Alerts and thresholds for the tests, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from cite.accounts.models import User
from cite.dropout.models import Alert, Replay, ThresholdSet
from cite.dropout.rules.replay import Result
from cite.dropout.rules.thresholds import FIRST, written
from cite.pathways.models import Pathway
from cite.tenancy.models import Territory

SILENT = [
    {"sign": "silence", "severity": 2, "first": "2026-11-20", "about": "2026-09-20", "count": 0},
]


def make_alert(pathway: Pathway, **fields: Any) -> Alert:
    """Somebody fictional has not been heard for two months."""
    given = {"level": 2, "signs": SILENT, "since": date(2026, 11, 20), "looked_on": date(2026, 11, 20)}
    return Alert.objects.create(territory=pathway.territory, pathway=pathway, **given | fields)


def make_thresholds(territory: Territory, by: User, **fields: Any) -> ThresholdSet:
    """Thresholds that wait for both agreements."""
    values, closed = written(FIRST)
    given = {
        "number": 1,
        "values": values | {"silence_look": 50},
        "closed": closed,
        "why": "Plus tôt.",
        "written_by": by,
    }
    return ThresholdSet.objects.create(territory=territory, **given | fields)


def make_replay(thresholds: ThresholdSet, by: User, **fields: Any) -> Replay:
    """Thresholds tried over a year, that found nothing."""
    given = {
        "values": thresholds.values,
        "first_on": date(2025, 11, 1),
        "last_on": date(2026, 10, 31),
        "asked_by": by,
        "result": Result().as_rows(),
    }
    return Replay.objects.create(territory=thresholds.territory, thresholds=thresholds, **given | fields)
