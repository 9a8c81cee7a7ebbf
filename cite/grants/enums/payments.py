"""The vocabulary of money: what stands against a payment, and what the journal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


class PaymentObjection(models.TextChoices):
    """Why a payment is not planned or not paid."""

    NOT_PUBLISHED = (
        "not_published",
        _("La décision n’est pas encore notifiée, ou n’accorde rien : enregistrez son acte et notifiez-la."),
    )
    FILE_WITHDRAWN = (
        "file_withdrawn",
        _(
            "Le porteur a retiré son dossier : plus rien n’est versé. "
            "Annulez les versements prévus ; si une somme a été versée, ouvrez une procédure de reversement."
        ),
    )
    NO_AGREEMENT = (
        "no_agreement",
        _(
            "Au-dessus du seuil, une convention est obligatoire. "
            "Établissez-la et attendez la signature du représentant légal."
        ),
    )
    RECOVERY_OPEN = (
        "recovery_open",
        _("Une procédure de reversement est en cours. Terminez-la avant de verser."),
    )
    MORE_THAN_GRANTED = (
        "more_than_granted",
        _(
            "Ce versement dépasserait le montant accordé. Réduisez-le à ce qui reste, ou annulez un versement prévu."
        ),
    )
    NOT_POSITIVE = "not_positive", _("Écrivez un montant supérieur à zéro, avec deux décimales au plus.")
    ADVANCE_TOO_HIGH = (
        "advance_too_high",
        _("Les avances dépasseraient la part prévue par l’appel. Réduisez l’avance ; le reste est un solde."),
    )
    SINGLE_TOO_HIGH = (
        "single_too_high",
        _("Au-dessus du seuil de convention, prévoyez une avance puis un solde."),
    )
    SINGLE_ALONE = (
        "single_alone",
        _(
            "Un versement unique ne se combine avec aucun autre. Annulez les autres, ou prévoyez avance et solde."
        ),
    )
    IN_THE_FUTURE = (
        "in_the_future",
        _("Un versement se note une fois fait : la date ne peut pas être à venir."),
    )
    BEFORE_THE_ACT = "before_the_act", _("Cette date précède l’acte. Vérifiez-la.")
    NOT_PLANNED = "not_planned", _("Ce versement n’est plus prévu. Rechargez la page pour voir où il en est.")
    MORE_THAN_PAID = (
        "more_than_paid",
        _("Le porteur ne peut pas reverser plus que ce qu’il a reçu. Vérifiez le montant."),
    )
    REFERENCE_NEEDED = "reference_needed", _("Écrivez la référence du versement : elle sert au contrôle.")


@acts
class PaymentAct(models.TextChoices):
    """What the journal keeps of money."""

    PLAN = "grants.plan_payment", _("a prévu un versement")
    PAY = "grants.note_payment", _("a noté un versement")
    CANCEL = "grants.cancel_payment", _("a annulé un versement prévu")
    REFUND = "grants.note_refund", _("a noté un reversement")
    COMMIT = "grants.note_commitment", _("a noté un numéro d’engagement juridique")
    READ = "grants.read_ledger", _("a consulté les versements d’un dossier")
