"""Where an organization receives people, whom to call there, and the networks it belongs to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models.partners import Partner
from cite.core.models import BaseModel, VersionedModel
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.enums import Status


class Network(TerritoryScopedModel, BaseModel):
    """A federation, a club, a collective that organizations belong to."""

    name = models.CharField(_("nom"), max_length=120)
    name_key = models.CharField(_("clé de comparaison"), max_length=240, editable=False)

    class Meta:
        verbose_name = _("réseau")
        verbose_name_plural = _("réseaux")
        ordering = ["name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "name_key"], name="actors_network_once_per_territory"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Site(TerritoryScopedModel, VersionedModel):
    """A place where an organization receives people, and the district it is in, as answered on a day.

    `district_status` is one of the seven answers: unknown is not no. Longitude and latitude in degrees (WGS 84).
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="sites", verbose_name=_("structure")
    )
    label = models.CharField(_("nom du lieu"), max_length=120)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    commune = models.ForeignKey(
        "territories.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    is_placed = models.BooleanField(_("point placé sur la carte"), default=False)
    district = models.ForeignKey(
        "territories.District",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier prioritaire"),
    )
    district_status = models.CharField(
        _("réponse sur le quartier"), max_length=16, choices=Status, default=Status.UNKNOWN
    )
    district_on = models.DateField(_("réponse du"), null=True, blank=True)

    class Meta:
        verbose_name = _("lieu d’accueil")
        verbose_name_plural = _("lieux d’accueil")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class Contact(TerritoryScopedModel, VersionedModel):
    """Whom professionals call in an organization: a function first, a name where it helps."""

    journal_protected = True

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("structure")
    )
    function = models.CharField(_("fonction"), max_length=120)
    name = models.CharField(_("nom"), max_length=120, blank=True)
    email = models.EmailField(_("adresse électronique professionnelle"), max_length=254, blank=True)
    phone = models.CharField(_("téléphone professionnel"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.function

    @property
    def readable_phone(self) -> str:
        """The number as people say it in France, or in international form."""
        if not self.phone.startswith("+33") or len(self.phone) != 12:
            return self.phone
        national = f"0{self.phone[3:]}"
        return " ".join(national[start : start + 2] for start in range(0, 10, 2))
