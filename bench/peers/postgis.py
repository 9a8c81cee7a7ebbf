"""PostGIS in a private cluster: a temporary folder, a free port, one process for each query, gone at the end."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psycopg
from numpy.typing import NDArray
from shapely import Geometry

from bench.clock import best_of, call_times
from bench.peers.environment import PeerAbsent

_SETTINGS = {
    "fsync": "off",
    "jit": "off",  # it only costs here
    "max_parallel_workers_per_gather": "0",  # one core, as the others
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "256MB",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
}
_POINT = "ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), 4326)"
IN_OR_OUT = f"SELECT id FROM districts WHERE ST_Intersects(geom, {_POINT}) ORDER BY id LIMIT 1"  # noqa: S608
WITH_DISTANCE = f"""
    SELECT ({IN_OR_OUT}), near.id, near.metres FROM (SELECT ST_Transform({_POINT}, 2154) AS point) AS asked
    LEFT JOIN LATERAL (
        SELECT id, ST_Distance(geom, asked.point) AS metres FROM limits
        WHERE ST_DWithin(geom, asked.point, 100) ORDER BY metres LIMIT 1
    ) AS near ON true
"""  # noqa: S608


@contextmanager
def postgis(contours: Sequence[Geometry]) -> Iterator[PostGis]:
    """Start a cluster that has the contours and their limits, each with a GiST index; stop and delete it.

    Raises:
        PeerAbsent: PostgreSQL or PostGIS is not installed.
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not binaries:
        raise PeerAbsent("PostgreSQL is not installed (Debian: postgresql-15-postgis-3)")
    folder = Path(tempfile.mkdtemp(prefix="bench-postgis-"))
    folder.chmod(0o755)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        with _server(binaries[-1].parent, folder) as connection:
            yield PostGis(connection, contours)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class PostGis:
    """The questions of the benchmarks, in SQL."""

    def __init__(self, connection: psycopg.Connection, contours: Sequence[Geometry]) -> None:
        self._connection = connection
        try:
            connection.execute("CREATE EXTENSION postgis")
        except psycopg.Error as error:
            raise PeerAbsent(f"PostGIS is not installed: {error}") from None
        self.version = connection.execute(
            "SELECT current_setting('server_version') || ', PostGIS ' || extversion "
            "FROM pg_extension WHERE extname = 'postgis'"
        ).fetchone()[0]
        connection.execute(
            "CREATE TABLE districts (id integer PRIMARY KEY, geom geometry(MultiPolygon, 4326))"
        )
        with connection.cursor().copy("COPY districts FROM STDIN") as copy:
            for rank, contour in enumerate(contours):
                copy.write_row((rank, contour.wkb_hex))
        # Overseas limits would be wrong in Lambert-93: the points asked are in the métropole.
        connection.execute(
            "CREATE TABLE limits AS SELECT id, ST_Boundary(ST_Transform(geom, 2154)) AS geom FROM districts "
            "WHERE ST_Intersects(geom, ST_MakeEnvelope(-5.6, 41.2, 10, 51.3, 4326))"
        )
        for table in ("districts", "limits"):
            connection.execute(f"CREATE INDEX ON {table} USING gist (geom)")
            connection.execute(f"VACUUM ANALYZE {table}")

    def load_points(self, points: NDArray[np.float64]) -> None:
        """Load many points, without an index."""
        run = self._connection.execute
        run("DROP TABLE IF EXISTS points")
        run("DROP TABLE IF EXISTS raw")
        run("CREATE TABLE raw (id integer, x double precision, y double precision)")
        with self._connection.cursor().copy("COPY raw FROM STDIN") as copy:
            copy.write("".join(f"{row}\t{x!r}\t{y!r}\n" for row, (x, y) in enumerate(points.tolist())))
        run("CREATE TABLE points AS SELECT id, ST_SetSRID(ST_MakePoint(x, y), 4326) AS geom FROM raw")
        run("VACUUM ANALYZE points")

    def index_points(self) -> None:
        """Index the points too."""
        self._connection.execute("CREATE INDEX ON points USING gist (geom)")
        self._connection.execute("VACUUM ANALYZE points")

    def inside(self, rounds: int) -> tuple[float, NDArray[np.int64]]:
        """Find which points are inside, and of which district: seconds, and ids beside ranks."""
        query = "SELECT p.id, min(d.id) FROM points p JOIN districts d ON ST_Intersects(d.geom, p.geom) GROUP BY p.id"
        return self._timed(query, rounds, np.int64)

    def near_limits(self, rounds: int) -> tuple[float, NDArray[np.float64]]:
        """Find the distance to the nearest limit within 100 m: seconds, and ids beside metres."""
        query = """
            WITH asked AS MATERIALIZED (SELECT id, ST_Transform(geom, 2154) AS geom FROM points)
            SELECT a.id, min(ST_Distance(l.geom, a.geom)) FROM asked a
            JOIN limits l ON ST_DWithin(l.geom, a.geom, 100) GROUP BY a.id
        """
        return self._timed(query, rounds, np.float64)

    def one_by_one(self, query: str, points: NDArray[np.float64]) -> tuple[list[float], list[tuple]]:
        """Ask a prepared query for one point at a time: seconds of each call, and the answers."""
        answers: list[tuple] = []

        def ask(point: list[float]) -> None:
            found = cursor.execute(query, {"x": point[0], "y": point[1]}, prepare=True).fetchone()
            answers.append(found or (None,))

        with self._connection.cursor() as cursor:
            asked = points.tolist()
            call_times(ask, asked[:200])
            answers.clear()
            return call_times(ask, asked), answers

    def _timed(self, query: str, rounds: int, kind: type) -> tuple[float, NDArray]:
        # Counting spares the peer from sending its answers; they are fetched once, apart, to be compared.
        counting = f"SELECT count(*) FROM ({query}) AS found"  # noqa: S608
        seconds = best_of(rounds, lambda: self._connection.execute(counting).fetchone())
        rows = self._connection.execute(f"{query} ORDER BY 1").fetchall()
        return seconds, np.array(rows, dtype=kind).reshape(-1, 2).T


@contextmanager
def _server(binaries: Path, folder: Path) -> Iterator[psycopg.Connection]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    data = folder / "data"
    _as_postgres(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "bench",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
    )
    control = [binaries / "pg_ctl", "-D", data, "-w"]
    _as_postgres([*control, "-l", folder / "log", "-o", f"-p {port} -k {folder} {options}", "start"])
    try:
        with psycopg.connect(
            host=str(folder), port=port, user="bench", dbname="postgres", autocommit=True
        ) as connection:
            yield connection
    finally:
        _as_postgres([*control, "-m", "immediate", "stop"])


def _as_postgres(command: Sequence[object]) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:  # initdb refuses root
        words = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(words)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise PeerAbsent(f"PostgreSQL does not start: {done.stderr.strip()[-200:]}")
