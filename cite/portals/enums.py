"""The vocabulary of the portals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class ProblemState(models.TextChoices):
    """How far a reported problem is."""

    NEW = "new", _("Nouveau")
    SEEN = "seen", _("En cours")
    SOLVED = "solved", _("Répondu")


@about_access("NOT_ANSWERING")
class PortalsObjection(models.TextChoices):
    """Why the portals refuse."""

    NO_TERRITORY = (
        "no_territory",
        _("Aucune Cité de l’emploi n’est ouverte à cette adresse. Vérifiez l’adresse du site."),
    )
    NOT_ANSWERING = (
        "not_answering",
        _(
            "Seules la coordination de la Cité et l’administration de la plateforme répondent aux signalements."
        ),
    )
    ALREADY_SOLVED = (
        "already_solved",
        _("Ce signalement a déjà reçu une réponse. Rechargez la page pour la lire."),
    )
    TOO_MANY = (
        "too_many",
        _(
            "Beaucoup de signalements arrivent en ce moment. Réessayez dans une heure, ou écrivez à la coordination."
        ),
    )
    UNKNOWN_STEP = "unknown_step", _("Cette étape n’existe pas. Revenez à l’accueil.")


@acts
class PortalsAct(models.TextChoices):
    """What the portals write in the journal."""

    REPORT_PROBLEM = "portals.report_problem", _("a signalé un problème")
    TAKE_PROBLEM = "portals.take_problem", _("a pris en charge un signalement")
    ANSWER_PROBLEM = "portals.answer_problem", _("a répondu à un signalement")
    READ_PROBLEM = "portals.read_problem", _("a lu un signalement")
    FORGET_PROBLEMS = "portals.forget_problems", _("a effacé des signalements anciens")
    FOLLOW_GUIDE = "portals.follow_guide", _("a suivi une étape du guide")
    HIDE_GUIDE = "portals.hide_guide", _("a rangé le guide")
    SHOW_GUIDE = "portals.show_guide", _("a rouvert le guide")
