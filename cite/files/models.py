"""Stored files. Whoever refers to one does it by a foreign key that protects it and has no reverse name."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.files.enums import ScanState
from cite.tenancy.models import TerritoryScopedModel


class StoredFile(TerritoryScopedModel):
    """A file received or produced, kept out of the web server's reach until its time is over.

    Once erased, the row stays a while without its name or bytes, to tell its owner what became of it.
    """

    journal_protected = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("propriétaire"),
    )
    purpose = models.CharField(_("usage"), max_length=50)
    name = models.CharField(_("nom d’origine"), max_length=150, blank=True)
    kind = models.CharField(_("type"), max_length=16)
    content_type = models.CharField(_("type de contenu"), max_length=100)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    storage_name = models.CharField(_("nom dans le stockage"), max_length=100, unique=True)
    expires_at = models.DateTimeField(_("gardé jusqu’au"), null=True, blank=True)
    erased_at = models.DateTimeField(_("effacé le"), null=True, blank=True)
    scan_state = models.CharField(
        _("antivirus"), max_length=16, choices=ScanState, default=ScanState.NOT_SCANNED
    )
    scanned_at = models.DateTimeField(_("examiné le"), null=True, blank=True)
    virus = models.CharField(_("virus trouvé"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        indexes = [
            models.Index(fields=["expires_at"], name="files_file_expiry"),
            models.Index(fields=["created_at"], name="files_file_age"),
            models.Index(fields=["scan_state", "created_at"], name="files_file_scan"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scan_state__in=ScanState.values), name="files_file_known_scan_state"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.storage_name

    def is_available(self, at: datetime) -> bool:
        """Whether the bytes may still be read."""
        return self.erased_at is None and (self.expires_at is None or at < self.expires_at)
