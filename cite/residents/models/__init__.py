"""Residents, where they live, what they share, their rights, and what is left once they are forgotten."""

from cite.residents.models.delays import DelaySet
from cite.residents.models.erasing import Elimination, FormerResident
from cite.residents.models.likeness import PersonDuplicate, PersonMerge
from cite.residents.models.people import Residence, Resident
from cite.residents.models.rights import ReachRequest, RightRequest
from cite.residents.models.sharing import InformationNotice, Sharing

__all__ = [
    "DelaySet",
    "Elimination",
    "FormerResident",
    "InformationNotice",
    "PersonDuplicate",
    "PersonMerge",
    "ReachRequest",
    "Residence",
    "Resident",
    "RightRequest",
    "Sharing",
]
