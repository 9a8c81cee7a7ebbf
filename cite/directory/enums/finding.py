"""What the pages of the search say: what makes a service easier, and why something is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Wish(models.TextChoices):
    """What somebody may ask of a service, in her words: eases, price, days. Codes of `EASES`, and five more."""

    OPEN_NOW = "open_now", _("Ouvert maintenant")
    THIS_WEEK = "this_week", _("Je peux commencer cette semaine")
    WITHOUT_APPOINTMENT = "without_appointment", _("Sans rendez-vous")
    FREE = "free", _("Gratuit")
    CHILDCARE = "childcare_on_site", _("On garde mes enfants sur place")
    WITHOUT_READING = "without_reading", _("Sans savoir lire ou écrire")
    WITHOUT_CAR = "without_car", _("Sans voiture")
    EVENING = "evening_hours", _("Le soir")
    SATURDAY = "saturday", _("Le samedi")
    SUNDAY = "sunday", _("Le dimanche")
    STEP_FREE = "step_free", _("En fauteuil ou avec une poussette")
    INTERPRETER = "interpreter", _("Avec un interprète")


class MomentWord(models.TextChoices):
    """How a part of a day, or two days, are named beside what was understood."""

    MORNING = "morning", _("le matin")
    AFTERNOON = "afternoon", _("l’après-midi")
    EVENING = "evening", _("le soir")
    WEEKEND = "weekend", _("le week-end")


@acts
class FindingAct(models.TextChoices):
    """What the journal keeps of how the offer is found."""

    REPORT_NEED = "directory.report_unmet_need", _("a signalé un besoin sans réponse")
    ERASE_WORDS = "directory.erase_words_of_needs", _("a effacé les mots de besoins sans réponse")
    WRITE_EXPRESSION = "directory.write_expression", _("a écrit une expression de tous les jours")
    FORGET_EXPRESSION = "directory.forget_expression", _("a rendu à une expression son sens d’origine")


@about_access("NOT_MODERATOR")
class FindingObjection(models.TextChoices):
    """Why something about the search is not written."""

    NOT_MODERATOR = (
        "not_moderator",
        _("Seuls les copilotes et la coordination règlent la recherche. Écrivez-leur si un mot manque."),
    )
    NO_WORD = "no_word", _("Écrivez un mot au moins.")
    UNKNOWN_CODE = "unknown_code", _("Choisissez dans la liste : ce code n’existe pas.")


class UnmetNeedObjection(models.TextChoices):
    """Why a need that nothing answers is not counted."""

    TOO_MANY_NEEDS = (
        "too_many_needs",
        _("Beaucoup de besoins arrivent en même temps. Réessayez dans une heure."),
    )
    SAY_SOMETHING = "say_something", _("Choisissez un besoin, ou écrivez ce que vous cherchez.")
