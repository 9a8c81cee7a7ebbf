"""What was funded before, and what the co-pilots rule where the machine does not decide alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointAgreement
from cite.core.models import VersionedModel
from cite.grants.enums import FundedSource, RulingOutcome, RulingSubject
from cite.tenancy.models import TerritoryScopedModel


class FundedAction(TerritoryScopedModel, VersionedModel):
    """An action that was funded for a year: here, or before us (a list was imported).

    For an action funded here, its `ActivityReport`s say whether the bilan is produced. For the others, the days
    written here do; `received_outside` with its `proof`: a bilan that reached a funder by another way.
    """

    partner = models.ForeignKey(
        "actors.Partner", on_delete=models.PROTECT, related_name="+", verbose_name=_("porteur")
    )
    year = models.PositiveSmallIntegerField(_("exercice"))
    title = models.CharField(_("action"), max_length=255)
    application = models.OneToOneField(
        "grants.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dossier"),
    )
    funder_name = models.CharField(_("financeur"), max_length=200, blank=True)
    amount = models.DecimalField(_("montant accordé"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("connue par"), max_length=16, choices=FundedSource)
    interim_received_on = models.DateField(_("bilan intermédiaire reçu le"), null=True, blank=True)
    report_received_on = models.DateField(_("bilan final reçu le"), null=True, blank=True)
    received_outside = models.BooleanField(_("bilan reçu hors de cet outil"), default=False)
    proof = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("preuve"),
    )
    note = models.CharField(_("remarque"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noté par"),
    )

    class Meta:
        verbose_name = _("action financée")
        verbose_name_plural = _("actions financées")
        ordering = ["-year", "title", "pk"]
        indexes = [models.Index(fields=["partner", "year"], name="grants_funded_of_carrier")]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "year", "title", "funder_name"], name="grants_funded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class Ruling(TerritoryScopedModel, VersionedModel, JointAgreement):
    """What the co-pilots rule about a file. Which subjects take one of them, and which both, is a rule."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    subject = models.CharField(_("objet"), max_length=32, choices=RulingSubject)
    outcome = models.CharField(_("décision"), max_length=16, choices=RulingOutcome)
    reason = models.CharField(_("motif"), max_length=1000)

    class Meta:
        verbose_name = _("décision des copilotes sur un dossier")
        verbose_name_plural = _("décisions des copilotes sur les dossiers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "subject"], name="grants_ruling_once"),
            models.CheckConstraint(
                condition=models.Q(subject__in=RulingSubject.values), name="grants_ruling_known_subject"
            ),
        ]

    def __str__(self) -> str:
        return self.get_subject_display()
