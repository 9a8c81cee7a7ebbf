"""The messages about the putting in service of a Cité. None names a resident."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_SERVICE = _("Mise en service")
_PERSON = {"person": "Claire Demontagne"}

NOTICES = (
    NoticeKind(
        key="opening.agreed",
        label=_("L’autre copilote est d’accord pour mettre la Cité en service"),
        category=_SERVICE,
        subject=_("Votre accord est attendu pour mettre la Cité en service"),
        body=_(
            "Bonjour {recipient},\n\n{person} a donné l’accord de son institution pour mettre en service la Cité "
            "{territory}. Le vôtre est attendu :\n{link}"
        ),
        fields=_PERSON,
    ),
    NoticeKind(
        key="opening.in_service",
        label=_("La Cité est en service"),
        category=_SERVICE,
        subject=_("La Cité {territory} est en service"),
        body=_(
            "Bonjour {recipient},\n\nLes deux copilotes ont mis la Cité en service : de vraies personnes peuvent être "
            "entrées. Ce qui servait à apprendre ne se voit plus, et s’efface.\n{link}"
        ),
    ),
    NoticeKind(
        key="opening.suspended",
        label=_("La mise en service est suspendue"),
        category=_SERVICE,
        subject=_("La mise en service de la Cité {territory} est suspendue"),
        body=_(
            "Bonjour {recipient},\n\n{person} a suspendu la mise en service : n’entrez personne de nouveau pour le "
            "moment. Les accompagnements en cours continuent. Le motif est ici :\n{link}"
        ),
        fields=_PERSON,
        is_essential=True,
    ),
)
