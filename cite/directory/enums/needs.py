"""What residents come for, in their words, each with its picture and the codes that answer it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.TextChoices):
    """One door of the home page."""

    WORK = "work", _("Trouver un travail")
    TRAINING = "training", _("Choisir un métier, me former")
    LANGUAGE = "language", _("Parler, lire et écrire le français")
    CHILDCARE = "childcare", _("Faire garder mon enfant")
    PHYSICAL_MOBILITY = "physical_mobility", _("Me déplacer, passer le permis")
    PSYCHOLOGICAL_MOBILITY = "psychological_mobility", _("Oser sortir de mon quartier")
    CONFIDENCE = "confidence", _("Reprendre confiance en moi")
    HEALTH = "health", _("Me soigner")
    DIGITAL = "digital", _("Me servir d’un ordinateur, d’Internet")
    PAPERS = "papers", _("Faire mes papiers, connaître mes droits")
    MONEY = "money", _("Payer mes factures, gérer mon argent")
    HOUSING = "housing", _("Trouver ou garder un logement")
    BUSINESS = "business", _("Créer mon activité")


@dataclass(frozen=True, slots=True)
class Door:
    """How a need is explained, drawn (a pictogram of the design system), and which codes answer it."""

    hint: Any
    pictogram: str
    codes: tuple[str, ...]


DOORS: dict[str, Door] = {
    Need.WORK: Door(
        _("Un conseiller, un CV, un entretien, un employeur."),
        "buildings/companie",
        ("category:trouver-un-emploi", "category:preparer-sa-candidature"),
    ),
    Need.TRAINING: Door(
        _("Découvrir un métier, une formation, un stage."),
        "digital/self-training",
        ("category:se-former", "category:choisir-un-metier"),
    ),
    Need.LANGUAGE: Door(_("Un cours, un groupe pour parler."), "system/language", ("obstacle:language",)),
    Need.CHILDCARE: Door(
        _("Le temps d’un rendez-vous, ou pour travailler."), "leisure/community", ("obstacle:childcare",)
    ),
    Need.PHYSICAL_MOBILITY: Door(
        _("Le bus, le vélo, la voiture, le code."),
        "document/driving-licence",
        ("obstacle:physical_mobility",),
    ),
    Need.PSYCHOLOGICAL_MOBILITY: Door(
        _("Sortir avec quelqu’un, prendre le tram, puis y aller seul."),
        "map/compass",
        ("obstacle:psychological_mobility", "theme:etre-accompagne-dans-son-parcours-mobilite"),
    ),
    Need.CONFIDENCE: Door(
        _("Se sentir capable, rencontrer du monde."),
        "environment/human-cooperation",
        ("obstacle:confidence",),
    ),
    Need.HEALTH: Door(
        _("Un médecin, un dentiste, parler à quelqu’un."), "health/health", ("obstacle:health",)
    ),
    Need.DIGITAL: Door(
        _("Une adresse électronique, un dossier en ligne."), "digital/internet", ("obstacle:digital",)
    ),
    Need.PAPERS: Door(
        _("Un courrier, un formulaire, la carte de séjour."),
        "document/national-identity-card",
        ("obstacle:papers",),
    ),
    Need.MONEY: Door(_("Une dette, une aide, un budget."), "institutions/money", ("obstacle:money",)),
    Need.HOUSING: Door(
        _("Un loyer en retard, un logement trop petit."), "buildings/house", ("obstacle:housing",)
    ),
    Need.BUSINESS: Door(
        _("Parler de mon idée, me lancer."), "digital/innovation", ("category:creer-une-entreprise",)
    ),
}
