"""The search: what the server takes to answer a few letters, among thousands of organizations and people."""

from __future__ import annotations

from itertools import product
from random import Random

from django.test import Client
from django.urls import reverse
from django_scopes import scope

from bench.clock import percentile, spent
from bench.figures import Figure, Report
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.operations import grant_role, open_account
from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED
from cite.actors.enums import OrganizationKind
from cite.actors.models import Membership, Organization, Partner
from cite.core.text import search_key
from cite.jobs.operations import refresh_statistics
from cite.tenancy.models import Territory

_ORGANIZATIONS, _PEOPLE_EACH = 5_000, 4
_LIMIT_MS = 30
_WARM_UP = 2
_WHAT = ("Association", "Centre social", "Mission locale", "Atelier", "Régie", "Maison", "École", "Réseau")
_WHERE = ("des Collines", "du Marais", "des Trois Ponts", "de la Forge", "du Belvédère", "des Glycines")
_FIRST = (
    "Nadia",
    "Marc",
    "Claire",
    "Yanis",
    "Sofia",
    "Anne",
    "Élodie",
    "Karim",
    "Inès",
    "Paul",
    "Zoé",
    "Luc",
)
_LAST = ("Perrin", "Olivaux", "Fontvieille", "Lacombe", "Duvernois", "Méziane", "Roche", "Vial", "Chazot")
_TYPED = {
    "two letters": "ma",
    "a beginning": "duver",
    "two words": "nadia perr",
    "an organization": "centre glyc",
    "a number": "12",
    "nothing": "zzzzz",
    "a page": "carte",
}


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Ask as who sees everyone, and as who sees her own; there is no peer."""
    territory = loaded_territory()
    organizations = min(_ORGANIZATIONS, sizes.rows // 10)
    with scope(territory=territory):
        member = _fill(territory, organizations)
        people = {"coordination": _coordinator(territory), "member": member}
    count = organizations * _PEOPLE_EACH
    report = Report(
        "search",
        f"Search: {organizations:,} organizations, {count:,} people, time on the server (ours: 95 in 100 are faster)",
    )
    for (who, user), (label, text) in product(people.items(), _TYPED.items()):
        client = Client()
        client.force_login(user)
        session = client.session
        session[SECOND_FACTOR_KEY] = VERIFIED
        session.save()
        ask = _asking(client, text)
        if who == "coordination" and (b"href" in ask(None)) == (text == _TYPED["nothing"]):
            raise RuntimeError(f"“{text}” should find something, or nothing")
        times = [spent(lambda ask=ask: ask(None)) for _turn in range(_WARM_UP + sizes.requests)][_WARM_UP:]
        p50, p95 = (1000 * percentile([each.seconds for each in times], percent) for percent in (50, 95))
        processor = 1000 * percentile([each.processor for each in times], 50)
        detail = f"p50 {p50:.1f}, processor {processor:.1f}"
        report.figures.append(Figure(f"{label} ({who})", p95, "ms", target=_LIMIT_MS, detail=detail))
    return report


def _asking(client: Client, text: str):
    address = reverse("search:search")

    def ask(_turn: object) -> bytes:
        response = client.post(address, {"q": text}, headers={"HX-Request": "true"})
        if response.status_code != 200:
            raise RuntimeError(f"POST {address}: {response.status_code}")
        return response.content

    return ask


def _coordinator(territory: Territory) -> User:
    user = open_account(email="coordination@recherche.example.org", full_name="Sofia Mesure")
    grant_role(user=user, territory=territory, role=Role.COORDINATOR)
    return user


def _fill(territory: Territory, count: int) -> User:
    """Create organizations and their people, in bulk, and give one of the people."""
    chance = Random(20261123)
    names = [f"{chance.choice(_WHAT)} {chance.choice(_WHERE)} {number}" for number in range(count)]
    organizations = Organization.objects.bulk_create(
        Organization(name=name, kind=OrganizationKind.OTHER, search_key=f" {search_key(name)} association")
        for name in names
    )
    partners = Partner.objects.bulk_create(
        Partner(territory=territory, organization=organization) for organization in organizations
    )
    users = User.objects.bulk_create(
        User(
            email=f"personne{number}@recherche.example.org",
            full_name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            password="!",  # noqa: S106 - nobody signs in with it
        )
        for number in range(count * _PEOPLE_EACH)
    )
    Membership.objects.bulk_create(
        Membership(
            territory=territory,
            partner=partners[rank % count],
            user=user,
            role=Role.PRESCRIBER,
            search_key=search_key(user.full_name),
        )
        for rank, user in enumerate(users)
    )
    refresh_statistics()  # as every night
    return users[0]
