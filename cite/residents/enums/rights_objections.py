"""Why something about rights, look-alikes or erasure is refused, and what to do; and what the journal keeps of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("NOT_YOURS_TO_ANSWER", "OFFICER_ONLY")
class RightObjection(models.TextChoices):
    """Why a request about somebody’s data is not noted, or not answered."""

    NOT_YOURS_TO_ANSWER = (
        "not_yours_to_answer",
        _(
            "Une autre structure suit cette demande. Prévenez la personne déléguée à la protection des données."
        ),
    )
    OFFICER_ONLY = (
        "officer_only",
        _(
            "Cette page est réservée à la protection des données, à la coordination et aux copilotes. "
            "Demandez-leur ce qu’il vous faut."
        ),
    )
    ASKED_IN_FUTURE = (
        "asked_in_future",
        _("La demande est datée de demain ou après. Écrivez le jour où elle a été faite."),
    )
    ASKED_TOO_LONG_AGO = (
        "asked_too_long_ago",
        _("La demande est datée de plus d’un an. Vérifiez l’année."),
    )
    ALREADY_OPEN = (
        "already_open",
        _("La même demande est déjà notée et attend sa réponse. Répondez à celle-là."),
    )
    ALREADY_ANSWERED = (
        "already_answered",
        _("Cette demande a déjà sa réponse. Rechargez la page pour la lire."),
    )
    WHY_REFUSED = (
        "why_refused",
        _("Dites pourquoi la demande est refusée : la personne y a droit, et peut saisir la CNIL."),
    )
    WHAT_TO_CORRECT = (
        "what_to_correct",
        _("Dites ce qui est à corriger : sans cela, personne ne saura quoi changer."),
    )
    SECOND_PERSON = (
        "second_person",
        _(
            "Un effacement se fait à deux : vous avez noté la demande, un autre professionnel qui suit la personne "
            "doit y répondre. Demandez-le-lui."
        ),
    )
    EXPORT_FIRST = (
        "export_first",
        _("Notez d’abord la demande de la personne : le dossier entier ne sort que si elle l’a demandé."),
    )


@about_access("NOT_BOTH_SEEN", "COORDINATION_ONLY")
class LikenessObjection(models.TextChoices):
    """Why two files are neither made one nor set apart."""

    NOT_BOTH_SEEN = (
        "not_both_seen",
        _(
            "Il faut suivre les deux fiches pour en décider. Proposez à la personne de partager son dossier "
            "avec les deux structures."
        ),
    )
    COORDINATION_ONLY = (
        "coordination_only",
        _("Seule la coordination demande à la première structure. Prévenez-la."),
    )
    ALREADY_DECIDED = "already_decided", _("C’est déjà décidé. Rechargez la page pour le lire.")
    NO_LONGER_BOTH = (
        "no_longer_both",
        _("L’une des deux fiches n’est plus ouverte. Rechargez la page."),
    )
    OTHER_KIND = (
        "other_kind",
        _("L’une est une fiche d’essai, l’autre non : elles ne se réunissent pas."),
    )
    LATER_MERGE = (
        "later_merge",
        _("Une autre réunion de fiches s’appuie sur celle-ci. Séparez d’abord la plus récente."),
    )
    ALREADY_UNDONE = "already_undone", _("Ces deux fiches sont déjà séparées. Rechargez la page.")


@acts
class RightsAct(models.TextChoices):
    """What rights, look-alikes and erasure write in the journal."""

    NOTE_REQUEST = "residents.note_request", _("a noté une demande d’une personne sur ses données")
    ANSWER_REQUEST = "residents.answer_request", _("a répondu à une demande d’une personne sur ses données")
    EXPORT = "residents.export", _("a remis à une personne ce qui est gardé sur elle")
    TELL_PATHWAY = "residents.tell_pathway", _("a imprimé « Mon parcours » pour une personne")
    READ_REQUESTS = "residents.read_requests", _("a lu les demandes de personnes sur leurs données")
    ERASE = "residents.erase", _("a effacé le dossier d’une personne")
    FORGET = "residents.forget", _("a effacé des dossiers arrivés à leur terme")
    READ_DOUBLES = "residents.read_doubles", _("a comparé deux fiches qui se ressemblent")
    SET_APART = "residents.set_apart", _("a dit que deux fiches sont celles de deux personnes")
    ASK_ABOUT_DOUBLE = (
        "residents.ask_about_double",
        _("a demandé à une structure de regarder un doublon possible"),
    )
    MERGE = "residents.merge", _("a réuni deux fiches d’une même personne")
    UNDO_MERGE = "residents.undo_merge", _("a séparé deux fiches réunies")
