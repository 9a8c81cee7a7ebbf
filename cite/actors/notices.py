"""The messages about people, rights and commitments. None names a resident."""

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

_TEAM = _("Ma structure")

_ORGANIZATION = {"organization": "Centre social Les Tilleuls"}
_PERSON = _ORGANIZATION | {"person": "Inès Belmonte"}

NOTICES = (
    NoticeKind(
        key="actors.invitation",
        label=_("Invitation à rejoindre une structure"),
        category=_TEAM,
        subject=_("{inviter} vous invite à rejoindre {organization}"),
        body=_(
            "Bonjour,\n\n{inviter} vous invite à agir pour {organization} dans la Cité de l’emploi {territory}, "
            "avec le rôle « {role} ».\n\nOuvrez ce lien et choisissez « Rejoindre » :\n{link}\n\n"
            "Il est à vous seul, sert une fois et s’ouvre jusqu’au {until}. "
            "Si vous n’attendiez pas ce message, ne faites rien."
        ),
        fields=_ORGANIZATION
        | {"inviter": "Sofia Lacombe", "role": "Prescription", "until": "7 décembre 2026"},
        channels=(Channel.EMAIL,),
        is_essential=True,
        is_secret=True,
    ),
    NoticeKind(
        key="actors.invitation_accepted",
        label=_("Votre invitation est acceptée"),
        category=_TEAM,
        subject=_("{person} a rejoint {organization}"),
        body=_(
            "Bonjour {recipient},\n\n{person} a accepté votre invitation et agit pour {organization}.\n\n{link}"
        ),
        fields=_PERSON,
    ),
    NoticeKind(
        key="actors.rights_changed",
        label=_("Vos droits dans une structure ont changé"),
        category=_TEAM,
        subject=_("Vos droits ont changé dans {organization}"),
        body=_(
            "Bonjour {recipient},\n\nVotre rôle ou votre accès a changé dans {organization}. "
            "Voyez où vous en êtes :\n{link}"
        ),
        fields=_ORGANIZATION,
        is_essential=True,
    ),
    NoticeKind(
        key="actors.join_request",
        label=_("Une personne demande à rejoindre votre structure"),
        category=_TEAM,
        subject=_("{person} demande à rejoindre {organization}"),
        body=_("Bonjour {recipient},\n\n{person} demande à agir pour {organization}. Répondez-lui :\n{link}"),
        fields=_PERSON,
    ),
    NoticeKind(
        key="actors.join_answer",
        label=_("Réponse à votre demande pour rejoindre une structure"),
        category=_TEAM,
        subject=_("Votre demande pour rejoindre {organization}"),
        body=_("Bonjour {recipient},\n\nVotre demande pour rejoindre {organization} est {answer}.\n\n{link}"),
        fields=_ORGANIZATION | {"answer": "acceptée"},
    ),
    NoticeKind(
        key="actors.habilitation_given",
        label=_("Votre structure est habilitée"),
        category=_TEAM,
        subject=_("{organization} est habilitée"),
        body=_(
            "Bonjour {recipient},\n\nLes deux copilotes ont habilité {organization} à voir les personnes "
            "qu’elle accompagne.\n\n{link}"
        ),
        fields=_ORGANIZATION,
    ),
    NoticeKind(
        key="actors.habilitation_withdrawn",
        label=_("L’habilitation de votre structure est retirée"),
        category=_TEAM,
        subject=_("{organization} n’est plus habilitée"),
        body=_(
            "Bonjour {recipient},\n\nUn copilote a retiré l’habilitation de « {organization} » : "
            "l’accès aux personnes est fermé. Prenez contact avec la coordination.\n\n{link}"
        ),
        fields=_ORGANIZATION,
        is_essential=True,
    ),
    NoticeKind(
        key="actors.text_to_sign",
        label=_("Un texte est à signer"),
        category=_TEAM,
        subject=_("À signer pour {organization} : {text}"),
        body=_(
            "Bonjour {recipient},\n\nLes deux copilotes ont publié « {text} ». "
            "Lisez-le, puis signez-le au nom de « {organization} » :\n{link}"
        ),
        fields=_ORGANIZATION | {"text": "Charte de partenariat"},
    ),
    NoticeKind(
        key="actors.key_created",
        label=_("Une clé de logiciel est créée à votre nom"),
        category=_TEAM,
        subject=_("Une clé pour « {program} » vient d’être créée"),
        body=_(
            "Bonjour {recipient},\n\nUne clé vient d’être créée à votre nom pour le logiciel « {program} ». "
            "Si ce n’est pas vous, retirez-la tout de suite :\n{link}"
        ),
        fields={"program": "Gestion de l’association"},
        is_essential=True,
    ),
)
