"""What programs write of the sheets of an organization. The descriptions are the documentation: in French."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cite.api.file_schemas import Identifier, Reason
from cite.api.offer_schemas import Count, Pages, ServiceDetail
from cite.api.part_schemas import Body, Email, Words
from cite.api.schemas import Day, Degrees, Text, Whole, WholeOrNone
from cite.directory.enums import (
    AUDIENCES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
    Level,
    Obstacle,
    ServiceState,
    ToBring,
    UpdateEvery,
)
from cite.directory.enums.spoken import SPOKEN_LANGUAGES

LONGEST_PASTED = 300_000
"""What may be sent of a text with its marks; they are taken away, then the limit of the field holds."""
LONGEST = {
    "summary": 280,
    "description": 10_000,
    "fee_details": 1000,
    "audience_details": 1000,
    "access_conditions": 2000,
    "prerequisites": 1000,
    "mobilization_details": 2000,
    "combinable_details": 1000,
}
"""The texts that may be pasted from a word processor, and their limits once their marks are gone."""
_MOST_VERSIONS = 2_000_000_000
_MOST_CODES = 100


def _text(name: str, what: str) -> Any:
    limit = f"{LONGEST[name]:,}".replace(",", " ")
    return Field(
        default="",
        max_length=LONGEST_PASTED,
        description=f"{what} {limit} signes au plus, une fois sa mise en forme retirée.",
    )


def _codes(what: str) -> Any:
    return Field(default_factory=list, max_length=_MOST_CODES, description=f"{what} Voir GET /vocabulary.")


def _truth(what: str) -> Any:
    return Field(default=None, description=f"{what} null : pas su.")


class Position(Body):
    """Where a service is, on the map."""

    longitude: Degrees = Field(ge=-180, le=180, description="Longitude en degrés (WGS 84).")
    latitude: Degrees = Field(ge=-90, le=90, description="Latitude en degrés (WGS 84).")


class Contents(Body):
    """What may be written of a sheet beside its name. What is not sent stays as it is."""

    summary: Text = _text("summary", "En une phrase.")
    description: Text = _text("description", "Ce qui se passe, avec qui, combien de temps.")
    kind: Literal["", *KINDS] = Field(default="", description="Type de service du standard.")
    themes: list[Literal[*THEMES]] = _codes("Thématiques du standard auxquelles il répond.")
    obstacles: list[Literal[*Obstacle.values]] = _codes("Freins levés, que les thématiques ne disent pas.")
    audiences: list[Literal[*AUDIENCES]] = _codes("Publics du standard ; tous-publics va seul.")
    audience_details: Text = _text("audience_details", "Précisions sur les publics.")
    min_age: WholeOrNone = Field(
        default=None, ge=0, le=120, description="Âge minimal ; null : sans distinction d’âge."
    )
    max_age: WholeOrNone = Field(default=None, ge=0, le=120, description="Âge maximal ; null : aucun.")
    covers_all_districts: bool = Field(
        default=False, description="Pour tous les quartiers prioritaires : « districts » est alors vide."
    )
    districts: list[Annotated[Text, Field(max_length=16)]] = Field(
        default_factory=list,
        max_length=_MOST_CODES,
        description="Codes des quartiers couverts. Un code inconnu reçoit 404, et rien n’est écrit.",
    )
    access_conditions: Text = _text("access_conditions", "Conditions d’accès.")
    prerequisites: Text = _text("prerequisites", "Ce qu’il faut déjà savoir.")
    languages: list[Literal[*SPOKEN_LANGUAGES]] = _codes("Langues parlées sur place.")
    without_reading: bool | None = _truth("Possible sans savoir lire.")
    interpreter: bool | None = _truth("Interprète possible.")
    reception_modes: list[Literal[*RECEPTION_MODES]] = _codes("Façons d’accueillir du standard.")
    place: Text = Field(
        default="",
        max_length=300,
        description="Adresse du lieu sur une ligne : numéro, rue, code postal, commune. Elle est cherchée sur la carte "
        "et remplit address, postal_code, commune_name, commune_code et la position. Vide : à distance.",
    )
    position: Position | None = Field(
        default=None,
        description="Le point du lieu, si vous le connaissez mieux que la carte : il l’emporte sur celui que donne "
        "« place ». null : pas de point.",
    )
    address_extra: Text = Field(default="", max_length=300, description="Étage, entrée, arrêt de tram.")
    without_car: bool | None = _truth("Accessible sans voiture.")
    step_free: bool | None = _truth("Accessible en fauteuil.")
    childcare_on_site: bool | None = _truth("Garde d’enfants sur place.")
    evening_hours: bool | None = _truth("Ouvert le soir, après 18 h.")
    opening_hours: Text = Field(
        default="",
        max_length=400,
        description="Horaires au format OpenStreetMap : « Mo-Fr 08:30-12:00; Sa 09:00-12:00 ».",
    )
    mobilizable_by: list[Literal[*MOBILIZABLE_BY]] = _codes("Qui peut demander.")
    mobilization_modes: list[Literal[*MOBILIZATION_MODES]] = _codes("Façons de demander du standard.")
    phone: Text = Field(
        default="", max_length=60, description="Un seul numéro, dans n’importe quelle notation."
    )
    email: Email = Field(default="", max_length=254, description="Adresse électronique du service.")
    mobilization_url: Text = Field(default="", max_length=500, description="Lien pour demander.")
    contact_name: Text = Field(
        default="", max_length=150, description="Personne à contacter, pour les professionnels seulement."
    )
    mobilization_details: Text = _text("mobilization_details", "Consignes pour les professionnels.")
    without_appointment: bool | None = _truth("Sans rendez-vous.")
    entry_delay_days: WholeOrNone = Field(
        default=None, ge=0, le=1000, description="Délai réel avant d’entrer, en jours ; null : pas su."
    )
    places_left: WholeOrNone = Field(
        default=None, ge=0, le=100_000, description="Places restantes ; null : pas su."
    )
    to_bring: list[Literal[*ToBring.values]] = _codes("Ce qu’il faut apporter.")
    fee: Literal["", *FEES] = Field(default="", description="Prix du standard.")
    fee_details: Text = _text("fee_details", "Combien, et pour qui moins.")
    combinable: bool | None = _truth("Cumulable avec d’autres dispositifs.")
    combinable_details: Text = _text("combinable_details", "Lesquels, ou pourquoi pas.")
    funded_action: Identifier | None = Field(
        default=None,
        description="Action financée de votre structure derrière ce service ; null : aucune. Inconnue : 404.",
    )
    weekly_hours: float | None = Field(
        default=None, ge=0, le=80, description="Heures par semaine ; null : pas su."
    )
    weeks: WholeOrNone = Field(default=None, ge=1, le=520, description="Nombre de semaines ; null : pas su.")
    level: Literal["", *Level.values] = Field(default="", description="Niveau, pour une formation.")
    source_url: Text = Field(default="", max_length=500, description="Page de ce service sur votre site.")
    update_every: Literal[*UpdateEvery.values] = Field(
        default=UpdateEvery.HALF_YEAR.value, description="Relue tous les combien de mois : 1, 3, 6 ou 12."
    )


class Changes(Contents):
    """What may be written of a sheet."""

    name: Words = Field(default="", max_length=150, description="Nom du service.")


class BeginRequest(Body):
    """A sheet to begin."""

    name: Words = Field(max_length=150, description="Nom : ce que la personne obtient, en quelques mots.")
    reference: Text = Field(
        default="",
        max_length=200,
        description="Votre identifiant pour ce service, s’il y en a un. Renvoyé, même longtemps après, il rend la même "
        "fiche sans rien y changer : une réponse perdue ne fait pas deux fiches.",
    )
    fields: Contents = Field(
        default_factory=Contents,
        description="Le reste de la fiche, si vous l’avez déjà : les champs de PATCH /sheets/{id}, sans le nom.",
    )


class WriteRequest(Body):
    """Some fields of a sheet."""

    seen: Whole = Field(
        ge=0,
        le=_MOST_VERSIONS,
        description="« seen », reçu avec la fiche : la version que vous aviez sous les yeux.",
    )
    fields: Changes = Field(description="Les champs à écrire ; les autres restent comme ils sont.")


class StepRequest(Body):
    """A step in the life of a sheet."""

    version: Whole = Field(ge=0, le=_MOST_VERSIONS, description="« version », reçue avec la fiche.")


class ArchiveRequest(StepRequest):
    """A sheet to put away."""

    words: Text = Field(default="", max_length=1000, description="Pourquoi, si vous voulez le dire.")


class EntryRequest(Body):
    """A day on which one can enter a service."""

    starts_on: Day = Field(description="Premier jour (AAAA-MM-JJ).")
    ends_on: Day | None = Field(default=None, description="Dernier jour ; null : pas dit.")
    places: WholeOrNone = Field(default=None, ge=0, le=100_000, description="Places ; null : pas su.")
    places_left: WholeOrNone = Field(
        default=None, ge=0, le=100_000, description="Places restantes ; null : pas su."
    )
    note: Text = Field(default="", max_length=200, description="Précision.")


class EntryChange(EntryRequest):
    """A day of entry to change."""

    version: Whole = Field(ge=0, le=_MOST_VERSIONS, description="« version », reçue avec la date d’entrée.")


class EntryVersion(BaseModel):
    """Which version of a day of entry is taken away."""

    version: Count = Field(ge=0, le=_MOST_VERSIONS, description="« version », reçue avec la date d’entrée.")


class SheetParameters(Pages):
    """Which sheets to list."""

    reference: Text = Field(
        default="", max_length=200, description="Seulement la fiche commencée avec cet identifiant."
    )
    state: Literal["", *ServiceState.values] = Field(default="", description="Seulement dans cet état.")


class SheetSummary(BaseModel):
    """A sheet of the organization, in short."""

    id: UUID = Field(description="Identifiant de la fiche.")
    name: str = Field(description="Nom.")
    state: Literal[*ServiceState.values] = Field(
        description="suggested, draft, submitted, published ou archived."
    )
    state_label: str = Field(description="L’état, en français.")
    needs_review: bool = Field(description="Publiée, et changée depuis sa relecture.")
    updated_on: date = Field(description="Dernière écriture.")
    shown_until: date | None = Field(
        description="Dernier jour où les habitants la voient, si personne ne la confirme."
    )
    version: int = Field(description="Version, à renvoyer pour chaque étape.")


class SheetList(BaseModel):
    """The sheets of the organization."""

    total: int = Field(description="Nombre de fiches.")
    page: int = Field(description="Page donnée.")
    next_page: int | None = Field(description="Page suivante ; null s’il n’y en a pas.")
    sheets: list[SheetSummary] = Field(description="Les fiches, par nom.")


class SheetOut(ServiceDetail):
    """A sheet as its authors see it."""

    state: Literal[*ServiceState.values] = Field(
        description="suggested, draft, submitted, published ou archived."
    )
    state_label: str = Field(description="L’état, en français.")
    needs_review: bool = Field(description="Publiée, et changée depuis sa relecture.")
    shown_until: date | None = Field(
        description="Dernier jour où les habitants la voient, si personne ne la confirme."
    )
    version: int = Field(description="Version, à renvoyer pour chaque étape.")
    seen: int = Field(description="Numéro de la dernière écriture, à renvoyer pour écrire.")
    quality: int = Field(description="Qualité de la fiche, sur 100 (note officielle).")
    lacks: list[Reason] = Field(description="Ce qui manque avant que les habitants puissent la lire.")
    steps: list[str] = Field(
        description="Étapes possibles dans cet état : submit, take_back, archive, reopen, confirm."
    )
    returned: str = Field(
        description="La raison, si la dernière étape en a une : une fiche rendue, par exemple."
    )
