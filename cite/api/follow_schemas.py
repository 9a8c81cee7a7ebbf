"""What follows a deposit – requests to complete, messages, money, documents – as programs read and write it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from cite.api.part_schemas import Body, Words
from cite.api.schemas import Whole


class RemarkOut(BaseModel):
    """What is to be completed in one place of a file, and what the carrier answered."""

    id: UUID = Field(description="Identifiant de la remarque.")
    place: str = Field(
        description="La clé d’une question, budget, districts, partners, whole, ou piece_ et un code de pièce."
    )
    place_label: str = Field(description="L’endroit, en français.")
    page: str = Field(description="Page du site où il se corrige.")
    text: str = Field(description="Ce qui est demandé.")
    reply: str = Field(description="Votre réponse ; vide si vous n’avez rien répondu.")
    is_settled: bool = Field(description="L’instruction dit que c’est réglé.")
    version: int = Field(description="Version à renvoyer avec votre réponse.")


class RoundOut(BaseModel):
    """A request to complete a file."""

    number: int = Field(description="Numéro de la demande.")
    is_open: bool = Field(description="Votre réponse est attendue.")
    asked_at: datetime = Field(description="Moment de la demande.")
    due_on: date = Field(description="Jour où la réponse est attendue.")
    message: str = Field(description="Message qui l’accompagne.")
    answered_at: datetime | None = Field(description="Moment du nouveau dépôt.")
    remarks: list[RemarkOut] = Field(description="Les remarques.")


class CorrectionsOut(BaseModel):
    """The requests to complete a file, the newest first."""

    unanswered: int = Field(description="Remarques sans réponse de la demande en cours.")
    rounds: list[RoundOut] = Field(description="Les demandes, la plus récente d’abord.")


class ReplyTyped(Body):
    """What the carrier answers to a remark."""

    reply: Words = Field(max_length=1000, description="Votre réponse.")
    version: Whole = Field(ge=0, le=2_000_000_000, description="Version de la remarque que vous avez lue.")


class MessageOut(BaseModel):
    """A message about a file."""

    speaker: str = Field(description="carrier (le porteur) ou authority (l’instruction).")
    speaker_label: str = Field(description="Qui parle, en français.")
    sent_at: datetime = Field(description="Moment de l’envoi.")
    text: str = Field(description="Le message.")


class MessagesOut(BaseModel):
    """What was said about a file."""

    may_write: bool = Field(description="Vous pouvez écrire.")
    count: int = Field(description="Nombre de messages.")
    messages: list[MessageOut] = Field(description="Les messages, le plus ancien d’abord.")


class MessageTyped(Body):
    """A message to send."""

    text: Words = Field(
        max_length=5000, description="Votre message. Tous ceux qui suivent ce dossier le lisent."
    )


class PaymentOut(BaseModel):
    """A payment, or what was paid back."""

    kind: str = Field(description="advance, balance, single, refund…")
    kind_label: str = Field(description="La nature, en français.")
    amount: str = Field(description="Montant en euros.")
    state: str = Field(description="planned, paid ou canceled.")
    state_label: str = Field(description="La situation, en français.")
    planned_on: date | None = Field(description="Jour prévu.")
    paid_on: date | None = Field(description="Jour du versement.")
    reference: str = Field(description="Référence.")


class GrantOut(BaseModel):
    """The money of one decision. Amounts in euros."""

    funder: str = Field(description="Financeur.")
    act_number: str = Field(description="Numéro de l’acte.")
    commitment_number: str = Field(description="Numéro d’engagement juridique.")
    granted: str = Field(description="Accordé par l’acte.")
    amended: str = Field(description="Ajouté ou retiré par avenant.")
    amount: str = Field(description="Montant de la subvention aujourd’hui.")
    paid: str = Field(description="Versé.")
    refunded: str = Field(description="Reversé par le porteur.")
    left: str = Field(description="Reste à verser.")
    planned: str = Field(description="Déjà prévu, dans ce reste.")
    payments: list[PaymentOut] = Field(description="Les versements.")


class MoneyOut(BaseModel):
    """The money of a file, once decisions were notified."""

    grants: list[GrantOut] = Field(description="Une subvention par financeur.")


class IssuedOut(BaseModel):
    """A document that was issued: receipt, decision, agreement."""

    id: UUID = Field(description="Identifiant du document.")
    number: str = Field(description="Numéro.")
    kind: str = Field(description="Nature, pour les programmes.")
    kind_label: str = Field(description="Nature, en français.")
    title: str = Field(description="Titre.")
    issued_on: date = Field(description="Jour où il a été établi.")
    code: str = Field(description="Code de vérification.")
    is_canceled: bool = Field(description="Il a été annulé.")
    countersigned_at: datetime | None = Field(description="Moment où le porteur l’a signé, sur le site.")


class IssuedList(BaseModel):
    """The documents issued for a file."""

    count: int = Field(description="Nombre de documents.")
    documents: list[IssuedOut] = Field(description="Les documents, le plus récent d’abord.")
