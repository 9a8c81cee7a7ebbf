"""The vocabulary of reviews of pathways."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts

REVIEW = "pathway_review"
"""The kind of meeting that looks at situations."""


class TaskState(models.TextChoices):
    """Where what was decided stands."""

    OPEN = "open", _("À faire")
    DONE = "done", _("Fait")
    DROPPED = "dropped", _("Abandonné")


@about_access("NOT_IN_THIS_REVIEW", "NOT_SHARED_WITH_HER", "NOT_YOURS_TO_DO", "NOT_YOURS_TO_REMOVE")
class ReviewObjection(models.TextChoices):
    """Why something about a review is refused, and what to do."""

    NOT_IN_THIS_REVIEW = (
        "not_in_this_review",
        _("Seules les personnes invitées à cette revue y ajoutent une situation et y décident."),
    )
    NOT_A_REVIEW = "not_a_review", _("Cette réunion n’est pas une revue de parcours.")
    OVER = "over", _("Cette revue est annulée, ou son compte rendu est approuvé : rien ne s’y ajoute.")
    NOT_HELD_YET = "not_held_yet", _("On décide pendant la revue, ou après. Elle n’est pas encore convoquée.")
    ALREADY_THERE = "already_there", _("Cette situation est déjà à l’ordre du jour.")
    EMPTY = "empty", _("Écrivez la question que vous posez.")
    NOTHING_DECIDED = "nothing_decided", _("Écrivez ce qui est décidé, par qui et pour quand.")
    IN_THE_PAST = "in_the_past", _("Choisissez un jour à venir.")
    NOT_SHARED_WITH_HER = (
        "not_shared_with_her",
        _(
            "Cette personne ne partage pas son dossier avec la structure choisie. Choisissez quelqu’un d’autre."
        ),
    )
    NO_LONGER_SHARED = (
        "no_longer_shared",
        _("Cette personne ne partage plus son dossier avec votre structure."),
    )
    NOT_YOURS_TO_DO = (
        "not_yours_to_do",
        _("Qui doit le faire et ses collègues disent où cela en est ; à défaut, le référent de la personne."),
    )
    NOT_YOURS_TO_REMOVE = (
        "not_yours_to_remove",
        _("Seules la personne qui a ajouté cette situation et ses collègues la retirent de l’ordre du jour."),
    )
    SETTLED = "settled", _("C’est déjà noté. Rechargez la page.")


@acts
class ReviewAct(models.TextChoices):
    """What the journal keeps of reviews."""

    READ = "reviews.read_situation", _("a consulté une situation en revue")
    ADD = "reviews.add_situation", _("a mis une situation à l’ordre du jour d’une revue")
    REMOVE = "reviews.remove_situation", _("a retiré une situation de l’ordre du jour")
    PROPOSE = "reviews.propose", _("a fait une proposition en revue")
    DECIDE = "reviews.decide", _("a noté une décision de revue")
    SETTLE = "reviews.settle", _("a dit où en est une décision de revue")
