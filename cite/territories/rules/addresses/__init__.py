"""Reading, comparing and finding French postal addresses; pure."""

from cite.territories.rules.addresses.candidates import AddressQuery, Candidate
from cite.territories.rules.addresses.finding import find_address
from cite.territories.rules.addresses.places import Places
from cite.territories.rules.addresses.statements import NamedPlace, has_no_fixed_address, named_place
from cite.territories.rules.addresses.streets import StreetBook

__all__ = [
    "AddressQuery",
    "Candidate",
    "NamedPlace",
    "Places",
    "StreetBook",
    "find_address",
    "has_no_fixed_address",
    "named_place",
]
