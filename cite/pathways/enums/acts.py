"""What pathways write in the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


@acts
class PathwayAct(models.TextChoices):
    """What people read of a pathway, and do in it. The journal keeps the names of what changed, never the values."""

    READ = "pathways.read", _("a lu un parcours")
    LIST = "pathways.list", _("a lu une liste de parcours")
    OPEN = "pathways.open", _("a ouvert un parcours")
    PROPOSE_REFERENT = "pathways.propose_referent", _("a proposé un référent")
    ACCEPT_REFERENT = "pathways.accept_referent", _("est devenu référent d’un parcours")
    DECLINE_REFERENT = "pathways.decline_referent", _("n’a pas accepté d’être référent")
    WITHDRAW_REFERENT = "pathways.withdraw_referent", _("a retiré une proposition de référent")
    END_REFERENT = "pathways.end_referent", _("n’est plus référent d’un parcours")
    JOIN_GROUP = "pathways.join_group", _("a ajouté un professionnel au groupe")
    LEAVE_GROUP = "pathways.leave_group", _("a retiré un professionnel du groupe")
    NOTE_CONTACT = "pathways.note_contact", _("a noté un échange")
    PLAN_APPOINTMENT = "pathways.plan_appointment", _("a fixé un rendez-vous")
    MOVE_APPOINTMENT = "pathways.move_appointment", _("a modifié un rendez-vous")
    NOTE_PRESENCE = "pathways.note_presence", _("a noté une présence à un rendez-vous")
    PAUSE = "pathways.pause", _("a mis un parcours en pause")
    END_PAUSE = "pathways.end_pause", _("a mis fin à une pause")
    CLOSE = "pathways.close", _("a noté une sortie")
    UNDO_CLOSE = "pathways.undo_close", _("a annulé une sortie notée par erreur")
    NOTE_FOLLOW_UP = "pathways.note_follow_up", _("a noté ce qu’une personne est devenue")
