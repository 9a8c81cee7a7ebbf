"""What programs ask and read of the offer of services. The descriptions are the documentation: in French."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cite.api.file_schemas import CodeOut
from cite.api.part_schemas import Body
from cite.api.schemas import Degrees, Text, Whole
from cite.directory.enums import AUDIENCES, CATEGORIES, KINDS, MOBILIZABLE_BY, THEMES, Facet
from cite.directory.enums.needs import Need
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.queries.finding import CANDIDATES, MOST
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH

LONGEST_WORDS = 200
PER_PAGE = 20
LAST_PAGE = 10_000


def _read_truth(value: Any) -> Any:
    """Read « true » or « false » in an address, and nothing else."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("truth", "neither true nor false")


def _read_count(value: Any) -> int:
    """Read a whole number in an address."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        digits = value.removesuffix(".0")
        if digits.isascii() and digits.isdigit() and len(digits) < 11:
            return int(digits)
    raise PydanticCustomError("whole", "not a whole number")


Truth = Annotated[bool, BeforeValidator(_read_truth)]
Count = Annotated[int, BeforeValidator(_read_count)]

_NEED = "Besoin, comme les habitants le disent : voir « needs » dans GET /vocabulary."
_THEME = "Thématique du standard national : voir « themes » dans GET /vocabulary."
_DISTRICT = "Code d’un quartier prioritaire : voir GET /districts. Un code inconnu reçoit 404."
_LANGUAGE = "Langue parlée sur place (ISO 639)."
_AUDIENCE = "Public du standard. Les services pour tous les publics répondent aussi."
_KIND = "Type de service du standard."
_ACCESS = "Qui peut demander : usagers, ou professionnels (le service se prescrit)."
_PAGE = "Page, à partir de 1. Au-delà du millième service, une page est vide : précisez la recherche."
_PER_PAGE = f"Services par page, {MOST} au plus."
_WORDS = "Mots de tous les jours, fautes comprises : « garder mon fils », « permi »."
_COUNTS = "Compter, pour chaque filtre, combien de services répondraient."
_EASES = {
    "without_appointment": "Seulement sans rendez-vous.",
    "childcare_on_site": "Seulement avec garde d’enfants sur place.",
    "without_car": "Seulement accessible sans voiture.",
    "without_reading": "Seulement possible sans savoir lire.",
    "step_free": "Seulement accessible en fauteuil.",
    "evening_hours": "Seulement ouvert le soir.",
    "saturday": "Seulement ouvert le samedi, d’après les horaires connus.",
    "sunday": "Seulement ouvert le dimanche, d’après les horaires connus.",
    "interpreter": "Seulement avec interprète possible.",
    "combinable": "Seulement cumulable avec d’autres dispositifs.",
    "free": "Seulement gratuit.",
    "this_week": "Seulement si l’on peut commencer dans les sept jours.",
    "open_now": "Seulement ouvert en ce moment, d’après les horaires connus.",
}


class Filters(BaseModel):
    """What services are chosen by, in an address."""

    need: Literal["", *Need.values] = Field(default="", description=_NEED)
    theme: Literal["", *THEMES] = Field(default="", description=_THEME)
    district: Text = Field(default="", max_length=16, description=_DISTRICT)
    language: Literal["", *SPOKEN_LANGUAGES] = Field(default="", description=_LANGUAGE)
    audience: Literal["", *AUDIENCES] = Field(default="", description=_AUDIENCE)
    kind: Literal["", *KINDS] = Field(default="", description=_KIND)
    access: Literal["", *MOBILIZABLE_BY] = Field(default="", description=_ACCESS)
    without_appointment: Truth = Field(default=False, description=_EASES["without_appointment"])
    childcare_on_site: Truth = Field(default=False, description=_EASES["childcare_on_site"])
    without_car: Truth = Field(default=False, description=_EASES["without_car"])
    without_reading: Truth = Field(default=False, description=_EASES["without_reading"])
    step_free: Truth = Field(default=False, description=_EASES["step_free"])
    evening_hours: Truth = Field(default=False, description=_EASES["evening_hours"])
    saturday: Truth = Field(default=False, description=_EASES["saturday"])
    sunday: Truth = Field(default=False, description=_EASES["sunday"])
    interpreter: Truth = Field(default=False, description=_EASES["interpreter"])
    combinable: Truth = Field(default=False, description=_EASES["combinable"])
    free: Truth = Field(default=False, description=_EASES["free"])
    this_week: Truth = Field(default=False, description=_EASES["this_week"])
    open_now: Truth = Field(default=False, description=_EASES["open_now"])
    words: Text = Field(
        default="",
        max_length=LONGEST_WORDS,
        description=f"{_WORDS} Ce qu’une personne a tapé se poste : POST /services/search.",
    )
    counts: Truth = Field(default=False, description=_COUNTS)
    page: Count = Field(default=1, ge=1, le=LAST_PAGE, description=_PAGE)
    per_page: Count = Field(default=PER_PAGE, ge=1, le=MOST, description=_PER_PAGE)


class SearchServices(Body):
    """What services are chosen by, posted: with an address or a point, which are never kept."""

    words: Text = Field(default="", max_length=LONGEST_WORDS, description=_WORDS)
    address: Text = Field(
        default="",
        max_length=MAX_ADDRESS_LENGTH,
        description="Adresse sur une ligne, pour mesurer les distances. Elle n’est ni gardée ni répétée.",
    )
    longitude: Degrees | None = Field(
        default=None, description="Longitude en degrés, avec la latitude. Un point l’emporte sur une adresse."
    )
    latitude: Degrees | None = Field(default=None, description="Latitude en degrés, avec la longitude.")
    within: Whole = Field(
        default=0,
        ge=0,
        le=100_000,
        description="Seulement à tant de mètres du lieu ; 0 : à toute distance. Sans lieu situé, rien n’est écarté.",
    )
    need: Literal["", *Need.values] = Field(default="", description=_NEED)
    theme: Literal["", *THEMES] = Field(default="", description=_THEME)
    district: Text = Field(default="", max_length=16, description=_DISTRICT)
    language: Literal["", *SPOKEN_LANGUAGES] = Field(default="", description=_LANGUAGE)
    audience: Literal["", *AUDIENCES] = Field(default="", description=_AUDIENCE)
    kind: Literal["", *KINDS] = Field(default="", description=_KIND)
    access: Literal["", *MOBILIZABLE_BY] = Field(default="", description=_ACCESS)
    without_appointment: bool = Field(default=False, description=_EASES["without_appointment"])
    childcare_on_site: bool = Field(default=False, description=_EASES["childcare_on_site"])
    without_car: bool = Field(default=False, description=_EASES["without_car"])
    without_reading: bool = Field(default=False, description=_EASES["without_reading"])
    step_free: bool = Field(default=False, description=_EASES["step_free"])
    evening_hours: bool = Field(default=False, description=_EASES["evening_hours"])
    saturday: bool = Field(default=False, description=_EASES["saturday"])
    sunday: bool = Field(default=False, description=_EASES["sunday"])
    interpreter: bool = Field(default=False, description=_EASES["interpreter"])
    combinable: bool = Field(default=False, description=_EASES["combinable"])
    free: bool = Field(default=False, description=_EASES["free"])
    this_week: bool = Field(default=False, description=_EASES["this_week"])
    open_now: bool = Field(default=False, description=_EASES["open_now"])
    counts: bool = Field(default=False, description=_COUNTS)
    page: Whole = Field(default=1, ge=1, le=LAST_PAGE, description=_PAGE)
    per_page: Whole = Field(default=PER_PAGE, ge=1, le=MOST, description=_PER_PAGE)


class Pages(BaseModel):
    """Which part of a list."""

    page: Count = Field(default=1, ge=1, le=LAST_PAGE, description="Page, à partir de 1.")
    per_page: Count = Field(default=PER_PAGE, ge=1, le=MOST, description=f"Lignes par page, {MOST} au plus.")


class CoverageParameters(BaseModel):
    """By what districts are crossed."""

    by: Literal[Facet.OBSTACLE.value, Facet.CATEGORY.value] = Field(
        default=Facet.OBSTACLE.value,
        description="obstacle (freins de la fiche technique) ou category (familles du standard).",
    )


class ServiceSummary(BaseModel):
    """A service, as a list shows it."""

    id: UUID = Field(description="Identifiant de la fiche.")
    name: str = Field(description="Nom.")
    summary: str = Field(description="En une phrase ; vide si elle n’est pas écrite.")
    kind: str = Field(description="Type de service du standard ; vide s’il n’est pas su.")
    themes: list[str] = Field(description="Thématiques du standard.")
    fee: str = Field(description="gratuit, payant, ou vide si ce n’est pas su.")
    structure: UUID = Field(description="Identifiant de la structure, pour GET /structures/{id}.")
    structure_name: str = Field(description="Nom de la structure.")
    postal_code: str = Field(description="Code postal du lieu.")
    commune: str = Field(description="Commune du lieu.")
    longitude: float | None = Field(description="Longitude du lieu ; null si elle n’est pas connue.")
    latitude: float | None = Field(description="Latitude du lieu ; null si elle n’est pas connue.")
    distance_m: int | None = Field(
        description="Distance en mètres depuis le lieu demandé ; null sans lieu, ou s’il n’est pas connu."
    )
    covers_all_districts: bool = Field(description="Le service est pour tous les quartiers prioritaires.")
    districts: list[str] = Field(description="Codes des quartiers nommés par la fiche.")
    languages: list[str] = Field(description="Langues parlées.")
    access: list[str] = Field(description="Qui peut demander : usagers, professionnels.")
    eases: list[str] = Field(
        description="Ce qui est su et vrai : without_appointment, childcare_on_site… "
        "Une facilité absente n’est pas un non : elle peut ne pas être sue."
    )
    entry_delay_days: int | None = Field(description="Délai d’entrée en jours ; null s’il n’est pas su.")
    places_left: int | None = Field(description="Places restantes ; null si ce n’est pas su.")
    source: str = Field(description="Annuaire d’où vient la fiche.")
    updated_on: date = Field(description="Dernière écriture.")
    confirmed_on: date | None = Field(description="Dernière fois que son auteur l’a dite vraie.")
    page: str = Field(description="Page de la fiche pour les habitants, sur ce site.")


class CorrectionOut(BaseModel):
    """A word that no sheet has, and those taken in its place."""

    typed: str = Field(description="Le mot reçu.")
    taken: list[str] = Field(description="Les mots cherchés à sa place.")


class CountOut(BaseModel):
    """How many services would answer with one more choice."""

    filter: str = Field(
        description="category, obstacle, district, audience, language, access, ease, kind, fee ou soon."
    )
    code: str = Field(description="Code du choix.")
    label: str = Field(description="Ce qu’il veut dire.")
    count: int = Field(description="Services qui répondraient.")


class ServicesFound(BaseModel):
    """The services found, best first."""

    total: int = Field(description="Services qui répondent, en tout.")
    page: int = Field(description="Page donnée.")
    next_page: int | None = Field(
        description=f"Page suivante ; null s’il n’y en a pas, ou après le service n° {CANDIDATES}."
    )
    services: list[ServiceSummary] = Field(description="Les services, le plus proche de la demande d’abord.")
    near: list[ServiceSummary] = Field(
        description="Quand il y en a peu : ceux à qui une seule chose demandée manque."
    )
    corrections: list[CorrectionOut] = Field(description="Les mots mal tapés, et ceux pris à leur place.")
    is_partial: bool = Field(
        description="Aucun service n’a tout ce qui est demandé : voici les plus proches."
    )
    is_located: bool | None = Field(
        description="L’adresse ou le point ont été situés ; null si aucun n’était donné."
    )
    counts: list[CountOut] = Field(
        description="Si « counts » était demandé : les nombres, filtre par filtre."
    )


class EntryOut(BaseModel):
    """A day on which one can enter a service."""

    id: UUID = Field(description="Identifiant de la date d’entrée.")
    starts_on: date = Field(description="Premier jour.")
    ends_on: date | None = Field(description="Dernier jour ; null s’il n’est pas dit.")
    places: int | None = Field(description="Places ; null si ce n’est pas su.")
    places_left: int | None = Field(description="Places restantes ; null si ce n’est pas su.")
    note: str = Field(description="Précision.")
    version: int = Field(description="Version, à renvoyer pour changer ou retirer cette date.")


class ServiceDetail(ServiceSummary):
    """A sheet: our own fields, and the same as the national standard writes it."""

    sheet: dict[str, Any] = Field(
        description="Tous les champs de la fiche, comme PATCH /sheets/{id} les prend. null : pas su. Sans clé, "
        "contact_name et mobilization_details sont vides : ils sont pour les professionnels."
    )
    standard: dict[str, Any] = Field(description="La fiche au standard data·inclusion v1.")
    entries: list[EntryOut] = Field(description="Dates d’entrée à venir, la plus proche d’abord.")


class StructureSummary(BaseModel):
    """A body that gives services."""

    id: UUID = Field(description="Identifiant de la structure.")
    name: str = Field(description="Nom.")
    siret: str = Field(description="SIRET ; vide s’il n’est pas su.")
    commune: str = Field(description="Commune.")
    is_partner: bool = Field(description="C’est une structure partenaire de la Cité.")
    source: str = Field(description="Annuaire d’où elle vient.")
    services: int = Field(description="Services que tout le monde peut voir.")


class StructureList(BaseModel):
    """The bodies that give services."""

    total: int = Field(description="Nombre de structures.")
    page: int = Field(description="Page donnée.")
    next_page: int | None = Field(description="Page suivante ; null s’il n’y en a pas.")
    structures: list[StructureSummary] = Field(description="Les structures, par ordre alphabétique.")


class NamedService(BaseModel):
    """A service, named."""

    id: UUID = Field(description="Identifiant de la fiche.")
    name: str = Field(description="Nom.")


class StructureDetail(StructureSummary):
    """A body, with its services and the record of the national standard."""

    standard: dict[str, Any] = Field(description="La structure au standard data·inclusion v1.")
    offered: list[NamedService] = Field(description="Ses services visibles, 100 au plus.")


class ThemeOut(CodeOut):
    """A theme of the national standard."""

    category: Literal[*CATEGORIES] = Field(description="Sa famille.")
    words: str = Field(description="Comme un habitant le dirait.")


class ObstacleOut(CodeOut):
    """A frein of the fiche technique."""

    themes: list[str] = Field(description="Les thématiques du standard qui le lèvent.")


class NeedOut(CodeOut):
    """What residents come for."""

    hint: str = Field(description="Une phrase qui l’explique.")
    answered_by: list[str] = Field(
        description="Ce qui y répond : « category:… », « obstacle:… », « theme:… »."
    )


class VocabularyOut(BaseModel):
    """The words of the offer: those of the national standard, and ours."""

    needs: list[NeedOut] = Field(description="Les besoins, comme les habitants les disent.")
    obstacles: list[ObstacleOut] = Field(description="Les freins de la fiche technique.")
    categories: list[CodeOut] = Field(description="Les familles de thématiques du standard.")
    themes: list[ThemeOut] = Field(description="Les thématiques du standard.")
    audiences: list[CodeOut] = Field(description="Les publics du standard.")
    kinds: list[CodeOut] = Field(description="Les types de services du standard.")
    fees: list[CodeOut] = Field(description="Les prix du standard.")
    reception_modes: list[CodeOut] = Field(description="Les façons d’accueillir du standard.")
    mobilization_modes: list[CodeOut] = Field(description="Les façons de demander du standard.")
    mobilizable_by: list[CodeOut] = Field(description="Qui peut demander, selon le standard.")
    languages: list[CodeOut] = Field(description="Les langues dans lesquelles on peut être reçu.")
    to_bring: list[CodeOut] = Field(description="Ce qu’il faut apporter.")
    levels: list[CodeOut] = Field(description="Les niveaux de formation.")
    eases: list[CodeOut] = Field(description="Les facilités.")


class CellOut(BaseModel):
    """What covers one district for one code."""

    code: str = Field(description="Frein ou famille.")
    label: str = Field(description="Ce qu’il veut dire.")
    services: int = Field(description="Services qui couvrent ce quartier.")
    places: int | None = Field(description="Places restantes connues ; null si aucune n’est connue.")
    capacity: int | None = Field(description="Places en tout connues ; null si aucune n’est connue.")
    unknown_places: int = Field(description="Services dont les places ne sont pas connues.")
    delay_days: int | None = Field(description="Délai d’entrée médian en jours ; null s’il n’est pas connu.")
    unmet: int | None = Field(description="Besoins sans réponse signalés ; null sans clé.")


class CoveredDistrict(BaseModel):
    """A district and what covers it."""

    district: str = Field(description="Code du quartier.")
    label: str = Field(description="Nom et communes.")
    cells: list[CellOut] = Field(description="Un nombre par frein, ou par famille.")


class CoverageOut(BaseModel):
    """What the public offer covers, district by district."""

    by: str = Field(description="obstacle ou category.")
    on: date = Field(description="Jour de la réponse.")
    districts: list[CoveredDistrict] = Field(description="Les quartiers prioritaires.")
    gaps: list[str] = Field(description="Ce qui manque où, en phrases.")
