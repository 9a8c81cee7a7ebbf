"""What is written in a pathway, and why it is not: freins, goals, steps, notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@acts
class ContentAct(models.TextChoices):
    """What the journal keeps of what is written in a pathway."""

    DIAGNOSE = "pathways.diagnose", _("a noté des freins")
    FOLLOW_OBSTACLE = "pathways.follow_obstacle", _("a noté où en est un frein")
    SET_GOAL = "pathways.set_goal", _("a noté un objectif")
    CLOSE_GOAL = "pathways.close_goal", _("a clos un objectif")
    REOPEN_GOAL = "pathways.reopen_goal", _("a rouvert un objectif")
    ADD_STEP = "pathways.add_step", _("a ajouté une étape")
    CHANGE_STEP = "pathways.change_step", _("a modifié une étape")
    MOVE_STEP = "pathways.move_step", _("a noté où en est une étape")
    WRITE_NOTE = "pathways.write_note", _("a écrit une note")
    CHANGE_NOTE = "pathways.change_note", _("a modifié une note")
    REMOVE_NOTE = "pathways.remove_note", _("a effacé une note")
    TAKE_IN = "pathways.take_in", _("a repris une personne d’une liste")
    READ_CASELOAD = "pathways.read_caseload", _("a lu les parcours de sa structure sous pseudonyme")
    EXPORT = "pathways.export", _("a exporté des parcours sous pseudonyme")


@about_access("NOT_SHOWN")
class ObstacleObjection(models.TextChoices):
    """Why a diagnosis is not kept."""

    NOT_SHOWN = (
        "not_shown",
        _(
            "Les freins ne se lisent et ne s’écrivent que par une structure habilitée, si la personne est d’accord. "
            "Demandez l’habilitation à la coordination."
        ),
    )
    NOTHING_SAID = (
        "nothing_said",
        _("Rien n’est abordé. Choisissez une réponse pour au moins un frein, ou notez son projet."),
    )
    TWICE = "twice", _("Un frein est noté deux fois. Gardez une seule réponse.")
    HEALTH_LEVEL = (
        "health_level",
        _("Pour la santé, notez seulement « oui » ou « non » : jamais de niveau ni de détail."),
    )
    HEALTH_WORDS = "health_words", _("Pour la santé, n’écrivez aucun mot : « oui » ou « non » suffit.")
    LEVEL_BY_OTHERS = (
        "level_by_others",
        _("Ce frein ne se note pas par un niveau : écrivez ce que dit la personne, dans ses mots."),
    )
    WORDS_MISSING = (
        "words_missing",
        _("Écrivez ce que dit la personne, dans ses mots : « je n’ose pas téléphoner », par exemple."),
    )
    WORDS_WITHOUT_ANSWER = (
        "words_without_answer",
        _("Ses mots sont notés sans sa réponse. Choisissez « oui » ou « non », ou retirez-les."),
    )
    WORDS_ELSEWHERE = (
        "words_elsewhere",
        _("Les mots de la personne se notent là où elle parle d’oser ou d’avoir confiance. Retirez ceux-ci."),
    )
    ONLY_HEALTH_OR_WORDS = (
        "only_health_or_words",
        _("Choisissez un niveau : vigilance, frein partiel ou frein bloquant."),
    )
    STATUS_WITHOUT_OBSTACLE = (
        "status_without_obstacle",
        _("« Où on en est » ne se note que pour un frein qui a été dit. Choisissez d’abord sa réponse."),
    )
    IN_THE_FUTURE = "in_the_future", _("Cette date est à venir. Notez le jour où vous en avez parlé.")
    BEFORE_THE_PATHWAY = (
        "before_the_pathway",
        _("Cette date est avant le début du parcours. Corrigez-la."),
    )


class GoalObjection(models.TextChoices):
    """Why a goal or a step is not kept, or not moved."""

    NO_WORDS = "no_words", _("Écrivez l’objectif ou l’étape en quelques mots.")
    ANOTHER_PATHWAY = (
        "another_pathway",
        _("Cet objectif est d’un autre parcours. Rechargez la page, puis choisissez-en un d’ici."),
    )
    NO_SUCH_YEAR = "no_such_year", _("L’année de cette date n’est pas plausible. Vérifiez-la.")
    ENDS_BEFORE_IT_STARTS = (
        "ends_before_it_starts",
        _("La fin est avant le début. Corrigez une des deux dates."),
    )
    SERVICE_NEEDS_DATES = (
        "service_needs_dates",
        _("Pour un service ou une action, notez au moins le jour où cela commence."),
    )
    DEADLINE_NEEDS_A_DAY = (
        "deadline_needs_a_day",
        _("Pour une échéance, notez le jour. N’écrivez pas pourquoi."),
    )
    DATES_FOR_SERVICES = (
        "dates_for_services",
        _("Un début et une fin se notent pour un service ou une action. Sinon, gardez une seule date."),
    )
    SERVICE_ELSEWHERE = (
        "service_elsewhere",
        _(
            "Un service ne se relie qu’à une étape « un service ou une action ». Changez la nature de l’étape."
        ),
    )
    CLOSED_GOAL = "closed_goal", _("Cet objectif est clos. Rouvrez-le avant d’y ajouter une étape.")
    OTHER_STATE = (
        "other_state",
        _("Cette étape n’en est plus là. Rechargez la page pour voir où elle en est."),
    )
    TOO_MANY = "too_many", _("Ce parcours a déjà beaucoup d’étapes ouvertes. Finissez-en une d’abord.")


@about_access("NOT_ITS_AUTHOR", "NOTES_NOT_SHOWN")
class NoteObjection(models.TextChoices):
    """Why a note is not kept."""

    NO_WORDS = "no_words", _("Écrivez la note.")
    TOO_LONG = "too_long", _("Cette note est trop longue. Gardez les faits utiles.")
    NARROWER = (
        "narrower",
        _("D’autres ont pu lire cette note : elle ne se referme pas. Effacez-la, puis écrivez-en une autre."),
    )
    NOT_ITS_AUTHOR = (
        "not_its_author",
        _("Seule la personne qui a écrit cette note la modifie ou l’efface. Écrivez la vôtre."),
    )
    NOTES_NOT_SHOWN = (
        "notes_not_shown",
        _("La personne ne partage pas les notes de son dossier avec votre structure."),
    )
