"""Situations on the agenda of a review, what is proposed, what is decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.dropout.models import Alert
from cite.meetings.models import Meeting
from cite.pathways.models import Pathway
from cite.reviews.enums import TaskState
from cite.tenancy.models import TerritoryScopedModel


class Situation(TerritoryScopedModel, VersionedModel):
    """A pathway on the agenda of a review, with the question asked; whoever may not see the pathway does not see it."""

    journal_protected = True

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+", verbose_name=_("revue"))
    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    alert = models.ForeignKey(
        Alert, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("alerte")
    )
    question = models.CharField(_("question posée"), max_length=280)
    summary = models.CharField(_("en quelques faits"), max_length=600, blank=True)
    added_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("ajoutée par")
    )
    look_again_on = models.DateField(_("à revoir le"), null=True, blank=True)

    class Meta:
        verbose_name = _("situation en revue")
        verbose_name_plural = _("situations en revue")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "pathway"], name="reviews_situation_once_a_meeting"),
        ]

    def __str__(self) -> str:
        return self.question


class Proposal(TerritoryScopedModel):
    """What a participant proposes."""

    journal_protected = True

    situation = models.ForeignKey(
        Situation, on_delete=models.CASCADE, related_name="+", verbose_name=_("situation")
    )
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("de"))
    text = models.CharField(_("proposition"), max_length=280)

    class Meta:
        verbose_name = _("proposition en revue")
        verbose_name_plural = _("propositions en revue")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class ReviewDecision(TerritoryScopedModel, VersionedModel):
    """What a review decided: who does what, for when; followed until done."""

    journal_protected = True

    situation = models.ForeignKey(
        Situation, on_delete=models.CASCADE, related_name="+", verbose_name=_("situation")
    )
    what = models.CharField(_("quoi"), max_length=280)
    who = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("qui"))
    due_on = models.DateField(_("pour le"))
    state = models.CharField(_("état"), max_length=16, choices=TaskState, default=TaskState.OPEN)
    settled_on = models.DateField(_("fait ou abandonné le"), null=True, blank=True)

    class Meta:
        verbose_name = _("décision de revue")
        verbose_name_plural = _("décisions de revue")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["who", "state"], name="reviews_decision_to_do")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == TaskState.OPEN

    @property
    def tone(self) -> str:
        """The color of its badge."""
        return {TaskState.OPEN: "info", TaskState.DONE: "success"}.get(self.state, "neutral")
