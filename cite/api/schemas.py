"""What the API reads and gives, field by field. The descriptions are the documentation: in French."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cite.core.dates import today
from cite.territories.enums import DistrictKind, Generation, Reason, Status
from cite.territories.queries.location import Place
from cite.territories.rules.addresses import AddressQuery
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH

MAX_ITEMS = 1000
MAX_CANDIDATES = 20

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Everything but the control characters: the same that `cite.core.text.without_control_characters` drops.
_VISIBLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"


def _read_day(value: Any) -> date:
    """Read YYYY-MM-DD and nothing else: pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


def _read_degrees(value: Any) -> Any:
    """Let a number too long for a float be infinite, so that the rule says what it thinks of it."""
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    return value


def _read_whole(value: Any) -> Any:
    """Take 5.0 for 5, as JSON does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Day = Annotated[date, BeforeValidator(_read_day)]
Degrees = Annotated[float, BeforeValidator(_read_degrees)]
Text = Annotated[str, Field(pattern=_VISIBLE)]
Whole = Annotated[int, BeforeValidator(_read_whole)]
WholeOrNone = Annotated[int | None, BeforeValidator(_read_whole)]


class _Body(BaseModel):
    """A body: nothing unknown, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PointParameters(BaseModel):
    """A point, on a day."""

    longitude: Degrees = Field(description="Longitude en degrés (WGS 84).", examples=[4.4036])
    latitude: Degrees = Field(description="Latitude en degrés (WGS 84).", examples=[45.466])
    on: Day = Field(
        default_factory=today, description="Jour pour lequel répondre (AAAA-MM-JJ). Aujourd’hui si absent."
    )


class PlaceRequest(_Body):
    """A place to locate: an address, or a point."""

    address: Text = Field(
        default="",
        max_length=MAX_ADDRESS_LENGTH,
        description="Adresse sur une ligne : numéro, rue et commune ; "
        "ou numéro et rue, complétés par les champs suivants.",
    )
    postcode: Text = Field(
        default="", max_length=10, description="Code postal, s’il n’est pas dans l’adresse."
    )
    commune: Text = Field(
        default="", max_length=100, description="Nom de la commune, s’il n’est pas dans l’adresse."
    )
    longitude: Degrees | None = Field(
        default=None,
        description="Longitude en degrés (WGS 84), avec la latitude. Un point l’emporte sur une adresse.",
    )
    latitude: Degrees | None = Field(
        default=None, description="Latitude en degrés (WGS 84), avec la longitude."
    )
    on: Day | None = Field(
        default=None, description="Jour pour lequel répondre (AAAA-MM-JJ). Aujourd’hui si absent."
    )

    def as_place(self, *, on: date | None = None) -> Place:
        """Give the domain its question. A missing coordinate is not a number: the rule says so."""
        point = None
        if self.longitude is not None or self.latitude is not None:
            point = tuple(math.nan if value is None else value for value in (self.longitude, self.latitude))
        address = AddressQuery(self.address, self.postcode, self.commune)
        return Place(self.on or on or today(), point, address)


class BulkRequest(_Body):
    """Many places to locate at once."""

    items: list[Any] = Field(
        max_length=MAX_ITEMS,
        description="Lieux à chercher, 1 000 au plus. Chacun a les champs de POST /locate ; "
        "un lieu mal écrit reçoit son erreur, sans gêner les autres.",
    )
    on: Day | None = Field(
        default=None,
        description="Jour pour lequel répondre, pour les lieux qui n’en donnent pas. Aujourd’hui si absent.",
    )


class SearchRequest(_Body):
    """An address being typed."""

    text: Text = Field(
        max_length=MAX_ADDRESS_LENGTH, description="Début de l’adresse, telle qu’elle est tapée."
    )
    limit: Annotated[int, BeforeValidator(_read_whole)] = Field(
        default=5, ge=1, le=MAX_CANDIDATES, description="Nombre d’adresses proposées, au plus."
    )


class DistrictParameters(BaseModel):
    """Which districts to list."""

    kind: Literal[*DistrictKind.values] = Field(
        default_factory=lambda: None,
        description="Nature : priority (quartier prioritaire) ou watch (quartier en veille active).",
    )
    commune: Text = Field(
        default="", max_length=5, description="Code INSEE d’une commune.", examples=["42218"]
    )
    on: Day = Field(
        default_factory=today,
        description="Jour où les quartiers sont en vigueur (AAAA-MM-JJ). Aujourd’hui si absent.",
    )


class AnswerOut(BaseModel):
    """One answer; the same fields as the columns of a file."""

    qpv_status: Literal[*Status.values] = Field(description="L’une des sept réponses.")
    qpv_code: str = Field(description="Code du quartier prioritaire ; vide si l’adresse n’est pas dedans.")
    qpv_label: str = Field(description="Nom du quartier et sa commune ; vide si l’adresse n’est pas dedans.")
    commune: str = Field(description="Nom de la commune ; vide si elle est inconnue.")
    commune_code: str = Field(description="Code INSEE de la commune ; vide si elle est inconnue.")
    distance_m: float | None = Field(
        description="Distance à la limite du quartier le plus proche, en mètres ; "
        "null au-delà de 100 m ou si le lieu est inconnu."
    )
    reason: Literal[*Reason.values] = Field(description="Pourquoi cette réponse.")
    sentence: str = Field(description="La réponse en une phrase, à montrer telle quelle.")
    next_step: str = Field(description="Ce qu’il faut faire ensuite.")
    resolved_address: str = Field(description="Adresse trouvée, à comparer à l’adresse écrite.")
    score: float | None = Field(description="Ressemblance entre les deux adresses, de 0 à 1.")
    source: str = Field(
        description="D’où vient la position : ban, reference (mairies), geoplateforme "
        "ou point (coordonnées données)."
    )
    generation: str = Field(description="Liste des quartiers qui a servi : 2015 ou 2024 ; vide si aucune.")
    on: str = Field(description="Jour pour lequel la réponse est donnée (AAAA-MM-JJ).")
    watch_districts: str = Field(
        description="Hors quartier prioritaire : quartiers en veille active de la commune, à confirmer."
    )


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Nom du champ ou du paramètre ; vide si c’est toute la demande.")
    code: str = Field(description="Code stable, pour les programmes.")
    detail: str = Field(description="La même chose en français.")


class BulkResult(BaseModel):
    """The answer to one item, or why it has none."""

    answer: AnswerOut | None = Field(description="La réponse ; null si le lieu est mal écrit.")
    errors: list[FieldError] = Field(description="Ce qui ne va pas dans ce lieu ; vide s’il a une réponse.")


class BulkOut(BaseModel):
    """The answers, in the order of the questions."""

    count: int = Field(description="Nombre de résultats : autant que de lieux.")
    results: list[BulkResult] = Field(description="Un résultat par lieu, dans le même ordre.")


class CandidateOut(BaseModel):
    """An address that may be the one being typed."""

    label: str = Field(description="Adresse complète : renvoyez-la dans « address » de POST /locate.")
    score: float = Field(description="Ressemblance, de 0 à 1.")
    longitude: float = Field(description="Longitude en degrés.")
    latitude: float = Field(description="Latitude en degrés.")
    commune_code: str = Field(description="Code INSEE de la commune.")
    commune_name: str = Field(description="Nom de la commune.")
    postcode: str = Field(description="Code postal.")
    kind: str = Field(
        description="housenumber, street, locality ou commune. "
        "Seul un numéro (housenumber) dit de quel côté d’une limite est l’adresse."
    )
    id: str = Field(description="Identifiant dans la source.")
    source: str = Field(description="ban ou reference (mairies).")


class SearchOut(BaseModel):
    """The addresses found, best first."""

    address_index: str = Field(
        description="Adresses chargées : full (toutes), reference (les mairies seulement) ou none. "
        "Sans index complet, une liste vide ne dit pas que l’adresse n’existe pas."
    )
    candidates: list[CandidateOut] = Field(description="Adresses trouvées, la meilleure d’abord.")


class CommuneRef(BaseModel):
    """A commune, named."""

    code: str = Field(description="Code INSEE.")
    name: str = Field(description="Nom.")


class CommuneOut(CommuneRef):
    """A commune of the territory."""

    postcodes: list[str] = Field(description="Codes postaux.")
    population: int | None = Field(description="Habitants ; null si le nombre est inconnu.")


class CommuneList(BaseModel):
    """The communes of the territory."""

    count: int = Field(description="Nombre de communes.")
    communes: list[CommuneOut] = Field(description="Communes, par ordre alphabétique.")


class DistrictOut(BaseModel):
    """A district, without its contour."""

    id: str = Field(
        description="Identifiant à employer dans /districts/{id} : "
        "le code, ou un UUID pour un quartier en veille."
    )
    kind: Literal[*DistrictKind.values] = Field(
        description="priority (quartier prioritaire) "
        "ou watch (quartier en veille active, qui n’ouvre pas de droit)."
    )
    code: str = Field(description="Code officiel ; vide pour un quartier en veille active.")
    label: str = Field(description="Nom. Deux quartiers peuvent porter le même : montrez full_label.")
    full_label: str = Field(description="Nom et communes.")
    communes: list[CommuneRef] = Field(description="Communes où il s’étend.")
    generation: str = Field(description="Liste : 2015 ou 2024 ; vide pour un quartier en veille active.")
    valid_from: date | None = Field(description="Premier jour en vigueur.")
    valid_to: date | None = Field(description="Dernier jour en vigueur ; null s’il l’est encore.")
    is_withdrawn: bool = Field(
        description="Vrai si une publication plus récente de sa liste ne le nomme plus."
    )
    is_confirmed: bool = Field(
        description="Faux si un copilote doit encore confirmer ce quartier en veille active."
    )
    area_m2: int | None = Field(description="Surface en m² ; null sans contour.")
    bbox: list[float] | None = Field(description="Ouest, sud, est, nord en degrés ; null sans contour.")
    source: str = Field(description="Publication d’où il vient.")


class DistrictDetail(DistrictOut):
    """A district, with its contour."""

    geometry: dict[str, Any] | None = Field(
        description="Contour publié, en GeoJSON (RFC 7946) ; null s’il n’est pas dessiné."
    )


class DistrictList(BaseModel):
    """The districts of the territory."""

    count: int = Field(description="Nombre de quartiers.")
    districts: list[DistrictOut] = Field(description="Quartiers, par ordre alphabétique.")


class TerritoryOut(BaseModel):
    """The Cité that answers."""

    name: str = Field(description="Nom.")
    epci_code: str = Field(description="Code SIREN de l’intercommunalité.")
    communes: int = Field(description="Nombre de communes.")
    doubt_zone_m: int = Field(
        description="De part et d’autre d’une limite, distance en mètres sous laquelle un conseiller vérifie."
    )


class EditionOut(BaseModel):
    """One publication of a list."""

    generation: Literal[*Generation.values] = Field(description="Liste : 2015 ou 2024.")
    in_force_from: date = Field(description="Premier jour de la liste, hors outre-mer.")
    in_force_to: date | None = Field(
        description="Dernier jour, hors outre-mer ; null si elle est en vigueur."
    )
    source: str = Field(description="Qui l’a publiée.")
    licence: str = Field(description="Licence de réutilisation.")
    published_on: date | None = Field(description="Date de publication.")
    checksum: str = Field(description="Empreinte SHA-256 du fichier.")
    coverage: list[str] = Field(
        description="Où la liste est complète : communes, départements ou metropole. "
        "Ailleurs, la réponse est not_covered."
    )


class AddressIndexOut(BaseModel):
    """Which addresses can be searched."""

    kind: Literal["none", "reference", "full"] = Field(
        description="none (aucune), reference (les mairies seulement) ou full (la Base Adresse Nationale)."
    )
    count: int = Field(description="Nombre d’adresses.")
    departments: list[str] = Field(description="Départements.")
    published_on: date | None = Field(description="Date de publication.")


class StatusOut(BaseModel):
    """What this installation can answer."""

    territory: TerritoryOut = Field(description="La Cité qui répond.")
    editions: list[EditionOut] = Field(description="Listes de quartiers chargées, la plus récente d’abord.")
    address_index: AddressIndexOut = Field(description="Adresses chargées.")


class ProblemOut(BaseModel):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(description="Adresse de l’explication, sur la page de documentation.")
    title: str = Field(description="Titre du problème.")
    status: int = Field(description="Statut HTTP.")
    detail: str = Field(description="Ce qui ne va pas et le remède, en français.")
    code: str = Field(description="Code stable, pour les programmes.")
    errors: list[FieldError] = Field(description="Le détail, champ par champ.")
