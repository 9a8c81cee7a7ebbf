"""Maps for the tests: square districts and communes around Saint-Étienne, sides in meters."""

from datetime import date

from pyproj import Transformer
from shapely import Polygon, box, transform

from cite.territories.enums import DistrictKind, Generation
from cite.territories.models import Commune, District, Edition, MapVersion
from cite.territories.rules.addresses import Candidate
from cite.territories.rules.geometry import area_m2
from cite.territories.rules.residence import DistrictSheet, department_of

ORIGIN = (4.39, 45.44)
_TO_METERS = Transformer.from_crs(4326, 2154, always_xy=True).transform
_TO_DEGREES = Transformer.from_crs(2154, 4326, always_xy=True).transform
_X, _Y = _TO_METERS(*ORIGIN)


def at(east: float, north: float) -> tuple[float, float]:
    """The point so many meters east and north of the origin."""
    return _TO_DEGREES(_X + east, _Y + north)


def square(east: float = 0, north: float = 0, side: float = 200) -> Polygon:
    """A square whose south-west corner is so many meters from the origin."""
    corners = box(_X + east, _Y + north, _X + east + side, _Y + north + side)
    return transform(corners, _TO_DEGREES, interleaved=False)


def make_sheet(code: str = "QN04299N", label: str = "Les Ormes", **fields) -> DistrictSheet:
    """A priority district of the territory, as answers know it."""
    given = {
        "kind": DistrictKind.PRIORITY,
        "communes": (("42218", "Saint-Étienne"),),
        "epci_codes": frozenset({"244200770"}),
    }
    return DistrictSheet(code, label, **given | fields)


def make_candidate(**fields) -> Candidate:
    """A well-found address, with its number."""
    longitude, latitude = fields.pop("point", at(100, 100))
    given = {
        "label": "12 Rue des Ormes 42000 Saint-Étienne",
        "score": 0.97,
        "longitude": longitude,
        "latitude": latitude,
        "commune_code": "42218",
        "commune_name": "Saint-Étienne",
        "postcode": "42000",
        "kind": "housenumber",
        "id": "42218_0001_00012",
        "source": "ban",
    }
    return Candidate(**given | fields)


def make_commune(
    code: str = "42218", name: str = "Saint-Étienne", *, contour: Polygon | None = None, **fields
) -> Commune:
    """A commune of the territory."""
    commune = Commune(
        code=code, name=name, department_code=department_of(code), **{"epci_code": "244200770"} | fields
    )
    commune.set_geometry(contour)
    commune.save()
    MapVersion.renew()
    return commune


def make_edition(*coverage: str, generation: Generation = Generation.G2024) -> Edition:
    """A publication, complete for these areas."""
    edition = Edition.objects.create(
        generation=generation, source="Liste des tests", checksum="0" * 64, coverage=list(coverage)
    )
    MapVersion.renew()
    return edition


def make_district(
    *communes: Commune,
    contour: Polygon | None = None,
    code: str = "QN04299N",
    label: str = "Les Ormes",
    **fields,
) -> District:
    """A priority district on the map; `kind=DistrictKind.WATCH` makes it a watch district."""
    is_watch = fields.get("kind") == DistrictKind.WATCH
    given = {"kind": DistrictKind.PRIORITY, "generation": Generation.G2024, "valid_from": date(2024, 1, 1)}
    district = District(code=code, label=label, **({} if is_watch else given) | fields)
    if is_watch:
        district.code = ""
    else:
        contour = contour or square()
    district.set_geometry(contour)
    district.area_m2 = area_m2(contour) if contour else None
    district.save()
    district.communes.set(communes)
    MapVersion.renew()
    return district
