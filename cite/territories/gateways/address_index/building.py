"""Writing the index: rows into a staging file that survives a kill, then one file per département.

The staging file holds the rows of one source and how far it was read; started again, the import goes on
from there. A département's file appears whole, by a rename: readers see the old one, then the new one.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby, islice
from pathlib import Path

from django.utils.translation import gettext as _

from cite.territories.gateways.address_index.records import FORMAT, SUFFIX, AddressIndexError, packed_numbers
from cite.territories.gateways.address_index.source import AddressRow, department_of

CHECKPOINT_ROWS = 20_000
_STAGING = """
CREATE TABLE IF NOT EXISTS progress (id INTEGER PRIMARY KEY CHECK (id = 1), rows INTEGER NOT NULL);
INSERT OR IGNORE INTO progress VALUES (1, 0);
CREATE TABLE IF NOT EXISTS addresses (
    commune TEXT, commune_name TEXT, street_id TEXT, street TEXT, postcode TEXT, former TEXT, locality TEXT,
    number INTEGER, suffix TEXT, longitude REAL, latitude REAL
);
"""
_INDEX = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE communes (
    code TEXT PRIMARY KEY, name TEXT, postcodes TEXT, former_names TEXT, longitude REAL, latitude REAL,
    streets INTEGER, addresses INTEGER
);
CREATE TABLE streets (
    commune TEXT, rank INTEGER, id TEXT, name TEXT, kind TEXT, postcode TEXT, former TEXT, longitude REAL,
    latitude REAL, numbers TEXT, positions BLOB, PRIMARY KEY (commune, rank)
) WITHOUT ROWID;
"""
_COLUMNS = tuple(AddressRow.__slots__)


@contextmanager
def building_alone(directory: Path) -> Iterator[None]:
    """Hold the directory for one import at a time."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AddressIndexError(
                _("Un autre import d’adresses est en cours. Attendez qu’il se termine.")
            ) from None
        yield


class Staging:
    """The rows of one source on their way into the index."""

    def __init__(self, directory: Path, identity: str):
        self.directory = directory
        self.path = directory / f"staging-{identity}.building"
        for other in directory.glob("staging-*.building*"):
            if not other.name.startswith(self.path.name):
                other.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_STAGING)
        except sqlite3.DatabaseError:
            self.discard()
            raise AddressIndexError(
                _("L’import interrompu n’était pas lisible : il a été effacé. Relancez la commande.")
            ) from None

    @property
    def rows_done(self) -> int:
        """How many rows of the source are safely stored."""
        return self._connection.execute("SELECT rows FROM progress").fetchone()[0]

    def add(self, rows: Iterable[AddressRow], position: Callable[[], int], progress: Callable[[int], None]):
        """Store rows by batches; ``position`` tells how many rows of the source have been read."""
        rows = iter(rows)
        insert = f"INSERT INTO addresses VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 — marks only
        while batch := list(islice(rows, CHECKPOINT_ROWS)):
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(insert, [[getattr(r, c) for c in _COLUMNS] for r in batch])
            self._connection.execute("UPDATE progress SET rows = ?", [position()])
            self._connection.execute("COMMIT")
            progress(position())

    def departments(self) -> list[str]:
        """Return the départements of the rows stored."""
        codes = self._connection.execute("SELECT DISTINCT commune FROM addresses")
        return sorted({department_of(code) for (code,) in codes})

    def publish(self, meta: dict[str, str]) -> dict[str, int]:
        """Write the file of each département and return how many addresses each has."""
        rows = self._connection.execute(
            "SELECT * FROM addresses ORDER BY commune, street_id, street, postcode, number, suffix"
        )
        written = {}
        for department, group in groupby(rows, key=lambda row: department_of(row[0])):
            written[department] = _write_department(self.directory, department, group, meta)
        return written

    def discard(self):
        """Forget the rows."""
        self._connection.close()
        for path in self.directory.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def close(self):
        """Keep the rows for another time."""
        self._connection.close()


def _write_department(directory, department, rows, meta):
    target = directory / f"{department}{SUFFIX}"
    building = directory / f"{department}.building"
    building.unlink(missing_ok=True)
    total = 0
    with closing(sqlite3.connect(building, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_INDEX)
        connection.execute("BEGIN")
        for code, group in groupby(rows, key=lambda row: row[0]):
            total += _write_commune(connection, code, list(group))
        facts = {"format": FORMAT, "department": department, "count": str(total)} | meta
        connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
        connection.execute("COMMIT")
    with building.open("rb") as written:
        os.fsync(written.fileno())
    building.replace(target)
    return total


def _write_commune(connection, code, rows):
    streets = [_street(list(group)) for _, group in groupby(rows, key=lambda row: (row[2], row[3], row[4]))]
    streets += _localities(rows)
    postcodes = sorted({row[4] for row in rows if row[4]})
    former = sorted({row[5] for row in rows if row[5]})
    connection.execute(
        "INSERT INTO communes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            code, rows[0][1], "|".join(postcodes), "|".join(former), _mean(rows, 9), _mean(rows, 10),
            len(streets), len(rows),
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO streets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [[code, rank, *street] for rank, street in enumerate(streets)],
    )
    return len(rows)


def _street(rows):
    """Return one street, placed at its middle number: on the street, unlike the mean of a bend."""
    middle = rows[len(rows) // 2]
    houses = {
        (row[7], row[8]): row for row in reversed(rows) if row[7]
    }  # the first position of a number wins
    houses = [houses[key] for key in sorted(houses)]
    numbers, positions = packed_numbers([(row[7], row[8], row[9], row[10]) for row in houses])
    kind = "street" if houses else "locality"
    return [middle[2], middle[3], kind, middle[4], middle[5], middle[9], middle[10], numbers, positions]


def _localities(rows):
    """Return the hamlets named beside a street: found by name, they give a position but no number."""
    named = sorted((row for row in rows if row[6] and row[6] != row[3]), key=lambda row: row[6])
    for name, group in groupby(named, key=lambda row: row[6]):
        group = list(group)
        middle = group[len(group) // 2]
        yield [f"{middle[2]}_ld", name, "locality", middle[4], middle[5], middle[9], middle[10], "", b""]


def _mean(rows, column):
    return sum(row[column] for row in rows) / len(rows)
