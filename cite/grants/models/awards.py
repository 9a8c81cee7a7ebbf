"""The committee's joint opinion, each funder's decision by an act, and the money that follows."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointAgreement
from cite.core.models import AgreedModel, VersionedModel
from cite.grants.enums import (
    GRANTING,
    ActKind,
    AmendmentKind,
    AwardState,
    Outcome,
    PaymentKind,
    PaymentState,
    RecoveryState,
    RefusalMotive,
)
from cite.grants.models.applications import Application
from cite.grants.models.calls import CallForProjects, Envelope, Funder
from cite.tenancy.models import TerritoryScopedModel

_MONEY = {"max_digits": 12, "decimal_places": 2}


class CommitteeItem(TerritoryScopedModel, AgreedModel, JointAgreement):
    """A file before a committee, and the joint opinion of the two co-pilots; each funder decides afterwards.

    `amounts` maps public identifiers of funders to the amount advised, as text.
    """

    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, related_name="+", verbose_name=_("comité")
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    outcome = models.CharField(_("avis"), max_length=16, choices=Outcome, blank=True)
    amounts = models.JSONField(_("montants conseillés"), default=dict)
    words = models.CharField(_("motivation"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("dossier en comité")
        verbose_name_plural = _("dossiers en comité")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="grants_item_once_per_committee"),
        ]

    def __str__(self) -> str:
        return str(self.application)


class Award(TerritoryScopedModel, VersionedModel):
    """The decision of one funder on one file. Only a recorded act makes it true.

    `amount` is what the act grants; while a granting outcome is prepared, recorded or published, it is counted in
    `envelope.committed`.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    funder = models.ForeignKey(
        Funder, on_delete=models.PROTECT, related_name="+", verbose_name=_("financeur")
    )
    envelope = models.ForeignKey(
        Envelope,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enveloppe"),
    )
    amount_asked = models.DecimalField(_("montant demandé"), **_MONEY)
    state = models.CharField(_("situation"), max_length=16, choices=AwardState, default=AwardState.ASKED)
    outcome = models.CharField(_("décision"), max_length=16, choices=Outcome, blank=True)
    amount = models.DecimalField(_("montant accordé"), default=Decimal(0), **_MONEY)
    motive = models.CharField(_("motif"), max_length=24, choices=RefusalMotive, blank=True)
    words = models.CharField(_("explication"), max_length=2000, blank=True)
    conditions = models.CharField(_("réserves"), max_length=2000, blank=True)
    advice = models.CharField(_("conseils pour l’an prochain"), max_length=2000, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("préparée par"),
    )
    act_kind = models.CharField(_("acte"), max_length=16, choices=ActKind, blank=True)
    act_number = models.CharField(_("numéro de l’acte"), max_length=60, blank=True)
    act_on = models.DateField(_("date de l’acte"), null=True, blank=True)
    signatory_name = models.CharField(_("signataire de l’acte"), max_length=150, blank=True)
    signatory_quality = models.CharField(_("qualité, délégation"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acte enregistré par"),
    )
    recorded_at = models.DateTimeField(_("acte enregistré le"), null=True, blank=True)
    published_at = models.DateTimeField(_("notifiée le"), null=True, blank=True)
    commitment_number = models.CharField(_("numéro d’engagement juridique"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("décision d’un financeur")
        verbose_name_plural = _("décisions des financeurs")
        ordering = ["application", "funder", "pk"]
        indexes = [
            models.Index(fields=["funder", "state"], name="grants_award_of_funder"),
            # Every query of a Cité names its territory: without this, SQLite reads all its awards for each file.
            models.Index(fields=["application", "territory"], name="grants_award_of_file"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "funder"], name="grants_award_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, amount_asked__gte=0), name="grants_award_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AwardState.RECORDED, AwardState.PUBLISHED])
                | (~models.Q(act_number="") & ~models.Q(act_on=None)),
                name="grants_award_true_by_an_act",
            ),
            models.CheckConstraint(
                condition=models.Q(amount=0) | models.Q(outcome__in=sorted(GRANTING)),
                name="grants_award_amount_only_if_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.funder}"

    @property
    def is_granted(self) -> bool:
        """Whether an act grants it, and the carrier was told."""
        return self.state == AwardState.PUBLISHED and self.outcome in GRANTING


class Simulation(TerritoryScopedModel, VersionedModel):
    """One way of sharing out the envelopes of a call, to compare with others; it decides nothing."""

    call = models.ForeignKey(
        CallForProjects, on_delete=models.PROTECT, related_name="+", verbose_name=_("appel à projets")
    )
    name = models.CharField(_("nom"), max_length=120)
    note = models.CharField(_("remarque"), max_length=1000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("faite par")
    )

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="grants_simulation_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SimulationLine(TerritoryScopedModel):
    """What a simulation gives to one file from one funder."""

    simulation = models.ForeignKey(
        Simulation, on_delete=models.CASCADE, related_name="+", verbose_name=_("simulation")
    )
    award = models.ForeignKey(
        Award, on_delete=models.CASCADE, related_name="+", verbose_name=_("dossier et financeur")
    )
    amount = models.DecimalField(_("montant"), **_MONEY)

    class Meta:
        verbose_name = _("ligne de simulation")
        verbose_name_plural = _("lignes de simulation")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "award"], name="grants_simulationline_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="grants_simulationline_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.amount}"


class Payment(TerritoryScopedModel, VersionedModel):
    """A payment of an award, or what the carrier pays back (`REFUND`)."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name=_("décision"))
    kind = models.CharField(_("nature"), max_length=16, choices=PaymentKind)
    amount = models.DecimalField(_("montant"), **_MONEY)
    state = models.CharField(
        _("situation"), max_length=16, choices=PaymentState, default=PaymentState.PLANNED
    )
    planned_on = models.DateField(_("prévu le"), null=True, blank=True)
    paid_on = models.DateField(_("versé le"), null=True, blank=True)
    reference = models.CharField(_("référence"), max_length=60, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("versement")
        verbose_name_plural = _("versements")
        ordering = ["planned_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="grants_payment_positive"),
            models.CheckConstraint(
                condition=~models.Q(state=PaymentState.PAID) | ~models.Q(paid_on=None),
                name="grants_payment_paid_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class Amendment(TerritoryScopedModel, VersionedModel):
    """A change agreed after the decision (avenant): what it was, what it becomes, by which act."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name=_("décision"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("objet"), max_length=16, choices=AmendmentKind)
    reason = models.CharField(_("motif"), max_length=1000)
    before = models.JSONField(_("avant"), default=dict)
    after = models.JSONField(_("après"), default=dict)
    act_number = models.CharField(_("numéro de l’acte"), max_length=60)
    act_on = models.DateField(_("date de l’acte"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("enregistré par")
    )

    class Meta:
        verbose_name = _("avenant")
        verbose_name_plural = _("avenants")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="grants_amendment_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.award} – {self.number}"


class Recovery(TerritoryScopedModel, VersionedModel):
    """A withdrawal or a recovery: the carrier is told, heard, then it is decided; each step has its day."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name=_("décision"))
    state = models.CharField(
        _("situation"), max_length=16, choices=RecoveryState, default=RecoveryState.OPENED
    )
    motive = models.CharField(_("motif"), max_length=2000)
    amount_considered = models.DecimalField(_("montant envisagé"), **_MONEY)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("ouverte par")
    )
    notified_on = models.DateField(_("porteur prévenu le"))
    respond_by = models.DateField(_("réponse attendue avant le"))
    response = models.TextField(_("réponse du porteur"), max_length=5000, blank=True)
    response_at = models.DateTimeField(_("réponse reçue le"), null=True, blank=True)
    amount = models.DecimalField(_("montant à reverser"), null=True, blank=True, **_MONEY)
    decided_on = models.DateField(_("décidée le"), null=True, blank=True)
    act_number = models.CharField(_("numéro de l’acte"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("procédure de reversement")
        verbose_name_plural = _("procédures de reversement")
        ordering = ["-notified_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(respond_by__gt=models.F("notified_on")),
                name="grants_recovery_carrier_has_time",
            ),
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(state__in=[RecoveryState.OPENED, RecoveryState.HEARD]),
                name="grants_recovery_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.award)
