"""The vocabulary of the public self-test."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreeWay(models.TextChoices):
    """A plain question; not knowing is an answer."""

    UNKNOWN = "", _("Je ne sais pas encore")
    YES = "yes", _("Oui")
    NO = "no", _("Non")


class TestedResidence(models.TextChoices):
    """Where the people that an action reaches live."""

    UNKNOWN = "", _("Je ne sais pas encore")
    PRIORITY = "priority", _("Dans un ou plusieurs quartiers prioritaires")
    MIXED = "mixed", _("Dans des quartiers prioritaires et des quartiers en veille active")
    WATCH = "watch", _("Dans des quartiers en veille active seulement")
    NOWHERE = "nowhere", _("Ailleurs")


class TestedCarrier(models.TextChoices):
    """Who would carry an action."""

    UNKNOWN = "", _("Je ne sais pas encore")
    ASSOCIATION = "association", _("Une association")
    LOCAL_AUTHORITY = "local_authority", _("Une commune, une métropole, un département ou une région")
    TO_CONFIRM = "to_confirm", _("Une autre structure (CCAS, GIP, bailleur, coopérative…)")
