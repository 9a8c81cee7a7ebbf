"""The vocabulary of instruction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conflict(models.TextChoices):
    """Whether an instructor has a link with the carrier; nothing said is not a no."""

    UNKNOWN = "unknown", _("Pas encore déclaré")
    NONE = "none", _("Aucun lien avec le porteur")
    DECLARED = "declared", _("Lien déclaré : retirée du dossier")


class ReviewOpinion(models.TextChoices):
    """What an instructor, or somebody whose opinion was asked, thinks of a file."""

    FAVORABLE = "favorable", _("Favorable")
    WITH_RESERVES = "with_reserves", _("Favorable avec réserves")
    RESERVED = "reserved", _("Réservé")
    UNFAVORABLE = "unfavorable", _("Défavorable")


class OpinionState(models.TextChoices):
    """Where an opinion that was asked stands."""

    ASKED = "asked", _("Attendu")
    GIVEN = "given", _("Rendu")
    DECLINED = "declined", _("Sans avis")
    CANCELED = "canceled", _("Demande annulée")


class Speaker(models.TextChoices):
    """Who speaks in the thread of a file."""

    CARRIER = "carrier", _("Porteur")
    AUTHORITY = "authority", _("Instruction")
