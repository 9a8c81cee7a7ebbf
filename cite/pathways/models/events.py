"""What happened: contacts, appointments with their presence, notes in three circles."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.pathways.enums.pathways import Channel, Circle, Direction, Presence
from cite.pathways.models.pathways import Pathway
from cite.tenancy.models import TerritoryScopedModel


class Contact(TerritoryScopedModel):
    """People exchanged, or one tried to. A reminder is no contact; only what comes from her counts for retention."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    on = models.DateField(_("le"))
    channel = models.CharField(_("comment"), max_length=16, choices=Channel)
    direction = models.CharField(_("de qui"), max_length=16, choices=Direction)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par"))
    summary = models.CharField(_("en une phrase"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["pathway", "-on"], name="pathways_contact_by_day")]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} – {self.get_channel_display()}"


class Appointment(TerritoryScopedModel, VersionedModel):
    """An appointment, and whether she came: present, excused, absent, canceled by the service, or nobody said."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    at = models.DateTimeField(_("date et heure"))
    channel = models.CharField(_("comment"), max_length=16, choices=Channel, default=Channel.MEETING)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    subject = models.CharField(_("sujet"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure qui reçoit")
    )
    member = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("avec"),
    )
    presence = models.CharField(_("présence"), max_length=24, choices=Presence, default=Presence.UNKNOWN)
    noted_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("présence notée par"),
    )
    noted_on = models.DateField(_("présence notée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["pathway", "-at"], name="pathways_appointment_by_day"),
            models.Index(
                fields=["member", "at"],
                name="pathways_appointment_to_fill",
                condition=Q(presence=Presence.UNKNOWN),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="pathways_appointment_known_presence"
            ),
        ]

    def __str__(self) -> str:
        return f"{localtime(self.at):%d/%m/%Y}"


class Note(TerritoryScopedModel, VersionedModel):
    """A note, for its author alone, her structure, or the group. The person may read the last two."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("écrite par")
    )
    circle = models.CharField(_("qui la lit"), max_length=16, choices=Circle, default=Circle.GROUP)
    text = models.TextField(_("note"), max_length=2000)
    written_on = models.DateField(_("écrite le"))

    class Meta:
        verbose_name = _("note d’un parcours")
        verbose_name_plural = _("notes d’un parcours")
        ordering = ["-written_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(circle__in=Circle.values), name="pathways_note_known_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.written_on:%d/%m/%Y}"
