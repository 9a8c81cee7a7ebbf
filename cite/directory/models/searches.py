"""The searches that professionals keep, to be told of what is new."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.enums.searches import AlertFrequency
from cite.tenancy.models import TerritoryScopedModel


class SavedSearch(TerritoryScopedModel, VersionedModel):
    """What a professional looks for again and again. Hers alone.

    `criteria`: what `rules/searches.py` keeps of a search, never an address. `seen` and `told` are the numbers of the
    services that she has seen on its page, or was told of by message: what is new for the page, and for the alert.
    `news`: how many services she has not seen, at `looked_at`.
    """

    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("gardée par")
    )
    name = models.CharField(_("nom"), max_length=80)
    criteria = models.JSONField(_("ce qui est cherché"), default=dict)
    frequency = models.CharField(
        _("me prévenir"), max_length=8, choices=AlertFrequency, default=AlertFrequency.NEVER
    )
    seen = models.JSONField(_("services vus"), default=list, editable=False)
    told = models.JSONField(_("services annoncés"), default=list, editable=False)
    news = models.PositiveIntegerField(_("nouveaux services"), default=0, editable=False)
    looked_at = models.DateTimeField(_("regardée le"), editable=False)
    alerted_on = models.DateField(_("dernière alerte"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("recherche gardée")
        verbose_name_plural = _("recherches gardées")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(frequency__in=AlertFrequency.values),
                name="directory_search_known_frequency",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="directory_search_named"),
        ]
        indexes = [
            models.Index(fields=["territory", "keeper"], name="directory_search_hers"),
            models.Index(fields=["territory", "frequency"], name="directory_search_due"),
        ]

    def __str__(self) -> str:
        return self.name
