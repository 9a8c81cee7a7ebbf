"""The messages about what follows a decision."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_CATEGORY = _("Appels à projets")
_FIELDS = {"number": "CE-2027-0012"}

RECOVERY_OPENED = NoticeKind(
    key="grants.recovery_opened",
    label=_("Un reversement est envisagé : vos observations sont attendues"),
    category=_CATEGORY,
    subject=_("Dossier {number} : vos observations sont attendues"),
    body=_(
        "Bonjour {recipient},\n\nUn financeur envisage de demander un reversement sur le dossier {number}. "
        "Rien n’est décidé. Lisez le motif, et répondez avant la date indiquée :\n{link}"
    ),
    fields=_FIELDS,
    is_essential=True,
)
RECOVERY_ANSWERED = NoticeKind(
    key="grants.recovery_answered",
    label=_("Le porteur a répondu à une procédure de reversement"),
    category=_CATEGORY,
    subject=_("Dossier {number} : le porteur a répondu"),
    body=_("Bonjour {recipient},\n\nLe porteur du dossier {number} a présenté ses observations :\n{link}"),
    fields=_FIELDS,
)
RECOVERY_DECIDED = NoticeKind(
    key="grants.recovery_decided",
    label=_("Une procédure de reversement est terminée"),
    category=_CATEGORY,
    subject=_("Dossier {number} : la procédure de reversement est terminée"),
    body=_(
        "Bonjour {recipient},\n\nLa procédure ouverte sur le dossier {number} est terminée. Son issue :\n{link}"
    ),
    fields=_FIELDS,
    is_essential=True,
)
AFTERWARDS_NOTICES = (RECOVERY_OPENED, RECOVERY_ANSWERED, RECOVERY_DECIDED)
