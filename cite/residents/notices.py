"""The messages about residents. None says about whom: it says there is something, the page shows it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind
from cite.residents.enums import told

_PEOPLE = _("Habitants")
_TO_RESIDENTS = {"channels": (Channel.EMAIL, Channel.SMS), "is_essential": True}

SHARING_STOPPED = NoticeKind(
    key="residents.sharing_stopped",
    label=_("Un partage est arrêté"),
    category=_PEOPLE,
    subject=_("Un partage est arrêté"),
    body=_(
        "Bonjour {recipient},\n\nUne personne a arrêté un partage avec {partner}. {noted} {partner} ne voit plus ce "
        "dossier ici, pour ce qui avait été partagé ; elle garde ses propres notes. Son accompagnement continue.\n\n"
        "Les personnes que vous suivez :\n{link}"
    ),
    fields={
        "partner": "Mission locale des Collines",
        "noted": _("C’est noté à sa demande le 27 novembre 2026 par Camille Martin, Maison de l’emploi."),
    },
)
RESIDENT_STOPPED = NoticeKind(
    key="residents.resident_stopped",
    label=_("À l’habitant : un de ses partages est arrêté"),
    category=_PEOPLE,
    subject=told.STOPPED_SUBJECT,
    body=told.STOPPED_BODY,
    sms=told.STOPPED_SMS,
    fields={"day": "vendredi 27 novembre 2026", "who": "Camille Martin"},
    **_TO_RESIDENTS,
)
APPOINTMENT_MOVED = NoticeKind(
    key="residents.appointment_moved",
    label=_("À l’habitant : son rendez-vous a changé"),
    category=_PEOPLE,
    subject=told.MOVED_SUBJECT,
    body=told.MOVED_BODY,
    sms=told.MOVED_SMS,
    fields={"before": "vendredi 27 novembre 2026", "day": "mardi 1er décembre 2026", "hour": "14 h"},
    **_TO_RESIDENTS,
)
APPOINTMENT_CANCELED = NoticeKind(
    key="residents.appointment_canceled",
    label=_("À l’habitant : son rendez-vous est annulé"),
    category=_PEOPLE,
    subject=told.CANCELED_SUBJECT,
    body=told.CANCELED_BODY,
    sms=told.CANCELED_SMS,
    fields={"day": "vendredi 27 novembre 2026"},
    **_TO_RESIDENTS,
)
REACH_ASKED = NoticeKind(
    key="residents.reach_asked",
    label=_("Quelqu’un souhaite joindre une personne que vous suivez"),
    category=_PEOPLE,
    subject=_("Quelqu’un souhaite joindre une personne que vous suivez"),
    body=_(
        "Bonjour {recipient},\n\nUn professionnel souhaite joindre une personne que vous suivez. Demandez-lui si elle "
        "est d’accord, puis répondez :\n{link}"
    ),
    cooldown=timedelta(hours=1),
)
REACH_ANSWERED = NoticeKind(
    key="residents.reach_answered",
    label=_("Réponse à une demande de mise en relation"),
    category=_PEOPLE,
    subject=_("Réponse à votre demande de mise en relation"),
    body=_(
        "Bonjour {recipient},\n\n{partner} a reçu votre demande de mise en relation, et la personne est d’accord. "
        "Appelez cette structure :\n{link}"
    ),
    fields={"partner": "Mission locale des Collines"},
)
MAY_BE_TWICE = NoticeKind(
    key="residents.may_be_twice",
    label=_("Une personne que vous suivez est peut-être aussi suivie ailleurs"),
    category=_PEOPLE,
    subject=_("Un doublon possible : parlez-en avec la personne"),
    body=_(
        "Bonjour {recipient},\n\nUne personne que vous suivez est peut-être aussi suivie par une autre structure. "
        "Demandez-lui si elle est suivie ailleurs, et si elle est d’accord pour que vous vous parliez. Cette page dit "
        "de qui il s’agit, et comment faire :\n{link}"
    ),
    cooldown=timedelta(days=7),
)
ENDING_SOON = NoticeKind(
    key="residents.ending_soon",
    label=_("Des dossiers arrivent à leur terme"),
    category=_PEOPLE,
    subject=_("Des dossiers vont être effacés : avez-vous des nouvelles ?"),
    body=_(
        "Bonjour {recipient},\n\nDes personnes que vous suivez n’ont pas donné de nouvelles depuis longtemps. "
        "Leurs dossiers seront effacés, comme la loi le demande. Prenez de leurs nouvelles si l’accompagnement "
        "continue ; sinon, vous n’avez rien à faire :\n{link}"
    ),
    cooldown=timedelta(days=30),
)

NOTICES = (
    SHARING_STOPPED,
    RESIDENT_STOPPED,
    APPOINTMENT_MOVED,
    APPOINTMENT_CANCELED,
    REACH_ASKED,
    REACH_ANSWERED,
    MAY_BE_TWICE,
    ENDING_SOON,
)
