"""The messages about meetings. They say that there is something; the page shows it."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

_MEETINGS = _("Réunions")
_MEETING = {
    "meeting": "Comité technique de décembre",
    "when": "mardi 8 décembre 2026, de 9 h 30 à 11 h 30",
    "place": "Hôtel de Métropole, salle A",
}

INVITATION = NoticeKind(
    key="meetings.invitation",
    label=_("Invitation à une réunion"),
    category=_MEETINGS,
    subject=_("Invitation : {meeting}"),
    body=_(
        "Bonjour {recipient},\n\nVous êtes invité à « {meeting} », {when}.\nLieu : {place}\n\n"
        "L’invitation jointe s’ajoute à votre agenda. L’ordre du jour est ici, avec votre réponse :\n{link}"
    ),
    fields=_MEETING,
    is_essential=True,
)
GUEST_INVITATION = NoticeKind(
    key="meetings.guest_invitation",
    label=_("Invitation à une réunion, pour une personne sans compte"),
    category=_MEETINGS,
    subject=_("Invitation : {meeting}"),
    body=_(
        "Bonjour,\n\nVous êtes invité à « {meeting} », {when}.\nLieu : {place}\n\n"
        "Ordre du jour :\n{agenda}\n\n"
        "L’invitation jointe s’ajoute à votre agenda. Pour répondre, écrivez à {contact}."
    ),
    fields=_MEETING | {"agenda": "1. Bilan de l’année", "contact": "la personne qui coordonne la Cité"},
    channels=(Channel.EMAIL,),
    is_essential=True,
)
CHANGED = NoticeKind(
    key="meetings.changed",
    label=_("Une réunion change de date ou de lieu"),
    category=_MEETINGS,
    subject=_("Modifiée : {meeting}"),
    body=_(
        "Bonjour {recipient},\n\n« {meeting} » a changé : {when}.\nLieu : {place}\n\n"
        "Ouvrez le fichier joint pour mettre votre agenda à jour.\n{link}"
    ),
    fields=_MEETING,
    is_essential=True,
)
CANCELED = NoticeKind(
    key="meetings.canceled",
    label=_("Une réunion est annulée"),
    category=_MEETINGS,
    subject=_("Annulée : {meeting}"),
    body=_(
        "Bonjour {recipient},\n\n« {meeting} », prévue {when}, n’aura pas lieu. Raison : {reason}\n\n"
        "Ouvrez le fichier joint pour l’effacer de votre agenda.\n{link}"
    ),
    fields=_MEETING | {"reason": "trop peu de réponses"},
    is_essential=True,
)
DECISION = NoticeKind(
    key="meetings.decision",
    label=_("Une décision vous est confiée"),
    category=_MEETINGS,
    subject=_("Une décision de « {meeting} » vous est confiée"),
    body=_(
        "Bonjour {recipient},\n\nUne décision prise lors de « {meeting} » vous est confiée. "
        "Voyez ce qui est attendu, et dites où vous en êtes :\n{link}"
    ),
    fields={"meeting": _MEETING["meeting"]},
)
MINUTES = NoticeKind(
    key="meetings.minutes",
    label=_("Le compte rendu d’une réunion est approuvé"),
    category=_MEETINGS,
    subject=_("Compte rendu : {meeting}"),
    body=_("Bonjour {recipient},\n\nLe compte rendu de « {meeting} » est approuvé. Lisez-le ici :\n{link}"),
    fields={"meeting": _MEETING["meeting"]},
)
NOTICES = (INVITATION, GUEST_INVITATION, CHANGED, CANCELED, DECISION, MINUTES)
