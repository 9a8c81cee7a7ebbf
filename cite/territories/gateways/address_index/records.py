"""What the address index stores: communes, streets and, packed in each street, its numbers."""

import struct
from dataclasses import dataclass

FORMAT = "1"
SUFFIX = ".sqlite3"
_POSITION = struct.Struct("<ii")
_MICRODEGREES = 1_000_000


class AddressIndexError(Exception):
    """An index or a source that cannot be used; the message is a French sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class StoredCommune:
    """A commune of the index; the position is the middle of its addresses."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    former_names: tuple[str, ...]
    longitude: float
    latitude: float
    streets: int
    addresses: int


@dataclass(frozen=True, slots=True)
class StoredStreet:
    """A street; ``numbers`` reads " 1 2 2bis 3 ", ``positions`` has two integers for each of them."""

    id: str
    name: str
    kind: str
    postcode: str
    former: str
    longitude: float
    latitude: float
    numbers: str
    positions: bytes
    commune: StoredCommune

    def house(self, number, suffix=""):
        """Return the longitude and latitude of a number, None when the street has no such number."""
        at = self.numbers.find(f" {number}{suffix} ")
        if at < 0:
            return None
        longitude, latitude = _POSITION.unpack_from(self.positions, 8 * self.numbers.count(" ", 0, at))
        return longitude / _MICRODEGREES, latitude / _MICRODEGREES


def packed_numbers(houses):
    """Pack [(number, suffix, longitude, latitude)] as StoredStreet keeps them."""
    numbers = "".join(f" {number}{suffix}" for number, suffix, _, _ in houses)
    positions = b"".join(
        _POSITION.pack(round(longitude * _MICRODEGREES), round(latitude * _MICRODEGREES))
        for _, _, longitude, latitude in houses
    )
    return f"{numbers} " if houses else "", positions
