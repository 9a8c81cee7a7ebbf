"""The vocabulary of referrals (« orientations »): what is asked of a service, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralState(models.TextChoices):
    """Where a referral stands, until the real answer."""

    SENT = "sent", _("Envoyée, sans réponse")
    ACCEPTED = "accepted", _("Acceptée, sans rendez-vous")
    APPOINTED = "appointed", _("Rendez-vous fixé")
    MET = "met", _("La personne est venue")
    MISSED = "missed", _("La personne n’est pas venue")
    DONE_BY_PHONE = "done_by_phone", _("Déjà fait par téléphone")
    REFUSED = "refused", _("Refusée par la structure")
    DECLINED = "declined", _("La personne ne le souhaite plus")
    EXPIRED = "expired", _("Close par la machine, sans réponse")
    CANCELED = "canceled", _("Annulée par qui l’a envoyée")


class RefusalReason(models.TextChoices):
    """Why a structure refuses: a closed list, with a message beside."""

    FULL = "full", _("Plus de place")
    NO_SESSION = "no_session", _("Pas de session en ce moment")
    NOT_THE_AUDIENCE = "not_the_audience", _("La personne n’est pas dans le public de ce service")
    OUT_OF_AREA = "out_of_area", _("Elle habite hors du secteur")
    PREREQUISITES = "prerequisites", _("Il lui manque un prérequis")
    ALREADY_FOLLOWED = "already_followed", _("Elle est déjà accompagnée ici")
    UNREACHABLE = "unreachable", _("Nous n’avons pas réussi à la joindre")
    ANOTHER_SERVICE = "another_service", _("Un autre service répond mieux à ce besoin")
    CLOSED = "closed", _("Ce service n’existe plus")
    INCOMPLETE = "incomplete", _("Il manque des informations")
    OTHER = "other", _("Autre raison")


class ReferralOutcome(models.TextChoices):
    """What came of it, some days after it was accepted."""

    ONGOING = "ongoing", _("C’est en cours")
    SOLVED = "solved", _("Le besoin a sa réponse")
    PARTLY = "partly", _("Une partie du besoin a sa réponse")
    STOPPED = "stopped", _("Elle a arrêté")
    NEVER_STARTED = "never_started", _("Cela n’a pas commencé")
    REFERRED_ON = "referred_on", _("Elle a été orientée ailleurs")


class EventKind(models.TextChoices):
    """What happened to a referral."""

    SENT = "sent", _("envoyée")
    OPENED = "opened", _("ouverte par le lien")
    NOT_FOR_THEM = "not_for_them", _("lien arrivé au mauvais endroit")
    LINK_SENT = "link_sent", _("nouveau lien envoyé")
    ACCEPTED = "accepted", _("acceptée")
    APPOINTED = "appointed", _("rendez-vous fixé")
    PRESENCE = "presence", _("présence notée")
    DONE_BY_PHONE = "done_by_phone", _("faite par téléphone")
    REFUSED = "refused", _("refusée")
    DECLINED = "declined", _("arrêtée par la personne")
    REMINDED = "reminded", _("relancée")
    COORDINATION_WARNED = "coordination_warned", _("coordination prévenue")
    EXPIRED = "expired", _("close sans réponse")
    CANCELED = "canceled", _("annulée")
    RESUMED = "resumed", _("reprise")
    OUTCOME_ASKED = "outcome_asked", _("suite demandée")
    OUTCOME = "outcome", _("suite notée")
    RESIDENT_TOLD = "resident_told", _("personne prévenue")
