"""A situation to look at: the reasons, since when, and what a person did of it."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import add

from django.db import models
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Least, StrIndex
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.dropout.enums.signs import Closing, Severity, Sign
from cite.pathways.models import Pathway
from cite.tenancy.models import TerritoryScopedModel

_BITS = [
    Least(StrIndex(Cast("signs", TextField()), Value(f'"sign": "{sign}"')), Value(1)) * Value(sign.bit)
    for sign in Sign
]


class Alert(TerritoryScopedModel, VersionedModel):
    """Signs that a pathway may break; the machine proposes it, a person closes it (RGPD, article 22).

    `signs` are the reasons of the last look (`rules/alerts.py`); empty once none holds any more: nobody has to hurry,
    somebody still says what was done. One open alert a pathway. `told` says which signs are there, a bit each: the
    database writes it by itself, and counts thousands of alerts without reading their reasons.
    """

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    level = models.PositiveSmallIntegerField(_("niveau"), choices=Severity)
    signs = models.JSONField(_("raisons"), default=list)
    told = models.GeneratedField(
        verbose_name=_("raisons, en un nombre"),
        expression=reduce(add, _BITS),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    since = models.DateField(_("depuis le"))
    looked_on = models.DateField(_("recalculée le"))
    closed_on = models.DateField(_("close le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("close par"),
    )
    closing = models.CharField(_("ce qui a été fait"), max_length=16, choices=Closing, blank=True)
    comment = models.CharField(_("précision"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("alerte")
        verbose_name_plural = _("alertes")
        ordering = ["-level", "since", "pk"]
        indexes = [
            models.Index(
                fields=["territory", "-level", "since"],
                name="dropout_alert_open",
                condition=Q(closed_on=None),
            ),
            models.Index(  # what waits in each structure is counted from it alone (`queries/structures.py`)
                fields=["territory", "pathway", "level", "told", "closed_on"],
                name="dropout_alert_counted",
                condition=Q(closed_on=None),
            ),
            models.Index(fields=["closed_by", "closed_on"], name="dropout_alert_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"], condition=Q(closed_on=None), name="dropout_alert_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closing="") | (Q(closed_on__isnull=False) & ~Q(closing="")),
                name="dropout_alert_closed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(Severity.WATCH.value, Severity.SOON.value)),
                name="dropout_alert_known_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} – {self.since:%d/%m/%Y}"

    @property
    def oldest(self) -> date:
        """The day from which its worst reason counts; the day it opened, once none holds any more."""
        return date.fromisoformat(self.signs[0]["about"]) if self.signs else self.since
