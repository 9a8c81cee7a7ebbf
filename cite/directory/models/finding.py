"""What makes the offer found: everyday words, needs that nothing answered, sites that show it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.enums.needs import Need
from cite.tenancy.models import TerritoryScopedModel


class EverydayExpression(TerritoryScopedModel, VersionedModel):
    """What people say, and what it means here: it replaces or completes what the tool gives (`enums/everyday.py`).

    `meanings`: codes marked by « = », or words to look for. None: the expression means nothing here any more.
    """

    key = models.CharField(_("expression sans accent"), max_length=80, editable=False)
    words = models.CharField(_("ce que disent les gens"), max_length=80)
    meanings = models.JSONField(_("ce que cela veut dire"), default=list, blank=True)

    class Meta:
        verbose_name = _("expression de tous les jours")
        verbose_name_plural = _("expressions de tous les jours")
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "key"], name="directory_expression_once"),
        ]

    def __str__(self) -> str:
        return self.words


class UnmetNeed(TerritoryScopedModel):
    """Something looked for that the offer lacks, said without account: a need, a district, words.

    Words may name somebody, whatever the form asks: they are erased after some time (`words_erased_on`), the rest
    stays counted.
    """

    need = models.CharField(_("besoin"), max_length=32, choices=Need, blank=True)
    district = models.ForeignKey(
        "territories.District",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )
    words = models.CharField(_("ce qui est cherché"), max_length=300, blank=True)
    words_erased_on = models.DateField(_("mots effacés le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("besoin sans réponse")
        verbose_name_plural = _("besoins sans réponse")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(need="", words="", words_erased_on=None),
                name="directory_unmetneed_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(words_erased_on=None) | models.Q(words=""),
                name="directory_unmetneed_erased_whole",
            ),
        ]
        indexes = [models.Index(fields=["territory", "need", "district"], name="directory_unmetneed_counted")]

    def __str__(self) -> str:
        return self.words or str(self.get_need_display() or _("Autre chose"))


class PartnerSite(TerritoryScopedModel):
    """A site allowed to show the search of services within its own pages, until it is removed.

    `partner`: the organization that answers for it; none where the Cité itself does.
    """

    host = models.CharField(_("nom du site"), max_length=200)
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure"),
    )
    removed_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("site partenaire")
        verbose_name_plural = _("sites partenaires")
        ordering = ["host", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "host"], name="directory_partnersite_once"),
        ]

    def __str__(self) -> str:
        return self.host
