"""What every engine is asked: the districts of France, and points drawn from a seed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from cite.territories.gateways.district_files import read_publication
from cite.territories.rules.geometry import METROPOLE

ROOT = Path(__file__).resolve().parent.parent
FRANCE = ROOT.parent / "shared" / "data" / "qpv" / "qpv2024_france_4decimales.geojson.gz"
FRANCE_IS_ABSENT = f"the districts of France (../shared/data/qpv/{FRANCE.name}) are not on this machine"
SEED = 42218
_TOWN_DEGREES = 0.02  # some 2 km


def districts_of_france() -> list[tuple[str, Geometry]]:
    """Read the codes and contours of the official publication, mended as the product mends them."""
    return [(district.code, district.contour) for district in read_publication(str(FRANCE)).districts]


def drawn_points(
    contours: Sequence[Geometry], count: int, *, near: float = 0.5, seed: int = SEED
) -> NDArray[np.float64]:
    """Draw points: a share of them within some 2 km of a district, the others anywhere in the box of the métropole.

    Shape: count × 2, longitude then latitude, in degrees rounded to 6 decimals as files have them.
    """
    rng = np.random.default_rng(seed)
    centres = shapely.get_coordinates(shapely.centroid(list(contours)))
    close = round(count * near)
    town = centres[rng.integers(0, len(centres), close)] + rng.normal(0, _TOWN_DEGREES / 2, (close, 2))
    box = rng.uniform(
        (METROPOLE.west, METROPOLE.south), (METROPOLE.east, METROPOLE.north), (count - close, 2)
    )
    points = np.concatenate([town, box])
    rng.shuffle(points)
    return points.round(6)


def in_metropole(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keep the points where metres are those of Lambert-93."""
    return points[METROPOLE.holds_many(points[:, 0], points[:, 1])]


def write_contours(path: Path, contours: Sequence[Geometry]) -> None:
    """Hand contours to a peer, to the last bit: rank and WKB in hexadecimal."""
    with path.open("w", encoding="ascii") as file:
        file.writelines(f"{rank},{contour.wkb_hex}\n" for rank, contour in enumerate(contours))


def write_list(path: Path, points: NDArray[np.float64]) -> None:
    """Write the list somebody would bring: two columns of their own, then coordinates."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(["dossier", "groupe", "longitude", "latitude"])
        lines.writerows(
            (f"D{row:07d}", f"groupe {row % 40}", longitude, latitude)
            for row, (longitude, latitude) in enumerate(points.tolist())
        )
