"""The services that professionals put together: favourites, lists that a team or a district shares."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.models.services import Service
from cite.tenancy.models import TerritoryScopedModel

_PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class Selection(TerritoryScopedModel, VersionedModel):
    """Services in an order, under a name, kept by a person: her favourites, or a list.

    `partner`: the organization that shares it, whose people write it too. `district`: those who work there read it.
    Neither: hers alone, as favourites always are. `removed_at`: taken away, and put back while `KEPT_FOR` lasts.
    """

    name = models.CharField(_("nom"), max_length=80)
    purpose = models.CharField(_("à quoi elle sert"), max_length=300, blank=True)
    is_favourites = models.BooleanField(_("favoris"), default=False, editable=False)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("tenue par"), **_PERSON)
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure"),
    )
    district = models.ForeignKey(
        "territories.District",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("liste de services")
        verbose_name_plural = _("listes de services")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "keeper"],
                condition=models.Q(is_favourites=True),
                name="directory_selection_favourites_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_favourites=False) | models.Q(partner=None, district=None),
                name="directory_selection_favourites_are_hers",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="directory_selection_named"),
        ]
        indexes = [
            models.Index(fields=["territory", "keeper"], name="directory_selection_hers"),
            models.Index(fields=["territory", "partner"], name="directory_selection_team"),
            models.Index(fields=["territory", "district"], name="directory_selection_place"),
        ]

    def __str__(self) -> str:
        return self.name


class SelectedService(TerritoryScopedModel):
    """A service of a selection, at its place, with a word for whoever proposes it; never about a resident.

    `removed_at`: taken out, and put back at the same place in one click. It stays when its sheet is archived: the page
    says so, and proposes others.
    """

    selection = models.ForeignKey(
        Selection, on_delete=models.CASCADE, related_name="+", verbose_name=_("liste")
    )
    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    position = models.PositiveIntegerField(_("place"), default=0)
    note = models.CharField(_("mot pour les collègues"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("ajouté par"), **_PERSON)
    removed_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("service d’une liste")
        verbose_name_plural = _("services des listes")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "service"], name="directory_selected_once"),
        ]

    def __str__(self) -> str:
        return str(self.service)
