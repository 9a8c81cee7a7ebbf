"""The documents, the partners, the similar actions and the signature of a file, as programs read and write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cite.api.file_schemas import Reason
from cite.api.schemas import Text
from cite.grants.enums import SimilarSource


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "nothing said")
    return value


def _read_email(value: Any) -> Any:
    """Say that it is no address, before its shape is compared: the sentence tells how to write one."""
    if not isinstance(value, str):
        return value
    value = value.strip()
    if value:
        try:
            validate_email(value)
        except ValidationError as error:
            raise PydanticCustomError("email", "not an address") from error
    return value


def _read_year(value: Any) -> int | None:
    """Read the year of a form: four digits, or nothing."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        digits = value.removesuffix(".0")
        if digits.isascii() and digits.isdigit():
            return int(digits[:9])
    raise PydanticCustomError("int_type", "not a year")


def _shown_year(schema: dict[str, Any]) -> None:
    """Describe the year as a form sends it: a number, or no field at all."""
    del schema["anyOf"]
    schema |= {"type": "integer", "minimum": 1990, "maximum": 2100}


# The same as `schemas.Text`, with something to see in it.
_FILLED = {
    "minLength": 1,
    "pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f]"
    r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$",
}
_ATOM = r"[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+"
_LETTER = r"A-Za-z\u00a1-\uffff"
_LABEL = rf"[0-9{_LETTER}](?:[0-9{_LETTER}-]{{0,61}}[0-9{_LETTER}])?"
_ADDRESS = rf"^ *(?:{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?:[{_LETTER}]{{2,63}}|xn--[0-9A-Za-z]{{1,59}}))? *$"
"""An e-mail address, or nothing: what this says and what is read are one."""

Words = Annotated[Text, AfterValidator(_filled), Field(json_schema_extra=_FILLED)]
Email = Annotated[str, Field(pattern=_ADDRESS), BeforeValidator(_read_email)]


class Body(BaseModel):
    """A body: nothing unknown, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


class DocumentOut(BaseModel):
    """A document joined to a file."""

    id: UUID = Field(description="Identifiant du document.")
    name: str = Field(description="Nom du fichier, tel qu’il est gardé.")
    year: int | None = Field(description="Année du document ; null si elle n’est pas dite.")
    size: int = Field(description="Taille en octets.")
    sha256: str = Field(
        description="Empreinte SHA-256 des octets reçus, pour vérifier l’envoi ; vide s’il est effacé."
    )
    state: str = Field(description="Vérification par l’instruction : unknown, compliant ou not_compliant.")
    state_label: str = Field(description="La vérification, en français.")
    note: str = Field(description="Pourquoi il est à remplacer.")
    scan: str = Field(
        description="Antivirus : not_scanned, waiting (en quarantaine), clean, infected ou unscannable."
    )
    scan_label: str = Field(description="Ce que l’antivirus en dit, en français.")


class OfferedOut(BaseModel):
    """A document of another file of the carrier, which may be taken again."""

    id: UUID = Field(description="Identifiant, à envoyer pour le reprendre.")
    name: str = Field(description="Nom du fichier.")
    year: int | None = Field(description="Année du document.")
    file_number: str = Field(description="Dossier d’où il vient.")


class PieceOut(BaseModel):
    """A document that the call asks, and what was joined for it."""

    code: str = Field(description="Code de la pièce, à envoyer avec le fichier.")
    label: str = Field(description="Ce qui est demandé.")
    help: str = Field(description="Précision.")
    is_required: bool = Field(description="Le dossier est incomplet sans elle.")
    documents: list[DocumentOut] = Field(description="Les documents joints.")
    offered: list[OfferedOut] = Field(
        description="Les documents d’un autre dossier de la structure, à reprendre."
    )


class PiecesOut(BaseModel):
    """The documents of a file, piece by piece."""

    is_editable: bool = Field(description="On peut encore joindre et retirer des documents.")
    max_bytes: int = Field(description="Taille maximale d’un fichier, en octets.")
    kinds: list[str] = Field(
        description="Types de fichiers reçus, reconnus à leur contenu et non à leur nom."
    )
    pieces: list[PieceOut] = Field(description="Les pièces demandées à cette structure.")


class DocumentForm(BaseModel):
    """What comes with a document: fields of a form."""

    piece: Words = Field(max_length=40, description="Code de la pièce, donné par la liste des pièces.")
    year: Annotated[int | None, BeforeValidator(_read_year)] = Field(
        default=None,
        ge=1990,
        le=2100,
        description="Année du document : 2025 pour les comptes de 2025.",
        json_schema_extra=_shown_year,
    )


class PartnerOut(BaseModel):
    """A partner that a file names, and what it answered."""

    id: UUID = Field(description="Identifiant du partenaire dans ce dossier.")
    name: str = Field(description="Nom.")
    part: str = Field(description="Son rôle dans l’action.")
    email: str = Field(description="Son adresse électronique ; vide si elle n’est pas donnée.")
    asked_at: datetime | None = Field(description="Moment où il a été sollicité.")
    answer: str = Field(description="unknown (pas encore de réponse), yes, no ou otherwise (oui, autrement).")
    answer_label: str = Field(description="Sa réponse, en français.")
    words: str = Field(description="Ses précisions.")
    answered_by: str = Field(description="Qui a répondu.")
    answered_at: datetime | None = Field(description="Moment de sa réponse.")


class PartnersOut(BaseModel):
    """The partners of a file."""

    count: int = Field(description="Nombre de partenaires.")
    partners: list[PartnerOut] = Field(description="Les partenaires, dans l’ordre où ils ont été nommés.")


class PartnerTyped(Body):
    """A partner to name."""

    name: Words = Field(max_length=200, description="Nom. Un partenaire déjà nommé ainsi est corrigé.")
    part: Words = Field(max_length=500, description="Son rôle dans l’action.")
    email: Email = Field(
        default="", max_length=254, description="Adresse où le solliciter, si elle est connue."
    )


class SimilarOut(BaseModel):
    """An action that looks like this one."""

    source: str = Field(description="Où elle a été trouvée : application, funded_action ou service.")
    source_label: str = Field(description="Où elle a été trouvée, en français.")
    key: str = Field(description="Son identifiant.")
    title: str = Field(description="Son intitulé.")
    carrier: str = Field(description="Qui la porte.")
    year: int | None = Field(description="Son année ; rien pour un service.")
    reasons: list[str] = Field(description="En quoi elle ressemble à la vôtre, une phrase par point.")
    is_required: bool = Field(description="Le dossier est incomplet sans réponse.")
    answer: str = Field(description="Ce que vous avez répondu ; vide si rien n’est dit.")


class SimilarList(BaseModel):
    """The actions that look like a file's."""

    count: int = Field(description="Nombre d’actions semblables.")
    actions: list[SimilarOut] = Field(description="Les actions semblables.")


class SimilarTyped(Body):
    """How two actions that look alike work together."""

    source: Literal[*SimilarSource.values] = Field(description="Où elle a été trouvée.")
    key: Words = Field(max_length=64, description="Son identifiant.")
    answer: Words = Field(max_length=1000, description="Comment les deux actions se complètent.")


class SignatureOut(BaseModel):
    """Where the signature of a file stands. A program never signs."""

    is_signed: bool = Field(description="Le représentant légal a signé le dossier tel qu’il est.")
    signatory: str = Field(description="Qui a signé ; vide si personne.")
    function: str = Field(description="Sa fonction.")
    signed_at: datetime | None = Field(description="Moment de la signature.")
    page: str = Field(description="Page où le représentant légal lit l’attestation et signe, en personne.")
    who_may_sign: list[str] = Field(description="Les représentants légaux connus de la structure.")
    attestation: list[str] = Field(description="Les points qu’il atteste.")
    deadline: date = Field(description="Dernier jour pour déposer.")
    objections: list[Reason] = Field(description="Tout ce qui s’oppose encore au dépôt.")
