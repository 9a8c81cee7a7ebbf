"""Thresholds in versions, agreed to by both co-pilots; and what some would have given over the past."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointVersion
from cite.dropout.enums.signs import ThresholdState
from cite.tenancy.models import TerritoryScopedModel


class ThresholdSet(JointVersion):
    """One version of the thresholds; a Cité that has set none uses the first values of the domain page.

    `closed`: periods in which everything is closed here, as pairs of days.
    """

    state = models.CharField(_("état"), max_length=16, choices=ThresholdState, default=ThresholdState.DRAFT)
    values = models.JSONField(_("seuils"), default=dict)
    closed = models.JSONField(_("périodes de fermeture"), default=list, blank=True)
    why = models.CharField(_("pourquoi ces seuils"), max_length=500, blank=True)

    class Meta(JointVersion.Meta):
        verbose_name = _("seuils des alertes")
        verbose_name_plural = _("seuils des alertes")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "number"], name="dropout_thresholdset_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(state=ThresholdState.IN_FORCE),
                name="dropout_thresholdset_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(state=ThresholdState.DRAFT),
                name="dropout_thresholdset_one_draft",
            ),
        ]


class Replay(TerritoryScopedModel):
    """Thresholds tried over days that are past: figures only, of the whole Cité; nobody is named."""

    thresholds = models.ForeignKey(
        ThresholdSet, on_delete=models.CASCADE, related_name="+", verbose_name=_("seuils essayés")
    )
    values = models.JSONField(_("valeurs essayées"), default=dict)
    closed = models.JSONField(_("périodes de fermeture"), default=list, blank=True)
    first_on = models.DateField(_("premier jour"))
    last_on = models.DateField(_("dernier jour"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("demandé par")
    )
    job_id = models.UUIDField(_("travail"), null=True, blank=True, editable=False)
    result = models.JSONField(_("résultat"), null=True, blank=True)
    done_at = models.DateTimeField(_("fini le"), null=True, blank=True)

    class Meta:
        verbose_name = _("essai de seuils sur le passé")
        verbose_name_plural = _("essais de seuils sur le passé")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="dropout_replay_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y} – {self.last_on:%d/%m/%Y}"
