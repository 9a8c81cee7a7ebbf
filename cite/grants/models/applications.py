"""The file of a carrier: what she answers, her budget, her documents, her partners, her signature."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.core.text import search_key
from cite.grants.enums import (
    CARRIER_LABELS,
    ApplicationState,
    BudgetScope,
    CarrierKind,
    CreditKind,
    FundingStatus,
    PieceState,
    PledgeAnswer,
    SimilarSource,
)
from cite.grants.models.calls import CallEdition, CallForProjects, Funder
from cite.grants.workflow import EDITABLE
from cite.tenancy.models import TerritoryScopedModel


class CarrierSheet(TerritoryScopedModel, VersionedModel):
    """What a carrier says of itself once for all its files (Cerfa 12156, sections 1 to 4).

    `answers` holds values by the keys of `rules/questions.py`.
    """

    partner = models.OneToOneField(
        "actors.Partner", on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    answers = models.JSONField(_("réponses"), default=dict)

    class Meta:
        verbose_name = _("fiche de porteur")
        verbose_name_plural = _("fiches de porteurs")

    def __str__(self) -> str:
        return str(self.partner)


class Application(TerritoryScopedModel, VersionedModel):
    """A file: one action of one carrier for one call, from the idea to the bilan.

    `answers` holds values by the keys of `rules/questions.py`; `title`, `starts_on`, `ends_on` and `priorities`
    repeat some of them, for the lists. `carrier_answers` is the carrier's sheet as it was at the last deposit.
    """

    call = models.ForeignKey(
        CallForProjects, on_delete=models.PROTECT, related_name="+", verbose_name=_("appel à projets")
    )
    edition = models.ForeignKey(
        CallEdition, on_delete=models.PROTECT, related_name="+", verbose_name=_("version de l’appel")
    )
    partner = models.ForeignKey(
        "actors.Partner", on_delete=models.PROTECT, related_name="+", verbose_name=_("porteur")
    )
    carrier_kind = models.CharField(_("nature du porteur"), max_length=24, choices=CarrierKind)
    number = models.CharField(_("numéro"), max_length=20)
    state = models.CharField(
        _("situation"), max_length=16, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    title = models.CharField(_("intitulé"), max_length=255, blank=True)
    search_key = models.CharField(_("clé de recherche"), max_length=600, editable=False, blank=True)
    starts_on = models.DateField(_("début de l’action"), null=True, blank=True)
    ends_on = models.DateField(_("fin de l’action"), null=True, blank=True)
    priorities = models.JSONField(_("priorités"), default=list)
    answers = models.JSONField(_("réponses"), default=dict)
    carrier_answers = models.JSONField(_("fiche du porteur au dépôt"), default=dict)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dossier de l’an passé"),
    )
    reference_dauphin = models.CharField(_("référence Dauphin"), max_length=20, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("commencé par")
    )
    deposited_at = models.DateTimeField(_("déposé le"), null=True, blank=True)
    clock_paused_on = models.DateField(_("délai suspendu depuis le"), null=True, blank=True)
    clock_paused_days = models.PositiveSmallIntegerField(_("jours de suspension passés"), default=0)
    end_reason = models.CharField(_("raison"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["call", "state"], name="grants_application_by_state"),
            models.Index(fields=["partner", "call"], name="grants_application_of_carrier"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="grants_application_one_per_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=ApplicationState.values), name="grants_application_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    def save(self, *args, **kwargs) -> None:
        """Save, with what a search looks into."""
        self.search_key = f" {search_key(f'{self.title} {self.number}')}"[:600]
        super().save(*args, **kwargs)

    @property
    def carrier_label(self) -> str:
        """Where it stands, as its carrier reads it."""
        return str(CARRIER_LABELS[ApplicationState(self.state)])

    @property
    def is_editable(self) -> bool:
        """Whether its carrier may still write in it."""
        return self.state in EDITABLE

    @property
    def period(self) -> tuple[date | None, date | None]:
        """From when to when the action takes place."""
        return self.starts_on, self.ends_on


class ReachedDistrict(TerritoryScopedModel):
    """A district whose residents the action reaches: where they live, not where it takes place.

    `participants`: how many are expected; none where nobody said.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    district = models.ForeignKey(
        "territories.District", on_delete=models.PROTECT, related_name="+", verbose_name=_("quartier")
    )
    participants = models.PositiveIntegerField(_("participants attendus"), null=True, blank=True)

    class Meta:
        verbose_name = _("quartier touché")
        verbose_name_plural = _("quartiers touchés")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "district"], name="grants_reached_once"),
        ]

    def __str__(self) -> str:
        return str(self.district)


class BudgetLine(TerritoryScopedModel, VersionedModel):
    """One amount of a budget, under a line of the chart (`rules/chart.py`); euros, two decimals, never negative."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    scope = models.CharField(_("budget"), max_length=16, choices=BudgetScope, default=BudgetScope.PROJECT)
    account = models.CharField(_("ligne du plan comptable"), max_length=24)
    label = models.CharField(_("précision"), max_length=200, blank=True)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)
    funder = models.ForeignKey(
        Funder,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("financeur de l’appel"),
    )
    status = models.CharField(_("état du financement"), max_length=16, choices=FundingStatus, blank=True)
    credit = models.CharField(_("crédits"), max_length=16, choices=CreditKind, default=CreditKind.UNKNOWN)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("ligne de budget")
        verbose_name_plural = _("lignes de budget")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["application", "scope"], name="grants_budgetline_of_file")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="grants_budgetline_not_negative"),
            models.UniqueConstraint(
                fields=["application", "funder"],
                condition=models.Q(scope=BudgetScope.PROJECT) & ~models.Q(funder=None),
                name="grants_budgetline_one_per_funder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Attachment(TerritoryScopedModel, VersionedModel):
    """A document of a file; `piece` is a code of the edition's `pieces`."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    piece = models.CharField(_("pièce"), max_length=40)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("fichier")
    )
    year = models.PositiveSmallIntegerField(_("millésime"), null=True, blank=True)
    state = models.CharField(_("vérification"), max_length=16, choices=PieceState, default=PieceState.UNKNOWN)
    note = models.CharField(_("motif"), max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("ajoutée par")
    )

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering = ["piece", "pk"]

    def __str__(self) -> str:
        return f"{self.piece} – {self.file}"


class Signature(TerritoryScopedModel, VersionedModel):
    """The attestation signed by the legal representative: `sha256` is the fingerprint of the whole file as read.

    A later change voids it; `voided_at` and `void_reason` say so.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("signataire")
    )
    signatory_name = models.CharField(_("nom du signataire"), max_length=150)
    signatory_function = models.CharField(_("fonction"), max_length=120)
    place = models.CharField(_("fait à"), max_length=100, blank=True)
    signed_at = models.DateTimeField(_("signé le"))
    statement = models.TextField(_("attestation"), max_length=10_000)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    voided_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    void_reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("signature d’un dossier")
        verbose_name_plural = _("signatures des dossiers")
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(voided_at=None),
                name="grants_signature_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.signatory_name


class Deposit(TerritoryScopedModel):
    """The whole file as it was deposited, once and again after each correction; it never changes.

    `content` holds answers, the carrier's sheet, districts, budget, partners and documents as plain JSON.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    number = models.PositiveSmallIntegerField(_("numéro de dépôt"))
    deposited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("déposé par")
    )
    deposited_at = models.DateTimeField(_("déposé le"))
    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, related_name="+", verbose_name=_("signature")
    )
    content = models.JSONField(_("contenu"), default=dict)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("dépôt")
        verbose_name_plural = _("dépôts")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="grants_deposit_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.number}"


class Pledge(TerritoryScopedModel, VersionedModel):
    """A partner named in a file, and what it says of it through a link: evidence, not a declaration."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    name = models.CharField(_("partenaire"), max_length=200)
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure de la Cité"),
    )
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    part = models.CharField(_("rôle dans l’action"), max_length=500, blank=True)
    answer = models.CharField(_("réponse"), max_length=16, choices=PledgeAnswer, default=PledgeAnswer.UNKNOWN)
    words = models.CharField(_("précisions"), max_length=1000, blank=True)
    answered_by = models.CharField(_("répondu par"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    asked_at = models.DateTimeField(_("sollicité le"), null=True, blank=True)

    class Meta:
        verbose_name = _("partenaire d’un dossier")
        verbose_name_plural = _("partenaires des dossiers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "name"], name="grants_pledge_once"),
            models.CheckConstraint(
                condition=models.Q(answer__in=PledgeAnswer.values), name="grants_pledge_known_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SimilarAction(TerritoryScopedModel, VersionedModel):
    """An action that looks like this one, and what the carrier answers: how the two work together."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier")
    )
    source = models.CharField(_("trouvée dans"), max_length=16, choices=SimilarSource)
    key = models.CharField(_("identifiant"), max_length=64)
    answer = models.CharField(_("articulation"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("action semblable")
        verbose_name_plural = _("actions semblables")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "source", "key"], name="grants_similar_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
