"""Two files that may be one person, and two files made one: reversibly."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.residents.enums.rights import LikenessState
from cite.residents.models.people import Resident
from cite.tenancy.models import TerritoryScopedModel


class PersonDuplicate(TerritoryScopedModel, VersionedModel):
    """Two files that look alike, with the reasons; `first` has the smaller number. The platform finds them itself."""

    journal_protected = True

    first = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("première fiche")
    )
    second = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("deuxième fiche")
    )
    reasons = models.JSONField(_("raisons"), default=list)
    state = models.CharField(
        _("décision"), max_length=16, choices=LikenessState, default=LikenessState.TO_REVIEW
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décidé par"),
    )
    decided_on = models.DateField(_("décidé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("doublon possible de personnes")
        verbose_name_plural = _("doublons possibles de personnes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="residents_personduplicate_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="residents_personduplicate_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class PersonMerge(TerritoryScopedModel, VersionedModel):
    """Two files made one: `moved` lists what changed hands, so that it can be undone."""

    journal_protected = True

    kept = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("fiche gardée")
    )
    absorbed = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("fiche absorbée")
    )
    moved = models.JSONField(_("ce qui a été déplacé"), default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("réunies par")
    )
    merged_at = models.DateTimeField(_("réunies le"))
    undone_at = models.DateTimeField(_("séparées le"), null=True, blank=True)

    class Meta:
        verbose_name = _("réunion de deux fiches")
        verbose_name_plural = _("réunions de fiches")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="residents_personmerge_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{localtime(self.merged_at):%d/%m/%Y}"
