"""The bilan of a funded action: expected, deposited, returned, accepted; its versions are kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.grants.enums import ReportKind, ReportState
from cite.grants.models.funded import FundedAction
from cite.grants.workflow import PRODUCED
from cite.tenancy.models import TerritoryScopedModel


class ActivityReport(TerritoryScopedModel, VersionedModel):
    """A bilan (Cerfa 15059*02): produced once deposited and complete; accepted, it releases the balance.

    `answers` holds values by the keys of `rules/report_questions.py`; `figures` what the carrier
    typed, by theirs; those that somebody counts are computed anew, and kept by each version.
    `remarks`: pairs of a place (a step) and what is to be completed there.
    """

    funded_action = models.ForeignKey(
        FundedAction, on_delete=models.PROTECT, related_name="+", verbose_name=_("action financée")
    )
    kind = models.CharField(_("nature"), max_length=16, choices=ReportKind)
    state = models.CharField(_("situation"), max_length=16, choices=ReportState, default=ReportState.EXPECTED)
    due_on = models.DateField(_("attendu pour le"))
    answers = models.JSONField(_("réponses"), default=dict)
    figures = models.JSONField(_("chiffres"), default=dict)
    first_deposited_at = models.DateTimeField(_("produit le"), null=True, blank=True)
    deposited_at = models.DateTimeField(_("déposé le"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certifié par"),
    )
    signatory = models.CharField(_("nom et fonction du signataire"), max_length=270, blank=True)
    remarks = models.JSONField(_("remarques, par endroit"), default=list)
    return_reason = models.CharField(_("à compléter"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lu par"),
    )
    decided_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["territory", "state", "due_on"], name="grants_report_due")]
        constraints = [
            models.UniqueConstraint(fields=["funded_action", "kind"], name="grants_report_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=ReportState.values), name="grants_report_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.funded_action}"

    @property
    def is_interim(self) -> bool:
        """Whether it is the shorter one, asked while the action goes on."""
        return self.kind == ReportKind.INTERIM

    @property
    def is_produced(self) -> bool:
        """Whether the carrier has done her part; a slow reader never blocks her."""
        return self.state in PRODUCED


class ReportLine(TerritoryScopedModel):
    """One line of the summary table: planned, realized, and why they differ."""

    report = models.ForeignKey(
        ActivityReport, on_delete=models.CASCADE, related_name="+", verbose_name=_("bilan")
    )
    account = models.CharField(_("ligne du plan comptable"), max_length=24)
    label = models.CharField(_("précision"), max_length=200, blank=True)
    planned = models.DecimalField(_("prévu"), max_digits=12, decimal_places=2)
    realized = models.DecimalField(_("réalisé"), max_digits=12, decimal_places=2, null=True, blank=True)
    explanation = models.CharField(_("explication de l’écart"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("ligne d’un bilan")
        verbose_name_plural = _("lignes des bilans")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned__gte=0) & (models.Q(realized=None) | models.Q(realized__gte=0)),
                name="grants_reportline_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.account


class ReportFile(TerritoryScopedModel):
    """A document of a bilan: activity report, approved accounts, proofs."""

    report = models.ForeignKey(
        ActivityReport, on_delete=models.CASCADE, related_name="+", verbose_name=_("bilan")
    )
    piece = models.CharField(_("pièce"), max_length=40)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("fichier")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("ajoutée par")
    )

    class Meta:
        verbose_name = _("pièce d’un bilan")
        verbose_name_plural = _("pièces des bilans")
        ordering = ["piece", "pk"]

    def __str__(self) -> str:
        return self.piece


class ReportVersion(TerritoryScopedModel):
    """A bilan as it was deposited; it never changes, and two of them may be compared."""

    report = models.ForeignKey(
        ActivityReport, on_delete=models.PROTECT, related_name="+", verbose_name=_("bilan")
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    deposited_at = models.DateTimeField(_("déposé le"))
    deposited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("déposé par")
    )
    content = models.JSONField(_("contenu"), default=dict)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("version d’un bilan")
        verbose_name_plural = _("versions des bilans")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="grants_reportversion_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.report} – {self.number}"
