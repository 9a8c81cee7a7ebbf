"""The embedded index of addresses: the BAN's own files in, one read-only SQLite file per département out."""

from cite.territories.gateways.address_index.building import Staging, building_alone
from cite.territories.gateways.address_index.files import (
    IndexFile,
    ReferenceFile,
    index_stamps,
    open_index,
    read_reference,
)
from cite.territories.gateways.address_index.records import AddressIndexError, StoredCommune, StoredStreet
from cite.territories.gateways.address_index.source import (
    RowCount,
    checksum,
    department_of,
    fetch,
    published_on,
    read_rows,
)

__all__ = [
    "AddressIndexError",
    "IndexFile",
    "ReferenceFile",
    "RowCount",
    "Staging",
    "StoredCommune",
    "StoredStreet",
    "building_alone",
    "checksum",
    "department_of",
    "fetch",
    "index_stamps",
    "open_index",
    "published_on",
    "read_reference",
    "read_rows",
]
