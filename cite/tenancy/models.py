"""The territory of a Cité, and the base of every record that belongs to one.

django-scopes carries the current territory; its own manager leaves holes (`exists()`, `exclude()`, `bulk_create`,
creation for another territory), so ours refuses before a query exists, and at every save. Joins from a record that
belongs to no territory are closed by `related_name="+"`, which a house test demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

from cite.core.models import BaseModel
from cite.core.rows import write_rows


class Territory(BaseModel):
    """A labelled territory: one Cité de l’emploi, its name, its host and its parameters."""

    name = models.CharField(_("nom"), max_length=120)
    slug = models.SlugField(_("identifiant"), unique=True)
    epci_code = models.CharField(_("code SIREN de l’intercommunalité"), max_length=9, unique=True)
    host = models.CharField(
        _("adresse du site"),
        max_length=253,
        blank=True,
        help_text=_("Nom d’hôte qui mène à cette Cité. Vide : la seule Cité de l’installation."),
    )
    contact_email = models.EmailField(_("adresse de contact"), blank=True)
    publisher = models.CharField(_("éditeur du site"), max_length=200, blank=True)
    doubt_zone_m = models.PositiveSmallIntegerField(
        _("zone de doute, en mètres de part et d’autre d’une limite"),
        default=10,
        validators=[MaxValueValidator(100)],
    )
    geocoding_threshold_online = models.FloatField(
        _("score minimal d’une adresse trouvée en ligne"),
        default=0.8,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    geocoding_threshold_embedded = models.FloatField(
        _("score minimal d’une adresse trouvée dans l’index embarqué"),
        default=0.8,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    callback_delay_hours = models.PositiveSmallIntegerField(
        _("heures de permanence laissées pour rappeler un habitant"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(16)],
    )

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="tenancy_territory_one_per_host"
            ),
            models.CheckConstraint(
                condition=models.Q(geocoding_threshold_online__range=(0, 1))
                & models.Q(geocoding_threshold_embedded__range=(0, 1)),
                name="tenancy_territory_thresholds_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=models.Q(callback_delay_hours__range=(1, 16)),
                name="tenancy_territory_some_hours_to_call_back",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def _current_territory_id() -> int | None:
    """Tell which territory the code runs for; None where scopes are disabled on purpose.

    Raises:
        ScopeError: nobody said which territory this is for.
    """
    scope = get_scope()
    if not scope.get("_enabled", True):
        return None
    territory = scope.get("territory")
    if territory is None:
        raise ScopeError("A record of a territory is used outside of any territory: open scope(territory=…).")
    return territory.pk


class TerritoryQuerySet(models.QuerySet):
    """Rows of the current territory; created for it only."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Create many rows, all of the current territory."""
        objs = list(objs)
        for obj in objs:
            obj.check_scope()
        return super().bulk_create(objs, *args, **kwargs)

    def write_rows(
        self,
        fields: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        unique: Sequence[str] = (),
        updated: Sequence[str] = (),
        returned: Sequence[str] = (),
    ) -> list[tuple[Any, ...]]:
        """Write many rows without a model for each, all of the current territory: see `core.rows`.

        Raises:
            ScopeError: nobody said where we are.
        """
        territory_id = _current_territory_id()
        if territory_id is None:
            raise ScopeError("Rows are written in one territory: open scope(territory=…).")
        placed = ((territory_id, *row) for row in rows)
        return write_rows(
            self.model, ("territory", *fields), placed, unique=unique, updated=updated, returned=returned
        )


class TerritoryManager(models.Manager.from_queryset(TerritoryQuerySet)):
    """The only door to the rows of a territory: it refuses before a query is built."""

    def get_queryset(self) -> TerritoryQuerySet:
        """List the rows of the current territory."""
        territory_id = _current_territory_id()
        rows = super().get_queryset()
        return rows if territory_id is None else rows.filter(territory_id=territory_id)


class TerritoryScopedModel(BaseModel):
    """A record that belongs to one Cité and is invisible from the others."""

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="+", verbose_name=_("territoire"), editable=False
    )

    objects = TerritoryManager()

    class Meta:
        abstract = True

    def check_scope(self) -> None:
        """Refuse to write a record of another territory.

        Raises:
            ScopeError: the record belongs elsewhere, or nobody said where we are.
        """
        territory_id = _current_territory_id()
        if territory_id is not None and self.territory_id != territory_id:
            raise ScopeError("A record of another territory may not be written from this one.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the record, in its own territory only."""
        self.check_scope()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the record, from its own territory only."""
        self.check_scope()
        return super().delete(*args, **kwargs)


class TerritoryScopedRow(TerritoryScopedModel):
    """A row among many that no address leads to, written again at will: neither public identifier nor dates."""

    uuid = None
    created_at = None
    updated_at = None
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("territoire"),
        editable=False,
        db_index=False,  # what else finds it is of one territory: SQLite would choose the wrong way in
    )

    class Meta:
        abstract = True
