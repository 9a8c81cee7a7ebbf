"""The messages of instruction. They say that there is something; the page shows it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

_FILES = _("Dossiers de subvention")
_FILE = {"file": "CE-2027-0012"}

CORRECTION_ASKED = NoticeKind(
    key="grants.correction_asked",
    label=_("Des compléments vous sont demandés"),
    category=_FILES,
    subject=_("Dossier {file} : des compléments vous sont demandés"),
    body=_(
        "Bonjour {recipient},\n\nPour avancer, votre dossier {file} doit être complété. Le délai de réponse de "
        "l’administration est suspendu en attendant. Les remarques et la date sont ici :\n{link}"
    ),
    fields=_FILE,
    is_essential=True,
)
CORRECTED = NoticeKind(
    key="grants.corrected",
    label=_("Un porteur a rendu les compléments demandés"),
    category=_FILES,
    subject=_("Dossier {file} : compléments reçus"),
    body=_(
        "Bonjour {recipient},\n\nLe porteur du dossier {file} a répondu. Vérifiez ses réponses ici :\n{link}"
    ),
    fields=_FILE,
)
ADMITTED = NoticeKind(
    key="grants.admitted",
    label=_("Votre dossier est recevable"),
    category=_FILES,
    subject=_("Dossier {file} : recevable"),
    body=_(
        "Bonjour {recipient},\n\nVotre dossier {file} est recevable : il va être instruit. Ce n’est pas encore une "
        "décision. La suite et les dates sont ici :\n{link}"
    ),
    fields=_FILE,
    is_essential=True,
)
REJECTED = NoticeKind(
    key="grants.rejected",
    label=_("Votre dossier n’est pas recevable"),
    category=_FILES,
    subject=_("Dossier {file} : non recevable"),
    body=_(
        "Bonjour {recipient},\n\nVotre dossier {file} n’est pas recevable. La raison est ici ; la lettre, "
        "avec les voies de recours, est parmi les documents du dossier :\n{link}"
    ),
    fields=_FILE,
    is_essential=True,
)
RECONSIDERED = NoticeKind(
    key="grants.reconsidered",
    label=_("Votre dossier est repris"),
    category=_FILES,
    subject=_("Dossier {file} : repris"),
    body=_(
        "Bonjour {recipient},\n\nVotre dossier {file}, déclaré non recevable, est repris : sa recevabilité est "
        "vérifiée à nouveau.\n{link}"
    ),
    fields=_FILE,
    is_essential=True,
)
ASSIGNED = NoticeKind(
    key="grants.review_assigned",
    label=_("Une instruction vous est confiée"),
    category=_FILES,
    subject=_("Dossier {file} : une instruction vous est confiée"),
    body=_(
        "Bonjour {recipient},\n\nL’instruction du dossier {file} vous est confiée. Dites d’abord si vous avez un "
        "lien avec le porteur, puis donnez votre avis :\n{link}"
    ),
    fields=_FILE,
)
INSTRUCTOR_NEEDED = NoticeKind(
    key="grants.instructor_needed",
    label=_("Un dossier attend un autre instructeur"),
    category=_FILES,
    subject=_("Dossier {file} : un instructeur est à désigner"),
    body=_(
        "Bonjour {recipient},\n\nUne personne s’est retirée de l’instruction du dossier {file}. Désignez-en une "
        "autre ici :\n{link}"
    ),
    fields=_FILE,
)
OPINION_ASKED = NoticeKind(
    key="grants.opinion_asked",
    label=_("Votre avis est demandé sur un dossier"),
    category=_FILES,
    subject=_("Dossier {file} : votre avis est demandé"),
    body=_(
        "Bonjour {recipient},\n\nL’avis de votre structure est demandé sur le dossier {file}, avant le {due}. La "
        "question est ici :\n{link}"
    ),
    fields=_FILE | {"due": "15 mars 2027"},
)
GUEST_OPINION_ASKED = NoticeKind(
    key="grants.guest_opinion_asked",
    label=_("Avis demandé à une personne sans compte"),
    category=_FILES,
    subject=_("Votre avis est demandé, avant le {due}"),
    body=_(
        "Bonjour,\n\nLa Cité de l’emploi demande votre avis sur un projet (dossier {file}), avant le {due}. Ouvrez "
        "ce lien personnel, lisez la question, puis répondez. Aucun compte n’est nécessaire :\n{link}"
    ),
    fields=_FILE | {"due": "15 mars 2027"},
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
)
OPINION_REMINDER = NoticeKind(
    key="grants.opinion_reminder",
    label=_("Rappel : votre avis est attendu"),
    category=_FILES,
    subject=_("Rappel : votre avis sur le dossier {file}"),
    body=_(
        "Bonjour {recipient},\n\nL’avis de votre structure sur le dossier {file} est attendu pour le {due}. "
        "La question est ici :\n{link}"
    ),
    fields=_FILE | {"due": "15 mars 2027"},
    cooldown=timedelta(days=3),
)
OPINION_GIVEN = NoticeKind(
    key="grants.opinion_given",
    label=_("Un avis demandé est rendu"),
    category=_FILES,
    subject=_("Dossier {file} : un avis est rendu"),
    body=_(
        "Bonjour {recipient},\n\nUn avis que vous aviez demandé sur le dossier {file} est arrivé :\n{link}"
    ),
    fields=_FILE,
)
MESSAGE = NoticeKind(
    key="grants.thread_message",
    label=_("Un message au sujet d’un dossier"),
    category=_FILES,
    subject=_("Dossier {file} : un nouveau message"),
    body=_("Bonjour {recipient},\n\nUn message vous attend au sujet du dossier {file} :\n{link}"),
    fields=_FILE,
)
NOTICES = (
    CORRECTION_ASKED,
    CORRECTED,
    ADMITTED,
    REJECTED,
    RECONSIDERED,
    ASSIGNED,
    INSTRUCTOR_NEEDED,
    OPINION_ASKED,
    GUEST_OPINION_ASKED,
    OPINION_REMINDER,
    OPINION_GIVEN,
    MESSAGE,
)
