"""The vocabulary of the offer of services."""

from cite.directory.enums.objections import ServiceObjection
from cite.directory.enums.services import (
    Facet,
    Level,
    ServiceState,
    ToBring,
    UpdateEvery,
)
from cite.directory.enums.standard import (
    AUDIENCES,
    CATEGORIES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    NETWORKS,
    RECEPTION_MODES,
    THEMES,
    Obstacle,
)

__all__ = [
    "AUDIENCES",
    "CATEGORIES",
    "FEES",
    "KINDS",
    "MOBILIZABLE_BY",
    "MOBILIZATION_MODES",
    "NETWORKS",
    "RECEPTION_MODES",
    "THEMES",
    "Facet",
    "Level",
    "Obstacle",
    "ServiceObjection",
    "ServiceState",
    "ToBring",
    "UpdateEvery",
]
