"""The messages of this application, and of those below it."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

DIGEST = NoticeKind(
    key="notifications.digest",
    label=_("Résumé du jour ou de la semaine"),
    category=_("Votre compte"),
    subject=_("{territory} : {count} pour vous"),
    body=_(
        "Bonjour {recipient},\n\n"
        "Voici ce qui s’est passé depuis votre dernier résumé :\n\n{items}\n\n"
        "Tout retrouver sur le site :\n{link}"
    ),
    fields={
        "count": _("2 nouvelles"),
        "items": _("– Le comité technique est déplacé au 12 janvier\n\n– Une structure a rejoint la Cité"),
    },
    channels=(Channel.EMAIL,),
)

PHONE_CODE = NoticeKind(
    key="notifications.phone_code",
    label=_("Code pour confirmer un téléphone"),
    category=_("Votre compte"),
    subject=_("Votre code"),
    body=_("Votre code : {code}. Il est valable {minutes} minutes."),
    sms=_("{code} est votre code pour confirmer ce numéro. Il est valable {minutes} minutes."),
    fields={"code": "123456", "minutes": "10"},
    channels=(Channel.SMS,),
    is_essential=True,
    is_secret=True,
)

EMAIL_CODE = NoticeKind(
    key="notifications.email_code",
    label=_("Code pour changer d’adresse électronique"),
    category=_("Votre compte"),
    subject=_("Votre code"),
    body=_(
        "Bonjour,\n\n"
        "Voici le code pour utiliser cette adresse avec votre compte de la Cité de l’emploi. Il est valable {minutes} "
        "minutes :\n\n"
        "{code}\n\n"
        "Vous n’avez rien demandé ? Ne faites rien : sans ce code, rien ne change."
    ),
    fields={"code": "123456", "minutes": "10"},
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
)

EMAIL_CHANGED = NoticeKind(
    key="accounts.email_changed",
    label=_("Adresse électronique changée"),
    category=_("Votre compte"),
    subject=_("L’adresse de votre compte a changé"),
    body=_(
        "Bonjour,\n\n"
        "Votre compte de la Cité de l’emploi s’ouvre avec une autre adresse depuis le {moment}. "
        "Celle-ci ne l’ouvre plus.\n\n"
        "Si c’était vous, il n’y a rien à faire.\n\n"
        "Sinon, écrivez tout de suite à la coordination : {contact}"
    ),
    fields={"moment": _("12 mars à 14:05"), "contact": "contact@example.org"},
    channels=(Channel.EMAIL,),
    is_essential=True,
)

NEW_DEVICE = NoticeKind(
    key="accounts.new_device",
    label=_("Connexion depuis un nouvel appareil"),
    category=_("Votre compte"),
    subject=_("Nouvelle connexion à votre compte"),
    body=_(
        "Bonjour {recipient},\n\n"
        "Votre compte vient d’être ouvert depuis un appareil que nous ne connaissions pas :\n"
        "{device}, le {moment}.\n\n"
        "Si c’était vous, il n’y a rien à faire.\n\n"
        "Sinon, fermez cette session et changez votre moyen de connexion :\n{link}"
    ),
    sms=_("Votre compte vient d’être ouvert depuis un nouvel appareil. Si ce n’était pas vous : {link}"),
    fields={"device": _("Firefox sur Windows"), "moment": _("23 novembre 2026 à 14 h 05")},
    channels=(Channel.EMAIL, Channel.SMS, Channel.INBOX),
    is_essential=True,
)

SECOND_FACTOR = NoticeKind(
    key="accounts.second_factor",
    label=_("Moyen de connexion ajouté ou retiré"),
    category=_("Votre compte"),
    subject=_("Un moyen de connexion a changé sur votre compte"),
    body=_(
        "Bonjour {recipient},\n\n"
        "Un moyen de vous connecter vient d’être ajouté à votre compte, ou retiré, le {moment}.\n\n"
        "Si c’était vous, il n’y a rien à faire.\n\n"
        "Sinon, vérifiez vos moyens de connexion et fermez les sessions que vous ne connaissez pas :\n{link}"
    ),
    fields={"moment": _("23 novembre 2026 à 14 h 05")},
    is_essential=True,
)

FILE_CONDEMNED = NoticeKind(
    key="files.condemned",
    label=_("Fichier refusé par l’antivirus"),
    category=_("Votre compte"),
    subject=_("Un fichier que vous avez déposé est refusé"),
    body=_(
        "Bonjour {recipient},\n\n"
        "L’antivirus a refusé un fichier que vous avez déposé le {moment}. Il n’a été donné à personne.\n\n"
        "Voyez pourquoi, et ce que vous pouvez faire :\n{link}"
    ),
    fields={"moment": _("23 novembre 2026 à 14 h 05")},
    is_essential=True,
)

NOTICES = (DIGEST, PHONE_CODE, EMAIL_CODE, EMAIL_CHANGED, NEW_DEVICE, SECOND_FACTOR, FILE_CONDEMNED)
