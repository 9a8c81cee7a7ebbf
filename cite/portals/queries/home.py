"""What a person finds when she comes in: who she is here, and the doors she uses most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.accounts.permissions import roles_of
from cite.meetings.permissions import visible_meetings
from cite.meetings.queries import path_of, upcoming_meetings
from cite.pathways.enums.pathways import Channel
from cite.pathways.models import Appointment
from cite.pathways.queries.lists import appointments_given
from cite.ui.navigation import opens

MOST_DOORS = 6
MOST_COMING = 3

BY_IMPORTANCE = (
    Role.CO_PILOT_STATE,
    Role.CO_PILOT_METROPOLE,
    Role.COORDINATOR,
    Role.INSTRUCTOR,
    Role.FUNDER,
    Role.DATA_PROTECTION_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.PRESCRIBER,
    Role.LEGAL_REPRESENTATIVE,
    Role.CARRIER,
    Role.RELAY,
    Role.EMPLOYER,
    Role.READER,
)
"""Of a person who has several roles, the first of these decides what her home page offers."""


@dataclass(frozen=True, slots=True)
class Door:
    """One of the main things to do: a tile of the home page."""

    url_name: str
    title: Any
    text: Any
    pictogram: str

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is coming: what, when, and where it is told."""

    title: str
    url: str
    at: datetime
    place: str


DOORS = {
    door.url_name: door
    for door in (
        Door(
            "actors:directory",
            _("Trouver un acteur"),
            _("Qui fait quoi, dans quel quartier, pour qui."),
            "environment/human-cooperation",
        ),
        Door(
            "actors:chain",
            _("Voir ce qui manque"),
            _("Les maillons de la chaîne, quartier par quartier."),
            "digital/data-visualization",
        ),
        Door(
            "meetings:meetings",
            _("Voir les réunions"),
            _("Ce qui vient, les décisions, les comptes rendus."),
            "digital/calendar",
        ),
        Door(
            "territories:address",
            _("Vérifier une adresse"),
            _("Est-elle dans un quartier prioritaire ?"),
            "map/map-pin",
        ),
        Door(
            "imports:home",
            _("Vérifier une liste"),
            _("Un fichier d’adresses, rendu avec les réponses."),
            "document/document-search",
        ),
        Door("territories:map", _("Voir les quartiers"), _("La carte, et la liste par commune."), "map/map"),
        Door(
            "territories:watch-districts",
            _("Suivre la veille active"),
            _("Les anciens quartiers prioritaires, et leurs contours."),
            "map/compass",
        ),
        Door("audit:journal", _("Lire le journal"), _("Qui a fait quoi, et lu quoi."), "system/padlock"),
        Door(
            "opening:service",
            _("Mettre en service"),
            _("Ce que la loi demande avant d’accueillir des habitants."),
            "document/document-signature",
        ),
        Door(
            "actors:team",
            _("Voir ma structure"),
            _("L’équipe, les invitations, les demandes."),
            "leisure/community",
        ),
        Door(
            "actors:texts",
            _("Lire et signer la charte"),
            _("Les engagements de votre structure."),
            "document/sign-document",
        ),
        Door(
            "portals:problems",
            _("Répondre aux signalements"),
            _("Ce qui n’a pas marché pour quelqu’un."),
            "system/technical-error",
        ),
        Door(
            "jobs:jobs", _("Surveiller les travaux"), _("Ce qui attend, tourne ou a échoué."), "system/system"
        ),
        Door(
            "grants:applications",
            _("Suivre les dossiers"),
            _("Les demandes de subvention, et où en est chacune."),
            "document/document-add",
        ),
        Door(
            "grants:calls",
            _("Lire les appels à projets"),
            _("Ce qui est financé, jusqu’à quand, et un test sans compte."),
            "document/contract",
        ),
        Door(
            "directory:sheets",
            _("Lire l’offre de services"),
            _("Ce qui aide vers l’emploi, pour qui, comment le demander."),
            "document/binders",
        ),
        Door(
            "pathways:pathways",
            _("Suivre mes parcours"),
            _("Qui j’accompagne, ce qui vient, qui est sans nouvelles."),
            "map/backpack",
        ),
        Door(
            "directory:search-services",
            _("Chercher un service"),
            _("Pour quelqu’un que vous aidez : délais, conditions, comment l’orienter."),
            "digital/search",
        ),
        Door(
            "referrals:list",
            _("Suivre mes orientations"),
            _("Qui a répondu, qui est venu, et après."),
            "digital/mail-send",
        ),
        Door(
            "referrals:introduce",
            _("Signaler quelqu’un"),
            _("Cinq lignes, avec son accord : quelqu’un l’appelle."),
            "digital/smartphone",
        ),
        Door(
            "dropout:alerts",
            _("Voir qui appeler"),
            _("Les situations à regarder cette semaine, avec les raisons."),
            "system/notification",
        ),
        Door(
            "dropout:structures",
            _("Voir ce qui attend"),
            _("Combien de situations, dans quelle structure, et pourquoi."),
            "system/flow-list",
        ),
        Door(
            "directory:coverage",
            _("Croiser l’offre et les quartiers"),
            _("Ce qu’aucun service ne couvre, quartier par quartier."),
            "map/location-france",
        ),
        Door("my-account", _("Régler mon compte"), _("Nom, connexion, appareils."), "digital/avatar"),
        Door(
            "portals:help",
            _("Trouver de l’aide"),
            _("Modes d’emploi, questions, contact."),
            "system/information",
        ),
    )
}

_ACTORS, _CHAIN, _MEETINGS = "actors:directory", "actors:chain", "meetings:meetings"
_ADDRESS, _MAP, _LIST = "territories:address", "territories:map", "imports:home"
_ACCOUNT, _HELP, _TEAM = "my-account", "portals:help", "actors:team"
_FILES, _CALLS, _OFFER = "grants:applications", "grants:calls", "directory:sheets"
_PATHWAYS, _SEARCH = "pathways:pathways", "directory:search-services"
_REFERRALS, _INTRODUCE = "referrals:list", "referrals:introduce"
_AWAITS, _COVERAGE = "dropout:structures", "directory:coverage"
_PILOT = (
    _FILES,
    _MEETINGS,
    _AWAITS,
    _COVERAGE,
    _CHAIN,
    _ACTORS,
    _MAP,
    "opening:service",
    _CALLS,
    "territories:watch-districts",
    _LIST,
)

DOORS_OF: dict[Role | None, tuple[str, ...]] = {
    Role.CO_PILOT_STATE: _PILOT,
    Role.CO_PILOT_METROPOLE: _PILOT,
    Role.COORDINATOR: (
        _FILES,
        _AWAITS,
        _COVERAGE,
        _ACTORS,
        _MEETINGS,
        _CALLS,
        _CHAIN,
        "portals:problems",
        _LIST,
        "opening:service",
        _MAP,
    ),
    Role.INSTRUCTOR: (_FILES, _CALLS, _ACTORS, _CHAIN, _MEETINGS, _MAP),
    Role.FUNDER: (_FILES, _CALLS, _ACTORS, _CHAIN, _MEETINGS, _MAP),
    Role.DATA_PROTECTION_OFFICER: ("audit:journal", "opening:service", _ACTORS, _HELP, _ACCOUNT),
    Role.DISTRICT_OFFICER: (_CHAIN, _ACTORS, _MAP, _MEETINGS, _ADDRESS, "territories:watch-districts"),
    Role.PRESCRIBER: (
        _PATHWAYS,
        "dropout:alerts",
        _SEARCH,
        _REFERRALS,
        _ADDRESS,
        _ACTORS,
        _TEAM,
        _CHAIN,
        _MEETINGS,
        _LIST,
        _MAP,
    ),
    Role.LEGAL_REPRESENTATIVE: (_FILES, "actors:texts", _TEAM, _CALLS, _MEETINGS, _ADDRESS),
    Role.CARRIER: (_FILES, _CALLS, _TEAM, "actors:texts", _ACTORS, _CHAIN, _MEETINGS, _ADDRESS, _LIST, _MAP),
    Role.RELAY: (_INTRODUCE, _SEARCH, _ADDRESS, _OFFER, _MAP, _TEAM, _HELP, _ACCOUNT),
    Role.EMPLOYER: (_TEAM, _OFFER, _ADDRESS, _MAP, _HELP, _ACCOUNT),
    Role.READER: (_MAP, _OFFER, _ACTORS, _CHAIN, _ADDRESS, _HELP),
    None: (_ADDRESS, _MAP, _ACCOUNT, _HELP),
}
"""The doors of each role, the most useful first; None: an account without any role here."""

ADMINISTRATOR_DOORS = ("jobs:jobs", "opening:service", "portals:problems", _ACCOUNT, _HELP, _MAP)


def main_role(request: HttpRequest) -> Role | None:
    """Tell what a person mostly is in this Cité; None without any role."""
    roles = roles_of(request.user, getattr(request, "territory", None))
    return next((role for role in BY_IMPORTANCE if role in roles), None)


def doors_for(request: HttpRequest) -> Sequence[Door]:
    """List the main doors of this person, those her pages would refuse left out."""
    role = main_role(request)
    names = ADMINISTRATOR_DOORS if role is None and request.user.is_staff else DOORS_OF[role]
    return [DOORS[name] for name in names if opens(request, name)][:MOST_DOORS]


def coming_for(request: HttpRequest) -> list[Coming]:
    """List the next meetings she sees and the next appointments she gives, soonest first. Two queries.

    An appointment names nobody here, its initials tell it from another: the page of its pathway names, and notes who
    read it. Its subject is not there either: somebody else may look at the first page of a screen.
    """
    user, territory = request.user, getattr(request, "territory", None)
    meetings = upcoming_meetings(visible_meetings(user, territory))[:MOST_COMING]
    appointments = appointments_given(user, territory)[:MOST_COMING]
    coming = [
        *(Coming(meeting.title, path_of(meeting), meeting.starts_at, meeting.place) for meeting in meetings),
        *(
            Coming(
                _("Rendez-vous avec %(initials)s") % {"initials": each.pathway.resident.initials},
                reverse("pathways:pathway", args=[each.pathway.uuid]),
                each.at,
                " · ".join(filter(None, (_how(each), each.place))),
            )
            for each in appointments
        ),
    ]
    return sorted(coming, key=lambda each: each.at)[:MOST_COMING]


def _how(appointment: Appointment) -> str:
    """Tell how they meet, where it is not at the office."""
    return "" if appointment.channel == Channel.MEETING else appointment.get_channel_display()
