"""What is refused about introductions and referrals, and what the journal keeps of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access(
    "NOT_A_PRESCRIBER",
    "NOT_YOURS_TO_ANSWER",
    "NOT_YOURS",
    "NOT_A_RELAY",
    "NOT_FOR_FIGURES",
    "COORDINATION_ONLY",
)
class ReferralObjection(models.TextChoices):
    """Why a referral, or an introduction, is left as it is; each sentence says what to do."""

    NOT_A_PRESCRIBER = (
        "not_a_prescriber",
        _(
            "Seules les structures qui accompagnent des habitants les orientent. "
            "Vous connaissez quelqu’un qui est d’accord ? Signalez cette personne."
        ),
    )
    NOT_YOURS_TO_ANSWER = (
        "not_yours_to_answer",
        _("La structure qui reçoit cette orientation y répond. Demandez-lui."),
    )
    NOT_YOURS = (
        "not_yours",
        _("La structure qui a envoyé cette orientation la suit. Demandez-lui."),
    )
    NOT_A_RELAY = (
        "not_a_relay",
        _("Pour signaler quelqu’un, agissez pour une structure de cette Cité. Demandez à en rejoindre une."),
    )
    NOT_FOR_FIGURES = (
        "not_for_figures",
        _("Ces chiffres sont lus par les copilotes, la coordination et les financeurs. Demandez-leur."),
    )
    COORDINATION_ONLY = (
        "coordination_only",
        _("La coordination suit les orientations sans réponse. Demandez-lui."),
    )
    NOT_IN_THIS_STATE = (
        "not_in_this_state",
        _("Cette orientation a changé depuis. Rechargez la page pour voir où elle en est."),
    )
    TOO_LATE_TO_RESUME = (
        "too_late_to_resume",
        _("Une orientation annulée se reprend pendant 24 heures. Envoyez-en une nouvelle."),
    )
    SHE_STOPPED_SINCE = (
        "she_stopped_since",
        _("La personne a arrêté le partage depuis. Demandez-lui, puis envoyez une nouvelle orientation."),
    )
    TOO_SOON = (
        "too_soon",
        _("La structure vient d’être relancée. Laissez-lui quelques jours, ou téléphonez-lui."),
    )
    SERVICE_CLOSED = (
        "service_closed",
        _("Ce service n’est plus proposé. Choisissez-en un autre dans l’offre."),
    )
    STRUCTURE_CLOSED = (
        "structure_closed",
        _("Cette structure ne fait plus partie de la Cité. Choisissez un autre service dans l’offre."),
    )
    NO_WAY_TO_WRITE = (
        "no_way_to_write",
        _(
            "La fiche ne dit pas à quelle adresse écrire. Téléphonez à la structure, puis complétez la fiche avec elle."
        ),
    )
    NOT_AGREED = (
        "not_agreed",
        _("Demandez d’abord à la personne si elle est d’accord, puis cochez la case."),
    )
    NOBODY_NAMED = (
        "nobody_named",
        _("Écrivez le prénom et le téléphone de la personne : la structure ne peut pas l’appeler sans."),
    )
    PHONE_UNREADABLE = (
        "phone_unreadable",
        _("Nous ne pouvons pas lire ce numéro. Écrivez-en un seul, avec tous ses chiffres."),
    )
    ALREADY_SENT = (
        "already_sent",
        _("Cette personne est déjà orientée vers ce service, et la réponse est attendue. Relancez plutôt."),
    )
    REASON_MISSING = (
        "reason_missing",
        _("Choisissez le motif du refus, puis écrivez un mot : il aide à trouver mieux."),
    )
    NO_APPOINTMENT = (
        "no_appointment",
        _("Écrivez le jour et l’heure du rendez-vous."),
    )
    APPOINTMENT_PAST = (
        "appointment_past",
        _("Ce rendez-vous est déjà passé. Écrivez une date à venir."),
    )
    APPOINTMENT_TOO_FAR = (
        "appointment_too_far",
        _("Cette date est trop lointaine. Choisissez un jour dans les douze mois."),
    )
    APPOINTMENT_TO_COME = (
        "appointment_to_come",
        _("Le rendez-vous n’a pas encore eu lieu. Notez la présence après."),
    )
    NOT_OPENED = (
        "not_opened",
        _("Touchez d’abord le bouton qui dit qui vous êtes, puis répondez."),
    )
    LINK_NOT_LACKING = (
        "link_not_lacking",
        _("La structure peut encore répondre. Relancez-la, ou téléphonez-lui."),
    )
    LINK_WORN = (
        "link_worn",
        _("Ce lien a été ouvert trop souvent. Demandez-en un autre à la structure qui vous a écrit."),
    )
    NOT_ASKED_YET = (
        "not_asked_yet",
        _(
            "La suite se dit quelques semaines après la réponse : un message le rappelle. Revenez à ce moment."
        ),
    )
    NOT_A_DAY_OF_CALL = (
        "not_a_day_of_call",
        _("Un appel se note entre le jour du signalement et aujourd’hui. Corrigez le jour."),
    )
    TAKEN_BY_ANOTHER = (
        "taken_by_another",
        _("Quelqu’un d’autre s’occupe déjà de cette personne. Revenez à la liste."),
    )
    TOO_MANY_INTRODUCTIONS = (
        "too_many_introductions",
        _(
            "Vous avez signalé beaucoup de personnes aujourd’hui. Réessayez demain, ou téléphonez à la coordination."
        ),
    )


@acts
class ReferralAct(models.TextChoices):
    """What the journal keeps of referrals and introductions."""

    SEND = "referrals.send", _("a orienté une personne vers un service")
    READ = "referrals.read", _("a vu une orientation")
    LIST = "referrals.list", _("a vu la liste des orientations")
    EXPORT = "referrals.export", _("a pris la liste de ses orientations")
    OPEN_LINK = "referrals.open_link", _("a ouvert une orientation par son lien")
    GIVE_BACK_LINK = "referrals.give_back_link", _("a dit que le lien d’une orientation n’est pas pour elle")
    ACCEPT = "referrals.accept", _("a accepté une orientation")
    APPOINT = "referrals.appoint", _("a fixé le rendez-vous d’une orientation")
    REFUSE = "referrals.refuse", _("a refusé une orientation")
    DONE_BY_PHONE = "referrals.done_by_phone", _("a noté une orientation faite par téléphone")
    NOTE_PRESENCE = "referrals.note_presence", _("a noté si la personne orientée est venue")
    NOTE_OUTCOME = "referrals.note_outcome", _("a noté la suite d’une orientation")
    ASK_OUTCOME = "referrals.ask_outcome", _("a demandé la suite d’une orientation")
    CANCEL = "referrals.cancel", _("a annulé une orientation")
    RESUME = "referrals.resume", _("a repris une orientation annulée par erreur")
    DECLINE = "referrals.decline", _("a noté que la personne ne souhaite plus une orientation")
    REMIND = "referrals.remind", _("a relancé une structure")
    SEND_LINK = "referrals.send_link", _("a envoyé un nouveau lien à une structure")
    WARN_COORDINATION = (
        "referrals.warn_coordination",
        _("a prévenu la coordination d’une orientation sans réponse"),
    )
    EXPIRE = "referrals.expire", _("a clos une orientation restée sans réponse")
    ERASE = "referrals.erase", _("a effacé la personne d’une orientation")
    INTRODUCE = "referrals.introduce", _("a signalé quelqu’un qui est d’accord")
    READ_INTRODUCTION = "referrals.read_introduction", _("a vu une personne signalée")
    LIST_INTRODUCTIONS = "referrals.list_introductions", _("a vu la liste des personnes signalées")
    TAKE = "referrals.take_introduction", _("s’occupe d’une personne signalée")
    RELEASE = "referrals.release_introduction", _("a rendu une personne signalée à la liste")
    NOTE_CALL = "referrals.note_introduction_call", _("a noté un appel à une personne signalée")
    CLOSE_INTRODUCTION = "referrals.close_introduction", _("a fini un signalement")
    ERASE_INTRODUCTION = "referrals.erase_introduction", _("a effacé une personne signalée")
