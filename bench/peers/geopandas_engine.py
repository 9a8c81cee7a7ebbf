"""geopandas, run by the peers' Python: `geopandas_engine.py MEASURE FOLDER ROUNDS`.

Reads contours.csv in the folder, then points.npy (inside), metropole.npy (limits) or list.csv (the others); prints one
line of JSON, and leaves its answers beside them.
"""

import json
import sys
import time
from pathlib import Path

import geopandas
import numpy as np
import pandas
import shapely


def best_of(rounds, act):
    """Give the seconds of the best round and its answer; one more, before, is the warm-up."""
    found = act()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        found = act()
        seconds.append(time.perf_counter() - started)
    return min(seconds), found


def districts(folder):
    """Read the contours."""
    lines = [line.split(",") for line in (folder / "contours.csv").read_text().splitlines()]
    shapes = shapely.from_wkb([wkb for _, wkb in lines])
    return geopandas.GeoDataFrame({"rank": [int(rank) for rank, _ in lines]}, geometry=shapes, crs=4326)


def frame(coordinates):
    """Build the points."""
    points = geopandas.points_from_xy(coordinates[:, 0], coordinates[:, 1])
    return geopandas.GeoDataFrame(geometry=points, crs=4326)


def inside(folder, rounds):
    """Join points and contours, the points built before, then with the building."""
    shapes, coordinates = districts(folder), np.load(folder / "points.npy")
    points = frame(coordinates)
    joining, joined = best_of(rounds, lambda: geopandas.sjoin(points, shapes, predicate="intersects"))
    building, _ = best_of(rounds, lambda: geopandas.sjoin(frame(coordinates), shapes, predicate="intersects"))
    ranks = joined.groupby(level=0)["rank"].min()
    np.save(folder / "geopandas_inside.npy", np.stack([ranks.index.to_numpy(), ranks.to_numpy()]))
    return {"seconds": joining, "seconds_with_building": building}


def limits(folder, rounds):
    """Find the nearest limit within 100 m, the projection included."""
    shapes, coordinates = districts(folder), np.load(folder / "metropole.npy")
    lines = shapes.to_crs(2154)
    lines["geometry"] = lines.boundary
    points = frame(coordinates)

    def nearest():
        return geopandas.sjoin_nearest(points.to_crs(2154), lines, max_distance=100, distance_col="metres")

    seconds, joined = best_of(rounds, nearest)
    metres = joined.groupby(level=0)["metres"].min()
    np.save(folder / "geopandas_limits.npy", np.stack([metres.index.to_numpy(), metres.to_numpy()]))
    return {"seconds": seconds}


def file_with_metres(folder, rounds):
    """Answer a whole file, with the metres to the nearest limit too."""
    return file(folder, rounds, with_metres=True)


def file(folder, _rounds, with_metres=False):
    """Answer a whole file: read it, join it, write it with the rank of the district."""
    shapes = districts(folder)
    table = pandas.read_csv(folder / "list.csv", sep=";", dtype={"dossier": str, "groupe": str})
    points = frame(table[["longitude", "latitude"]].to_numpy())
    joined = geopandas.sjoin(points, shapes, predicate="intersects")
    table["district"] = joined.groupby(level=0)["rank"].min().astype("Int64")
    if with_metres:
        lines = shapes.to_crs(2154)
        lines["geometry"] = lines.boundary
        near = geopandas.sjoin_nearest(points.to_crs(2154), lines, max_distance=100, distance_col="metres")
        table["metres"] = near.groupby(level=0)["metres"].min().round(1)
    table.to_csv(folder / "geopandas.csv", sep=";", index=False)
    return {}


if __name__ == "__main__":
    measures = {"inside": inside, "limits": limits, "file": file, "file_with_metres": file_with_metres}
    figures = measures[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    versions = {
        "geopandas": geopandas.__version__,
        "shapely": shapely.__version__,
        "GEOS": shapely.geos_version_string,
    }
    print(json.dumps(figures | {"versions": versions}))
