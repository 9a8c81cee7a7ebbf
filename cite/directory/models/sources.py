"""Who gives services, and where what we know of them comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.models.places import Located
from cite.tenancy.models import TerritoryScopedModel


class Source(TerritoryScopedModel):
    """A producer of sheets: this Cité itself, or another directory whose files are imported."""

    slug = models.SlugField(_("identifiant"), max_length=60)
    name = models.CharField(_("nom"), max_length=150)
    description = models.CharField(_("description"), max_length=1000, blank=True)
    is_own = models.BooleanField(_("cette Cité"), default=False)

    class Meta:
        verbose_name = _("source de fiches")
        verbose_name_plural = _("sources de fiches")
        ordering = ["-is_own", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="directory_source_once"),
            models.UniqueConstraint(
                fields=["territory"], condition=models.Q(is_own=True), name="directory_source_one_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Structure(TerritoryScopedModel, VersionedModel, Located):
    """A body that gives services, as its source describes it; `partner` where it is an organization of the Cité.

    `key` is the identifier of the standard: « source--id ».
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    key = models.CharField(_("identifiant"), max_length=200)
    digest = models.CharField(_("empreinte de la fiche lue"), max_length=32, blank=True, editable=False)
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure partenaire"),
    )
    name = models.CharField(_("nom"), max_length=200)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    website = models.URLField(_("site web"), max_length=500, blank=True)
    accessibility_url = models.URLField(_("accessibilité du lieu"), max_length=500, blank=True)
    networks = models.JSONField(_("réseaux"), default=list, blank=True)
    is_gone = models.BooleanField(_("disparue de sa source"), default=False)

    class Meta:
        verbose_name = _("structure qui propose des services")
        verbose_name_plural = _("structures qui proposent des services")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="directory_structure_once_per_source"),
            models.UniqueConstraint(
                fields=["partner"],
                condition=models.Q(partner__isnull=False),
                name="directory_structure_once_per_partner",
            ),
        ]
        indexes = [models.Index(fields=["siret"], name="directory_structure_siret")]

    def __str__(self) -> str:
        return self.name
