"""The bilans of funded actions, as programs read and write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from cite.api.file_schemas import Amount, Reason
from cite.api.part_schemas import Body, Words
from cite.api.schemas import Text, Whole
from cite.grants.enums import ReportPiece

MOST_FIELDS = 600
_AMOUNT = {"type": ["string", "null"], "pattern": r"^[0-9]{1,9}(\.[0-9]{1,2})?$"}


class ReportSummary(BaseModel):
    """A bilan, in short."""

    id: UUID = Field(description="Identifiant du bilan.")
    kind: str = Field(description="interim (intermédiaire) ou final.")
    action: str = Field(description="L’action financée.")
    year: int = Field(description="Son exercice.")
    application: UUID | None = Field(description="Son dossier ; null si elle a été financée avant cet outil.")
    state: str = Field(description="expected, drafting, deposited, returned, accepted ou not_due.")
    state_label: str = Field(description="La situation, en français.")
    due_on: date = Field(description="Jour où il est attendu.")
    is_produced: bool = Field(description="Déposé et complet.")


class ReportList(BaseModel):
    """The bilans of the organization of a key."""

    count: int = Field(description="Nombre de bilans.")
    reports: list[ReportSummary] = Field(description="Les bilans, le premier attendu d’abord.")


class FieldOut(BaseModel):
    """A field of a bilan."""

    name: str = Field(
        description="Nom du champ, à renvoyer : answer:…, figure:…, note:…, realized:…, explanation:…"
    )
    label: str = Field(description="La question, en français.")
    step: str = Field(description="Étape du bilan : story, people, results, money ou pieces.")
    kind: str = Field(
        description="text, line, integer, amount, ou rows (une ligne de texte chacune, cellules séparées par « ; »)."
    )
    max_length: int = Field(description="Longueur maximale, ou nombre maximal de lignes.")
    columns: list[str] = Field(description="Colonnes d’une réponse en lignes.")
    text: str = Field(description="Ce qui est écrit ; vide si rien ne l’est.")
    seen: str = Field(description="Empreinte à renvoyer avec la prochaine modification.")
    computed: int | None = Field(description="Ce que l’outil a compté ; null s’il ne compte rien là.")


class LineOut(BaseModel):
    """A line of the summary table."""

    id: UUID = Field(description="Identifiant de la ligne.")
    account: str = Field(description="Ligne du plan comptable.")
    name: str = Field(description="La ligne, en français.")
    planned: str = Field(description="Prévu, en euros.")
    realized: str | None = Field(description="Réalisé, en euros ; null si rien n’est écrit.")
    explanation: str = Field(description="Explication de l’écart.")


class ReportDocument(BaseModel):
    """A document joined to a bilan."""

    id: UUID = Field(description="Identifiant du document.")
    piece: str = Field(description="Pièce : activity_report, accounts ou proof.")
    name: str = Field(description="Nom du fichier, tel qu’il est gardé.")
    size: int = Field(description="Taille en octets.")
    sha256: str = Field(description="Empreinte SHA-256 des octets reçus.")
    scan: str = Field(
        description="Antivirus : not_scanned, waiting (en quarantaine), clean, infected ou unscannable."
    )
    scan_label: str = Field(description="Ce que l’antivirus en dit, en français.")


class ReportRemark(BaseModel):
    """What is to be completed in a step of a bilan that was sent back."""

    step: str = Field(description="Étape.")
    text: str = Field(description="Ce qui est à compléter.")


class ReportDetail(ReportSummary):
    """A bilan: what it asks, what it holds, what it lacks."""

    version: int = Field(description="Version à renvoyer pour déposer.")
    page: str = Field(description="Sa page, où le représentant légal certifie un bilan final, en personne.")
    is_editable: bool = Field(description="On peut encore l’écrire.")
    deposited_at: datetime | None = Field(description="Moment du dernier dépôt.")
    signatory: str = Field(description="Qui l’a certifié.")
    return_reason: str = Field(description="Remarque générale, s’il est à compléter.")
    remarks: list[ReportRemark] = Field(description="Ce qui est à compléter, étape par étape.")
    fields: list[FieldOut] = Field(
        description="Ce qu’il demande ; les lignes de budget y sont une fois commencé."
    )
    lines: list[LineOut] = Field(description="Le tableau du budget.")
    documents: list[ReportDocument] = Field(description="Les pièces jointes.")
    missing: list[Reason] = Field(description="Tout ce qui l’empêche d’être complet.")


class FieldTyped(Body):
    """A field to save."""

    name: Words = Field(max_length=80, description="Nom du champ.")
    text: Text = Field(max_length=20_000, description="Ce que vous écrivez ; vide pour effacer.")
    seen: Text = Field(
        default="",
        max_length=64,
        description="Empreinte reçue avec le texte que vous modifiez ; vide s’il l’était.",
    )


class FieldsRequest(Body):
    """Fields to save; the others stay as they are."""

    fields: list[FieldTyped] = Field(max_length=MOST_FIELDS, description="Les champs, chacun une fois.")


class FieldResult(BaseModel):
    """What became of a field."""

    name: str = Field(description="Nom du champ.")
    result: Literal["saved", "unchanged", "conflict", "refused"] = Field(
        description="conflict : quelqu’un d’autre a écrit entre-temps, rien n’est écrasé ; refused : voir detail."
    )
    text: str = Field(description="Ce qui est enregistré.")
    seen: str = Field(description="Empreinte à renvoyer avec la prochaine modification.")
    detail: str = Field(description="Ce qui ne va pas et le remède, en français.")


class FieldsOut(BaseModel):
    """What became of each field, and what the bilan still lacks."""

    version: int = Field(description="Version du bilan.")
    results: list[FieldResult] = Field(description="Dans l’ordre des champs envoyés.")
    missing: list[Reason] = Field(description="Tout ce qui l’empêche d’être complet.")


class ReportLineTyped(Body):
    """A line of which nothing was planned."""

    account: Words = Field(max_length=24, description="Ligne du plan comptable.")
    label: Text = Field(default="", max_length=200, description="Précision.")
    realized: Amount = Field(
        default=None, description="Réalisé, en texte : « 120.00 ».", json_schema_extra=_AMOUNT
    )


class ReportDocumentForm(BaseModel):
    """What comes with a document of a bilan: fields of a form."""

    piece: Literal[*ReportPiece.values] = Field(description="Pièce : activity_report, accounts ou proof.")


class CertifyTyped(Body):
    """The deposit of an interim bilan."""

    version: Whole = Field(ge=0, le=2_000_000_000, description="Version du bilan que vous avez lue.")
    function: Words = Field(max_length=120, description="En quelle qualité la personne de la clé dépose.")
    certified: Literal[True] = Field(description="true : elle certifie exactes les informations du bilan.")
