"""The words of the national standard data·inclusion, by its own codes, and the freins of the fiche beside them.

Codes of the standard are stored as they are: every directory of the country reads them. Their labels come from the
official package, so that a new edition of the standard is a new edition of the package.
"""

from data_inclusion.schema import v1
from django.db import models
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str] = {kind.value: kind.label for kind in v1.TypeService}
CATEGORIES: dict[str, str] = {category.value: category.label for category in v1.Categorie}
THEMES: dict[str, str] = {theme.value: theme.label for theme in v1.Thematique}
AUDIENCES: dict[str, str] = {audience.value: audience.label for audience in v1.Public}
FEES: dict[str, str] = {fee.value: fee.label for fee in v1.Frais}
RECEPTION_MODES: dict[str, str] = {mode.value: mode.label for mode in v1.ModeAccueil}
MOBILIZATION_MODES: dict[str, str] = {mode.value: mode.label for mode in v1.ModeMobilisation}
MOBILIZABLE_BY: dict[str, str] = {who.value: who.label for who in v1.PersonneMobilisatrice}
NETWORKS: dict[str, str] = {network.value: network.label for network in v1.ReseauPorteur}


class Obstacle(models.TextChoices):
    """What keeps somebody from work: the freins of the fiche technique, then those of France Travail."""

    PHYSICAL_MOBILITY = "physical_mobility", _("Mobilité")
    PSYCHOLOGICAL_MOBILITY = "psychological_mobility", _("Oser sortir de son quartier")
    LANGUAGE = "language", _("Langue française")
    CHILDCARE = "childcare", _("Garde d’enfants")
    HEALTH = "health", _("Santé")
    CONFIDENCE = "confidence", _("Confiance en soi")
    DIGITAL = "digital", _("Numérique")
    HOUSING = "housing", _("Logement")
    MONEY = "money", _("Difficultés financières")
    PAPERS = "papers", _("Démarches et droits")
