"""The vocabulary of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("Courriel")
    SMS = "sms", _("SMS")
    INBOX = "inbox", _("Sur ce site")


class MessageState(models.TextChoices):
    """Where a message stands in the outbox."""

    QUEUED = "queued", _("À\u00a0envoyer")
    HELD = "held", _("Gardé pour un résumé")
    SENDING = "sending", _("En\u00a0cours")
    SENT = "sent", _("Envoyé")
    GATHERED = "gathered", _("Regroupé dans un résumé")
    FAILED = "failed", _("Échoué")
    UNCERTAIN = "uncertain", _("Incertain")
    CANCELED = "canceled", _("Annulé")


class Frequency(models.TextChoices):
    """How often a person accepts the messages of a category, on a channel."""

    IMMEDIATE = "immediate", _("Tout de suite")
    DAILY = "daily", _("Un résumé par jour")
    WEEKLY = "weekly", _("Un résumé par semaine")
    NEVER = "never", _("Jamais")


class Reason(models.TextChoices):
    """Why a message has not left, or may not have."""

    UNREACHABLE = "unreachable", _("Le service d’envoi ne répond pas. L’envoi reprendra de lui-même.")
    MISCONFIGURED = (
        "misconfigured",
        _("Le service d’envoi refuse nos identifiants ou notre compte. L’administrateur doit les vérifier."),
    )
    TEMPORARY = "temporary", _("Le service d’envoi demande de réessayer plus tard.")
    BAD_RECIPIENT = (
        "bad_recipient",
        _("Cette adresse ou ce numéro n’existe pas, ou refuse nos messages. Vérifiez-le."),
    )
    REJECTED = "rejected", _("Le service d’envoi refuse ce message. L’administrateur doit lire son journal.")
    UNEXPECTED = (
        "unexpected",
        _("Une erreur inattendue a empêché l’envoi. Si elle revient, prévenez l’administrateur."),
    )
    FICTIONAL = "fictional", _("Cette personne est inventée : elle lit ses messages sur ce site seulement.")
    INTERRUPTED = (
        "interrupted",
        _(
            "L’envoi a été interrompu : ce SMS est peut-être arrivé. Demandez à la personne avant de renvoyer."
        ),
    )
    SUPERSEDED = "superseded", _("Un message plus récent sur le même sujet l’a remplacé.")
    ABANDONED = "abandoned", _("Une personne a abandonné cet envoi.")
    NO_LONGER_TRUE = (
        "no_longer_true",
        _("Ce qu’il annonçait n’est plus vrai : un dossier est effacé, ou un partage arrêté."),
    )
    CLOSED_ACCOUNT = "closed_account", _("Le compte de la personne est fermé.")


@about_access("OUTBOX_RESERVED", "TEXTS_RESERVED")
class MessagesObjection(models.TextChoices):
    """Why something about messages is refused."""

    OUTBOX_RESERVED = (
        "outbox_reserved",
        _("Cette page est réservée à la coordination et aux administrateurs de la plateforme."),
    )
    TEXTS_RESERVED = "texts_reserved", _("Cette page est réservée à la coordination et aux copilotes.")
    NO_SUCH_FIELD = (
        "no_such_field",
        _(
            "Ce texte nomme un champ qui n’existe pas, ou une accolade est de trop. Gardez les champs proposés."
        ),
    )
    LINK_MISSING = "link_missing", _("Il manque le champ {link}, qui mène à la page.")
    TEXT_MISSING = "text_missing", _("Ce texte est vide.")
    TEXT_TOO_LONG = "text_too_long", _("Ce texte est trop long. Raccourcissez-le.")
    SMS_TOO_LONG = (
        "sms_too_long",
        _("Ce SMS est trop long : il en faudrait plus de trois. Raccourcissez-le."),
    )
    NOT_RESENDABLE = (
        "not_resendable",
        _("Seul un message échoué ou incertain, dont le texte n’est pas effacé, peut être renvoyé."),
    )
    NOT_ABANDONABLE = "not_abandonable", _("Ce message est déjà parti, ou ne partira plus.")
    UNKNOWN_CHOICE = "unknown_choice", _("Ce choix n’existe pas. Rechargez la page.")
    NO_SMS = "no_sms", _("Cette installation n’envoie pas de SMS.")
    NOT_A_MOBILE = (
        "not_a_mobile",
        _("Ce n’est pas un numéro de téléphone mobile. Écrivez-le ainsi : 06 12 34 56 78."),
    )
    NOT_AN_EMAIL = (
        "not_an_email",
        _("Ce n’est pas une adresse électronique. Écrivez-la ainsi : nom@exemple.fr."),
    )
    SAME_EMAIL = "same_email", _("C’est déjà l’adresse de votre compte. Indiquez-en une autre.")
    TOO_MANY_CODES = "too_many_codes", _("Trop de codes ont été demandés aujourd’hui. Réessayez demain.")
    CODE_TOO_SOON = (
        "code_too_soon",
        _("Un code vient de partir. Attendez une minute avant d’en demander un autre."),
    )
    CODE_WRONG = "code_wrong", _("Ce code n’est pas le bon. Relisez le message, ou demandez un nouveau code.")
    CODE_OVER = "code_over", _("Ce code n’est plus valable. Demandez un nouveau code.")


@acts
class NotificationsAct(models.TextChoices):
    """What people do with messages."""

    EDIT_TEMPLATE = "notifications.edit_template", _("a modifié le texte d’un message")
    RESET_TEMPLATE = "notifications.reset_template", _("est revenu au texte d’origine d’un message")
    CHANGE_SETTINGS = "notifications.change_settings", _("a changé les réglages des messages")
    RESEND = "notifications.resend", _("a renvoyé un message")
    RESEND_FAILED = "notifications.resend_failed", _("a renvoyé les messages échoués")
    ABANDON = "notifications.abandon", _("a abandonné l’envoi d’un message")
    WITHDRAW = "notifications.withdraw", _("a retenu des messages devenus faux")
    CHANGE_PREFERENCES = "notifications.change_preferences", _("a changé ses préférences de messages")
    ASK_PHONE_CODE = "notifications.ask_phone_code", _("a demandé un code par SMS")
    ASK_EMAIL_CODE = "notifications.ask_email_code", _("a demandé un code à une nouvelle adresse")
    CONFIRM_PHONE = "notifications.confirm_phone", _("a confirmé son numéro de téléphone")
    FORGET_PHONE = "notifications.forget_phone", _("a retiré son numéro de téléphone")
