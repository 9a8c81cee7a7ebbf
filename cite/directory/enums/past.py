"""What becomes of somebody referred to a service, as the figures of its sheet tell it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What the structure answered; each referral counts once."""

    ACCEPTED = "accepted", _("Acceptées")
    REFUSED = "refused", _("Refusées")
    WAITING = "waiting", _("En attente de réponse")
    SILENT = "silent", _("Closes sans réponse")
    STOPPED = "stopped", _("Arrêtées par la personne ou par qui l’orientait")


class Welcome(models.TextChoices):
    """What came of a referral that was accepted; each counts once."""

    CAME = "came", _("La personne est venue")
    MISSED = "missed", _("Elle n’est pas venue")
    TO_COME = "to_come", _("Le rendez-vous est fixé")
    NO_DATE = "no_date", _("Pas encore de rendez-vous")
    BY_PHONE = "by_phone", _("Déjà fait par téléphone")
