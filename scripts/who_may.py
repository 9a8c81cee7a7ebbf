"""The page « qui peut quoi »: every page of the site and every role, asked of the permissions themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.tenancy.models import Territory

INTRODUCTION = """# Qui peut quoi

Chaque page du site, et à qui elle s’ouvre. Ce tableau vient des permissions du code : il est engendré par `make docs`,
et un test le garde à jour.

- **oui** : la page s’ouvre ;
- **selon** : la page porte sur une fiche, et s’ouvre si le rôle **et** la fiche le permettent (sa structure, sa Cité,
  ses quartiers) ; sinon elle n’existe pas, ou dit pourquoi elle reste fermée ;
- **–** : la page dit pourquoi elle reste fermée.

Un rôle tenu dans une structure ouvre les mêmes pages. Gérer les membres d’une structure et signer en son nom tient à
ce qu’on en est administrateur, pas au rôle ([ADR 0010](adr/0010-roles-et-droits.md)). Aucun rôle seul n’ouvre les
situations des habitants : il faut en plus un titre légal et l’habilitation des deux copilotes.

Un avis demandé ouvre un dossier aux membres de la structure sollicitée tant qu’il est attendu. Une fois l’avis rendu,
la demande annulée ou le dossier décidé, le dossier se referme ; l’avis lui reste lisible. Une clé de logiciel en
lecture seule ne change rien ; en lecture et écriture, elle peut ce que peut la personne.
"""

NAMES = {
    "co_pilot_state": "Copilote État",
    "co_pilot_metropole": "Copilote métropole",
    "coordinator": "Coordination",
    "prescriber": "Prescription",
    "carrier": "Porteur",
    "legal_representative": "Représentant légal",
    "instructor": "Instruction",
    "funder": "Financeur",
    "district_officer": "Chargé de quartier",
    "relay": "Relais",
    "employer": "Entreprise",
    "reader": "Lecture",
    "data_protection_officer": "Protection des données",
}
LIBRARIES = ("allauth.", "ninja.", "django.")


@dataclass(frozen=True)
class _Row:
    app: str
    title: str
    route: str
    view_class: Any


def who_may() -> str:
    """Write the page."""
    with translation.override("fr"):
        requests = _requests()
        parts = [INTRODUCTION]
        rows = list(_rows(get_resolver().url_patterns))
        for app in dict.fromkeys(row.app for row in rows):
            parts.append(_section(app, [row for row in rows if row.app == app], requests))
    return "\n".join(parts)


def _section(app: str, rows: list[_Row], requests: dict[str, Any]) -> str:
    lines = [
        f"## {app}\n",
        "| Page | " + " | ".join(requests) + " |",
        "| --- |" + " :-: |" * len(requests),
    ]
    for row in rows:
        answers = " | ".join(_answer(row, request) for request in requests.values())
        lines.append(f"| {row.title} `/{row.route}` | {answers} |")
    return "\n".join(lines) + "\n"


def _answer(row: _Row, request: Any) -> str:
    if getattr(row.view_class.as_view(), "login_required", True) and not request.user.is_authenticated:
        return "–"
    if not row.view_class.permission(request):
        return "–"
    return "selon" if "…" in row.route else "oui"


def _rows(patterns: list, prefix: str = "") -> Iterator[_Row]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _rows(pattern.url_patterns, route)
        elif _is_page(pattern, route):
            view_class = pattern.callback.view_class
            app = apps.get_containing_app_config(view_class.__module__)
            name = str(app.verbose_name)
            title = re.sub(r"%\(\w+\)s", "…", str(getattr(view_class, "title", ""))).strip(" :«»")
            yield _Row(name[:1].upper() + name[1:], title, re.sub(r"<[^>]+>", "…", route), view_class)


def _is_page(pattern: URLPattern, route: str) -> bool:
    view_class = getattr(pattern.callback, "view_class", None)
    if (
        view_class is None
        or pattern.callback.__module__.startswith(LIBRARIES)
        or route.startswith(("api/", "ui/"))
    ):
        return False
    return "get" in view_class.http_method_names and hasattr(view_class, "get")


def _requests() -> dict[str, Any]:
    """One request per kind of person; what she is stands on the user object, so nothing is asked of a database."""
    territory = Territory(pk=1, name="Cité")
    people: dict[str, Any] = {"Visiteur": AnonymousUser()}
    for role in Role:
        people[NAMES[role]] = _known(User(pk=1, email="personne@example.org"), frozenset({role}))
    people["Administration de la plateforme"] = _known(
        User(pk=1, email="personne@example.org", is_staff=True), frozenset()
    )
    return {name: _request(user, territory) for name, user in people.items()}


def _known(user: Any, roles: frozenset) -> Any:
    user.__dict__["_roles_by_territory"] = {1: roles}
    user.__dict__["_memberships_by_territory"] = {1: []}
    return user


def _request(user: Any, territory: Any) -> Any:
    return SimpleNamespace(
        user=user,
        territory=territory,
        membership=None,
        memberships=[],
        session={},
        GET={},
        method="GET",
        path="/",
    )
