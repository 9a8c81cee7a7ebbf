"""The vocabulary of people, and of what an organization may see of residents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalTitle(models.TextChoices):
    """The title under which an organization may see people's data (domain law: secrecy)."""

    NONE = "none", _("Aucun : pas d’accès aux situations des personnes")
    SOCIAL_ACTION = (
        "social_action",
        _("Action sociale (article L121-6-2 du code de l’action sociale et des familles)"),
    )
    PUBLIC_EMPLOYMENT_SERVICE = "public_employment_service", _("Service public de l’emploi")


class MembershipState(models.TextChoices):
    """Where a person stands in an organization."""

    ACTIVE = "active", _("En activité")
    SUSPENDED = "suspended", _("Accès suspendu")
    LEFT = "left", _("Parti ou partie")
