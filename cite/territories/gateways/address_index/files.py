"""Reading the index: one read-only SQLite file per département, and the town halls shipped with us."""

import csv
import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from cite.territories.gateways.address_index.records import (
    FORMAT,
    SUFFIX,
    AddressIndexError,
    StoredCommune,
    StoredStreet,
    packed_numbers,
)

_DEPARTMENT = re.compile(r"(\d{2,3}|2[AB])")
_LEADING_NUMBER = re.compile(r"(\d+)(?:-\d+)? +")


@dataclass(frozen=True, slots=True)
class IndexFile:
    """One file of the index, as it was when it was opened."""

    department: str
    path: Path
    stamp: tuple[int, int, int]
    count: int
    published_on: date | None
    source_checksum: str
    selection: str
    communes: tuple[StoredCommune, ...]

    def streets(self, commune: StoredCommune) -> list[StoredStreet]:
        """Return the streets of a commune."""
        with _reading(self.path) as connection:
            rows = connection.execute(
                "SELECT id, name, kind, postcode, former, longitude, latitude, numbers, positions "
                "FROM streets WHERE commune = ? ORDER BY rank",
                [commune.code],
            )
            return [StoredStreet(*row, commune) for row in rows]


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """The town halls, which serve as examples where no BAN file is installed."""

    communes: tuple[StoredCommune, ...]
    by_commune: dict[str, list[StoredStreet]]
    count: int
    examples: tuple[str, ...]

    def streets(self, commune: StoredCommune) -> list[StoredStreet]:
        """Return the only street known of a commune."""
        return self.by_commune.get(commune.code, [])


def index_stamps(directory: Path) -> dict[Path, tuple[int, int, int]]:
    """Return what tells one version of each file from the next: a replaced file has another inode."""
    try:
        found = {
            path: path.stat() for path in directory.glob(f"*{SUFFIX}") if _DEPARTMENT.fullmatch(path.stem)
        }
    except OSError:
        return {}
    return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in sorted(found.items())}


def open_index(path: Path, stamp: tuple[int, int, int]) -> IndexFile:
    """Open one file of the index.

    Raises:
        AddressIndexError: damaged, or written by another version.
    """
    with _reading(path) as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        if meta.get("format") != FORMAT:
            raise AddressIndexError(
                _("Les adresses du département %(department)s sont d’une autre version : réimportez-les.")
                % {"department": path.stem}
            )
        communes = tuple(
            StoredCommune(code, name, _split(postcodes), _split(former), *rest)
            for code, name, postcodes, former, *rest in connection.execute(
                "SELECT code, name, postcodes, former_names, longitude, latitude, streets, addresses "
                "FROM communes ORDER BY addresses DESC, code"
            )
        )
    published = meta.get("published_on", "")
    return IndexFile(
        department=path.stem,
        path=path,
        stamp=stamp,
        count=int(meta["count"]),
        published_on=date.fromisoformat(published) if published else None,
        source_checksum=meta.get("source_checksum", ""),
        selection=meta.get("selection", ""),
        communes=communes,
    )


def read_reference(path: Path) -> ReferenceFile | None:
    """Read the town halls, as data/SOURCES.md describes them; None without the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source, delimiter=";"))
    except FileNotFoundError:
        return None
    by_commune: dict[str, list[StoredStreet]] = {}
    communes = {}
    for row in rows:
        code = row["insee_com"]
        longitude, latitude = float(row["lon"]), float(row["lat"])
        commune = communes.get(code) or StoredCommune(
            code, row["commune"], (row["code_postal"],), (), longitude, latitude, 1, 1
        )
        communes[code] = commune
        by_commune.setdefault(code, []).append(_town_hall_street(row, commune, longitude, latitude))
    examples = [
        f"{row['adresse']}, {row['code_postal']} {row['commune']}"
        for row in rows
        if row["adresse"][:1].isdigit()
    ]
    return ReferenceFile(tuple(communes.values()), by_commune, len(rows), tuple(examples))


def _town_hall_street(row, commune, longitude, latitude):
    number = _LEADING_NUMBER.match(row["adresse"])
    name = row["adresse"][number.end() :] if number else row["adresse"]
    houses = [(int(number[1]), "", longitude, latitude)] if number else []
    identity = f"mairie_{row['insee_com']}"
    where = row["code_postal"], "", longitude, latitude
    return StoredStreet(
        identity, name[:1].upper() + name[1:], "street", *where, *packed_numbers(houses), commune
    )


@contextmanager
def _reading(path):
    try:
        # A file is never written after its rename: immutable spares every lock.
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            yield connection
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
        raise AddressIndexError(
            _("Les adresses du département %(department)s ne sont pas lisibles : réimportez-les.")
            % {"department": path.stem}
        ) from error


def _split(joined):
    return tuple(joined.split("|")) if joined else ()
