"""An opening in preparation; what the law asks of a Cité; whether it is in service."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointAgreement
from cite.core.models import VersionedModel
from cite.files.models import StoredFile
from cite.opening.enums import ComplianceKind, OpeningState, ServiceState
from cite.tenancy.models import Territory, TerritoryScopedModel


class OpeningDraft(VersionedModel):
    """What was typed so far to open a Cité: nothing exists before the last page, and nothing typed is lost.

    `answers` holds, for each step of `Step`, what its form gave; it is erased once the Cité is open, since it names
    people. No territory owns it: there is none yet.
    """

    journal_protected = True

    state = models.CharField(
        _("situation"), max_length=16, choices=OpeningState, default=OpeningState.IN_PROGRESS
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("préparée par"),
    )
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    data_job = models.UUIDField(_("travail de chargement"), null=True, blank=True, editable=False)
    mail_tested_at = models.DateTimeField(_("envoi essayé le"), null=True, blank=True)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territoire"),
    )

    class Meta:
        verbose_name = _("ouverture d’une Cité")
        verbose_name_plural = _("ouvertures de Cités")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=OpeningState.OPENED, territory__isnull=False)
                | ~models.Q(state=OpeningState.OPENED) & models.Q(territory=None),
                name="opening_draft_territory_once_opened",
            ),
        ]

    def __str__(self) -> str:
        if self.territory_id:
            return self.territory.name
        return self.answers.get("territory", {}).get("name") or str(_("Nouvelle Cité"))


class ComplianceItem(TerritoryScopedModel):
    """What was noted of one thing the law asks. A change adds a row: earlier ones stay, with their documents."""

    kind = models.CharField(_("pièce"), max_length=32, choices=ComplianceKind)
    number = models.PositiveSmallIntegerField(_("numéro de version"))
    dated_on = models.DateField(_("datée du"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    reference = models.CharField(_("référence"), max_length=200, blank=True)
    signatories = models.CharField(_("signataires"), max_length=200, blank=True)
    remark = models.TextField(_("remarque"), max_length=2000, blank=True)
    document = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("pièce de la mise en service")
        verbose_name_plural = _("pièces de la mise en service")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "number"], name="opening_complianceitem_one_per_number"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ComplianceKind.values), name="opening_complianceitem_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Commissioning(TerritoryScopedModel, VersionedModel, JointAgreement):
    """The joint act of the two co-pilots that lets real residents in, and its suspension by either of them.

    `in_service_since`: when it was first put in service. From then on its files are those of real people, suspended
    or not: what came before was for learning.
    """

    state = models.CharField(
        _("situation"), max_length=16, choices=ServiceState, default=ServiceState.TRAINING
    )
    in_service_since = models.DateTimeField(_("en service depuis"), null=True, blank=True)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suspendue par"),
    )
    suspended_on = models.DateField(_("suspendue le"), null=True, blank=True)
    suspension_reason = models.CharField(_("motif de la suspension"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("mise en service")
        verbose_name_plural = _("mises en service")
        constraints = [
            models.UniqueConstraint(fields=["territory"], name="opening_commissioning_one_per_territory"),
            models.CheckConstraint(
                condition=~models.Q(state=ServiceState.IN_SERVICE)
                | models.Q(agreed_by_state_on__isnull=False, agreed_by_metropole_on__isnull=False),
                name="opening_commissioning_both_agreed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(ServiceState.IN_SERVICE, ServiceState.SUSPENDED))
                | models.Q(in_service_since__isnull=False),
                name="opening_commissioning_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
