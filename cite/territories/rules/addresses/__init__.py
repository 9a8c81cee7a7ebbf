"""Reading, comparing and finding French postal addresses; pure."""

from cite.territories.rules.addresses.candidates import AddressQuery, Candidate

__all__ = ["AddressQuery", "Candidate"]
