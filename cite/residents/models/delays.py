"""The delays of a Cité about people, in versions, agreed to by both co-pilots."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointVersion


class DelaySet(JointVersion):
    """One version of the delays; a Cité that has set none uses the first values (`rules/delays.py`)."""

    values = models.JSONField(_("délais"), default=dict)
    why = models.CharField(_("pourquoi ces délais"), max_length=500)

    class Meta(JointVersion.Meta):
        verbose_name = _("délais et durées")
        verbose_name_plural = _("délais et durées")
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="residents_delayset_one_per_number"),
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(in_force_on=None),
                name="residents_delayset_one_under_study",
            ),
        ]
