"""Messages to send, messages to read, and how each person and each Cité wants them."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.core.models import BaseModel, VersionedModel
from cite.notifications.enums import Channel, Frequency, MessageState, Reason
from cite.notifications.rules.schedule import QuietHours
from cite.tenancy.models import Territory, TerritoryScopedModel

CONTENT_FIELDS = ("subject", "body", "link", "attachment_name", "attachment_type", "attachment_text")
"""What is erased of a message that is over."""

OUTGOING = [(channel.value, channel.label) for channel in (Channel.EMAIL, Channel.SMS)]


class Message(BaseModel):
    """A row of the outbox: written with the decision that causes it, sent afterwards.

    `address` is empty for the e-mail of an account: it leaves for the account's address of that moment. While it is
    being sent, `claim` is the lease of the job that sends it: a lease that died leaves a message to recover. Outside of
    [`due_at`, `closes_at`[ a message waits. `concerns` is the public identifier of the file of a person: what has not
    left goes with it.
    """

    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("territoire")
    )
    kind = models.CharField(_("modèle"), max_length=80)
    channel = models.CharField(_("canal"), max_length=8, choices=OUTGOING)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("destinataire"),
    )
    address = models.CharField(_("adresse ou numéro"), max_length=254, blank=True)
    about = models.CharField(_("à propos de"), max_length=200, blank=True)
    concerns = models.UUIDField(_("dossier concerné"), null=True)
    is_essential = models.BooleanField(_("essentiel"), default=False)

    subject = models.CharField(_("objet"), max_length=200, blank=True)
    body = models.TextField(_("texte"), blank=True)
    link = models.CharField(_("lien"), max_length=500, blank=True)
    attachment_name = models.CharField(_("nom de la pièce jointe"), max_length=100, blank=True)
    attachment_type = models.CharField(_("type de la pièce jointe"), max_length=100, blank=True)
    attachment_text = models.TextField(_("pièce jointe"), blank=True)
    erased_at = models.DateTimeField(_("texte effacé le"), null=True)

    state = models.CharField(_("état"), max_length=16, choices=MessageState, default=MessageState.QUEUED)
    due_at = models.DateTimeField(_("pas avant le"))
    closes_at = models.DateTimeField(_("plus après le"), null=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    claim = models.UUIDField(_("bail"), null=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True)
    reason = models.CharField(_("raison"), max_length=16, choices=Reason, blank=True)
    provider_answer = models.CharField(_("réponse du service d’envoi"), max_length=100, blank=True)
    digest = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("résumé")
    )

    class Meta:
        verbose_name = _("message à envoyer")
        verbose_name_plural = _("messages à envoyer")
        indexes = [
            models.Index(fields=["state", "channel", "due_at", "id"], name="notifications_message_next"),
            models.Index(fields=["territory", "state", "-created_at"], name="notifications_message_page"),
            models.Index(fields=["recipient", "state"], name="notifications_message_person"),
            models.Index(fields=["created_at"], name="notifications_message_age"),
            models.Index(
                fields=["concerns"],
                condition=Q(concerns__isnull=False),
                name="notifications_message_concerns",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="notifications_message_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENDING, claim__isnull=False)
                | (~Q(state=MessageState.SENDING) & Q(claim__isnull=True)),
                name="notifications_message_claimed_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""),
                name="notifications_message_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def destination(self) -> str:
        """The address or number this message leaves for."""
        return self.address or self.recipient.email


class Notice(BaseModel):
    """A message in a person's inbox on this site, until she has read it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("territoire")
    )
    kind = models.CharField(_("modèle"), max_length=80)
    about = models.CharField(_("à propos de"), max_length=200, blank=True)
    concerns = models.UUIDField(_("dossier concerné"), null=True)
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"), blank=True)
    path = models.CharField(_("page"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("lu le"), null=True)

    class Meta:
        verbose_name = _("message reçu")
        verbose_name_plural = _("messages reçus")
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notifications_notice_page"),
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="notifications_notice_unread"
            ),
            models.Index(
                fields=["concerns"],
                condition=Q(concerns__isnull=False),
                name="notifications_notice_concerns",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class CoolDown(BaseModel):
    """Until when a reminder about the same thing, to the same person, stays unsaid."""

    key = models.CharField(_("empreinte du sujet et de la personne"), max_length=64, unique=True)
    until = models.DateTimeField(_("jusqu’au"))

    class Meta:
        verbose_name = _("rappel retenu")
        verbose_name_plural = _("rappels retenus")

    def __str__(self) -> str:
        return self.key


class Preference(BaseModel):
    """How often a person accepts the messages of a category, on a channel."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    category = models.SlugField(_("catégorie"), max_length=80)
    channel = models.CharField(_("canal"), max_length=8, choices=OUTGOING)
    frequency = models.CharField(_("rythme"), max_length=16, choices=Frequency)

    class Meta:
        verbose_name = _("préférence de messages")
        verbose_name_plural = _("préférences de messages")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "category", "channel"], name="notifications_preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.channel} : {self.get_frequency_display()}"


class Contact(BaseModel):
    """How a person may be reached beyond her e-mail address: her confirmed phone, and her own quiet hours.

    Without quiet hours of her own, those of the Cité hold. A code is kept as a fingerprint.
    """

    journal_protected = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    phone = models.CharField(_("téléphone"), max_length=16, blank=True)
    candidate_phone = models.CharField(_("téléphone à confirmer"), max_length=16, blank=True)
    candidate_email = models.EmailField(_("adresse électronique à confirmer"), blank=True)
    code_digest = models.CharField(_("empreinte du code"), max_length=64, blank=True)
    code_sent_at = models.DateTimeField(_("code envoyé le"), null=True)
    codes_sent = models.PositiveSmallIntegerField(_("codes envoyés ce jour-là"), default=0)
    code_attempts = models.PositiveSmallIntegerField(_("essais du code"), default=0)
    has_own_quiet_hours = models.BooleanField(_("heures calmes personnelles"), default=False)
    quiet_from = models.TimeField(_("calme à partir de"), default=time(20, 0))
    quiet_until = models.TimeField(_("calme jusqu’à"), default=time(8, 0))
    quiet_sundays = models.BooleanField(_("dimanches calmes"), default=True)

    class Meta:
        verbose_name = _("moyen de joindre une personne")
        verbose_name_plural = _("moyens de joindre les personnes")

    def __str__(self) -> str:
        return str(_("Contact"))

    @property
    def quiet_hours(self) -> QuietHours:
        """Her own quiet hours."""
        return QuietHours(self.quiet_from, self.quiet_until, self.quiet_sundays)


class MessageSettings(TerritoryScopedModel, VersionedModel):
    """How a Cité sends: its quiet hours, and how long texts are kept once sent."""

    quiet_from = models.TimeField(_("calme à partir de"), default=time(20, 0))
    quiet_until = models.TimeField(_("calme jusqu’à"), default=time(8, 0))
    quiet_sundays = models.BooleanField(_("dimanches calmes"), default=True)
    days_kept = models.PositiveSmallIntegerField(
        _("jours avant d’effacer le texte d’un message envoyé"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    class Meta:
        verbose_name = _("réglages des messages")
        verbose_name_plural = _("réglages des messages")
        constraints = [
            models.UniqueConstraint(fields=["territory"], name="notifications_messagesettings_once"),
        ]

    def __str__(self) -> str:
        return str(_("Réglages des messages"))

    @property
    def quiet_hours(self) -> QuietHours:
        """The quiet hours of whoever chose none."""
        return QuietHours(self.quiet_from, self.quiet_until, self.quiet_sundays)


class MessageTemplate(TerritoryScopedModel):
    """One version of a Cité's own text for a kind of message; the highest number holds."""

    kind = models.CharField(_("modèle"), max_length=80)
    number = models.PositiveIntegerField(_("numéro"))
    is_original = models.BooleanField(_("retour au texte d’origine"), default=False)
    subject = models.CharField(_("objet"), max_length=150, blank=True)
    body = models.TextField(_("texte"), blank=True)
    sms = models.CharField(_("SMS"), max_length=480, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("écrit par"),
    )

    class Meta:
        verbose_name = _("texte de message")
        verbose_name_plural = _("textes de messages")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "number"], name="notifications_messagetemplate_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.number}"
