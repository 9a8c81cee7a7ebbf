"""The delays of a Cité about people, in versions, agreed to by both co-pilots."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointAgreement
from cite.core.models import AgreedModel
from cite.tenancy.models import TerritoryScopedModel


class DelaySet(TerritoryScopedModel, AgreedModel, JointAgreement):
    """One version of the delays: under study while `in_force_on` is empty, replaced by the next one in force.

    `values`: delay → number. A Cité that has set none uses the first values (`rules/delays.py`).
    """

    number = models.PositiveIntegerField(_("numéro de version"))
    values = models.JSONField(_("délais"), default=dict)
    why = models.CharField(_("pourquoi ces délais"), max_length=500)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("préparés par")
    )
    in_force_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("délais et durées")
        verbose_name_plural = _("délais et durées")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="residents_delayset_one_per_number"),
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(in_force_on=None),
                name="residents_delayset_one_under_study",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
