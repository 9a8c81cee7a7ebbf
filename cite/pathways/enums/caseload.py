"""The vocabulary of a caseload brought as a list, and given back under pseudonyms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseloadField(models.TextChoices):
    """What a list of people followed may say of each; nothing else of it is kept."""

    LAST_NAME = "last_name", _("Nom")
    FIRST_NAME = "first_name", _("Prénom")
    BIRTH_DATE = "birth_date", _("Date de naissance")
    BIRTH_YEAR = "birth_year", _("Année de naissance")
    PHONE = "phone", _("Téléphone")
    EMAIL = "email", _("Adresse électronique")
    LANGUAGE = "language", _("Langue parlée")
    DISTRICT = "district", _("Quartier")
    AGREED_ON = "agreed_on", _("Date de l’accord")
    OPENED_ON = "opened_on", _("Accompagnée depuis")
    STRUCTURE = "structure", _("Structure")


class CaseloadProblem(models.TextChoices):
    """What is wrong with a row, and what to write instead."""

    WHO = (
        "who",
        _("Deux personnes peuvent porter ce nom. Ajoutez la date de naissance, l’année ou le téléphone."),
    )
    YEAR = "year", _("Ce n’est pas une année de naissance. Écrivez par exemple 1990.")
    OTHER_YEAR = (
        "other_year",
        _("La date et l’année de naissance ne vont pas ensemble. Corrigez l’une des deux."),
    )
    PHONE = "phone", _("Ce n’est pas un numéro de téléphone. Écrivez par exemple 06 39 98 00 01.")
    EMAIL = "email", _("Ce n’est pas une adresse électronique. Écrivez par exemple nom@exemple.fr.")
    LANGUAGE = (
        "language",
        _("Cette langue n’est pas reconnue. Écrivez par exemple « arabe », ou laissez vide."),
    )
    DISTRICT = (
        "district",
        _("Ce quartier prioritaire n’est pas reconnu. Écrivez son nom ou son code, ou laissez vide."),
    )
    AGREED_LATER = (
        "agreed_later",
        _("Cette date est à venir. Écrivez le jour où la personne a donné son accord."),
    )
    OPENED_LATER = "opened_later", _("Cette date est à venir. Écrivez un jour passé, ou laissez vide.")
    STRUCTURE = (
        "structure",
        _("Vous agissez pour plusieurs structures. Écrivez ici le nom de l’une des vôtres."),
    )


class CaseloadResult(models.TextChoices):
    """What was done of a row."""

    OPENED = "opened", _("Dossier et parcours ouverts")
    CONTINUED = "continued", _("Parcours ouvert dans son dossier")
    KNOWN = "known", _("Déjà suivie par votre structure")
    REFUSED = "refused", _("Refusée")


class CaseloadObjection(models.TextChoices):
    """Why a row changes nothing."""

    STOPPED_SINCE = (
        "stopped_since",
        _(
            "Cette personne a arrêté son partage après la date de cet accord. Demandez-lui de nouveau son accord."
        ),
    )


class AgeBand(models.TextChoices):
    """How old somebody is, without her birthday."""

    UNDER_18 = "under_18", _("16 ou 17 ans")
    FROM_18 = "from_18", _("18 à 25 ans")
    FROM_26 = "from_26", _("26 à 39 ans")
    FROM_40 = "from_40", _("40 à 49 ans")
    FROM_50 = "from_50", _("50 ans et plus")
    UNKNOWN = "unknown", _("Non renseigné")
