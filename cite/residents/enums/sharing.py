"""The vocabulary of sharing: with which structure, for what, how she agreed, and what that lets it see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """For what a structure sees somebody’s file; what it sees for each is a table (`rules/sharing.py`)."""

    SUPPORT = "support", _("M’accompagner")
    REFERRAL = "referral", _("Répondre à une demande faite pour moi")
    REVIEW = "review", _("Parler de ma situation en réunion")
    HANDOVER = "handover", _("Passer le relais à mon nouveau référent")


class Part(models.TextChoices):
    """A part of a file, as it is shown or hidden."""

    NAME = "name", _("mon nom")
    CONTACT = "contact", _("comment me joindre")
    RESIDENCE = "residence", _("où j’habite")
    SITUATION = "situation", _("ma situation")
    OBSTACLES = "obstacles", _("ce qui me freine")
    STEPS = "steps", _("mes étapes et mes rendez-vous")
    NOTES = "notes", _("les notes du groupe")


class AgreementWay(models.TextChoices):
    """How somebody agreed."""

    TOLD = "told", _("De vive voix")
    WRITTEN = "written", _("Par écrit")
    LINK = "link", _("Par un lien")


class StopWay(models.TextChoices):
    """How a sharing ended."""

    TOLD = "told", _("La personne l’a demandé de vive voix")
    LINK = "link", _("La personne l’a arrêté elle-même")
    ENDED = "ended", _("Il est arrivé à sa fin")
    CLOSED = "closed", _("Le parcours a pris fin")
    MERGED = "merged", _("Deux fiches ont été réunies")
    OTHER_FILE = "other_file", _("La personne l’avait arrêté dans son autre fiche")


HER_STOPS = frozenset({StopWay.TOLD, StopWay.LINK, StopWay.OTHER_FILE})
"""How a sharing ends because she wants it: what stood on it ends too."""
