"""The guide of the first visit: three things worth doing first, in each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.portals.models import GuideProgress
from cite.portals.queries.home import main_role
from cite.ui.navigation import opens

LENGTH = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: why, and where. `key` is what is remembered."""

    key: str
    title: Any
    text: Any
    label: Any
    url_name: str

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps of a person, and those she followed."""

    steps: tuple[Step, ...]
    done: frozenset[str]
    is_hidden: bool

    @property
    def keys(self) -> frozenset[str]:
        """What may be followed."""
        return frozenset(step.key for step in self.steps)

    @property
    def number_done(self) -> int:
        """How many of these steps are behind her."""
        return len(self.keys & self.done)


ADDRESS = Step(
    "address",
    _("Posez la première question"),
    _("Tapez une adresse : vous savez tout de suite si elle est dans un quartier prioritaire."),
    _("Vérifier une adresse"),
    "territories:address",
)
MAP = Step(
    "map",
    _("Faites le tour des quartiers"),
    _("La carte montre les quartiers prioritaires et ceux en veille active, commune par commune."),
    _("Ouvrir la carte"),
    "territories:map",
)
ACTORS = Step(
    "actors",
    _("Retrouvez les acteurs"),
    _("L’annuaire dit qui agit, dans quel quartier, à quelle étape vers l’emploi."),
    _("Ouvrir l’annuaire"),
    "actors:directory",
)
CHAIN = Step(
    "chain",
    _("Repérez ce qui manque"),
    _("Un tableau croise les étapes vers l’emploi et les quartiers : les manques sautent aux yeux."),
    _("Voir les maillons"),
    "actors:chain",
)
MEETINGS = Step(
    "meetings",
    _("Suivez les réunions"),
    _("Ordre du jour, invitations, décisions : tout est suivi jusqu’au compte rendu."),
    _("Voir les réunions"),
    "meetings:meetings",
)
LIST = Step(
    "list",
    _("Faites vérifier une liste"),
    _("Déposez un fichier d’adresses : il vous revient avec les réponses, puis il est effacé."),
    _("Déposer une liste"),
    "imports:home",
)
SERVICE = Step(
    "service",
    _("Mettez la Cité en service"),
    _("La liste de ce que la loi demande avant d’accueillir des habitants, pièce par pièce."),
    _("Voir ce qui manque"),
    "opening:service",
)
JOURNAL = Step(
    "journal",
    _("Ouvrez le journal"),
    _("Chaque geste et chaque lecture y sont écrits, et rien ne s’y change en silence."),
    _("Lire le journal"),
    "audit:journal",
)
MY_DATA = Step(
    "my_data",
    _("Voyez qui a lu votre fiche"),
    _("Ce qui vous concerne dans le journal vous est ouvert, à tout moment."),
    _("Voir le journal de mes données"),
    "audit:mine",
)
JOBS = Step(
    "jobs",
    _("Surveillez la plateforme"),
    _("Ce qu’elle fait en arrière-plan : ce qui attend, ce qui a échoué, et deux boutons pour y remédier."),
    _("Voir les travaux"),
    "jobs:jobs",
)
ACCOUNT = Step(
    "account",
    _("Protégez votre compte"),
    _("Vérifiez votre nom, vos appareils, et la manière dont vous vous connectez."),
    _("Ouvrir mon compte"),
    "my-account",
)
HELP = Step(
    "help",
    _("Sachez où trouver de l’aide"),
    _(
        "Modes d’emploi, réponses courtes, et l’adresse de la coordination : le lien est au bas de chaque page."
    ),
    _("Ouvrir l’aide"),
    "portals:help",
)

TEAM = Step(
    "team",
    _("Faites venir vos collègues"),
    _("Invitez-les dans votre structure : chacun se connecte à son nom, avec ses droits."),
    _("Voir mon équipe"),
    "actors:team",
)
TEXTS = Step(
    "texts",
    _("Engagez votre structure"),
    _("La charte dit à quoi chacun s’engage ici. La lire prend deux minutes."),
    _("Lire la charte"),
    "actors:texts",
)

CALL = Step(
    "call",
    _("Lisez l’appel à projets"),
    _("Ce qui est financé, jusqu’à quand, et un test qui dit si votre projet peut l’être."),
    _("Voir les appels à projets"),
    "grants:calls",
)
FILES = Step(
    "files",
    _("Ouvrez un dossier"),
    _("Chaque demande de subvention dit où elle en est, qui doit agir et jusqu’à quand."),
    _("Voir les dossiers"),
    "grants:applications",
)

INTRODUCE = Step(
    "introduce",
    _("Signalez quelqu’un qui est d’accord"),
    _("Cinq lignes depuis votre téléphone, même sans réseau : un professionnel l’appelle."),
    _("Voir le formulaire"),
    "referrals:introduce",
)
PATHWAYS = Step(
    "pathways",
    _("Ouvrez un premier parcours"),
    _("Avec l’accord de la personne : un référent, des étapes, des rendez-vous, sur une seule page."),
    _("Ouvrir mes parcours"),
    "pathways:pathways",
)
SEARCH = Step(
    "search",
    _("Cherchez un service pour quelqu’un"),
    _("Avec ses mots à elle : la fiche dit comment l’orienter, et les vrais délais."),
    _("Chercher un service"),
    "directory:search-services",
)

_PILOT = (FILES, CHAIN, ACTORS, SERVICE, MAP, ACCOUNT, HELP)
GUIDES: dict[Role | None, tuple[Step, ...]] = {
    Role.CO_PILOT_STATE: _PILOT,
    Role.CO_PILOT_METROPOLE: _PILOT,
    Role.COORDINATOR: (ACCOUNT, FILES, ACTORS, MEETINGS, SERVICE, MAP, HELP),
    Role.INSTRUCTOR: (ACCOUNT, FILES, CALL, ACTORS, CHAIN, MAP, HELP),
    Role.FUNDER: (ACCOUNT, FILES, CALL, ACTORS, CHAIN, MAP, HELP),
    Role.DATA_PROTECTION_OFFICER: (JOURNAL, SERVICE, ACCOUNT, MY_DATA, HELP),
    Role.DISTRICT_OFFICER: (CHAIN, ACTORS, MAP, ACCOUNT, HELP),
    Role.PRESCRIBER: (PATHWAYS, SEARCH, ACCOUNT, ADDRESS, ACTORS, LIST, HELP),
    Role.LEGAL_REPRESENTATIVE: (TEXTS, FILES, CALL, TEAM, ACCOUNT, MAP, HELP),
    Role.CARRIER: (CALL, TEXTS, TEAM, ACTORS, CHAIN, ACCOUNT, HELP),
    Role.RELAY: (INTRODUCE, ADDRESS, SEARCH, MAP, HELP, ACCOUNT),
    Role.EMPLOYER: (MAP, ADDRESS, HELP, ACCOUNT),
    Role.READER: (MAP, CHAIN, ACTORS, ADDRESS, HELP),
    None: (ADDRESS, MAP, HELP),
}
"""The steps of each role, the best first: the first three that open to the person make her guide."""

ADMINISTRATOR = (JOBS, SERVICE, ACCOUNT, HELP)


def guide_of(request: HttpRequest) -> Guide:
    """Build the guide of this person, and say how far she is."""
    role = main_role(request)
    wanted = ADMINISTRATOR if role is None and request.user.is_staff else GUIDES[role]
    steps = tuple(step for step in wanted if opens(request, step.url_name))[:LENGTH]
    progress = GuideProgress.objects.filter(user=request.user).first()
    if progress is None:
        return Guide(steps, frozenset(), is_hidden=False)
    return Guide(steps, frozenset(progress.steps_done), is_hidden=progress.hidden_at is not None)
