"""The messages about bilans. They say that there is something; the page shows it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_CALLS = _("Appels à projets")
_REPORT = {"action": "Ateliers mobilité 2027"}
_ONCE = timedelta(days=400)

REMINDER = NoticeKind(
    key="grants.report_reminder",
    label=_("Un bilan est attendu"),
    category=_CALLS,
    subject=_("{kind} attendu pour le {due} : {action}"),
    body=_(
        "Bonjour {recipient},\n\n{kind} de « {action} » : il est attendu pour le {due} ({when}).\n\n"
        "Commencez-le, ou continuez-le, ici. Il s’enregistre au fur et à mesure :\n{link}\n\n"
        "La subvention de l’an prochain, et le solde de celle-ci, dépendent de ce bilan."
    ),
    fields=_REPORT | {"kind": "Bilan final", "due": "30 juin 2028", "when": "dans 60 jours"},
    cooldown=_ONCE,
)
LATE = NoticeKind(
    key="grants.report_late",
    label=_("Un bilan est en retard"),
    category=_CALLS,
    subject=_("{kind} en retard : {action}"),
    body=_(
        "Bonjour {recipient},\n\n{kind} de « {action} » : il était attendu pour le {due}.\n\n"
        "Tant qu’il n’est pas déposé, aucun versement n’est fait et votre demande de cette année peut être "
        "bloquée. Déposez-le dès que possible : il compte à l’instant où vous le déposez.\n{link}\n\n"
        "Une difficulté ? Écrivez à la personne qui coordonne la Cité."
    ),
    fields=_REPORT | {"kind": "Bilan final", "due": "30 juin 2028"},
    cooldown=_ONCE,
    is_essential=True,
)
LATE_DIGEST = NoticeKind(
    key="grants.late_reports",
    label=_("Des bilans sont en retard"),
    category=_CALLS,
    subject=_("Bilans en retard : {count}"),
    body=_(
        "Bonjour {recipient},\n\nBilans en retard aujourd’hui : {count}.\nVoyez lesquels, et qui joindre :\n{link}"
    ),
    fields={"count": "3"},
    cooldown=timedelta(days=6),
)
DEPOSITED = NoticeKind(
    key="grants.report_deposited",
    label=_("Un bilan est déposé"),
    category=_CALLS,
    subject=_("Bilan à lire : {action}"),
    body=_("Bonjour {recipient},\n\n{kind} de « {action} » : il est déposé. Lisez-le ici :\n{link}"),
    fields=_REPORT | {"kind": "Bilan final"},
)
RETURNED = NoticeKind(
    key="grants.report_returned",
    label=_("Un bilan est à compléter"),
    category=_CALLS,
    subject=_("Bilan à compléter : {action}"),
    body=_(
        "Bonjour {recipient},\n\n{kind} de « {action} » : il est à compléter. Rien de ce que vous avez écrit "
        "n’est perdu. Voyez ce qui est demandé, à chaque endroit :\n{link}"
    ),
    fields=_REPORT | {"kind": "Bilan final"},
    is_essential=True,
)
ACCEPTED = NoticeKind(
    key="grants.report_accepted",
    label=_("Un bilan est accepté"),
    category=_CALLS,
    subject=_("Bilan accepté : {action}"),
    body=_("Bonjour {recipient},\n\n{kind} de « {action} » : il est accepté. Merci.\n{link}"),
    fields=_REPORT | {"kind": "Bilan final"},
)
DUE_MOVED = NoticeKind(
    key="grants.report_due_moved",
    label=_("La date d’un bilan change"),
    category=_CALLS,
    subject=_("{kind} attendu pour le {due} : {action}"),
    body=_(
        "Bonjour {recipient},\n\n{kind} de « {action} » : il était attendu pour le {before}, il l’est désormais pour "
        "le {due}. L’appel à projets a été corrigé.\n{link}"
    ),
    fields=_REPORT | {"kind": "Bilan final", "before": "30 juin 2028", "due": "15 juillet 2028"},
    is_essential=True,
)
RELEASED = NoticeKind(
    key="grants.balance_released",
    label=_("Un bilan accepté ouvre le solde d’une subvention"),
    category=_CALLS,
    subject=_("Bilan accepté, le solde peut être versé : {action}"),
    body=_(
        "Bonjour {recipient},\n\nLe bilan final de « {action} » est accepté : le solde de votre subvention peut être "
        "versé. Voyez ce qu’il en reste, et préparez le versement :\n{link}"
    ),
    fields=_REPORT,
)
NOTICES = (REMINDER, LATE, LATE_DIGEST, DEPOSITED, RETURNED, ACCEPTED, DUE_MOVED, RELEASED)
