"""The messages about pathways. None names the person, nor quotes what somebody wrote: a link shows it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_PATHWAYS = _("Parcours")

REFERENT_PROPOSED = NoticeKind(
    key="pathways.referent_proposed",
    label=_("Un parcours vous est proposé"),
    category=_PATHWAYS,
    subject=_("Un parcours vous est proposé"),
    body=_(
        "Bonjour {recipient},\n\n{partner} vous propose de devenir le référent d’une personne. Son message est sur la "
        "page : acceptez, ou dites que vous ne pouvez pas.\n\n{link}"
    ),
    fields={"partner": "Mission locale des Collines"},
)
REFERENT_ACCEPTED = NoticeKind(
    key="pathways.referent_accepted",
    label=_("Votre passage de relais est accepté"),
    category=_PATHWAYS,
    subject=_("Le relais est pris"),
    body=_(
        "Bonjour {recipient},\n\nLe parcours que vous avez proposé a un nouveau référent, de « {partner} ». "
        "Appelez-vous avant le premier rendez-vous : c’est à ce moment que l’on perd les gens de vue.\n\n{link}"
    ),
    fields={"partner": "Centre social du Lac"},
)
REFERENT_DECLINED = NoticeKind(
    key="pathways.referent_declined",
    label=_("Votre passage de relais n’est pas accepté"),
    category=_PATHWAYS,
    subject=_("Le relais n’est pas pris"),
    body=_(
        "Bonjour {recipient},\n\nLe professionnel de « {partner} » à qui vous proposiez un parcours ne peut pas être "
        "son référent. Rien n’a changé : proposez-le à quelqu’un d’autre.\n\n{link}"
    ),
    fields={"partner": "Centre social du Lac"},
)
JOINED_GROUP = NoticeKind(
    key="pathways.joined_group",
    label=_("Vous faites partie du groupe qui accompagne une personne"),
    category=_PATHWAYS,
    subject=_("Vous accompagnez une personne, avec d’autres"),
    body=_(
        "Bonjour {recipient},\n\n{partner} vous ajoute au groupe qui accompagne une personne. "
        "Ce qui est prévu est sur la page :\n\n{link}"
    ),
    fields={"partner": "Mission locale des Collines"},
)
NO_REFERENT = NoticeKind(
    key="pathways.no_referent",
    label=_("Un parcours n’a plus de référent"),
    category=_PATHWAYS,
    subject=_("Un parcours n’a plus de référent : {partner}"),
    body=_(
        "Bonjour {recipient},\n\nUne personne accompagnée par {partner} n’a plus de référent. Voyez avec cette "
        "structure qui peut le devenir. Ce message ne dit pas de qui il s’agit.\n\n{link}"
    ),
    fields={"partner": "Mission locale des Collines"},
    cooldown=timedelta(hours=1),
)

NOTICES = (REFERENT_PROPOSED, REFERENT_ACCEPTED, REFERENT_DECLINED, JOINED_GROUP, NO_REFERENT)
