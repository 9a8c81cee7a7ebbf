"""The vocabulary of freins: not discussed is not « no » (domain: §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ObstacleLevel(models.TextChoices):
    """How much something keeps her from work; health takes only « no » and « yes »."""

    NOT_DISCUSSED = "not_discussed", _("Pas abordé")
    NONE = "none", _("Pas de frein")
    WATCH = "watch", _("Point de vigilance")
    PARTIAL = "partial", _("Frein partiel")
    BLOCKING = "blocking", _("Frein bloquant")
    YES = "yes", _("Oui")


class ObstacleStatus(models.TextChoices):
    """What becomes of a frein."""

    TO_DO = "to_do", _("À traiter")
    ONGOING = "ongoing", _("En cours")
    LIFTED = "lifted", _("Levé")
    DROPPED = "dropped", _("Abandonné")
    NO_LOCAL_ANSWER = "no_local_answer", _("Sans solution ici")


class StepState(models.TextChoices):
    """Where a step stands."""

    PLANNED = "planned", _("À faire")
    ONGOING = "ongoing", _("En cours")
    DONE = "done", _("Fait")
    DROPPED = "dropped", _("Abandonné")


class StepKind(models.TextChoices):
    """What a step is."""

    TASK = "task", _("Une démarche")
    SERVICE = "service", _("Un service ou une action, avec ses dates")
    DEADLINE = "deadline", _("Une échéance administrative")


class Actor(models.TextChoices):
    """Who does a step."""

    PERSON = "person", _("La personne")
    PROFESSIONAL = "professional", _("Le professionnel")
    BOTH = "both", _("Ensemble")


class Movement(models.TextChoices):
    """What became of a frein between two dates. What was not discussed says nothing: it is neither better nor worse."""

    APPEARED = "appeared", _("Apparu")
    WORSE = "worse", _("Plus lourd")
    SAME = "same", _("Toujours là")
    BETTER = "better", _("Plus léger")
    LIFTED = "lifted", _("Levé")
    STILL_NONE = "still_none", _("Toujours pas de frein")
    FIRST_TOLD = "first_told", _("Abordé pour la première fois")
    NOT_TOLD_AGAIN = "not_told_again", _("Pas reparlé")
    STILL_NOT_DISCUSSED = "still_not_discussed", _("Toujours pas abordé")
