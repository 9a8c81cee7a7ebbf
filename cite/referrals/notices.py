"""The messages about referrals: none names a person, quotes a message nor says what somebody needs."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind
from cite.referrals.enums import told

_REFERRALS = _("Orientations")
_FIELDS = {"service": "Aide au permis"}
_BY_LINK = {"channels": (Channel.EMAIL,), "is_essential": True, "is_secret": True, "category": _REFERRALS}

ASKED_BY_LINK = NoticeKind(
    key="referrals.asked_by_link",
    label=_("Une orientation arrive dans une structure (lien)"),
    subject=_("Une personne est orientée vers « {service} »"),
    body=_(
        "Bonjour,\n\n{sender} oriente une personne vers votre service « {service} ». Elle est d’accord pour que vous "
        "l’appeliez.\n\nOuvrez ce lien, dites que c’est bien vous, puis répondez en deux gestes. Pas besoin de "
        "compte :\n{link}\n\nSans réponse avant le {until}, la demande sera close et la personne orientée ailleurs. "
        "Ne faites pas suivre ce lien : il ouvre les coordonnées de quelqu’un."
    ),
    fields=_FIELDS | {"sender": "Mission locale des Collines", "until": "27 décembre 2026"},
    **_BY_LINK,
)
REMINDED_BY_LINK = NoticeKind(
    key="referrals.reminded_by_link",
    label=_("Une orientation attend votre réponse (lien)"),
    subject=_("Une personne attend votre réponse : « {service} »"),
    body=_(
        "Bonjour,\n\n{sender} a orienté une personne vers votre service « {service} », et attend votre réponse. "
        "Oui, non, ou un rendez-vous : deux gestes suffisent, sans compte :\n{link}\n\nSans réponse avant le {until}, "
        "la demande sera close. Le lien précédent n’ouvre plus rien."
    ),
    fields=_FIELDS | {"sender": "Mission locale des Collines", "until": "27 décembre 2026"},
    **_BY_LINK,
)
AGAIN_BY_LINK = NoticeKind(
    key="referrals.again_by_link",
    label=_("Un nouveau lien pour répondre à une orientation"),
    subject=_("Une personne est orientée vers « {service} » : nouveau lien"),
    body=_(
        "Bonjour,\n\n{sender} a orienté une personne vers votre service « {service} ». Le premier lien ne "
        "sert plus. Voici le nouveau : répondez, ou dites la suite, sans compte :\n{link}\n\n"
        "Ne faites pas suivre ce lien : il ouvre les coordonnées de quelqu’un."
    ),
    fields=_FIELDS | {"sender": "Mission locale des Collines"},
    **_BY_LINK,
)
OUTCOME_BY_LINK = NoticeKind(
    key="referrals.outcome_by_link",
    label=_("Que devient une orientation ? (lien)"),
    subject=_("Que devient la personne orientée vers « {service} » ?"),
    body=_(
        "Bonjour,\n\nVous avez répondu à une orientation vers « {service} ». Que s’est-il passé depuis ? Une réponse "
        "en un geste, sans compte :\n{link}"
    ),
    fields=_FIELDS,
    **_BY_LINK,
)
RESUMED_BY_LINK = NoticeKind(
    key="referrals.resumed_by_link",
    label=_("Une orientation annulée par erreur reprend (lien)"),
    subject=_("Une orientation vers « {service} » reprend"),
    body=_(
        "Bonjour,\n\n{sender} avait annulé par erreur une orientation vers votre service « {service} ». Elle reprend : "
        "vous pouvez appeler la personne. Voici un nouveau lien pour répondre, sans compte :\n{link}\n\n"
        "Ne faites pas suivre ce lien : il ouvre les coordonnées de quelqu’un."
    ),
    fields=_FIELDS | {"sender": "Mission locale des Collines"},
    **_BY_LINK,
)
ENDED_BY_LINK = NoticeKind(
    key="referrals.ended_by_link",
    label=_("Une orientation s’arrête (structure sans compte)"),
    category=_REFERRALS,
    subject=_("Une orientation vers « {service} » s’arrête"),
    body=_(
        "Bonjour,\n\nUne orientation vers votre service « {service} » s’arrête : n’appelez plus la personne. Le lien "
        "que vous aviez reçu n’ouvre plus rien. Vous gardez vos propres notes.\n\n{link}"
    ),
    fields=_FIELDS,
    channels=(Channel.EMAIL,),
    is_essential=True,
)
ASKED = NoticeKind(
    key="referrals.asked",
    label=_("Une personne est orientée vers votre structure"),
    category=_REFERRALS,
    subject=_("Une personne est orientée vers « {service} »"),
    body=_(
        "Bonjour {recipient},\n\nUne personne est orientée vers votre service « {service} ». Elle est d’accord "
        "pour que vous l’appeliez. Répondez ici : oui, non, ou un rendez-vous.\n\n{link}"
    ),
    fields=_FIELDS,
)
REMINDED = NoticeKind(
    key="referrals.reminded",
    label=_("Une orientation attend votre réponse"),
    category=_REFERRALS,
    subject=_("Une personne attend votre réponse : « {service} »"),
    body=_(
        "Bonjour {recipient},\n\nUne orientation vers « {service} » attend votre réponse. Sans réponse, elle sera "
        "close et la personne orientée ailleurs.\n\n{link}"
    ),
    fields=_FIELDS,
    cooldown=timedelta(hours=12),
)
RESUMED = NoticeKind(
    key="referrals.resumed",
    label=_("Une orientation annulée par erreur reprend"),
    category=_REFERRALS,
    subject=_("Une orientation vers « {service} » reprend"),
    body=_(
        "Bonjour {recipient},\n\nUne orientation vers « {service} » avait été annulée par erreur. Elle reprend : vous "
        "pouvez appeler la personne, et répondre ici.\n\n{link}"
    ),
    fields=_FIELDS,
)
ENDED = NoticeKind(
    key="referrals.ended",
    label=_("Une orientation vers votre structure s’arrête"),
    category=_REFERRALS,
    subject=_("Une orientation vers « {service} » s’arrête"),
    body=_(
        "Bonjour {recipient},\n\nUne orientation vers « {service} » s’arrête : n’appelez plus la personne. Son "
        "dossier ne vous est plus ouvert pour cela ; vous gardez vos propres notes.\n\n{link}"
    ),
    fields=_FIELDS,
)
ANSWERED = NoticeKind(
    key="referrals.answered",
    label=_("Une réponse à votre orientation"),
    category=_REFERRALS,
    subject=_("« {service} » a répondu à votre orientation"),
    body=_("Bonjour {recipient},\n\n« {service} » a répondu à votre orientation. Lisez la réponse :\n{link}"),
    fields=_FIELDS,
)
DECLINED = NoticeKind(
    key="referrals.declined",
    label=_("La personne ne souhaite plus votre orientation"),
    category=_REFERRALS,
    subject=_("« {service} » : la personne ne le souhaite plus"),
    body=_(
        "Bonjour {recipient},\n\nVotre orientation vers « {service} » s’arrête : la personne ne la souhaite plus. La "
        "structure est prévenue. Demandez à la personne ce qu’elle veut maintenant.\n\n{link}"
    ),
    fields=_FIELDS,
)
NOT_FOR_THEM = NoticeKind(
    key="referrals.not_for_them",
    label=_("Votre orientation n’est pas arrivée à la bonne personne"),
    category=_REFERRALS,
    subject=_("« {service} » : le lien n’est pas arrivé au bon endroit"),
    body=_(
        "Bonjour {recipient},\n\nQuelqu’un a dit que le lien de votre orientation vers « {service} » n’est pas pour "
        "lui. Le lien n’ouvre plus rien. Vérifiez l’adresse de la fiche, puis envoyez un nouveau lien, ou choisissez "
        "un autre service.\n\n{link}"
    ),
    fields=_FIELDS,
)
EXPIRED = NoticeKind(
    key="referrals.expired",
    label=_("Votre orientation est close sans réponse"),
    category=_REFERRALS,
    subject=_("« {service} » n’a pas répondu"),
    body=_(
        "Bonjour {recipient},\n\nVotre orientation vers « {service} » est restée sans réponse : elle est close, et le "
        "lien n’ouvre plus rien. D’autres services sont proposés sur sa page.\n\n{link}"
    ),
    fields=_FIELDS,
)
SILENT = NoticeKind(
    key="referrals.silent",
    label=_("Une orientation reste sans réponse"),
    category=_REFERRALS,
    subject=_("« {service} » ne répond pas"),
    body=_(
        "Bonjour {recipient},\n\nUne orientation vers « {service} » reste sans réponse. D’autres services sont "
        "proposés : joignez la structure, ou conseillez-en un à qui l’a envoyée.\n\n{link}"
    ),
    fields=_FIELDS,
)
OUTCOME_ASKED = NoticeKind(
    key="referrals.outcome_asked",
    label=_("Que devient une orientation ?"),
    category=_REFERRALS,
    subject=_("Que devient la personne orientée vers « {service} » ?"),
    body=_(
        "Bonjour {recipient},\n\nUne orientation vers « {service} » a eu une réponse. Que s’est-il passé depuis, et "
        "que reste-t-il à faire ? Un geste suffit :\n{link}"
    ),
    fields=_FIELDS,
)

_TO_RESIDENTS = {"channels": (Channel.EMAIL, Channel.SMS), "is_essential": True}
RESIDENT_SENT = NoticeKind(
    key="referrals.resident_sent",
    label=_("À l’habitant : une demande est partie pour lui"),
    category=_REFERRALS,
    subject=told.SENT_SUBJECT,
    body=told.SENT_BODY,
    sms=told.SENT_SMS,
    **_TO_RESIDENTS,
)
RESIDENT_ANSWERED = NoticeKind(
    key="referrals.resident_answered",
    label=_("À l’habitant : une réponse est arrivée pour lui"),
    category=_REFERRALS,
    subject=told.ANSWERED_SUBJECT,
    body=told.ANSWERED_BODY,
    sms=told.ANSWERED_SMS,
    **_TO_RESIDENTS,
)
RESIDENT_ENDED = NoticeKind(
    key="referrals.resident_ended",
    label=_("À l’habitant : une demande faite pour lui est arrêtée"),
    category=_REFERRALS,
    subject=told.ENDED_SUBJECT,
    body=told.ENDED_BODY,
    sms=told.ENDED_SMS,
    **_TO_RESIDENTS,
)
RESIDENT_DECIDED = NoticeKind(
    key="referrals.resident_decided",
    label=_("À l’habitant : ce qui a été décidé avec lui est noté"),
    category=_REFERRALS,
    subject=told.DECIDED_SUBJECT,
    body=told.DECIDED_BODY,
    sms=told.DECIDED_SMS,
    **_TO_RESIDENTS,
)

NOTICES = (
    ASKED_BY_LINK,
    REMINDED_BY_LINK,
    AGAIN_BY_LINK,
    OUTCOME_BY_LINK,
    RESUMED_BY_LINK,
    ENDED_BY_LINK,
    ASKED,
    REMINDED,
    RESUMED,
    ENDED,
    ANSWERED,
    DECLINED,
    NOT_FOR_THEM,
    EXPIRED,
    SILENT,
    OUTCOME_ASKED,
    RESIDENT_SENT,
    RESIDENT_ANSWERED,
    RESIDENT_ENDED,
    RESIDENT_DECIDED,
)
