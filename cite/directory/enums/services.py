"""The life of a sheet, and what a sheet says beyond the national standard."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceState(models.TextChoices):
    """Where a sheet is in its life."""

    SUGGESTED = "suggested", _("Suggérée")
    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("À relire")
    PUBLISHED = "published", _("Publiée")
    ARCHIVED = "archived", _("Archivée")


class UpdateEvery(models.IntegerChoices):
    """How often the author promises to look at the sheet again, in months."""

    MONTH = 1, _("Chaque mois")
    QUARTER = 3, _("Tous les trois mois")
    HALF_YEAR = 6, _("Tous les six mois")
    YEAR = 12, _("Chaque année")


class Level(models.TextChoices):
    """What level a training course leads to, by the national framework (décret 2019-14)."""

    NONE = "none", _("Sans diplôme")
    CERTIFICATE = "certificate", _("Attestation ou certificat")
    LEVEL_3 = "level_3", _("CAP, BEP (niveau 3)")
    LEVEL_4 = "level_4", _("Baccalauréat (niveau 4)")
    LEVEL_5 = "level_5", _("Bac + 2 (niveau 5)")
    LEVEL_6 = "level_6", _("Licence (niveau 6)")
    LEVEL_7 = "level_7", _("Master (niveau 7)")


class ToBring(models.TextChoices):
    """What to bring: short words that are translated once for every sheet."""

    NOTHING = "nothing", _("Rien")
    IDENTITY = "identity", _("Une pièce d’identité ou un titre de séjour")
    ADDRESS = "address", _("Un justificatif de domicile")
    CAF = "caf", _("Le numéro d’allocataire de la CAF")
    FRANCE_TRAVAIL = "france_travail", _("L’identifiant France Travail")
    SOCIAL_SECURITY = "social_security", _("La carte Vitale")
    CV = "cv", _("Un CV, si vous en avez un")
    INCOME = "income", _("Un avis d’imposition ou un justificatif de ressources")
    LICENSE = "license", _("Le permis de conduire ou le code")
    CHILD_HEALTH = "child_health", _("Le carnet de santé de l’enfant")
    NOTEBOOK = "notebook", _("De quoi écrire")


class Facet(models.TextChoices):
    """By what services are filtered and counted, beside their kind, their price and their source."""

    CATEGORY = "category", _("Famille de besoins")
    THEME = "theme", _("Besoin")
    OBSTACLE = "obstacle", _("Frein")
    AUDIENCE = "audience", _("Public")
    DISTRICT = "district", _("Quartier")
    LANGUAGE = "language", _("Langue parlée")
    RECEPTION = "reception", _("Façon d’accueillir")
    ACCESS = "access", _("Qui peut demander")
    EASE = "ease", _("Facilités")
