"""The vocabulary of who a resident is: the least needed, and unknown is never no (domain law: minimisation)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResidentState(models.TextChoices):
    """What became of a record."""

    ACTIVE = "active", _("Suivie")
    MERGED = "merged", _("Réunie à une autre fiche")
    ERASED = "erased", _("Effacée")


class Sex(models.TextChoices):
    """What the person says; empty where nobody asked, or where she would rather not say."""

    FEMALE = "female", _("Femme")
    MALE = "male", _("Homme")


class Situation(models.TextChoices):
    """Where somebody stands at entry; several may be true. An empty list says that nobody asked."""

    REGISTERED_SEEKER = "registered_seeker", _("Inscrite à France Travail")
    LONG_TERM_SEEKER = "long_term_seeker", _("Inscrite depuis un an ou plus")
    RSA = "rsa", _("Touche le RSA")
    ASS_OR_AAH = "ass_or_aah", _("Touche l’ASS ou l’AAH")
    NEET = "neet", _("Jeune sans emploi, ni études, ni formation")
    INVISIBLE = "invisible", _("Connue d’aucun service")
    PRECARIOUS_WORKER = "precarious_worker", _("Travaille, emploi précaire")
    INACTIVE = "inactive", _("Ne cherche pas d’emploi aujourd’hui")
    IN_TRAINING = "in_training", _("En formation")
    STUDENT = "student", _("Étudie")
    DISABLED_WORKER = "disabled_worker", _("Travailleur handicapé reconnu, si la personne le dit")


class EducationLevel(models.TextChoices):
    """The level of the highest diploma; empty where nobody asked."""

    NONE = "none", _("Sans diplôme")
    LEVEL_3 = "level_3", _("CAP, BEP (niveau 3)")
    LEVEL_4 = "level_4", _("Bac (niveau 4)")
    LEVEL_5 = "level_5", _("Bac + 2 (niveau 5)")
    LEVEL_6 = "level_6", _("Bac + 3 ou 4 (niveau 6)")
    LEVEL_7 = "level_7", _("Bac + 5 et au-delà (niveaux 7 et 8)")
    FOREIGN = "foreign", _("Diplôme d’un autre pays")


class Channel(models.TextChoices):
    """How somebody would like to be reached; empty where nobody asked."""

    PHONE = "phone", _("Téléphone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("Courriel")
    LETTER = "letter", _("Courrier")
    IN_PERSON = "in_person", _("En personne")
    THROUGH_SOMEONE = "through_someone", _("Par quelqu’un de confiance")


class Protection(models.TextChoices):
    """Whether somebody else has a say; empty where nobody asked (code civil, articles 388 and 425)."""

    NONE = "none", _("Majeure, sans mesure de protection")
    MINOR = "minor", _("Mineure de 16 ou 17 ans")
    ASSISTED = "assisted", _("Majeure protégée : assistée (curatelle)")
    REPRESENTED = "represented", _("Majeure protégée : représentée (tutelle)")


class WhoSigns(models.TextChoices):
    """Who is asked, where somebody else has a say; by `Protection` (code civil, articles 388, 459, 467 and 473)."""

    MINOR = (
        "minor",
        _("Elle dit elle-même ce qu’elle partage. Un contrat se signe avec son représentant légal."),
    )
    ASSISTED = (
        "assisted",
        _("Elle décide et signe elle-même ; son curateur signe avec elle ce qui engage son patrimoine."),
    )
    REPRESENTED = (
        "represented",
        _(
            "Elle décide de ce qui la concerne et de ce qu’elle partage, autant que son état le permet ; "
            "son tuteur signe les contrats."
        ),
    )


class NoticeWay(models.TextChoices):
    """How the information notice was given."""

    TOLD = "told", _("Dite, puis remise")
    PAPER = "paper", _("Remise sur papier")
    SENT = "sent", _("Envoyée")
    INTERPRETER = "interpreter", _("Dite avec un interprète")
