"""The messages about calls for projects."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_CATEGORY = _("Appels à projets")
_CALL = {"call": "Cité de l’emploi 2027"}

CALL_NOTICES = (
    NoticeKind(
        key="grants.call_to_agree",
        label=_("Un appel à projets attend votre accord"),
        category=_CATEGORY,
        subject=_("« {call} » attend votre accord"),
        body=_(
            "Bonjour {recipient},\n\nL’autre copilote a donné son accord à « {call} ». "
            "Relisez-le, puis donnez le vôtre : il sera publié aussitôt.\n\n{link}"
        ),
        fields=_CALL,
    ),
    NoticeKind(
        key="grants.call_corrected",
        label=_("Un appel à projets est corrigé"),
        category=_CATEGORY,
        subject=_("« {call} » est corrigé"),
        body=_(
            "Bonjour {recipient},\n\n« {call} » a changé : {change}\n\n"
            "Votre dossier garde la version sous laquelle il est écrit ; "
            "les dates sont celles de la nouvelle version.\n\n{link}"
        ),
        fields=_CALL | {"change": "la date limite est repoussée d’une semaine."},
        is_essential=True,
    ),
)
