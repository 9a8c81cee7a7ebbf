"""The message that answers a reported problem."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

PROBLEM_ANSWERED = NoticeKind(
    key="portals.problem_answered",
    label=_("Réponse à un problème signalé"),
    category=_("Aide"),
    subject=_("Réponse à votre signalement"),
    body=_(
        "Bonjour,\n\n"
        "Vous avez signalé un problème sur le site de la Cité de l’emploi. Voici la réponse :\n\n"
        "{answer}\n\n"
        "Aide et contact :\n{link}"
    ),
    fields={"answer": _("Le fichier est de nouveau accepté. Merci de nous l’avoir dit.")},
)
