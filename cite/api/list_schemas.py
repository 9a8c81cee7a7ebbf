"""Lists of services, as programs read them. The descriptions are the documentation: in French."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from cite.api.offer_schemas import ServiceSummary


class ListSummary(BaseModel):
    """A list of services."""

    id: UUID = Field(description="Identifiant de la liste.")
    name: str = Field(description="Nom.")
    purpose: str = Field(description="À quoi elle sert ; vide si ce n’est pas dit.")
    is_shared: bool = Field(description="Partagée avec la structure de la clé.")
    district: str | None = Field(description="Code du quartier auquel elle est reliée ; null si aucun.")
    services: int = Field(description="Nombre de services, ceux qui ne sont plus proposés compris.")
    updated_at: datetime = Field(description="Dernier changement.")


class Lists(BaseModel):
    """The lists that the person of the key reads."""

    total: int = Field(description="Nombre de listes.")
    page: int = Field(description="Page donnée.")
    next_page: int | None = Field(description="Page suivante ; null s’il n’y en a pas.")
    lists: list[ListSummary] = Field(description="Les listes, par nom.")


class ListedService(BaseModel):
    """A service at its place in a list."""

    note: str = Field(description="Mot pour les collègues ; vide s’il n’y en a pas.")
    service: ServiceSummary = Field(description="Le service.")


class ListDetail(ListSummary):
    """A list and what it offers today."""

    offered: list[ListedService] = Field(description="Les services proposés aujourd’hui, en ordre.")
    no_longer_offered: int = Field(description="Services de la liste qui ne sont plus proposés.")
