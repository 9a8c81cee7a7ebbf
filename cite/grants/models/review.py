"""Instruction: who reviews, what is asked of others, what is to be corrected, what is said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PilotSide
from cite.core.models import VersionedModel
from cite.grants.enums import Conflict, OpinionState, ReviewOpinion, Speaker
from cite.grants.models.applications import Application
from cite.tenancy.models import TerritoryScopedModel


class Review(TerritoryScopedModel, VersionedModel):
    """One instructor's work on a file: one for the State, one for the métropole, both compulsory.

    `marks` maps criteria of the edition's grid to 0–5. A declared conflict withdraws the instructor from the file.
    `linked_partner`: empty, the link is with the carrier of the file; it names the one before, once the file went over.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("instructeur")
    )
    side = models.CharField(_("côté"), max_length=16, choices=PilotSide)
    conflict = models.CharField(
        _("lien avec le porteur"), max_length=16, choices=Conflict, default=Conflict.UNKNOWN
    )
    conflict_reason = models.CharField(_("nature du lien"), max_length=300, blank=True)
    linked_partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("porteur avec qui le lien a été déclaré"),
    )
    withdrawn_at = models.DateTimeField(_("retirée du dossier le"), null=True, blank=True)
    marks = models.JSONField(_("notes"), default=dict)
    opinion = models.CharField(_("avis"), max_length=16, choices=ReviewOpinion, blank=True)
    words = models.TextField(_("motivation"), max_length=5000, blank=True)
    advice = models.TextField(_("conseils au porteur"), max_length=3000, blank=True)
    submitted_at = models.DateTimeField(_("rendue le"), null=True, blank=True)

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ["side", "pk"]
        indexes = [
            models.Index(fields=["instructor", "submitted_at"], name="grants_review_of_instructor"),
            models.Index(fields=["application", "territory"], name="grants_review_of_file"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "side"],
                condition=models.Q(withdrawn_at=None),
                name="grants_review_one_per_side",
            ),
            models.CheckConstraint(
                condition=models.Q(conflict__in=Conflict.values), name="grants_review_known_conflict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.get_side_display()}"


class Opinion(TerritoryScopedModel, VersionedModel):
    """An opinion asked of somebody else, with a question and a day; answered here or through a link."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("demandé par")
    )
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure sollicitée"),
    )
    name = models.CharField(_("à qui"), max_length=200)
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    question = models.CharField(_("question"), max_length=1000)
    due_on = models.DateField(_("attendu pour le"))
    state = models.CharField(_("situation"), max_length=16, choices=OpinionState, default=OpinionState.ASKED)
    reminded_at = models.DateTimeField(_("relancé le"), null=True, blank=True)
    opinion = models.CharField(_("avis"), max_length=16, choices=ReviewOpinion, blank=True)
    words = models.TextField(_("motivation"), max_length=5000, blank=True)
    given_by = models.CharField(_("rendu par"), max_length=150, blank=True)
    given_at = models.DateTimeField(_("rendu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("avis demandé")
        verbose_name_plural = _("avis demandés")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["territory", "state", "due_on"], name="grants_opinion_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OpinionState.values), name="grants_opinion_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CorrectionRound(TerritoryScopedModel, VersionedModel):
    """A request to complete a file: remarks on questions, a day, and the clock stopped meanwhile."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("demandée par")
    )
    asked_at = models.DateTimeField(_("demandée le"))
    due_on = models.DateField(_("attendue pour le"))
    message = models.CharField(_("message"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)

    class Meta:
        verbose_name = _("demande de compléments")
        verbose_name_plural = _("demandes de compléments")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="grants_round_one_per_number"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(answered_at=None),
                name="grants_round_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} – {self.number}"


class Remark(TerritoryScopedModel, VersionedModel):
    """What is to be corrected in one place of a file; `place` is the key of a question, a piece or « budget »."""

    round = models.ForeignKey(
        CorrectionRound, on_delete=models.CASCADE, related_name="+", verbose_name=_("demande de compléments")
    )
    place = models.CharField(_("endroit"), max_length=60)
    text = models.CharField(_("remarque"), max_length=1000)
    reply = models.CharField(_("réponse du porteur"), max_length=1000, blank=True)
    is_settled = models.BooleanField(_("réglée"), default=False)

    class Meta:
        verbose_name = _("remarque")
        verbose_name_plural = _("remarques")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class ThreadMessage(TerritoryScopedModel):
    """A message between the carrier and those who review the file; everyone concerned reads it."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("auteur")
    )
    speaker = models.CharField(_("de la part de"), max_length=16, choices=Speaker)
    text = models.TextField(_("message"), max_length=5000)
    sent_at = models.DateTimeField(_("envoyé le"))

    class Meta:
        verbose_name = _("message d’un dossier")
        verbose_name_plural = _("messages des dossiers")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
