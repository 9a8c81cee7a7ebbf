"""Official publications for the tests, in every shape they come in."""

import io
import json
import zipfile

import shapefile
from pyproj import CRS, Transformer
from shapely import Polygon
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

from tests.factories.territories import square


def make_feature(code="QN04213M", label="Montreynaud", contour=None, **properties) -> dict:
    given = {
        "code_qp": code,
        "lib_qp": label,
        "insee_com": "42218",
        "lib_com": "Saint-Étienne",
        "siren_epci": "244200770",
    }
    return {"type": "Feature", "properties": given | properties, "geometry": mapping(contour or square())}


def make_geojson(*features, **members) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def make_zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_shapefile(
    stem: str, records: list[dict], epsg: int = 2154, encoding="utf-8", cpg="UTF-8"
) -> dict[str, bytes]:
    """A shapefile in meters, with the names of columns of its first record."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    project = Transformer.from_crs(4326, epsg, always_xy=True).transform
    with shapefile.Writer(
        shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON, encoding=encoding
    ) as writer:
        for name in records[0]["properties"]:
            writer.field(name, "C", 100)
        for record in records:
            contour = orient(Polygon(record["geometry"]["coordinates"][0]), sign=-1)
            writer.poly([[project(*vertex) for vertex in contour.exterior.coords]])
            writer.record(**record["properties"])
    prj = CRS.from_epsg(epsg).to_wkt("WKT1_ESRI").encode()
    members = {".shp": shp, ".shx": shx, ".dbf": dbf}
    files = {stem + extension: stream.getvalue() for extension, stream in members.items()} | {
        f"{stem}.prj": prj
    }
    return files | ({f"{stem}.cpg": cpg.encode()} if cpg else {})
