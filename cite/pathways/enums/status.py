"""What the status of a pathway comes from, in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatusReason(models.TextChoices):
    """Why a pathway has the status it has: what happened, or what did not."""

    ENDED = "ended", _("Une sortie est notée.")
    NOBODY_FOLLOWS = "nobody_follows", _("Personne n’est son référent aujourd’hui.")
    ON_PAUSE = "on_pause", _("Une pause est notée : le silence ne dit rien ces jours-ci.")
    NOT_MET_YET = "not_met_yet", _("Personne ne lui a encore parlé depuis l’ouverture.")
    SERVICE_RUNS = "service_runs", _("Un service ou une action est en cours.")
    NOTHING_DISCUSSED = "nothing_discussed", _("On s’est parlé ; les freins ne sont pas encore abordés.")
    GOES_ON = "goes_on", _("Elle a un référent ; ses freins ont été abordés avec elle.")
