"""In or out, and how far: a million points against the 1,584 districts of France."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from bench.clock import best_of, call_times, percentile
from bench.figures import Report
from bench.peers.environment import PeerAbsent, ask
from bench.peers.postgis import postgis
from bench.places import (
    FRANCE,
    FRANCE_IS_ABSENT,
    districts_of_france,
    drawn_points,
    in_metropole,
    write_contours,
)
from bench.sizes import Sizes
from cite.territories.rules.geometry import NOWHERE, ContourIndex

GEOPANDAS = "geopandas sjoin"
GIST = "PostGIS, GiST on districts"
GIST_TWICE = "PostGIS, GiST on points too"
_SAME_METRES = 0.001


class _Asked:
    """The contours, the points, and our answers to them."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.contours = [contour for _, contour in districts_of_france()]
        self.points = drawn_points(self.contours, sizes.points)
        self.metropole = in_metropole(self.points)[: sizes.limit_points]
        write_contours(folder / "contours.csv", self.contours)
        np.save(folder / "points.npy", self.points)
        np.save(folder / "metropole.npy", self.metropole)
        self.index = ContourIndex(self.contours)
        self.inside = found_rows(self.index.holding_points(shapely.points(self.points)))
        _, metres = self.index.nearest_many(*self.metropole.T.copy())
        near = np.flatnonzero(~np.isnan(metres))
        self.limits = np.stack([near, metres[near]])


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Measure ours, then each peer on the same points; compare every answer."""
    report = Report("points", "In or out, and how far: many points, the districts of France")
    report.versions = {
        "shapely": shapely.__version__,
        "GEOS": shapely.geos_version_string,
        "pyproj": pyproj.__version__,
    }
    if not FRANCE.exists():
        report.missing.append(FRANCE_IS_ABSENT)
        return report
    with tempfile.TemporaryDirectory(prefix="bench-points-") as folder:
        asked = _Asked(Path(folder), sizes)
        report.remarks.append(
            f"{len(asked.contours):,} districts, {len(asked.points):,} points, {asked.inside.shape[1]:,} inside; "
            f"{len(asked.metropole):,} points for distances, {asked.limits.shape[1]:,} within 100 m"
        )
        theirs: dict[str, dict[str, float]] = {"prebuilt": {}, "building": {}, "limits": {}}
        if with_peers:
            for measure in (_geopandas, _postgis):
                try:
                    measure(asked, sizes, report, theirs)
                except PeerAbsent as reason:
                    report.missing.append(f"{measure.__name__[1:]}: {reason}")
        _ours(asked, sizes, report, theirs)
    return report


def found_rows(positions: NDArray[np.int32]) -> NDArray[np.int64]:
    """Give the rows inside, and their contours."""
    rows = np.flatnonzero(positions != NOWHERE)
    return np.stack([rows, positions[rows]])


def _ours(asked: _Asked, sizes: Sizes, report: Report, theirs: dict[str, dict[str, float]]) -> None:
    points, count, near = shapely.points(asked.points), len(asked.points), len(asked.metropole)
    index, columns = asked.index, asked.metropole.T.copy()
    prebuilt = best_of(sizes.rounds, lambda: index.holding_points(points))
    building = best_of(sizes.rounds, lambda: index.holding_points(shapely.points(asked.points)))
    limits = best_of(sizes.rounds, lambda: index.nearest_many(*columns))
    for name, measure, asked_count, seconds, promise in (
        ("prebuilt", "in or out, points prebuilt", count, prebuilt, {"target": 2e6}),
        ("building", "in or out, building the points", count, building, {}),
        ("limits", "metres to the limit, exact to 100 m", near, limits, {}),
    ):
        rates = {peer: asked_count / spent for peer, spent in theirs[name].items()}
        report.compare(measure, asked_count / seconds, "points/s", rates, more_is_better=True, **promise)
    one = call_times(lambda point: index.holding(*point), asked.points[:5000].tolist())
    report.compare("in or out, one point, p50", 1e6 * percentile(one, 50), "µs", {})
    build = best_of(sizes.rounds, lambda: ContourIndex(asked.contours))
    report.compare("building the index", 1000 * build, "ms", {})


def _geopandas(asked: _Asked, sizes: Sizes, report: Report, theirs: dict[str, dict[str, float]]) -> None:
    rounds = str(min(3, sizes.rounds))
    joined = ask("bench.txt", "geopandas_engine.py", "inside", str(asked.folder), rounds)
    near = ask("bench.txt", "geopandas_engine.py", "limits", str(asked.folder), rounds)
    theirs["prebuilt"][GEOPANDAS] = joined["seconds"]
    theirs["building"][GEOPANDAS] = joined["seconds_with_building"]
    theirs["limits"]["geopandas sjoin_nearest"] = near["seconds"]
    report.versions |= {"geopandas": joined["versions"]["geopandas"]}
    report.agree(
        "in or out", {"geopandas": differences(asked.inside, np.load(asked.folder / "geopandas_inside.npy"))}
    )
    report.agree(
        "metres", {"geopandas": differences(asked.limits, np.load(asked.folder / "geopandas_limits.npy"))}
    )


def _postgis(asked: _Asked, sizes: Sizes, report: Report, theirs: dict[str, dict[str, float]]) -> None:
    rounds = min(2, sizes.rounds)
    with postgis(asked.contours) as peer:
        report.versions["PostGIS"] = peer.version
        peer.load_points(asked.points)
        theirs["prebuilt"][GIST], inside = peer.inside(rounds)
        peer.index_points()
        theirs["prebuilt"][GIST_TWICE], again = peer.inside(rounds)
        peer.load_points(asked.metropole)
        theirs["limits"]["PostGIS, GiST on limits"], metres = peer.near_limits(rounds)
    report.agree("in or out", {"PostGIS": differences(asked.inside, inside) + differences(inside, again)})
    report.agree("metres", {"PostGIS": differences(asked.limits, metres)})


def differences(ours: NDArray, theirs: NDArray) -> int:
    """Count the rows for which two engines do not say the same contour, or the same metres to the millimetre."""
    mine, other = ({int(row): value for row, value in answers.T.tolist()} for answers in (ours, theirs))
    return sum(
        row not in mine or row not in other or abs(mine[row] - other[row]) > _SAME_METRES
        for row in mine.keys() | other.keys()
    )
