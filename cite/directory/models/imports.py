"""Imports from other directories: what was asked, how far it is, what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.enums.imports import ImportOrigin, ImportState
from cite.tenancy.models import TerritoryScopedModel


class DirectoryImport(TerritoryScopedModel, VersionedModel):
    """Structures and services of the national standard, from two files or by the API, read in the background.

    `origin`: files that were given here; the API, page by page; files named on a command line, read there and not
    kept. `is_complete`: what the files lack of their sources is gone, and archived. `is_local`: records that concern no
    commune of the Cité are passed over. `counts` says how many records were new, changed, unchanged, refused,
    elsewhere, gone. `report` is a list of every remark: file, line, record, field, excerpt, sentence.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("demandé par")
    )
    origin = models.CharField(_("origine"), max_length=16, choices=ImportOrigin, default=ImportOrigin.FILES)
    structures = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier des structures"),
    )
    services = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier des services"),
    )
    report = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rapport"),
    )
    is_complete = models.BooleanField(_("fichiers complets"), default=True)
    is_local = models.BooleanField(_("seulement ce qui concerne le territoire"), default=True)
    state = models.CharField(_("état"), max_length=16, choices=ImportState, default=ImportState.WAITING)
    counts = models.JSONField(_("bilan"), default=dict, blank=True)
    problems = models.JSONField(_("premières remarques"), default=list, blank=True)
    error = models.CharField(_("erreur"), max_length=500, blank=True)
    job_id = models.UUIDField(_("travail de fond"), null=True, blank=True)
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)

    class Meta:
        verbose_name = _("import d’un annuaire")
        verbose_name_plural = _("imports d’annuaires")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(state__in=(ImportState.WAITING, ImportState.RUNNING)),
                name="directory_directoryimport_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({localtime(self.created_at):%d/%m/%Y})"
