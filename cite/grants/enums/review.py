"""The vocabulary of instruction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Conflict(models.TextChoices):
    """Whether an instructor has a link with the carrier; nothing said is not a no."""

    UNKNOWN = "unknown", _("Pas encore déclaré")
    NONE = "none", _("Aucun lien avec le porteur")
    DECLARED = "declared", _("Lien déclaré : retirée du dossier")


class ReviewOpinion(models.TextChoices):
    """What an instructor, or somebody whose opinion was asked, thinks of a file."""

    FAVORABLE = "favorable", _("Favorable")
    WITH_RESERVES = "with_reserves", _("Favorable avec réserves")
    RESERVED = "reserved", _("Réservé")
    UNFAVORABLE = "unfavorable", _("Défavorable")


class OpinionState(models.TextChoices):
    """Where an opinion that was asked stands."""

    ASKED = "asked", _("Attendu")
    GIVEN = "given", _("Rendu")
    DECLINED = "declined", _("Sans avis")
    CANCELED = "canceled", _("Demande annulée")


class Speaker(models.TextChoices):
    """Who speaks in the thread of a file."""

    CARRIER = "carrier", _("Porteur")
    AUTHORITY = "authority", _("Instruction")


class PieceVerdict(models.TextChoices):
    """Where the check of one document asked stands; not looked at is not wrong."""

    MISSING = "missing", _("Absente")
    UNKNOWN = "unknown", _("À vérifier")
    COMPLIANT = "compliant", _("Conforme")
    NOT_COMPLIANT = "not_compliant", _("À remplacer")
    OPTIONAL = "optional", _("Facultative, non fournie")


class AdmissibilityObjection(models.TextChoices):
    """What stands against declaring a file admissible, and its remedy."""

    PIECE_MISSING = (
        "piece_missing",
        _("Il manque une pièce obligatoire. Demandez-la au porteur par une demande de compléments."),
    )
    PIECE_UNKNOWN = (
        "piece_unknown",
        _("Une pièce n’a pas encore été vérifiée. Ouvrez-la et dites si elle est conforme."),
    )
    PIECE_NOT_COMPLIANT = (
        "piece_not_compliant",
        _("Une pièce est à remplacer. Demandez-la au porteur par une demande de compléments."),
    )
    REMARK_LEFT = (
        "remark_left",
        _("Une remarque de la dernière demande de compléments n’est pas réglée. Réglez-la, ou redemandez."),
    )


@about_access(
    "DESK_ONLY",
    "CO_PILOTS_ONLY",
    "CARRIER_ONLY",
    "OWN_ORGANIZATION",
    "NOT_ASKED",
    "NOT_YOURS",
    "ASSIGNERS_ONLY",
    "NOT_CONCERNED",
)
class ReviewObjection(models.TextChoices):
    """Why something about the instruction of a file is refused."""

    DESK_ONLY = (
        "desk_only",
        _("Seuls les instructeurs, la coordination et les copilotes vérifient et instruisent les dossiers."),
    )
    CO_PILOTS_ONLY = "co_pilots_only", _("Seuls les copilotes, État ou métropole, peuvent le faire.")
    CARRIER_ONLY = "carrier_only", _("Seul le porteur du dossier peut le faire.")
    OWN_ORGANIZATION = (
        "own_organization",
        _("Vous êtes membre de la structure qui porte ce dossier : une autre personne doit s’en charger."),
    )
    NOT_ASKED = "not_asked", _("Cet avis est demandé à une autre structure.")
    NOT_YOURS = "not_yours", _("Cette instruction est confiée à une autre personne.")
    ASSIGNERS_ONLY = (
        "assigners_only",
        _("Seuls les copilotes et la coordination désignent les instructeurs. Vous pouvez vous proposer."),
    )
    NOT_CONCERNED = "not_concerned", _("Seuls le porteur et ceux qui instruisent le dossier y écrivent.")
    WRONG_STATE = "wrong_state", _("Le dossier n’en est plus là. Rechargez la page pour voir où il en est.")
    REASON_NEEDED = "reason_needed", _("Dites pourquoi en une phrase : le porteur la lira.")
    PIECE_REASON_NEEDED = (
        "piece_reason_needed",
        _("Dites ce qui ne va pas dans cette pièce : le porteur le lira."),
    )
    NO_REMARK = "no_remark", _("Écrivez au moins une remarque : où, et ce qu’il faut corriger.")
    TOO_MANY_REMARKS = "too_many_remarks", _("Trente remarques au plus par demande. Regroupez-les.")
    UNKNOWN_PLACE = (
        "unknown_place",
        _("Cet endroit n’existe pas dans le dossier. Choisissez-le dans la liste."),
    )
    DUE_TOO_SOON = (
        "due_too_soon",
        _("Choisissez une date à venir, dans l’année : il faut du temps pour répondre."),
    )
    NO_OPEN_ROUND = "no_open_round", _("Aucune demande de compléments n’est en cours sur ce dossier.")
    EMPTY_REPLY = "empty_reply", _("Écrivez votre réponse, ou dites que c’est corrigé.")
    NOT_ANSWERED = "not_answered", _("Cette remarque attend encore la réponse du porteur.")
    ALREADY_ASSIGNED = (
        "already_assigned",
        _("Une personne instruit déjà ce dossier pour ce côté. Retirez-la d’abord."),
    )
    WRONG_SIDE = (
        "wrong_side",
        _(
            "Cette personne n’instruit pas pour ce côté : choisissez un instructeur de l’État ou de la métropole."
        ),
    )
    SAME_PERSON = "same_person", _("Deux personnes différentes instruisent un dossier, une par côté.")
    PERSON_LINKED = (
        "person_linked",
        _(
            "Cette personne est membre de la structure qui porte le dossier, ou a déclaré un lien avec elle. "
            "Choisissez-en une autre."
        ),
    )
    CONFLICT_FIRST = "conflict_first", _("Dites d’abord si vous avez un lien avec le porteur.")
    CONFLICT_REASON = "conflict_reason", _("Dites en quelques mots quel est ce lien.")
    CONFLICT_SAID = "conflict_said", _("Vous avez déjà répondu à cette question.")
    ALREADY_SUBMITTED = (
        "already_submitted",
        _("Cette instruction est déjà rendue. Rouvrez-la pour la modifier."),
    )
    MARKS_MISSING = "marks_missing", _("Donnez une note à chaque critère de la grille.")
    BAD_MARK = "bad_mark", _("Une note va de 0 à 5.")
    OPINION_MISSING = (
        "opinion_missing",
        _("Choisissez votre avis : favorable, avec réserves, réservé ou défavorable."),
    )
    WORDS_MISSING = "words_missing", _("Motivez votre avis : le comité et le porteur s’appuient dessus.")
    NOBODY_TO_ASK = (
        "nobody_to_ask",
        _("Choisissez une structure de la Cité, ou donnez une adresse électronique."),
    )
    CARRIER_ASKED = (
        "carrier_asked",
        _("Le porteur ne donne pas d’avis sur son propre dossier. Choisissez une autre structure."),
    )
    CARRIER_HIDDEN = (
        "carrier_hidden",
        _(
            "Le nom de ce porteur est caché aux autres structures : son dossier ne leur est pas montré. "
            "Posez votre question de vive voix, sans le nommer."
        ),
    )
    ALREADY_ASKED = (
        "already_asked",
        _("Cet avis est déjà demandé. Attendez la réponse, ou annulez la demande."),
    )
    OPINION_OVER = (
        "opinion_over",
        _(
            "Cette demande d’avis est terminée : elle a eu sa réponse, elle est annulée, ou le dossier est clos. "
            "Vous n’avez rien à faire."
        ),
    )
    TOO_MANY_OPINIONS = "too_many_opinions", _("Vingt avis au plus par dossier.")
    EMPTY_MESSAGE = "empty_message", _("Écrivez un message.")
    TOO_MANY_MESSAGES = (
        "too_many_messages",
        _("Ce fil a trop de messages. Téléphonez, ou écrivez à la coordination."),
    )


class Recourse(models.TextChoices):
    """How a carrier may contest what was decided of her file, in the order she reads it."""

    GRACEFUL = (
        "graceful",
        _(
            "Recours gracieux : écrivez à l’autorité qui a décidé, dans les deux mois, et dites ce qu’elle doit revoir."
        ),
    )
    HIERARCHICAL = (
        "hierarchical",
        _("Recours hiérarchique : écrivez à son supérieur, dans les deux mois."),
    )
    COURT = (
        "court",
        _(
            "Recours contentieux : saisissez le tribunal administratif dans les deux mois, par courrier ou sur "
            "www.telerecours.fr. Un recours gracieux ou hiérarchique fait repartir ce délai à sa réponse."
        ),
    )


@acts
class ReviewAct(models.TextChoices):
    """What the journal keeps of instruction."""

    TAKE_UP = "grants.take_up_application", _("a pris un dossier en charge")
    CHECK_PIECE = "grants.check_piece", _("a vérifié une pièce")
    ADMIT = "grants.admit_application", _("a déclaré un dossier recevable")
    REJECT = "grants.reject_application", _("a déclaré un dossier non recevable")
    RECONSIDER = "grants.reconsider_application", _("a repris un dossier non recevable")
    ASK_CORRECTION = "grants.ask_correction", _("a demandé des compléments")
    ANSWER_REMARK = "grants.answer_remark", _("a répondu à une remarque")
    SETTLE_REMARK = "grants.settle_remark", _("a réglé une remarque")
    END_CORRECTION = "grants.end_correction", _("a rendu les compléments demandés")
    ASSIGN = "grants.assign_review", _("a confié une instruction")
    UNASSIGN = "grants.unassign_review", _("a retiré une instruction")
    DECLARE = "grants.declare_conflict", _("a dit si elle a un lien avec le porteur")
    SAVE_REVIEW = "grants.save_review", _("a avancé une instruction")
    SUBMIT_REVIEW = "grants.submit_review", _("a rendu une instruction")
    REOPEN_REVIEW = "grants.reopen_review", _("a rouvert une instruction")
    ASK_OPINION = "grants.ask_opinion", _("a demandé un avis")
    GIVE_OPINION = "grants.give_opinion", _("a rendu un avis")
    DECLINE_OPINION = "grants.decline_opinion", _("n’a pas souhaité donner d’avis")
    CANCEL_OPINION = "grants.cancel_opinion", _("a annulé une demande d’avis")
    REMIND_OPINION = "grants.remind_opinion", _("a relancé une demande d’avis")
    WRITE_MESSAGE = "grants.write_message", _("a écrit au sujet d’un dossier")
    EXPORT_LIST = "grants.export_applications", _("a emporté la liste des dossiers")
