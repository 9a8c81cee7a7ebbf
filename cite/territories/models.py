"""Communes, districts and the publications they come from: one map of France, shared by every Cité."""

from __future__ import annotations

import uuid

import shapely
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import BaseModel, VersionedModel
from cite.core.text import sort_key
from cite.territories.enums import DistrictKind, Generation


class MapVersion(models.Model):
    """One row that changes whenever the map does, so that every process knows when to draw it again."""

    token = models.UUIDField(_("version de la carte"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("version de la carte")
        verbose_name_plural = _("versions de la carte")

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def lock(cls) -> MapVersion:
        """Let one change of the map at a time through, until the end of the transaction."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update(no_key=True).get(pk=1)

    @classmethod
    def renew(cls) -> None:
        """Announce a change of the map; called in the transaction that makes it.

        The token is drawn at random: one that was rolled back never comes back with other contents.
        """
        cls.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4()})


class Contoured(models.Model):
    """A surface on the map: WKB in degrees (WGS 84), and the box around it."""

    contour = models.BinaryField(_("contour"), null=True, editable=False)
    min_longitude = models.FloatField(_("longitude minimale"), null=True, editable=False)
    min_latitude = models.FloatField(_("latitude minimale"), null=True, editable=False)
    max_longitude = models.FloatField(_("longitude maximale"), null=True, editable=False)
    max_latitude = models.FloatField(_("latitude maximale"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def geometry(self) -> shapely.Geometry | None:
        """The contour as a geometry."""
        return shapely.from_wkb(bytes(self.contour)) if self.contour else None

    def set_geometry(self, geometry: shapely.Geometry | None) -> None:
        """Take a contour, and its box."""
        box = shapely.bounds(geometry).tolist() if geometry is not None else (None,) * 4
        self.contour = shapely.to_wkb(geometry) if geometry is not None else None
        self.min_longitude, self.min_latitude, self.max_longitude, self.max_latitude = box


class Commune(Contoured, BaseModel):
    """A commune, by its INSEE code."""

    code = models.CharField(_("code INSEE"), max_length=5)
    name = models.CharField(_("nom"), max_length=100)
    sort_name = models.CharField(_("clé de tri"), max_length=220, editable=False)
    postcodes = models.JSONField(_("codes postaux"), default=list, blank=True)
    epci_code = models.CharField(
        _("code SIREN de l’intercommunalité"), max_length=9, blank=True, db_index=True
    )
    department_code = models.CharField(_("département"), max_length=3)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["sort_name", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="territories_commune_code_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Save, with the key of the alphabetical order."""
        self.sort_name = sort_key(self.name)
        super().save(*args, **kwargs)


class Edition(BaseModel):
    """One publication of a national list: where it came from, and the areas for which it is complete.

    `coverage` holds codes of communes and départements, or « metropole ». Outside of it the list proves
    nothing.
    """

    generation = models.CharField(_("liste"), max_length=4, choices=Generation)
    source = models.CharField(_("source"), max_length=300)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    published_on = models.DateField(_("publiée le"), null=True, blank=True)
    checksum = models.CharField(_("empreinte SHA-256"), max_length=64)
    coverage = models.JSONField(_("couverture"), default=list)

    class Meta:
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(generation__in=Generation.values),
                name="territories_edition_known_generation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_generation_display()} — {self.source}"


class District(Contoured, VersionedModel):
    """A priority district of one national list, or a watch district of the territory.

    A priority district that a later publication of its list no longer names is withdrawn, not deleted. A
    watch district has no national contour: none until a co-pilot draws one.
    """

    kind = models.CharField(_("nature"), max_length=16, choices=DistrictKind)
    generation = models.CharField(_("liste"), max_length=4, choices=Generation, blank=True)
    code = models.CharField(_("code"), max_length=16, blank=True)
    label = models.CharField(_("nom"), max_length=200)
    sort_label = models.CharField(_("clé de tri"), max_length=420, editable=False)
    communes = models.ManyToManyField(Commune, related_name="districts", verbose_name=_("communes"))
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="districts", verbose_name=_("édition")
    )
    valid_from = models.DateField(_("en vigueur du"), null=True, blank=True)
    valid_to = models.DateField(_("en vigueur jusqu’au"), null=True, blank=True)
    area_m2 = models.FloatField(_("surface en m²"), null=True, editable=False)
    precision_m = models.FloatField(_("imprécision du contour publié, en mètres"), default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmé par un copilote"), default=True)
    is_withdrawn = models.BooleanField(_("retiré de la liste"), default=False)

    class Meta:
        verbose_name = _("quartier")
        verbose_name_plural = _("quartiers")
        ordering = ["sort_label", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "code"],
                condition=models.Q(kind=DistrictKind.PRIORITY),
                name="territories_district_code_unique_in_its_list",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DistrictKind.values), name="territories_district_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=DistrictKind.WATCH, code="", generation="")
                | models.Q(
                    kind=DistrictKind.PRIORITY, generation__in=Generation.values, contour__isnull=False
                )
                & ~models.Q(code=""),
                name="territories_district_priority_has_code_list_and_contour",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args, **kwargs) -> None:
        """Save, with the key of the alphabetical order."""
        self.sort_label = sort_key(self.label)
        super().save(*args, **kwargs)

    @property
    def full_label(self) -> str:
        """The name with its communes: names alone repeat. The communes are to be prefetched."""
        names = ", ".join(commune.name for commune in self.communes.all())
        return f"{self.label} ({names})" if names else self.label
