"""Where is this address? The embedded index first; the Géoplateforme for what it does not cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cite.territories.rules.addresses import AddressQuery, Candidate


@dataclass(frozen=True, slots=True)
class AddressIndexStatus:
    """What the embedded index holds: "none", "reference" (the town halls) or "full" (a BAN file)."""

    kind: str
    count: int
    departments: tuple[str, ...]
    published_on: date | None
    communes: frozenset[str]
    examples: tuple[str, ...]
    problem: str = ""

    def covers(self, commune_code):
        """Tell whether the addresses of this commune are in a full index."""
        return self.kind == "full" and commune_code in self.communes


def search_addresses(text, *, limit=5, commune_code="", postcode="", online=None, territory=None):
    """Return the best candidates for one address being typed, best first."""
    return []


def geocode_many(queries: Sequence[AddressQuery]) -> list[list[Candidate]]:
    """Return the best two candidates of each query, in the same order; embedded index only."""
    return [[] for _ in queries]


def address_index_status():
    """Return what the embedded index holds now."""
    return AddressIndexStatus("none", 0, (), None, frozenset(), ())
