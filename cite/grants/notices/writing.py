"""The messages about files being written: they say that there is something; the page shows it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

_GRANTS = _("Appels à projets")
_FILE = {"number": "CE-2027-012"}

SIGNATURE_VOIDED = NoticeKind(
    key="grants.signature_voided",
    label=_("Un dossier que vous aviez signé a changé"),
    category=_GRANTS,
    subject=_("Le dossier {number} a changé : votre signature ne vaut plus"),
    body=_(
        "Bonjour {recipient},\n\nLe dossier {number} a été modifié après votre signature : elle est annulée. "
        "Relisez-le, puis signez à nouveau :\n{link}"
    ),
    fields=_FILE,
)
TO_SIGN = NoticeKind(
    key="grants.to_sign",
    label=_("Un dossier attend votre signature"),
    category=_GRANTS,
    subject=_("Le dossier {number} attend votre signature"),
    body=_(
        "Bonjour {recipient},\n\nLe dossier {number} est complet. Relisez-le et signez-le avant le {deadline} :\n{link}"
    ),
    fields=_FILE | {"deadline": "24 janvier 2027"},
    is_essential=True,
)
SIGNED = NoticeKind(
    key="grants.signed",
    label=_("Un dossier est signé : il reste à le déposer"),
    category=_GRANTS,
    subject=_("Le dossier {number} est signé : déposez-le"),
    body=_(
        "Bonjour {recipient},\n\nLe dossier {number} est signé. "
        "Il n’est pas encore déposé : faites-le avant le {deadline} :\n{link}"
    ),
    fields=_FILE | {"deadline": "24 janvier 2027"},
)
DEPOSITED = NoticeKind(
    key="grants.deposited",
    label=_("Accusé de réception d’un dossier"),
    category=_GRANTS,
    subject=_("Dossier {number} : nous l’avons reçu"),
    body=_(
        "Bonjour {recipient},\n\nLe dossier {number} a été déposé le {when}. Sa recevabilité est vérifiée d’ici au "
        "{admissibility}, les décisions sont attendues pour le {notification}.\n\n"
        "Sans réponse le {silence}, la demande est réputée refusée : vous pourrez demander pourquoi.\n\n"
        "Son accusé de réception est ici :\n{link}"
    ),
    fields=_FILE
    | {
        "when": "20 janvier 2027 à 14 h 05",
        "admissibility": "12 février 2027",
        "notification": "15 mai 2027",
        "silence": "20 mars 2027",
    },
    is_essential=True,
)
WITHDRAWN = NoticeKind(
    key="grants.withdrawn",
    label=_("Un dossier est retiré par son porteur"),
    category=_GRANTS,
    subject=_("Le dossier {number} est retiré par son porteur"),
    body=_("Bonjour {recipient},\n\nLe porteur du dossier {number} le retire. Sa raison est ici :\n{link}"),
    fields=_FILE,
)
PLEDGE = NoticeKind(
    key="grants.pledge",
    label=_("Participez-vous à cette action ?"),
    category=_GRANTS,
    subject=_("{carrier} vous cite comme partenaire : confirmez-vous ?"),
    body=_(
        "Bonjour,\n\n{carrier} prépare une action pour la Cité de l’emploi et vous y cite comme partenaire. "
        "Dites si vous participez : aucun compte n’est demandé. Le lien vaut jusqu’au {until}.\n{link}"
    ),
    fields={"carrier": "Association Exemple", "until": "24 janvier 2027"},
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
    cooldown=timedelta(days=2),
)
TRANSFERRED = NoticeKind(
    key="grants.transferred",
    label=_("Un dossier change de structure"),
    category=_GRANTS,
    subject=_("Le dossier {number} change de structure"),
    body=_(
        "Bonjour {recipient},\n\nLe dossier {number} change de structure porteuse. Voyez-le ici :\n{link}"
    ),
    fields=_FILE,
)
WRITING_NOTICES = (SIGNATURE_VOIDED, TO_SIGN, SIGNED, DEPOSITED, WITHDRAWN, PLEDGE, TRANSFERRED)
