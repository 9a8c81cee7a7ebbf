"""How a pathway ended, who acted for it, and what became of her 3 and 6 months after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.pathways.enums.pathways import ExitClass, ExitReason, FollowUpAnswer
from cite.pathways.models.pathways import Pathway
from cite.tenancy.models import TerritoryScopedModel


class Exit(TerritoryScopedModel, VersionedModel):
    """The end of a pathway: one exit counts once, whoever acted. `contract_months` serves both official counts."""

    journal_protected = True

    pathway = models.OneToOneField(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    on = models.DateField(_("le"))
    reason = models.CharField(_("raison"), max_length=24, choices=ExitReason)
    exit_class = models.CharField(_("classe"), max_length=16, choices=ExitClass, editable=False)
    contract_months = models.PositiveSmallIntegerField(_("durée du contrat, en mois"), null=True, blank=True)
    noted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("notée par")
    )

    class Meta:
        verbose_name = _("sortie")
        verbose_name_plural = _("sorties")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=ExitReason.values), name="pathways_exit_known_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Contribution(TerritoryScopedModel):
    """A structure that acted for an exit: « co-produite par »."""

    exit = models.ForeignKey(Exit, on_delete=models.CASCADE, related_name="+", verbose_name=_("sortie"))
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )

    class Meta:
        verbose_name = _("contribution à une sortie")
        verbose_name_plural = _("contributions aux sorties")
        constraints = [
            models.UniqueConstraint(fields=["exit", "partner"], name="pathways_contribution_once"),
        ]

    def __str__(self) -> str:
        return str(self.partner)


class FollowUp(TerritoryScopedModel, VersionedModel):
    """What became of her some months after the exit. Not reached is not « without a job »."""

    journal_protected = True

    exit = models.ForeignKey(Exit, on_delete=models.CASCADE, related_name="+", verbose_name=_("sortie"))
    months = models.PositiveSmallIntegerField(_("mois après"))
    due_on = models.DateField(_("à faire le"))
    answer = models.CharField(_("situation"), max_length=16, choices=FollowUpAnswer, blank=True)
    noted_on = models.DateField(_("noté le"), null=True, blank=True)
    noted_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noté par"),
    )

    class Meta:
        verbose_name = _("suivi après une sortie")
        verbose_name_plural = _("suivis après une sortie")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exit", "months"], name="pathways_followup_once"),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
