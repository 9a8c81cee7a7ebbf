"""The vocabulary of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    DRAFT = "draft", _("En préparation")
    CONVENED = "convened", _("Convoquée")
    HELD = "held", _("Tenue, compte rendu à faire")
    CLOSED = "closed", _("Compte rendu approuvé")
    CANCELED = "canceled", _("Annulée")


class Answer(models.TextChoices):
    """What a person said of an invitation; silence is not a no."""

    UNKNOWN = "unknown", _("Pas de réponse")
    YES = "yes", _("Viendra")
    NO = "no", _("Ne viendra pas")


class Presence(models.TextChoices):
    """Whether a person was there; not noted is not absent."""

    UNKNOWN = "unknown", _("Non notée")
    PRESENT = "present", _("Présence")
    ABSENT = "absent", _("Absence")


class DecisionState(models.TextChoices):
    """Where a decision stands, until it is done."""

    OPEN = "open", _("À faire")
    IN_PROGRESS = "in_progress", _("En cours")
    DONE = "done", _("Faite")
    DROPPED = "dropped", _("Abandonnée")


TO_FOLLOW = frozenset({DecisionState.OPEN, DecisionState.IN_PROGRESS})


@about_access("ORGANIZERS_ONLY", "NOT_THIS_KIND", "CO_PILOTS_APPROVE", "NOT_YOUR_DECISION")
class MeetingObjection(models.TextChoices):
    """Why something about a meeting is refused."""

    ORGANIZERS_ONLY = (
        "organizers_only",
        _("Seuls les copilotes, État ou métropole, et la coordination organisent les réunions."),
    )
    NOT_THIS_KIND = "not_this_kind", _("Votre rôle ne permet pas d’organiser ce type de réunion.")
    CO_PILOTS_APPROVE = (
        "co_pilots_approve",
        _("Un compte rendu est approuvé par l’un des deux copilotes, État ou métropole."),
    )
    WRONG_STATE = "wrong_state", _("La réunion n’en est plus là. Rechargez la page pour voir où elle en est.")
    ENDS_BEFORE_IT_STARTS = (
        "ends_before_it_starts",
        _("La fin doit être après le début, dans la même journée."),
    )
    NOWHERE = "nowhere", _("Indiquez un lieu, un lien de visioconférence, ou les deux.")
    ALREADY_PAST = "already_past", _("Cette date est passée. Choisissez-en une à venir pour convoquer.")
    NOBODY_INVITED = "nobody_invited", _("Invitez au moins une personne avant de convoquer.")
    EMPTY_AGENDA = "empty_agenda", _("Ajoutez au moins un point à l’ordre du jour avant de convoquer.")
    NOT_YET = "not_yet", _("La réunion n’a pas encore commencé.")
    NOT_INVITED = "not_invited", _("Vous n’êtes pas sur la liste des personnes invitées.")
    ALREADY_INVITED = "already_invited", _("Cette personne est déjà invitée.")
    TOO_MANY = "too_many", _("C’est trop pour une réunion : 200 personnes et 60 points au plus.")
    NO_MINUTES = (
        "no_minutes",
        _("Écrivez d’abord le compte rendu : au moins un texte, ou une décision."),
    )
    NO_OWNER = "no_owner", _("Choisissez qui porte la décision : une personne ou une structure.")
    NOT_YOUR_DECISION = (
        "not_your_decision",
        _("Seuls ceux qui portent cette décision, les copilotes et la coordination en suivent l’avancement."),
    )
    REASON_NEEDED = "reason_needed", _("Dites pourquoi en une phrase : elle restera avec la décision.")
    NO_REASON_TO_CANCEL = "no_reason_to_cancel", _("Dites pourquoi en une phrase : les invités la liront.")


@acts
class MeetingAct(models.TextChoices):
    """What the journal keeps of meetings."""

    PREPARE = "meetings.prepare_meeting", _("a préparé une réunion")
    CHANGE = "meetings.change_meeting", _("a modifié une réunion")
    CONVENE = "meetings.convene_meeting", _("a convoqué une réunion")
    CANCEL = "meetings.cancel_meeting", _("a annulé une réunion")
    HOLD = "meetings.hold_meeting", _("a noté qu’une réunion s’est tenue")
    ADD_ITEM = "meetings.add_item", _("a ajouté un point à l’ordre du jour")
    CHANGE_ITEM = "meetings.change_item", _("a modifié un point de l’ordre du jour")
    MOVE_ITEM = "meetings.move_item", _("a déplacé un point de l’ordre du jour")
    REMOVE_ITEM = "meetings.remove_item", _("a retiré un point de l’ordre du jour")
    INVITE = "meetings.invite_attendee", _("a invité une personne à une réunion")
    REMOVE_ATTENDEE = "meetings.remove_attendee", _("a retiré une personne d’une réunion")
    ANSWER = "meetings.answer_invitation", _("a répondu à une invitation")
    NOTE_ATTENDANCE = "meetings.note_attendance", _("a noté les présences d’une réunion")
    WRITE_MINUTES = "meetings.write_minutes", _("a écrit le compte rendu d’une réunion")
    APPROVE_MINUTES = "meetings.approve_minutes", _("a approuvé le compte rendu d’une réunion")
    REOPEN_MINUTES = "meetings.reopen_minutes", _("a rouvert le compte rendu d’une réunion")
    DECIDE = "meetings.record_decision", _("a noté une décision")
    FOLLOW_DECISION = "meetings.follow_decision", _("a fait avancer une décision")
    REMOVE_DECISION = "meetings.remove_decision", _("a retiré une décision notée par erreur")
    READ_ATTENDANCE = "meetings.read_attendance", _("a consulté les présences d’une réunion")
    DOWNLOAD_MINUTES = "meetings.download_minutes", _("a téléchargé le compte rendu d’une réunion")
