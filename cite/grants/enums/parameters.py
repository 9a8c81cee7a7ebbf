"""The thresholds and delays of a call, as people read them, each with the text it comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallParameter(models.TextChoices):
    """A threshold or a delay; the value is its name in `rules/call_content.Parameters`."""

    AGREEMENT_ABOVE = "agreement_above", _("Convention obligatoire au-delà de, en euros")
    ACCOUNTS_ABOVE = "accounts_above", _("Comptes publiés et commissaire aux comptes au-delà de, en euros")
    PUBLIC_AID_THRESHOLD = (
        "public_aid_threshold",
        _("Seuil d’aides publiques sur trois exercices à attester, en euros"),
    )
    DE_MINIMIS_THRESHOLD = (
        "de_minimis_threshold",
        _("Plafond des aides « de minimis » SIEG sur trois ans, en euros"),
    )
    PUBLIC_SHARE_PERCENT = "public_share_percent", _("Part publique du budget qui appelle une remarque, en %")
    SILENCE_MONTHS = "silence_months", _("Sans réponse, la demande est refusée après, en mois")
    CORRECTION_DAYS = "correction_days", _("Délai pour compléter un dossier, en jours")
    OPINION_DAYS = "opinion_days", _("Délai pour rendre un avis, en jours")
    DISAGREEMENT_POINTS = (
        "disagreement_points",
        _("Écart entre deux notes sur 100 montré comme un désaccord, en points"),
    )
    ADVANCE_PERCENT = "advance_percent", _("Avance versée à la signature d’une convention, en %")
    VARIANCE_PERCENT = "variance_percent", _("Un écart du bilan s’explique au-delà de, en %")
    VARIANCE_AMOUNT = "variance_amount", _("Un écart du bilan s’explique au-delà de, en euros")
    HEARING_DAYS = "hearing_days", _("Délai pour répondre avant un reversement, en jours")
    SMALL_CELLS = "small_cells", _("Nombres de personnes masqués en dessous de")


class ParameterSource(models.TextChoices):
    """Where each threshold or delay comes from, and what it means; the value is its name."""

    AGREEMENT_ABOVE = (
        "agreement_above",
        _("Loi n° 2000-321 du 12 avril 2000, article 10, et décret n° 2001-495 : par financeur et par an."),
    )
    ACCOUNTS_ABOVE = (
        "accounts_above",
        _("Code de commerce, articles L612-4 et D612-5 : total des subventions reçues dans l’année."),
    )
    PUBLIC_AID_THRESHOLD = (
        "public_aid_threshold",
        _("Cerfa n° 12156*06, attestation du représentant légal."),
    )
    DE_MINIMIS_THRESHOLD = (
        "de_minimis_threshold",
        _("Règlement (UE) 2023/2832, services d’intérêt économique général."),
    )
    PUBLIC_SHARE_PERCENT = (
        "public_share_percent",
        _("Usage local : une remarque, jamais un refus."),
    )
    SILENCE_MONTHS = (
        "silence_months",
        _("Code des relations entre le public et l’administration, article L231-4."),
    )
    CORRECTION_DAYS = "correction_days", _("Choix des copilotes ; le délai de réponse est suspendu d’autant.")
    OPINION_DAYS = "opinion_days", _("Choix des copilotes.")
    DISAGREEMENT_POINTS = "disagreement_points", _("Choix des copilotes ; le comité en parle.")
    ADVANCE_PERCENT = "advance_percent", _("Choix des copilotes, repris dans la convention.")
    VARIANCE_PERCENT = (
        "variance_percent",
        _("Choix des copilotes ; le Cerfa n° 15059*02 demande d’expliquer."),
    )
    VARIANCE_AMOUNT = "variance_amount", _("Choix des copilotes ; les deux seuils sont à dépasser.")
    HEARING_DAYS = (
        "hearing_days",
        _("Code des relations entre le public et l’administration, article L122-1 : le porteur est entendu."),
    )
    SMALL_CELLS = "small_cells", _("Protection des personnes : un petit nombre pourrait les désigner.")
