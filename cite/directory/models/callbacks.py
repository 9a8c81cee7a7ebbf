"""Who is on duty to call residents back, and what residents ask."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.directory.enums.callbacks import CallbackState, CallNeed, CallTime, Ending, Weekday
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.models import District

CODE_LENGTH = 8
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What codes are made of: nothing that is read for something else."""


def draw_code() -> str:
    """Draw a code; only the one kept with a request opens anything."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


class DutyPartner(TerritoryScopedModel):
    """An organization that takes part in calling residents back: its administrators said so."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("engagée par")
    )

    class Meta:
        verbose_name = _("structure de permanence")
        verbose_name_plural = _("structures de permanence")
        constraints = [
            models.UniqueConstraint(fields=["partner"], name="directory_dutypartner_once"),
        ]

    def __str__(self) -> str:
        return str(self.partner)


class DutyShift(TerritoryScopedModel):
    """Hours of every week during which somebody calls the residents of a district; her deputy when she is away."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="+", verbose_name=_("quartier")
    )
    person = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("personne de permanence")
    )
    deputy = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("relais"),
    )
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=Weekday)
    starts_at = models.TimeField(_("de"))
    ends_at = models.TimeField(_("à"))

    class Meta:
        verbose_name = _("permanence téléphonique")
        verbose_name_plural = _("permanences téléphoniques")
        ordering = ["weekday", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="directory_dutyshift_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(Weekday.MONDAY.value, Weekday.SATURDAY.value)),
                name="directory_dutyshift_known_day",
            ),
            models.UniqueConstraint(
                fields=["district", "person", "weekday", "starts_at"], name="directory_dutyshift_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.starts_at:%H:%M}"


class DutyAbsence(TerritoryScopedModel):
    """Days without somebody, or without anybody of an organization (no person); why is nobody's business."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    person = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne"),
    )
    first_on = models.DateField(_("premier jour"))
    last_on = models.DateField(_("dernier jour"))

    class Meta:
        verbose_name = _("absence aux permanences")
        verbose_name_plural = _("absences aux permanences")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="directory_dutyabsence_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y} – {self.last_on:%d/%m/%Y}"


class Callback(TerritoryScopedModel, VersionedModel):
    """Somebody asks to be called. Once it is over, only what figures need stays: district, language, day, kept, ending.

    `code` cancels it without an account. `kept` is null as long as nothing tells whether the promise was kept.
    `reminders_sent` counts those of the three that left.
    """

    journal_protected = True

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="+", verbose_name=_("quartier")
    )
    asked_on = models.DateField(_("demandé le"))
    language = models.CharField(_("langue"), max_length=8)
    state = models.CharField(_("état"), max_length=16, choices=CallbackState, default=CallbackState.WAITING)
    ending = models.CharField(_("issue"), max_length=16, choices=Ending, blank=True)
    kept = models.BooleanField(_("promesse tenue"), null=True)

    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    time = models.CharField(_("moment préféré"), max_length=16, choices=CallTime, blank=True)
    need = models.CharField(_("sujet"), max_length=16, choices=CallNeed, blank=True)
    code = models.CharField(_("code"), max_length=8, blank=True)
    note = models.CharField(_("note pour le prochain appel"), max_length=280, blank=True)

    promised_before = models.DateTimeField(_("promis avant"), null=True, blank=True)
    remind_person_at = models.DateTimeField(_("premier avertissement"), null=True, blank=True)
    remind_deputy_at = models.DateTimeField(_("deuxième avertissement"), null=True, blank=True)
    remind_coordination_at = models.DateTimeField(_("dernier avertissement"), null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(_("avertissements partis"), default=0)
    assigned_to = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confiée à"),
    )
    attempts = models.PositiveSmallIntegerField(_("appels sans réponse"), default=0)
    called_at = models.DateTimeField(_("dernier appel"), null=True, blank=True)
    erased_at = models.DateTimeField(_("effacée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("demande de rappel")
        verbose_name_plural = _("demandes de rappel")
        ordering = ["promised_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "phone"],
                condition=~Q(phone=""),
                name="directory_callback_one_open_per_number",
            ),
            models.UniqueConstraint(
                fields=["territory", "code"], condition=~Q(code=""), name="directory_callback_code"
            ),
            models.CheckConstraint(
                condition=~Q(state=CallbackState.CLOSED)
                | Q(phone="", first_name="", code="", note="", erased_at__isnull=False) & ~Q(ending=""),
                name="directory_callback_closed_is_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "promised_before"], name="directory_callback_by_urgency"),
            models.Index(fields=["territory", "asked_on"], name="directory_callback_by_day"),
        ]

    def __str__(self) -> str:
        return str(_("Demande de rappel"))

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to be called."""
        return self.state != CallbackState.CLOSED
