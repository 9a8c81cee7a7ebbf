"""The official publications of priority districts, as they are: lists of 2015 and of 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely import MultiPolygon

from cite.core.text import without_control_characters
from cite.territories.enums import Generation
from cite.territories.gateways.features import Feature, at_fault, decimals_of, read_features
from cite.territories.gateways.official_files import FileRefused, Progress, fetch
from cite.territories.rules.atlas import WHOLE_METROPOLE
from cite.territories.rules.geometry import repaired
from cite.territories.rules.residence import department_of, is_overseas

_CODE = re.compile(r"Q[NP](0[0-9][0-9AB]|9[78][0-9])[0-9]{2}[0-9A-Z]")
_GENERATIONS = {"P": Generation.G2015, "N": Generation.G2024}
_COMMUNE = re.compile(r"(\d{2}|2[AB])\d{3}")
_SEPARATORS = re.compile(r"\s*[,;]\s*")
_METERS_A_DEGREE = 111_320
_NATIONAL_FILE = 80
"""A file that names districts in so many départements of the métropole is the national one."""

_LABEL_NAMES = ("lib_qp", "nom_qp")
_COMMUNE_CODE_NAMES = ("insee_com", "code_insee", "codeinsee")
_COMMUNE_NAMES = ("lib_com", "commune_qp", "nom_com")


@dataclass(frozen=True, slots=True)
class PublishedDistrict:
    """One priority district as published. `is_repaired`: its contour crossed itself and was mended."""

    code: str
    label: str
    department_code: str
    commune_codes: tuple[str, ...]
    commune_names: tuple[str, ...]
    epci_code: str
    contour: MultiPolygon
    is_repaired: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole publication.

    `precision_m`: how far a vertex may be from where the law puts it, by rounding alone.
    """

    name: str
    checksum: str
    generation: Generation
    districts: tuple[PublishedDistrict, ...]
    precision_m: float

    def guessed_coverage(self) -> list[str]:
        """Say where the list is complete: France when it is national, else only the communes it names."""
        departments = {district.department_code for district in self.districts}
        overseas = sorted(filter(is_overseas, departments))
        if len(departments) - len(overseas) >= _NATIONAL_FILE:
            return [WHOLE_METROPOLE, *overseas]
        return sorted({code for district in self.districts for code in district.commune_codes})


def read_publication(source: str, *, generation: str = "", progress: Progress | None = None) -> Publication:
    """Read a publication from a path or an address.

    Raises:
        FileRefused: whole, naming the feature at fault.
    """
    fetched = fetch(source, progress)
    features = read_features(fetched.content)
    districts = [_district(feature) for feature in features]
    _refuse_duplicates(districts)
    decimals = decimals_of([feature.geometry for feature in features])
    return Publication(
        name=fetched.name,
        checksum=fetched.checksum,
        generation=_generation(districts, generation),
        districts=tuple(sorted(districts, key=lambda district: district.code)),
        precision_m=0 if decimals is None else round(_METERS_A_DEGREE * 10**-decimals / 2, 1),
    )


def _district(feature: Feature) -> PublishedDistrict:
    code = _text(feature, ("code_qp",)).upper()
    if not _CODE.fullmatch(code):
        raise at_fault(feature.name, _("son code de quartier (« code_qp ») manque ou n’est pas lisible."))
    label = _text(feature, _LABEL_NAMES)
    if not label:
        raise at_fault(feature.name, _("son nom (« lib_qp ») manque."))
    commune_codes = tuple(dict.fromkeys(filter(None, _SEPARATORS.split(_text(feature, _COMMUNE_CODE_NAMES)))))
    if any(not _COMMUNE.fullmatch(commune) for commune in commune_codes):
        raise at_fault(feature.name, _("un code de commune (« insee_com ») n’est pas lisible."))
    if feature.geometry.geom_type not in ("Polygon", "MultiPolygon"):
        raise at_fault(feature.name, _("son contour n’est pas une surface."))
    contour, is_repaired = repaired(feature.geometry)
    if contour.is_empty or shapely.area(contour) == 0:
        raise at_fault(feature.name, _("son contour n’a pas de surface, même réparé."))
    epci_code = _text(feature, ("siren_epci",))
    return PublishedDistrict(
        code=code,
        label=label[:200],
        department_code=department_of(commune_codes[0]) if commune_codes else _department_in(code),
        commune_codes=commune_codes,
        commune_names=tuple(filter(None, _SEPARATORS.split(_text(feature, _COMMUNE_NAMES)))),
        epci_code=epci_code if re.fullmatch(r"\d{9}", epci_code) else "",
        contour=contour,
        is_repaired=is_repaired,
    )


def _text(feature: Feature, names: tuple[str, ...]) -> str:
    value: Any = next((feature.properties[name] for name in names if feature.properties.get(name)), "")
    return " ".join(without_control_characters(str(value)).split())


def _department_in(code: str) -> str:
    """QP042013 is in département 42, QN02A01M in 2A, QN97101M in 971."""
    return code[2:5] if is_overseas(code[2:]) else code[3:5]


def _refuse_duplicates(districts: list[PublishedDistrict]) -> None:
    seen: set[str] = set()
    for district in districts:
        if district.code in seen:
            raise FileRefused(
                _("Le quartier %(code)s figure deux fois dans ce fichier. Rien n’a été importé.")
                % {"code": district.code}
            )
        seen.add(district.code)


def _generation(districts: list[PublishedDistrict], asked: str) -> Generation:
    found = {_GENERATIONS[district.code[1]] for district in districts}
    if len(found) > 1:
        raise FileRefused(
            _("Ce fichier mêle des quartiers de 2015 (QP…) et de 2024 (QN…). Donnez une liste à la fois.")
        )
    if asked and found != {Generation(asked)}:
        raise FileRefused(
            _("Les codes de ce fichier sont ceux de la liste de %(found)s, pas de %(asked)s.")
            % {"found": next(iter(found)).value, "asked": asked}
        )
    return next(iter(found))
