"""What happened to a sheet, as its history tells it to those who write it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.life import SheetStep
from cite.directory.models.services import Service
from cite.tenancy.models import TerritoryScopedModel


class ServiceEvent(TerritoryScopedModel):
    """One step in the life of a sheet: who took it, and why where a reason was asked.

    The journal keeps the same for those who watch over it; this is what an author reads. Nobody: a link of a message.
    """

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    step = models.CharField(_("étape"), max_length=16, choices=SheetStep)
    words = models.CharField(_("raison"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
    )

    class Meta:
        verbose_name = _("étape de la vie d’une fiche")
        verbose_name_plural = _("étapes de la vie des fiches")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["service", "-id"], name="directory_event_latest")]

    def __str__(self) -> str:
        return str(SheetStep(self.step).label)
