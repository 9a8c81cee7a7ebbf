"""The vocabulary of decisions, payments and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardState(models.TextChoices):
    """Where the decision of one funder on one file stands. Nothing is granted before its act is recorded."""

    ASKED = "asked", _("Demandée")
    PREPARED = "prepared", _("Préparée")
    RECORDED = "recorded", _("Acte enregistré")
    PUBLISHED = "published", _("Notifiée")
    WITHDRAWN = "withdrawn", _("Retirée")
    CANCELED = "canceled", _("Sans objet")


class Outcome(models.TextChoices):
    """What is decided, or advised."""

    FULL = "full", _("Accordée en totalité")
    PARTIAL = "partial", _("Accordée en partie")
    CONDITIONAL = "conditional", _("Accordée sous réserve")
    WAITING_LIST = "waiting_list", _("Liste complémentaire")
    ADJOURNED = "adjourned", _("Ajournée")
    REDIRECTED = "redirected", _("Réorientée")
    REFUSED = "refused", _("Refusée")


GRANTING = frozenset({Outcome.FULL, Outcome.PARTIAL, Outcome.CONDITIONAL})
"""The outcomes that take from an envelope."""


class RefusalMotive(models.TextChoices):
    """Why a funder refuses: a closed list, completed by a sentence."""

    NOT_IN_PRIORITIES = "not_in_priorities", _("Ne répond pas aux priorités de l’appel")
    NOT_INNOVATIVE = "not_innovative", _("Pas assez nouveau par rapport à l’existant")
    OVERLAP = "overlap", _("Fait double emploi avec une action existante")
    TOO_FEW_RESIDENTS = "too_few_residents", _("Touche trop peu d’habitants des quartiers prioritaires")
    WEAK_PARTNERSHIP = "weak_partnership", _("Partenariat trop peu construit")
    NOT_FEASIBLE = "not_feasible", _("Moyens ou calendrier insuffisants")
    BUDGET = "budget", _("Budget ou plan de financement à revoir")
    REPORT_MISSING = "report_missing", _("Bilan de l’exercice précédent non produit")
    ORDINARY_POLICY = "ordinary_policy", _("Relève du droit commun")
    NO_CREDITS_LEFT = "no_credits_left", _("Crédits épuisés")
    OTHER = "other", _("Autre motif")


class ActKind(models.TextChoices):
    """The act by which a funder decides."""

    ORDER = "order", _("Arrêté")
    DELIBERATION = "deliberation", _("Délibération")
    DECISION = "decision", _("Décision")


class PaymentKind(models.TextChoices):
    """What a payment is for."""

    SINGLE = "single", _("Versement unique")
    ADVANCE = "advance", _("Avance")
    BALANCE = "balance", _("Solde")
    REFUND = "refund", _("Reversement par le porteur")


class PaymentState(models.TextChoices):
    """Where a payment stands."""

    PLANNED = "planned", _("Prévu")
    PAID = "paid", _("Versé")
    CANCELED = "canceled", _("Annulé")


class RecoveryState(models.TextChoices):
    """Where a withdrawal or a recovery stands: the carrier is heard before anything is decided."""

    OPENED = "opened", _("Porteur prévenu, réponse attendue")
    HEARD = "heard", _("Réponse reçue")
    DECIDED = "decided", _("Décidé")
    DROPPED = "dropped", _("Abandonné")


class AmendmentKind(models.TextChoices):
    """What an amendment changes."""

    DATES = "dates", _("Dates de l’action")
    AMOUNT = "amount", _("Montant")
    CONTENT = "content", _("Contenu de l’action")


class DocumentKind(models.TextChoices):
    """What a document is."""

    RECEIPT = "receipt", _("Accusé de réception")
    INADMISSIBLE = "inadmissible", _("Lettre de non-recevabilité")
    GRANT_LETTER = "grant_letter", _("Lettre de notification")
    REFUSAL_LETTER = "refusal_letter", _("Lettre de refus")
    WAITING_LETTER = "waiting_letter", _("Lettre de liste complémentaire")
    ADJOURNMENT_LETTER = "adjournment_letter", _("Lettre d’ajournement")
    ORDER = "order", _("Arrêté attributif")
    AGREEMENT = "agreement", _("Convention")
    AMENDMENT = "amendment", _("Avenant")
    WITHDRAWAL_LETTER = "withdrawal_letter", _("Lettre de retrait")
    RECOVERY_NOTICE = "recovery_notice", _("Lettre contradictoire")
    RECOVERY_DECISION = "recovery_decision", _("Décision de reversement")
    RECOVERY_DROPPED = "recovery_dropped", _("Lettre d’abandon d’un reversement")


ACT_WITH_ARTICLE = {
    ActKind.ORDER: _("l’arrêté"),
    ActKind.DELIBERATION: _("la délibération"),
    ActKind.DECISION: _("la décision"),
}
"""An act inside a sentence."""
AMENDED_THING = {
    AmendmentKind.DATES: _("les dates de l’action"),
    AmendmentKind.AMOUNT: _("le montant de la subvention"),
    AmendmentKind.CONTENT: _("le contenu de l’action"),
}
"""What an amendment changes, inside a sentence."""
