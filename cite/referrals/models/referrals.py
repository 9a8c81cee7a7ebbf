"""Somebody referred to a service: what was asked, what the structure answers, whether she came, and then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.directory.enums.needs import Need
from cite.directory.models import Service
from cite.referrals.enums.referrals import EventKind, ReferralOutcome, ReferralState, RefusalReason
from cite.residents.models import Resident
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.models import District


class Referral(TerritoryScopedModel, VersionedModel):
    """A service is asked to welcome somebody; light where `resident` is empty: three facts, erased after 90 days.

    `receiver` is the structure of the service where it is a partner; `receiver_email` is where the link goes, else.
    `district` is the person’s, for figures. `service_name` and `structure_name` are what was asked on that day.
    """

    journal_protected = True

    resident = models.ForeignKey(
        Resident,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habitant"),
    )
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    need = models.CharField(_("besoin"), max_length=24, choices=Need, blank=True)
    message = models.TextField(_("ce que la structure doit savoir"), max_length=1000, blank=True)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    service_name = models.CharField(_("nom du service"), max_length=150)
    structure_name = models.CharField(_("nom de la structure"), max_length=200, blank=True)
    receiver = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure qui reçoit"),
    )
    receiver_email = models.EmailField(_("adresse de la structure"), max_length=254, blank=True)

    prescriber = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("envoyée par")
    )
    sent_on = models.DateField(_("envoyée le"))
    expires_on = models.DateField(_("sans réponse, close le"))
    state = models.CharField(_("état"), max_length=16, choices=ReferralState, default=ReferralState.SENT)
    answered_on = models.DateField(_("répondue le"), null=True, blank=True)
    appointment_at = models.DateTimeField(_("rendez-vous"), null=True, blank=True)
    appointment_place = models.CharField(_("lieu du rendez-vous"), max_length=200, blank=True)
    refusal_reason = models.CharField(_("motif du refus"), max_length=24, choices=RefusalReason, blank=True)
    answer_message = models.CharField(_("message de la structure"), max_length=1000, blank=True)
    decided = models.CharField(_("ce qui a été décidé"), max_length=1000, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(_("relances envoyées"), default=0, editable=False)
    reminded_on = models.DateField(_("dernière relance"), null=True, blank=True, editable=False)
    coordination_warned_on = models.DateField(_("coordination prévenue le"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("proposée après"),
    )
    erased_on = models.DateField(_("effacée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")
        ordering = ["-sent_on", "-pk"]
        indexes = [
            # What waits in the Cité, and what each structure has to answer, are counted from these two alone.
            models.Index(
                fields=["territory", "state", "expires_on", "coordination_warned_on"],
                name="referrals_referral_waiting",
            ),
            models.Index(
                fields=["receiver", "state", "coordination_warned_on", "resident", "territory"],
                name="referrals_referral_received",
            ),
            models.Index(  # few follow another: those that follow none would hide it from the database
                fields=["follows"],
                name="referrals_referral_following",
                condition=Q(follows__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReferralState.values), name="referrals_referral_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.REFUSED) | ~Q(refusal_reason=""),
                name="referrals_referral_refused_why",
            ),
            models.CheckConstraint(
                condition=Q(resident=None) | Q(first_name="", phone=""),
                name="referrals_referral_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(first_name="", phone="", message=""),
                name="referrals_referral_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_name} – {self.get_state_display()}"


class ReferralEvent(TerritoryScopedModel):
    """One thing that happened to a referral, by whom: nobody is the machine, or whoever answered by the link."""

    journal_protected = True

    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="+", verbose_name=_("orientation")
    )
    kind = models.CharField(_("ce qui s’est passé"), max_length=24, choices=EventKind)
    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("par")
    )
    by_link = models.BooleanField(_("par le lien"), default=False)
    details = models.CharField(_("précision"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("événement d’une orientation")
        verbose_name_plural = _("événements d’une orientation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class OutcomeNote(TerritoryScopedModel):
    """What came of a referral, asked twice once it was answered, as its two ends tell it."""

    journal_protected = True

    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="+", verbose_name=_("orientation")
    )
    rank = models.PositiveSmallIntegerField(_("rang de la question"))
    by_receiver = models.BooleanField(_("dit par la structure qui reçoit"))
    outcome = models.CharField(_("suite"), max_length=16, choices=ReferralOutcome, blank=True)
    remains = models.CharField(_("ce qui reste à faire"), max_length=280, blank=True)
    noted_on = models.DateField(_("noté le"))

    class Meta:
        verbose_name = _("suite d’une orientation")
        verbose_name_plural = _("suites d’une orientation")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "rank", "by_receiver"], name="referrals_outcomenote_once_each"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def moment(self) -> str:
        """Which question it answers, in words."""
        return _now("Première question") if self.rank == 1 else _now("Deuxième question")
