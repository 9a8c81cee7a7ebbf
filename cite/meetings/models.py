"""Meetings: who is invited, what is discussed, what is decided and followed until done."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.meetings.enums import TO_FOLLOW, Answer, DecisionState, MeetingState, Presence
from cite.meetings.ports import label_of
from cite.meetings.workflow import PREPARING, WRITING
from cite.tenancy.models import TerritoryScopedModel


class Meeting(TerritoryScopedModel, VersionedModel):
    """A meeting, from its preparation to its approved minutes.

    `kind` is one of those declared in `ports`. `sequence` grows each time invited calendars have to change.
    `previous` is the meeting it follows; their open decisions are on its agenda.
    """

    kind = models.CharField(_("type"), max_length=40)
    group_name = models.CharField(_("nom du groupe"), max_length=80, blank=True)
    title = models.CharField(_("titre"), max_length=150)
    search_key = models.CharField(_("clé de recherche"), max_length=600, editable=False, blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    link = models.URLField(_("lien de visioconférence"), max_length=300, blank=True)
    state = models.CharField(_("situation"), max_length=16, choices=MeetingState, default=MeetingState.DRAFT)
    sequence = models.PositiveIntegerField(_("numéro de mise à jour"), default=0, editable=False)
    organizer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisée par")
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("réunion précédente"),
    )
    cancel_reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True)
    summary = models.TextField(_("introduction du compte rendu"), max_length=5000, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compte rendu approuvé par"),
    )
    approved_at = models.DateTimeField(_("compte rendu approuvé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("réunion")
        verbose_name_plural = _("réunions")
        indexes = [models.Index(fields=["territory", "starts_at"], name="meetings_meeting_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="meetings_meeting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MeetingState.values), name="meetings_meeting_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """The kind, and the name of the group where there are several."""
        label = label_of(self.kind)
        return f"{label} «\u00a0{self.group_name}\u00a0»" if self.group_name else label

    @property
    def day(self) -> date:
        """The day it takes place, here."""
        return timezone.localtime(self.starts_at).date()

    @property
    def when(self) -> str:
        """The day and the hours, as people read them."""
        starts, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return _now("%(day)s, de %(start)s à %(end)s") % {
            "day": date_format(starts, "l j F Y"),
            "start": date_format(starts, "G\u00a0\\h\u00a0i"),
            "end": date_format(ends, "G\u00a0\\h\u00a0i"),
        }

    @property
    def where(self) -> str:
        """The place, or that it is at a distance."""
        return self.place or (_now("En visioconférence") if self.link else "")

    @property
    def is_in_preparation(self) -> bool:
        """Whether its agenda and its guests may still change."""
        return self.state in PREPARING

    @property
    def is_being_written(self) -> bool:
        """Whether attendance, minutes and decisions may be noted."""
        return self.state in WRITING


class AgendaItem(TerritoryScopedModel, VersionedModel):
    """A point of an agenda, and what the minutes say of it."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="+", verbose_name=_("réunion")
    )
    position = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("point"), max_length=200)
    details = models.TextField(_("précisions"), max_length=2000, blank=True)
    presenter = models.CharField(_("présenté par"), max_length=120, blank=True)
    duration = models.PositiveSmallIntegerField(_("durée en minutes"), null=True, blank=True)
    minutes = models.TextField(_("compte rendu"), max_length=10_000, blank=True)

    class Meta:
        verbose_name = _("point d’ordre du jour")
        verbose_name_plural = _("points d’ordre du jour")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Attendee(TerritoryScopedModel):
    """A person invited: one who has an account, or somebody from outside.

    `organization` is the name of her organization on that day, empty where that name is hidden.
    """

    journal_protected = True

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="+", verbose_name=_("réunion")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compte"),
    )
    name = models.CharField(_("nom et prénom"), max_length=150)
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    organization = models.CharField(_("structure"), max_length=200, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invitée par")
    )
    answer = models.CharField(_("réponse"), max_length=16, choices=Answer, default=Answer.UNKNOWN)
    answered_at = models.DateTimeField(_("réponse donnée le"), null=True, blank=True)
    presence = models.CharField(_("présence"), max_length=16, choices=Presence, default=Presence.UNKNOWN)

    class Meta:
        verbose_name = _("personne invitée")
        verbose_name_plural = _("personnes invitées")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meetings_attendee_once_per_meeting"),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="meetings_attendee_known_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(presence__in=Presence.values), name="meetings_attendee_known_presence"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingDecision(TerritoryScopedModel, VersionedModel):
    """What a meeting decided: who carries it, until when, and how far it is."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="+", verbose_name=_("réunion")
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("point d’ordre du jour"),
    )
    text = models.CharField(_("décision"), max_length=1000)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portée par (personne)"),
    )
    owner_partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portée par (structure)"),
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    state = models.CharField(
        _("avancement"), max_length=16, choices=DecisionState, default=DecisionState.OPEN
    )
    note = models.CharField(_("suivi"), max_length=1000, blank=True)
    ended_on = models.DateField(_("terminée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["territory", "state", "due_on"], name="meetings_decision_to_follow")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=DecisionState.values), name="meetings_decision_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def owner(self) -> str:
        """Who carries it; a name that is hidden from other organizations stays hidden."""
        if self.owner_partner and self.owner_partner.is_sensitive:
            return _now("Structure au nom protégé")
        return str(self.owner_user or self.owner_partner or "")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in TO_FOLLOW

    def is_late(self, on: date) -> bool:
        """Whether it should have been done by that day."""
        return self.is_open and self.due_on is not None and self.due_on < on
