"""Alerts, the thresholds that open them, and thresholds tried on the past."""

from cite.dropout.models.alerts import Alert
from cite.dropout.models.thresholds import Replay, ThresholdSet

__all__ = ["Alert", "Replay", "ThresholdSet"]
