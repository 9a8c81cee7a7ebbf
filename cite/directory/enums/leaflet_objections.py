"""Why a leaflet is not made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeafletObjection(models.TextChoices):
    """Why a choice of services is not printed."""

    NOTHING_CHOSEN = "nothing_chosen", _("Choisissez au moins un service.")
    TOO_MANY = (
        "too_many",
        _("Un dépliant montre huit services au plus. Retirez-en, ou faites deux dépliants."),
    )
    GONE = (
        "gone",
        _(
            "Un service choisi n’est pas montré au public. Il n’est plus dans la liste : vérifiez-la, puis recommencez."
        ),
    )
