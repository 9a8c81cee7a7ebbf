"""The vocabulary of calls, of who funds them, and of what was funded before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    """Where a version of a call stands."""

    DRAFT = "draft", _("En attente de l’accord des deux copilotes")
    PUBLISHED = "published", _("En vigueur")
    REPLACED = "replaced", _("Remplacée")
    ABANDONED = "abandoned", _("Abandonnée")


class CallPhase(models.TextChoices):
    """Where a call stands on a day: computed from its calendar, never typed."""

    PREPARATION = "preparation", _("En préparation")
    ANNOUNCED = "announced", _("Annoncé")
    OPEN = "open", _("Dépôt ouvert")
    REVIEW = "review", _("Dépôt clos, dossiers en cours d’examen")
    DECIDED = "decided", _("Décisions rendues")
    OVER = "over", _("Terminé")


class FunderKind(models.TextChoices):
    """Which authority a funder is; the lines of account 74 of the Cerfa."""

    STATE = "state", _("État")
    REGION = "region", _("Région")
    DEPARTEMENT = "departement", _("Département")
    METROPOLE = "metropole", _("Intercommunalité (EPCI)")
    COMMUNE = "commune", _("Commune")
    SOCIAL_SECURITY = "social_security", _("Organisme social (CAF, CPAM…)")
    EUROPE = "europe", _("Fonds européens")
    PAYMENT_AGENCY = "payment_agency", _("Agence de services et de paiement (emplois aidés)")
    PUBLIC_INSTITUTION = "public_institution", _("Autre établissement public")
    PRIVATE = "private", _("Aide privée (fondation…)")


class FundedSource(models.TextChoices):
    """How it is known that an action was funded."""

    HERE = "here", _("Financée ici")
    IMPORTED = "imported", _("Liste importée")


class RulingSubject(models.TextChoices):
    """What the machine does not decide alone."""

    CARRIER_KIND = "carrier_kind", _("Nature du porteur")
    AGE_LIMIT = "age_limit", _("Limite d’âge")
    REPORT_AT_ADMISSIBILITY = "report_at_admissibility", _("Bilan manquant : recevabilité")
    REPORT_AT_PAYMENT = "report_at_payment", _("Bilan manquant : paiement")


class RulingOutcome(models.TextChoices):
    """What was ruled."""

    ACCEPTED = "accepted", _("Accepté")
    REFUSED = "refused", _("Refusé")
