"""The vocabulary of rights over one’s data, of likeness between people, and of erasure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a person may ask about her data (RGPD, articles 15 to 21)."""

    ACCESS = "access", _("Recevoir tout ce qui est gardé sur elle")
    RECTIFICATION = "rectification", _("Corriger")
    OBJECTION = "objection", _("S’opposer")
    ERASURE = "erasure", _("Effacer")


class RequestState(models.TextChoices):
    """Where a request stands: the answer comes within a month (RGPD, article 12)."""

    OPEN = "open", _("À traiter")
    DONE = "done", _("Faite")
    REFUSED = "refused", _("Refusée, avec le motif")


class PersonLikeness(models.TextChoices):
    """Why two files may be one person. A shared telephone alone never says so: couples share theirs."""

    SAME_NAME_AND_BIRTH = "same_name_and_birth", _("même nom, même date de naissance")
    CLOSE_NAME_SAME_BIRTH = "close_name_same_birth", _("noms proches, même date de naissance")
    SAME_NAME_SAME_PHONE = "same_name_same_phone", _("même nom, même téléphone")
    CLOSE_NAME_SAME_PHONE = "close_name_same_phone", _("noms proches, même téléphone")
    SAME_NAME_SAME_EMAIL = "same_name_same_email", _("même nom, même adresse électronique")


class LikenessState(models.TextChoices):
    """What was decided of two files that look alike."""

    TO_REVIEW = "to_review", _("À examiner")
    DISTINCT = "distinct", _("Deux personnes")
    MERGED = "merged", _("Une seule personne")


class ErasureReason(models.TextChoices):
    """Why a file was erased."""

    RETENTION = "retention", _("Sans nouvelles de la personne, au terme de la durée de conservation")
    REQUEST = "request", _("À la demande de la personne")
    TRAINING = "training", _("Fiche d’essai du mode formation")


class ReachState(models.TextChoices):
    """Where « X wishes to reach you » stands, for the referent alone."""

    WAITING = "waiting", _("À répondre")
    ANSWERED = "answered", _("Répondu")
    DECLINED = "declined", _("La personne ne le souhaite pas")
