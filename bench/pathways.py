"""Pathways: one on a screen, and the lists of a professional, among 100,000 people and two million events."""

from __future__ import annotations

from django.db.models import Max
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Figure, Report
from bench.following import APPOINTMENTS, CONTACTS, FINDINGS, NOTES, STEPS, followed_people
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED
from cite.pathways.models import Pathway

_PAGE_MS, _LIST_MS = 60, 50
_WARM_UP = 2


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Open the pages as a professional does; there is no peer that runs here."""
    territory, count = loaded_territory(), sizes.rows // 10
    member = followed_people(territory, count)
    events = count * (CONTACTS + APPOINTMENTS + STEPS + NOTES + FINDINGS)
    report = Report(
        "pathways",
        f"Pathways: {count:,} people, {events:,} events, time on the server (ours: 95 in 100 are faster)",
    )
    client = Client()
    client.force_login(member.user)
    session = client.session
    session[SECOND_FACTOR_KEY] = VERIFIED
    session.save()
    with scope(territory=territory):
        hers = list(
            Pathway.objects.filter(opened_by=member)
            .order_by("pk")
            .values_list("uuid", flat=True)[: _WARM_UP + sizes.requests]
        )
        report.remarks.append(f"last pathway: {Pathway.objects.aggregate(last=Max('pk'))['last']:,}")
    lists = reverse("pathways:pathways")
    turns = range(_WARM_UP + sizes.requests)
    pages = [reverse("pathways:pathway", args=[hers[turn % len(hers)]]) for turn in turns]
    measures = (
        ("a pathway", pages, {}, _PAGE_MS),
        ("the list of a professional", [lists] * len(turns), {}, _LIST_MS),
        ("the list, by status", [lists] * len(turns), {"etat": "in_action"}, _LIST_MS),
        ("the list, silent for 60 days", [lists] * len(turns), {"silence": "60"}, _LIST_MS),
        ("the list of a structure", [lists] * len(turns), {"qui": "tous"}, _LIST_MS),
    )
    for label, addresses, query, target in measures:
        times = call_times(lambda address, asked=query: _read(client, address, asked), addresses)
        report.figures.append(_figure(label, times, target))
    return report


def _figure(label: str, seconds: list[float], target: int) -> Figure:
    p50, p95 = (1000 * percentile(seconds[_WARM_UP:], percent) for percent in (50, 95))
    return Figure(label, p95, "ms", target=target, detail=f"p50 {p50:.1f}")


def _read(client: Client, address: str, query: dict[str, str]) -> None:
    response = client.get(address, query)
    if response.status_code != 200:
        raise RuntimeError(f"GET {address}: {response.status_code}")
