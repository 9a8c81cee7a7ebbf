"""Who sees and writes the offer of services."""

from cite.directory.permissions.overlaps import (
    can_judge,
    can_open_overlaps,
    sees_every_overlap,
    sides_in,
    visible_verdicts,
)
from cite.directory.permissions.services import (
    can_moderate,
    can_write_for,
    can_write_service,
    publishable_actions,
    shown_services,
    visible_services,
    writable_partners,
    writes_sheets,
)

__all__ = [
    "can_judge",
    "can_moderate",
    "can_open_overlaps",
    "can_write_for",
    "can_write_service",
    "publishable_actions",
    "sees_every_overlap",
    "shown_services",
    "sides_in",
    "visible_services",
    "visible_verdicts",
    "writable_partners",
    "writes_sheets",
]
