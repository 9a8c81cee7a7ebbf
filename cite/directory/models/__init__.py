"""The tables of the offer of services."""

from cite.directory.models.audio import ServiceAudio
from cite.directory.models.callbacks import Callback, DutyAbsence, DutyPartner, DutyShift
from cite.directory.models.finding import EverydayExpression, PartnerSite, UnmetNeed
from cite.directory.models.imports import DirectoryImport
from cite.directory.models.life import ServiceEvent
from cite.directory.models.overlaps import OverlapVerdict
from cite.directory.models.searches import SavedSearch
from cite.directory.models.selections import SelectedService, Selection
from cite.directory.models.services import Intake, Service, ServiceFacet, ServiceVersion
from cite.directory.models.sources import Source, Structure

__all__ = [
    "Callback",
    "DirectoryImport",
    "EverydayExpression",
    "DutyAbsence",
    "DutyPartner",
    "DutyShift",
    "Intake",
    "PartnerSite",
    "OverlapVerdict",
    "SavedSearch",
    "SelectedService",
    "Selection",
    "Service",
    "ServiceAudio",
    "ServiceEvent",
    "ServiceFacet",
    "ServiceVersion",
    "Source",
    "Structure",
    "UnmetNeed",
]
