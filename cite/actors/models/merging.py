"""Organizations that look alike, and what a merge moved so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import DuplicateState
from cite.actors.models.partners import Partner
from cite.core.models import BaseModel
from cite.tenancy.models import TerritoryScopedModel


class Duplicate(TerritoryScopedModel, BaseModel):
    """Two organizations that may be one, why, and what was decided: once distinct, never asked again.

    `first` is the older of the two. `score`: from 0 to 100. `reasons`: `Likeness` values.
    """

    first = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("première structure")
    )
    second = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("seconde structure")
    )
    score = models.PositiveSmallIntegerField(_("ressemblance sur 100"))
    reasons = models.JSONField(_("raisons"), default=list)
    state = models.CharField(
        _("décision"), max_length=16, choices=DuplicateState, default=DuplicateState.TO_REVIEW
    )

    class Meta:
        verbose_name = _("doublon possible")
        verbose_name_plural = _("doublons possibles")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="actors_duplicate_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="actors_duplicate_older_first"
            ),
        ]
        indexes = [models.Index(fields=["territory", "state"], name="actors_duplicate_to_review")]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"


class Merge(TerritoryScopedModel, BaseModel):
    """One organization merged into another: what moved and what was written over, to undo it.

    `moved`: « table.field » → numbers of the rows that changed hands. `changes`: in the order they were made,
    [table, number, {field: [before, after]}].
    """

    kept = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure gardée")
    )
    absorbed = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure fusionnée")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("fusionnées par"),
    )
    moved = models.JSONField(_("ce qui a changé de structure"), default=dict)
    changes = models.JSONField(_("ce qui a été remplacé"), default=list)
    undone_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("fusion de structures")
        verbose_name_plural = _("fusions de structures")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"
