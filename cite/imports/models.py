"""Imports in progress: what was brought, how its columns were understood, what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.files.models import StoredFile
from cite.imports.enums import DraftState
from cite.imports.rules.headers import labels
from cite.tenancy.models import TerritoryScopedModel


class ImportDraft(VersionedModel, TerritoryScopedModel):
    """A list that a person brought; what it holds about people is forgotten at `expires_at`, or on demand.

    `headers` are as the file has them; `first_rows`, kept until the import ends, serve to confirm columns.
    `mapping` goes from a field of the kind to a column number, from 0.
    """

    kind = models.CharField(_("sorte d’import"), max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    state = models.CharField(_("état"), max_length=16, choices=DraftState, default=DraftState.UPLOADED)
    source = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("fichier apporté"),
    )
    result = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("fichier rendu"),
    )
    job_id = models.UUIDField(_("travail de fond"), null=True, blank=True)
    has_header = models.BooleanField(_("la première ligne nomme les colonnes"), default=True)
    sheet = models.CharField(_("feuille lue"), max_length=255, blank=True)
    headers = models.JSONField(_("en-têtes"), default=list, blank=True)
    first_rows = models.JSONField(_("premières lignes"), default=list, blank=True)
    mapping = models.JSONField(_("colonnes confirmées"), default=dict, blank=True)
    remarks = models.JSONField(_("remarques de lecture"), default=list, blank=True)
    row_count = models.PositiveIntegerField(_("lignes"), default=0)
    remarked_count = models.PositiveIntegerField(_("lignes à revoir"), default=0)
    refused_count = models.PositiveIntegerField(_("lignes refusées"), default=0)
    problems = models.JSONField(_("premières erreurs"), default=list, blank=True)
    summaries = models.JSONField(_("bilan"), default=list, blank=True)
    error = models.TextField(_("erreur"), max_length=1000, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("gardé jusqu’au"))

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="imports_draft_of_owner"),
            models.Index(fields=["expires_at"], name="imports_draft_expiry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=DraftState.values), name="imports_draft_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DraftState.EXPIRED)
                | models.Q(source=None, result=None, first_rows=[], problems=[]),
                name="imports_draft_expired_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def labels(self) -> list[str]:
        """One distinct name per column, to show."""
        return labels(self.headers)
