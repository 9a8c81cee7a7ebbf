"""The tables of the offer of services."""

from cite.directory.models.services import Intake, Service, ServiceFacet, ServiceVersion
from cite.directory.models.sources import Source, Structure

__all__ = ["Intake", "Service", "ServiceFacet", "ServiceVersion", "Source", "Structure"]
