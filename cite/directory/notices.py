"""The messages about the sheets of services. None names a person nor quotes what somebody wrote."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.enums import Channel
from cite.notifications.ports import NoticeKind

_OFFER = _("Offre de services")
_SHEET = {"service": "Aide au permis"}

TO_READ = NoticeKind(
    key="directory.to_read",
    label=_("Une fiche de service est à relire"),
    category=_OFFER,
    subject=_("À relire : « {service} »"),
    body=_(
        "Bonjour {recipient},\n\nLa fiche « {service} » attend votre relecture. Les différences sont montrées "
        "champ par champ ; publiez-la, ou rendez-la en disant pourquoi :\n{link}"
    ),
    fields=_SHEET,
    cooldown=timedelta(hours=12),
)
SUGGESTED = NoticeKind(
    key="directory.suggested",
    label=_("Un service est suggéré"),
    category=_OFFER,
    subject=_("Un service est suggéré : « {service} »"),
    body=_(
        "Bonjour {recipient},\n\nQuelqu’un suggère un service que l’offre ne montre pas : « {service} ». "
        "Prenez la suggestion, ou écartez-la :\n{link}"
    ),
    fields=_SHEET,
)
TO_WRITE = NoticeKind(
    key="directory.to_write",
    label=_("Une fiche suggérée est à compléter"),
    category=_OFFER,
    subject=_("À compléter : « {service} »"),
    body=_(
        "Bonjour {recipient},\n\nUn habitant ou un professionnel a suggéré « {service} », que votre structure "
        "propose. Un brouillon vous attend : complétez-le, puis proposez-le à la relecture.\n\n{link}"
    ),
    fields=_SHEET,
)
PUBLISHED = NoticeKind(
    key="directory.published",
    label=_("Votre fiche est publiée"),
    category=_OFFER,
    subject=_("« {service} » est publiée"),
    body=_(
        "Bonjour {recipient},\n\nVotre fiche « {service} » est publiée : les habitants et les professionnels "
        "la trouvent. Elle reste visible jusqu’au {until} ; nous vous écrirons avant.\n\n{link}"
    ),
    fields=_SHEET | {"until": "27 juillet 2027"},
)
RETURNED = NoticeKind(
    key="directory.returned",
    label=_("Votre fiche vous est rendue"),
    category=_OFFER,
    subject=_("« {service} » : à compléter"),
    body=_(
        "Bonjour {recipient},\n\nVotre fiche « {service} » vous est rendue. La raison est écrite sur la fiche : "
        "corrigez, puis proposez-la de nouveau.\n\n{link}"
    ),
    fields=_SHEET,
)
PUT_BACK = NoticeKind(
    key="directory.put_back",
    label=_("Une version plus ancienne de votre fiche est remise"),
    category=_OFFER,
    subject=_("« {service} » : la version relue est remise"),
    body=_(
        "Bonjour {recipient},\n\nVos derniers changements de la fiche « {service} » ne sont pas gardés. La raison "
        "est écrite sur la fiche, et ce que vous aviez écrit reste dans son histoire.\n\n{link}"
    ),
    fields=_SHEET,
)
AUDIO_SET_ASIDE = NoticeKind(
    key="directory.audio_set_aside",
    label=_("Un enregistrement de votre fiche est écarté"),
    category=_OFFER,
    subject=_("« {service} » : un enregistrement est écarté"),
    body=_(
        "Bonjour {recipient},\n\nUn enregistrement de la fiche « {service} » n’est pas donné à écouter au public. La "
        "raison est écrite sur cette page : déposez-en un autre.\n\n{link}"
    ),
    fields=_SHEET,
)
STILL_TRUE = NoticeKind(
    key="directory.still_true",
    label=_("Votre fiche va cesser d’être visible"),
    category=_OFFER,
    subject=_("« {service} » est-elle toujours vraie ?"),
    body=_(
        "Bonjour,\n\nVotre fiche « {service} » cesse d’être visible après le {until}.\n\nElle est toujours vraie ? "
        "Ouvrez ce lien, puis touchez le bouton « Toujours vrai » :\n{link}\n\nPas besoin de vous connecter. "
        "Quelque chose a changé ? Connectez-vous au site et corrigez-la : elle sera visible plus longtemps."
    ),
    fields=_SHEET | {"until": "10 janvier 2027"},
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
)
HIDDEN = NoticeKind(
    key="directory.hidden",
    label=_("Votre fiche n’est plus visible"),
    category=_OFFER,
    subject=_("« {service} » n’est plus visible"),
    body=_(
        "Bonjour,\n\nPersonne n’a confirmé la fiche « {service} » : depuis le {until}, les habitants ne la voient "
        "plus. Rien n’est effacé.\n\nElle est toujours vraie ? Ouvrez ce lien, puis touchez le bouton "
        "« Toujours vrai » : elle revient aussitôt.\n{link}"
    ),
    fields=_SHEET | {"until": "10 janvier 2027"},
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
)
OVERLAP_JUDGED = NoticeKind(
    key="directory.overlap_judged",
    label=_("Un avis est donné sur un recoupement"),
    category=_OFFER,
    subject=_("Un avis sur « {one} » et « {other} »"),
    body=_(
        "Bonjour {recipient},\n\n« {one} » et « {other} » se recoupent, et un avis vient d’être donné. Lisez-le, "
        "puis donnez le vôtre : les deux structures et les copilotes lisent tous les avis.\n\n{link}"
    ),
    fields={"one": "Atelier de conversation", "other": "Parler français ensemble"},
)
OVERLAP_DUE = NoticeKind(
    key="directory.overlap_due",
    label=_("La suite d’un recoupement est pour bientôt"),
    category=_OFFER,
    subject=_("Pour le {until} : « {one} » et « {other} »"),
    body=_(
        "Bonjour {recipient},\n\nUne suite est à donner pour le {until} à « {one} » et « {other} », qui se "
        "recoupent. Lisez-la ; une fois qu’elle est donnée, dites-le dans l’avis de votre côté.\n\n{link}"
    ),
    fields={
        "one": "Atelier de conversation",
        "other": "Parler français ensemble",
        "until": "15 janvier 2027",
    },
)

_CALLS = _("Rappels")
_PROMISE = {"district": "Montreynaud (Saint-Étienne)", "before": "mardi 18 h"}

CALL_ASKED = NoticeKind(
    key="directory.call_asked",
    label=_("Une personne est à rappeler"),
    category=_CALLS,
    subject=_("À rappeler avant {before} : {district}"),
    body=_(
        "Bonjour {recipient},\n\nVous êtes de permanence. Une personne de {district} demande à être rappelée "
        "avant {before}. Son numéro est sur cette page ; il s’efface dès que vous notez l’issue :\n{link}"
    ),
    fields=_PROMISE,
    is_essential=True,
)
CALL_HALF = NoticeKind(
    key="directory.call_half",
    label=_("Un rappel promis n’est pas encore fait"),
    category=_CALLS,
    subject=_("Pensez-y : un rappel avant {before}, {district}"),
    body=_(
        "Bonjour {recipient},\n\nLa moitié du délai est passée. Nous avons promis d’appeler une personne de "
        "{district} avant {before}. Appelez-la, ou passez la demande à votre relais :\n{link}"
    ),
    fields=_PROMISE,
    is_essential=True,
)
CALL_DEPUTY = NoticeKind(
    key="directory.call_deputy",
    label=_("Un rappel promis vous attend, comme relais"),
    category=_CALLS,
    subject=_("Relais : un rappel avant {before}, {district}"),
    body=_(
        "Bonjour {recipient},\n\nVous êtes le relais de la permanence de {district}. Une personne devait être "
        "appelée avant {before} et ne l’est pas encore. Appelez-la, ou dites à votre collègue de le faire :\n{link}"
    ),
    fields=_PROMISE,
    is_essential=True,
)
CALL_LAST = NoticeKind(
    key="directory.call_last",
    label=_("Une promesse de rappel va être rompue"),
    category=_CALLS,
    subject=_("Promesse en danger : {district}, avant {before}"),
    body=_(
        "Bonjour {recipient},\n\nPersonne n’a encore appelé, et nous avons promis de le faire avant {before} à "
        "{district}. Joignez la personne de permanence, ou confiez la demande à une autre :\n{link}"
    ),
    fields=_PROMISE,
    is_essential=True,
)
CALL_HANDED = NoticeKind(
    key="directory.call_handed",
    label=_("Un rappel vous est confié"),
    category=_CALLS,
    subject=_("Un rappel vous est confié : {district}, avant {before}"),
    body=_(
        "Bonjour {recipient},\n\nUn collègue vous confie un rappel à {district}, promis avant {before} :\n{link}"
    ),
    fields=_PROMISE,
    is_essential=True,
)

_LISTS = _("Listes et recherches")

LIST_HANDED = NoticeKind(
    key="directory.list_handed",
    label=_("Une liste de services vous est confiée"),
    category=_LISTS,
    subject=_("Une liste de services vous est confiée"),
    body=_(
        "Bonjour {recipient},\n\nUn collègue vous confie une liste de services. Vous la tenez désormais : "
        "rangez-la, complétez-la, ou confiez-la à votre tour :\n{link}"
    ),
)
NEW_SERVICES = NoticeKind(
    key="directory.new_services",
    label=_("De nouveaux services répondent à vos recherches"),
    category=_LISTS,
    subject=_("{count} pour vos recherches"),
    body=_(
        "Bonjour {recipient},\n\n{count} depuis la dernière fois, pour les recherches que vous gardez :\n\n"
        "{services}\n\nVos recherches, et ce qui est nouveau dans chacune :\n{link}\n\n"
        "Vous ne voulez plus de ces messages ? Ouvrez ce lien, puis touchez le bouton :\n{stop}"
    ),
    fields={
        "count": _("2 nouveaux services"),
        "services": "– Aide au permis\n– Atelier vélo",
        "stop": "https://cite.example/offre/alertes/exemple/",
    },
    channels=(Channel.EMAIL,),
    is_essential=True,
    is_secret=True,
)

NOTICES = (
    TO_READ,
    SUGGESTED,
    TO_WRITE,
    PUBLISHED,
    RETURNED,
    PUT_BACK,
    AUDIO_SET_ASIDE,
    STILL_TRUE,
    HIDDEN,
    OVERLAP_JUDGED,
    OVERLAP_DUE,
    CALL_ASKED,
    CALL_HALF,
    CALL_DEPUTY,
    CALL_LAST,
    CALL_HANDED,
    LIST_HANDED,
    NEW_SERVICES,
)
