"""What the coordination counts in each structure: how many situations wait there, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wait(models.TextChoices):
    """One thing that waits; a situation may wait for several."""

    TO_LOOK_AT = "to_look_at", _("À regarder")
    SOON = "soon", _("À regarder vite")
    SILENT = "silent", _("Sans nouvelles")
    NOTHING_AFTER = "nothing_after", _("Action sans suite")
    WITHOUT_REFERENT = "without_referent", _("Sans référent")
    TO_ANSWER = "to_answer", _("Orientations à répondre")
    OVERDUE = "overdue", _("Orientations en retard")


PARTS = {
    Wait.SOON: Wait.TO_LOOK_AT,
    Wait.NOTHING_AFTER: Wait.TO_LOOK_AT,
    Wait.OVERDUE: Wait.TO_ANSWER,
}
"""What counts some of the situations that another counts, and which."""
