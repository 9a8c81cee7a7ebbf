"""What keeps somebody from work: dated, authored, comparable; not discussed is not « no »."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus
from cite.pathways.models.pathways import Pathway
from cite.tenancy.models import TerritoryScopedModel


class Diagnosis(TerritoryScopedModel, VersionedModel):
    """What was discussed one day, with whom: one row of `Finding` a frein."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    on = models.DateField(_("fait le"))
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("fait par"))
    project = models.CharField(_("son projet, dans ses mots"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("diagnostic")
        verbose_name_plural = _("diagnostics")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class Finding(TerritoryScopedModel):
    """What was said of one frein that day. `words` are hers; health has a level « no » or « yes » and no words."""

    journal_protected = True

    diagnosis = models.ForeignKey(
        Diagnosis, on_delete=models.CASCADE, related_name="+", verbose_name=_("diagnostic")
    )
    obstacle = models.CharField(_("frein"), max_length=24, choices=Obstacle)
    level = models.CharField(
        _("niveau"), max_length=16, choices=ObstacleLevel, default=ObstacleLevel.NOT_DISCUSSED
    )
    words = models.CharField(_("dans ses mots"), max_length=280, blank=True)
    status = models.CharField(_("où on en est"), max_length=16, choices=ObstacleStatus, blank=True)
    settled_on = models.DateField(_("levé ou abandonné le"), null=True, blank=True)

    class Meta:
        verbose_name = _("frein constaté")
        verbose_name_plural = _("freins constatés")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["diagnosis", "obstacle"], name="pathways_finding_once_per_frein"),
            models.CheckConstraint(
                condition=~Q(obstacle=Obstacle.HEALTH)
                | Q(
                    words="",
                    level__in=[ObstacleLevel.NOT_DISCUSSED, ObstacleLevel.NONE, ObstacleLevel.YES],
                ),
                name="pathways_finding_health_without_detail",
            ),
            models.CheckConstraint(
                condition=Q(level__in=ObstacleLevel.values), name="pathways_finding_known_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_obstacle_display()} – {self.get_level_display()}"
