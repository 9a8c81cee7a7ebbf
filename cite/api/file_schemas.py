"""What programs read and write of calls and of files. The descriptions are the documentation: in French."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cite.api.schemas import Text, Whole, WholeOrNone
from cite.grants.enums import BudgetScope, CreditKind, FundingStatus
from cite.grants.rules.budget_lines import LONGEST_LABEL, MOST_LINES
from cite.grants.rules.questions import QUESTIONS

MAX_ROWS = 40


def _read_uuid(value: Any) -> UUID:
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            pass
    raise PydanticCustomError("uuid", "not a public identifier")


def _read_amount(value: Any) -> Decimal | None:
    """Read « 1234.50 »: an amount is a text, so that no program rounds it."""
    if value is None:
        return None
    if isinstance(value, str):
        whole, _point, cents = value.partition(".")
        if whole.isascii() and whole.isdigit() and len(whole) <= 9 and (not cents or cents.isdigit()):
            if len(cents) <= 2 and cents.isascii():
                return Decimal(value or "0")
    raise PydanticCustomError("amount", "not an amount")


Identifier = Annotated[UUID, BeforeValidator(_read_uuid)]
Amount = Annotated[Decimal | None, BeforeValidator(_read_amount)]


class _Body(BaseModel):
    """A body: nothing unknown, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CallOut(BaseModel):
    """A call for projects in force."""

    id: UUID = Field(description="Identifiant de l’appel.")
    year: int = Field(description="Année des actions.")
    title: str = Field(description="Titre.")
    phase: str = Field(description="announced, open, review, decided ou over.")
    opens_on: date = Field(description="Premier jour de dépôt.")
    closes_on: date = Field(description="Dernier jour de dépôt, jusqu’à 23 h 59, heure de Paris.")


class CallList(BaseModel):
    """The calls in force."""

    count: int = Field(description="Nombre d’appels.")
    calls: list[CallOut] = Field(description="Les appels, le plus récent d’abord.")


class CodeOut(BaseModel):
    """A code that an answer may take."""

    code: str = Field(description="Le code à envoyer.")
    label: str = Field(description="Ce qu’il veut dire.")


class QuestionOut(BaseModel):
    """A question of the file."""

    key: str = Field(description="Clé de la question.")
    label: str = Field(description="La question, en français.")
    step: str = Field(description="Étape du dossier.")
    kind: str = Field(
        description="Forme de la réponse : line, text, email, phone, integer, decimal, percent, day, yes_no, choice, "
        "choices ou rows."
    )
    is_required: bool = Field(description="Le dossier est incomplet sans réponse.")
    max_length: int = Field(
        description="Longueur maximale d’un texte, ou nombre maximal de lignes ; 0 : sans objet."
    )
    columns: list[str] = Field(description="Colonnes d’une réponse en lignes.")
    choices: list[CodeOut] = Field(description="Les codes possibles, s’il y en a.")


class CallDetail(CallOut):
    """A call, what it asks and who funds."""

    presentation: str = Field(description="Présentation et règlement.")
    carrier_kind: str = Field(description="Porteur pour lequel les questions sont données.")
    questions: list[QuestionOut] = Field(description="Les questions, dans l’ordre du dossier.")
    funders: list[CodeOut] = Field(description="Les financeurs de l’appel : identifiant et nom.")


class FileSummary(BaseModel):
    """A file, in short."""

    id: UUID = Field(description="Identifiant du dossier.")
    number: str = Field(description="Numéro du dossier.")
    title: str = Field(description="Intitulé de l’action.")
    call: UUID = Field(description="Identifiant de l’appel.")
    carrier: str = Field(description="Structure qui porte l’action.")
    state: str = Field(description="Situation, pour les programmes.")
    state_label: str = Field(description="Situation, comme le porteur la lit.")


class FileList(BaseModel):
    """The files of the person's organizations."""

    count: int = Field(description="Nombre de dossiers.")
    files: list[FileSummary] = Field(description="Les dossiers, par numéro.")


class AnswerKept(BaseModel):
    """An answer as it is stored."""

    key: str = Field(description="Clé de la question.")
    value: Any = Field(description="La réponse ; null si elle est vide.")
    seen: str = Field(description="Empreinte à renvoyer avec la prochaine modification.")


class DistrictReached(BaseModel):
    """A district whose residents are reached."""

    code: str = Field(description="Code du quartier, ou son identifiant pour un quartier en veille active.")
    participants: int | None = Field(description="Participants attendus ; null si personne ne l’a dit.")


class LineKept(BaseModel):
    """A line of a budget as it is stored."""

    id: str = Field(description="Identifiant de la ligne.")
    scope: str = Field(description="project (l’action) ou organization (la structure).")
    account: str = Field(description="Ligne du plan comptable.")
    amount: str = Field(description="Montant en euros, avec un point.")
    label: str = Field(description="Précision.")
    funder: UUID | None = Field(description="Financeur de l’appel.")
    status: str = Field(description="asked, obtained ou considered ; vide hors subventions.")
    credit: str = Field(description="Nature des crédits.")
    seen: str = Field(description="Texte à renvoyer avec la prochaine modification.")


class Reason(BaseModel):
    """A reason, for programs and for people."""

    code: str = Field(description="Code stable.")
    sentence: str = Field(description="La phrase, en français, avec le remède.")


class DecisionOut(BaseModel):
    """The decision of a funder, once it was notified."""

    funder: str = Field(description="Financeur.")
    outcome: str = Field(description="Décision, pour les programmes.")
    outcome_label: str = Field(description="Décision, en français.")
    amount: str = Field(description="Montant accordé, en euros.")
    act_number: str = Field(description="Numéro de l’acte.")
    act_on: date | None = Field(description="Date de l’acte.")
    motive: str = Field(description="Motif d’un refus, en français.")
    words: str = Field(description="Explication.")
    conditions: str = Field(description="Réserves.")
    advice: str = Field(description="Conseils pour l’an prochain.")
    notified_at: datetime | None = Field(description="Moment de la notification.")


class ReportOut(BaseModel):
    """A bilan of the action."""

    id: UUID = Field(description="Identifiant du bilan.")
    kind: str = Field(description="interim ou final.")
    state: str = Field(description="expected, drafting, deposited, returned ou accepted.")
    due_on: date = Field(description="Jour où il est attendu.")
    is_produced: bool = Field(description="Déposé et complet.")


class FileOut(FileSummary):
    """A file: where it stands, what it holds, what it lacks."""

    version: int = Field(description="Version du dossier.")
    reference_dauphin: str = Field(description="Référence dans Dauphin ; vide si elle n’est pas notée.")
    dauphin_label: str = Field(description="Situation, avec les mots de Dauphin.")
    page: str = Field(description="Adresse de sa page.")
    next_step: str = Field(description="Ce qui vient ensuite.")
    next_until: date | None = Field(description="Pour quel jour.")
    deposited_at: datetime | None = Field(description="Moment du premier dépôt.")
    answers: list[AnswerKept] = Field(description="Les réponses données.")
    districts: list[DistrictReached] = Field(description="Les quartiers touchés.")
    budget: list[LineKept] = Field(description="Les lignes de budget.")
    missing: list[str] = Field(description="Ce qui manque encore, en français.")
    objections: list[Reason] = Field(description="Ce qui s’oppose au financement.")
    to_confirm: list[Reason] = Field(description="Ce que les copilotes confirment.")
    decisions: list[DecisionOut] = Field(description="Les décisions notifiées.")
    reports: list[ReportOut] = Field(description="Les bilans.")


class StartRequest(_Body):
    """A file to start."""

    call: Identifier = Field(description="Identifiant de l’appel.")
    previous: Identifier | None = Field(
        default=None, description="Dossier de l’an passé, pour partir de ses réponses."
    )


class AnswerTyped(_Body):
    """An answer to save."""

    key: Literal[*(str(asked.key) for asked in QUESTIONS)] = Field(description="Clé de la question.")
    value: Text | Whole | list[Text] | list[list[Text]] | None = Field(
        description="La réponse : un texte, un nombre entier, une liste de codes ou de lignes ; null pour l’effacer."
    )
    seen: Text = Field(
        default="",
        max_length=40,
        description="Empreinte reçue avec la valeur que vous modifiez ; vide si elle était vide.",
    )


class AnswersRequest(_Body):
    """Answers to save."""

    answers: list[AnswerTyped] = Field(max_length=len(QUESTIONS), description="Les réponses.")


class AnswerResult(AnswerKept):
    """What became of an answer."""

    result: Literal["saved", "unchanged", "conflict", "refused"] = Field(
        description="conflict : quelqu’un d’autre a écrit entre-temps, rien n’est écrasé ; refused : voir detail."
    )
    detail: str = Field(description="Ce qui ne va pas et le remède, en français.")


class AnswersOut(BaseModel):
    """What became of each answer."""

    results: list[AnswerResult] = Field(description="Dans l’ordre des réponses envoyées.")


class DistrictTyped(_Body):
    """A district to reach."""

    code: Text = Field(max_length=40, description="Code du quartier, ou son identifiant.")
    participants: WholeOrNone = Field(
        default=None, ge=0, le=100_000, description="Participants attendus ; null si vous ne savez pas."
    )


class DistrictsRequest(_Body):
    """The districts reached: this list replaces the one before."""

    districts: list[DistrictTyped] = Field(max_length=200, description="Les quartiers.")


class LineTyped(_Body):
    """A line of a budget to save."""

    account: Text = Field(max_length=24, description="Ligne du plan comptable.")
    amount: Amount = Field(
        description="Montant en euros, en texte : « 1500.00 » ; null pour retirer la ligne.",
        json_schema_extra={"type": ["string", "null"], "pattern": r"^[0-9]{1,9}(\.[0-9]{1,2})?$"},
    )
    label: Text = Field(default="", max_length=LONGEST_LABEL, description="Précision.")
    funder: Identifier | None = Field(
        default=None, description="Financeur de l’appel, s’il s’agit de l’un d’eux."
    )
    status: Literal["", *FundingStatus.values] = Field(
        default="", description="État d’un financement : asked, obtained ou considered."
    )
    credit: Literal["", *CreditKind.values] = Field(default="", description="Nature des crédits.")
    id: Text = Field(default="", max_length=40, description="Identifiant de la ligne modifiée.")
    seen: str = Field(default="", max_length=400, description="Texte reçu avec la ligne que vous modifiez.")


class BudgetRequest(_Body):
    """Lines of a budget to save; the others stay as they are."""

    scope: Literal[*BudgetScope.values] = Field(
        default=BudgetScope.PROJECT.value, description="project (l’action) ou organization (la structure)."
    )
    lines: list[LineTyped] = Field(max_length=MOST_LINES, description="Les lignes.")


class BudgetOut(BaseModel):
    """What became of the lines."""

    changed: int = Field(description="Nombre de lignes modifiées.")
    conflicts: list[str] = Field(
        description="Lignes que quelqu’un d’autre a modifiées entre-temps : relisez le dossier puis renvoyez-les."
    )
    objections: list[Reason] = Field(description="Ce qui s’oppose à ce budget.")


class WithdrawRequest(_Body):
    """Why a file is withdrawn."""

    reason: Text = Field(max_length=1000, description="Pourquoi, en une phrase.")


class DauphinRequest(_Body):
    """The reference that Dauphin gave."""

    reference: Text = Field(
        max_length=30, description="La référence, par exemple DA00123456 ; vide pour la retirer."
    )
    version: Whole = Field(ge=0, le=2_000_000_000, description="Version du dossier que vous avez lue.")
