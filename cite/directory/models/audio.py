"""What a carrier says of a service aloud, for people who read no language."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.models.services import Service
from cite.tenancy.models import TerritoryScopedModel


class ServiceAudio(TerritoryScopedModel, VersionedModel):
    """A short recording about a service, in one language, with what it says in writing.

    It waits until a moderator has heard it. What is removed stays a while, to be put back; what a moderator set aside
    says why, for its author.
    """

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    language = models.CharField(_("langue"), max_length=8)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("enregistrement")
    )
    transcript = models.TextField(_("ce que dit l’enregistrement"), max_length=3000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("déposé par"),
    )
    accepted_at = models.DateTimeField(_("écouté et accepté le"), null=True, blank=True)
    removed_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    set_aside_because = models.TextField(_("pourquoi il est écarté"), max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = _("enregistrement d’une fiche")
        verbose_name_plural = _("enregistrements des fiches")
        ordering = ["language", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "language"],
                condition=models.Q(accepted_at__isnull=False, removed_at__isnull=True),
                name="directory_serviceaudio_one_shown",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_because="")
                | models.Q(removed_at__isnull=False, accepted_at__isnull=True),
                name="directory_serviceaudio_set_aside_is_heard_by_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} ({self.language})"

    @property
    def waits(self) -> bool:
        """Whether nobody has heard it yet."""
        return self.accepted_at is None and self.removed_at is None
