"""The book of a committee, made for one person from what she may read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import BaseModel
from cite.tenancy.models import TerritoryScopedModel


class CommitteeBook(TerritoryScopedModel, BaseModel):
    """The last book that a person asked of a committee; asked again, it is made again and replaces the other.

    `job_id`: the work that makes it, none once it is made. `files` and `marked`: the numbers of the files that
    `file` holds, and of those whose marks it shows: whoever may no longer read one of them is not given it.
    """

    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="+", verbose_name=_("comité")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("demandé par")
    )
    asked_at = models.DateTimeField(_("demandé le"))
    job_id = models.UUIDField(_("travail de fond"), null=True, blank=True)
    made_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier"),
    )
    files = models.JSONField(_("dossiers du livre"), default=list)
    marked = models.JSONField(_("dossiers dont les notes y sont"), default=list)

    class Meta:
        verbose_name = _("livre d’un comité")
        verbose_name_plural = _("livres des comités")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "asked_by"], name="grants_book_one_per_person"),
            models.CheckConstraint(
                condition=models.Q(file=None, made_at=None) | ~models.Q(file=None) & ~models.Q(made_at=None),
                name="grants_book_made_has_file",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
