"""The letters, orders and agreements: their texts per Cité, and those that were issued."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.grants.enums import DocumentKind
from cite.grants.models.applications import Application
from cite.grants.models.awards import Award
from cite.grants.models.calls import Funder
from cite.tenancy.models import TerritoryScopedModel


class DocumentTemplate(TerritoryScopedModel, VersionedModel):
    """The text of a kind of document, with its fields in braces; a funder may have its own.

    Without a row, the text of `rules/document_texts.py` serves: a reset deletes the row, its `PastText` stays.
    """

    kind = models.CharField(_("document"), max_length=24, choices=DocumentKind)
    funder = models.ForeignKey(
        Funder,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("financeur"),
    )
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), max_length=20_000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("écrit par")
    )

    class Meta:
        verbose_name = _("modèle de document")
        verbose_name_plural = _("modèles de documents")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "funder"], name="grants_template_once_per_funder"
            ),
            models.UniqueConstraint(
                fields=["territory", "kind"],
                condition=models.Q(funder=None),
                name="grants_template_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PastText(TerritoryScopedModel):
    """A text that was written over, or taken back: whole, so that somebody may take it up again. It never changes."""

    kind = models.CharField(_("document"), max_length=24, choices=DocumentKind)
    funder = models.ForeignKey(
        Funder,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("financeur"),
    )
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), max_length=20_000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("écrit par")
    )
    written_at = models.DateTimeField(_("écrit le"))

    class Meta:
        verbose_name = _("ancien texte de document")
        verbose_name_plural = _("anciens textes de documents")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "kind", "funder"], name="grants_past_text_of_kind")]

    def __str__(self) -> str:
        return self.title


class IssuedDocument(TerritoryScopedModel, VersionedModel):
    """A document that was issued: its text never changes; `code` opens the public page that proves it.

    `content` is the outline of `cite.documents`, as plain JSON.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    award = models.ForeignKey(
        Award,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décision"),
    )
    kind = models.CharField(_("document"), max_length=24, choices=DocumentKind)
    about = models.CharField(_("avenant ou procédure concernée"), max_length=36, blank=True)
    number = models.CharField(_("numéro"), max_length=30)
    title = models.CharField(_("titre"), max_length=200)
    content = models.JSONField(_("contenu"), default=dict)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    code = models.CharField(_("code de vérification"), max_length=20, unique=True)
    issued_on = models.DateField(_("établi le"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("établi par")
    )
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contresigné par"),
    )
    countersigned_name = models.CharField(_("nom et fonction"), max_length=270, blank=True)
    countersigned_at = models.DateTimeField(_("contresigné le"), null=True, blank=True)
    canceled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    cancel_reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("document établi")
        verbose_name_plural = _("documents établis")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="grants_document_one_per_number"),
            models.UniqueConstraint(
                fields=["application", "kind", "award", "about"],
                condition=models.Q(canceled_at=None) & ~models.Q(award=None),
                name="grants_document_once_per_award",
            ),
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=models.Q(canceled_at=None, award=None),
                name="grants_document_once_per_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title
