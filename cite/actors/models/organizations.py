"""Organizations, known once whatever the number of Cités they work in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import LegalForm, OrganizationKind
from cite.core.models import VersionedModel
from cite.core.text import search_key


class Organization(VersionedModel):
    """A body that acts: its identity, the same in every Cité."""

    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("sigle ou nom court"), max_length=60, blank=True)
    search_key = models.CharField(_("clé de recherche"), max_length=600, editable=False, db_index=True)
    kind = models.CharField(_("type"), max_length=32, choices=OrganizationKind)
    legal_form = models.CharField(
        _("forme juridique"), max_length=32, choices=LegalForm, default=LegalForm.UNKNOWN
    )
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET du siège"), max_length=14, blank=True)
    rna = models.CharField(_("numéro RNA"), max_length=10, blank=True)
    website = models.URLField(_("site web"), max_length=300, blank=True)
    presentation = models.TextField(_("présentation"), max_length=3000, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fusionnée dans"),
        editable=False,
    )

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~models.Q(siret="") & models.Q(merged_into=None),
                name="actors_organization_one_per_siret",
            ),
        ]
        indexes = [models.Index(fields=["siren"], name="actors_organization_siren")]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args, **kwargs) -> None:
        """Save, with what a search looks into: each word stands after a space."""
        words = (self.name, self.short_name, str(self.get_kind_display()), self.siret, self.rna)
        self.search_key = f" {search_key(' '.join(words))}"[:600]
        super().save(*args, **kwargs)
