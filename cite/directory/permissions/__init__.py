"""Who sees and writes the offer of services."""

from cite.directory.permissions.services import (
    can_moderate,
    can_write_for,
    can_write_service,
    shown_services,
    visible_services,
    writable_partners,
)

__all__ = [
    "can_moderate",
    "can_write_for",
    "can_write_service",
    "shown_services",
    "visible_services",
    "writable_partners",
]
