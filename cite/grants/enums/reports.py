"""The vocabulary of bilans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """Which bilan it is."""

    INTERIM = "interim", _("Bilan intermédiaire")
    FINAL = "final", _("Bilan final")


class ReportState(models.TextChoices):
    """Where a bilan stands. Produced means deposited and complete; accepted only releases the balance."""

    EXPECTED = "expected", _("Attendu")
    DRAFTING = "drafting", _("En cours de saisie")
    DEPOSITED = "deposited", _("Reçu, en cours de lecture")
    RETURNED = "returned", _("À compléter")
    ACCEPTED = "accepted", _("Accepté")


class FigureOrigin(models.TextChoices):
    """Where a figure comes from."""

    TYPED = "typed", _("saisi")
    COMPUTED = "computed", _("calculé")
