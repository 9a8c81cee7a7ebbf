"""What somebody wants, and the steps towards it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.directory.enums.standard import Obstacle
from cite.directory.models import Service
from cite.pathways.enums.obstacles import Actor, StepKind, StepState
from cite.pathways.models.pathways import Pathway
from cite.referrals.models import Referral
from cite.tenancy.models import TerritoryScopedModel


class Goal(TerritoryScopedModel, VersionedModel):
    """Something she wants to reach, in her words; the frein it lifts, where it lifts one."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    title = models.CharField(_("objectif"), max_length=150)
    obstacle = models.CharField(_("frein"), max_length=24, choices=Obstacle, blank=True)
    set_on = models.DateField(_("fixé le"))
    set_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("fixé avec")
    )
    closed_on = models.DateField(_("atteint ou abandonné le"), null=True, blank=True)
    is_reached = models.BooleanField(_("atteint"), null=True, blank=True)

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["set_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Step(TerritoryScopedModel, VersionedModel):
    """One step: a task, a service with its dates, or an administrative deadline (a date, never why).

    `starts_on` and `ends_on` bound a service or an action: what comes after its end is looked at before it ends.
    """

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("objectif")
    )
    kind = models.CharField(_("nature"), max_length=16, choices=StepKind, default=StepKind.TASK)
    title = models.CharField(_("étape"), max_length=150)
    who = models.CharField(_("qui"), max_length=16, choices=Actor, default=Actor.BOTH)
    state = models.CharField(_("état"), max_length=16, choices=StepState, default=StepState.PLANNED)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    starts_on = models.DateField(_("commence le"), null=True, blank=True)
    ends_on = models.DateField(_("finit le"), null=True, blank=True)
    done_on = models.DateField(_("fait le"), null=True, blank=True)
    service = models.ForeignKey(
        Service, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    referral = models.ForeignKey(
        Referral,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("orientation"),
    )
    added_on = models.DateField(_("ajoutée le"))
    added_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("ajoutée par")
    )

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["pathway", "state"], name="pathways_step_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="pathways_step_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="pathways_step_known_state"),
        ]

    def __str__(self) -> str:
        return self.title
