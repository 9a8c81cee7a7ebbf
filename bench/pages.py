"""Pages and endpoints: the time the server takes, through Django's test client, on SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Figure, Report
from bench.scratch import loaded_addresses, loaded_territory
from bench.sizes import Sizes
from bench.synthetic_ban import extract_rows
from cite.accounts.enums import Role
from cite.accounts.operations import grant_role, open_account

_POINT = {"longitude": 4.4036, "latitude": 45.466}
_LIMIT_MS = 50
_WARM_UP = 2


@dataclass(frozen=True, slots=True)
class _Request:
    """Something people or programs ask; `items`: how many places it asks at once."""

    name: str
    send: Callable[[], HttpResponseBase]
    items: int = 1


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Ask everything that answers to a visitor, else to a co-pilot or an administrator; there is no peer."""
    report = Report(
        "pages", "Pages and API: time on the server, one request at a time (ours: 95 in 100 are faster)"
    )
    loaded_territory()
    loaded_addresses(sizes.addresses)
    warm_up = min(_WARM_UP, sizes.requests)
    for request in (*_pages(), *_questions(sizes.addresses)):
        seconds = call_times(_read, [request.send] * (warm_up + sizes.requests))[warm_up:]
        p50, p95 = (1000 * percentile(seconds, percent) for percent in (50, 95))
        target = _LIMIT_MS if request.items == 1 else None
        report.figures.append(Figure(request.name, p95, "ms", target=target, detail=f"p50 {p50:.1f}"))
    slowest = max((figure for figure in report.figures if figure.target), key=lambda figure: figure.ours)
    report.remarks.append(
        f"{len(report.figures)} requests; the slowest: {slowest.measure}, {slowest.ours:.1f} ms"
    )
    return report


def _read(send: Callable[[], HttpResponseBase]) -> bytes:
    response = send()
    if response.status_code != 200:
        asked = response.request
        raise RuntimeError(f"{asked['REQUEST_METHOD']} {asked['PATH_INFO']}: {response.status_code}")
    return b"".join(response.streaming_content) if response.streaming else response.content


def _pages() -> Iterator[_Request]:
    """List every address that answers by itself, to the first of these people."""
    territory = loaded_territory()
    people = {"": Client(), " (co-pilot)": Client(), " (administrator)": Client()}
    co_pilot = open_account(email="copilote@bench.example.org", full_name="Claire Mesure")
    with scope(territory=territory):
        grant_role(user=co_pilot, territory=territory, role=Role.CO_PILOT_METROPOLE)
    people[" (co-pilot)"].force_login(co_pilot)
    administrator = open_account(email="admin@bench.example.org", full_name="Anne Mesure", is_staff=True)
    people[" (administrator)"].force_login(administrator)
    routes = [
        *_plain_routes(get_resolver().url_patterns),
        reverse("imports:start", args=["adresses"]),
        reverse("api:v1:get_district", args=["QN04213M"]),
    ]
    for route in dict.fromkeys(routes):
        for who, client in people.items():
            if client.get(route).status_code == 200:
                yield _Request(f"GET {route}{who}", lambda client=client, route=route: client.get(route))
                break


def _plain_routes(patterns: list, prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _plain_routes(pattern.url_patterns, route)
        elif not set(route) & set("<^("):
            yield route


def _questions(addresses: int) -> Iterator[_Request]:
    """List the questions: by a form, by the API, one at a time or in bulk."""
    known = [
        f"{row['numero']} {row['nom_voie']} {row['code_postal']} {row['nom_commune']}"
        for row in islice(extract_rows(addresses), min(1000, addresses // 20))
    ]
    places = [{"longitude": 4.38 + rank / 1e5, "latitude": 45.44} for rank in range(len(known))]
    client = Client()

    def post(name: str, label: str, body: dict, **options) -> _Request:
        path = reverse(name)
        return _Request(f"POST {path}, {label}", lambda: client.post(path, body, **options))

    def post_json(name: str, label: str, body: dict, items: int = 1) -> _Request:
        path, content = reverse(name), json.dumps(body)
        return _Request(
            f"POST {path}, {label}",
            lambda: client.post(path, content, content_type="application/json"),
            items,
        )

    yield post("territories:address", "an address", {"address": known[0]})
    yield post("territories:point", "a point", _POINT)
    yield post(
        "territories:suggestions", "being typed", {"address": known[0][:12]}, headers={"HX-Request": "true"}
    )
    point = reverse("api:v1:locate_point")
    yield _Request(f"GET {point}, a point", lambda: client.get(point, _POINT))
    yield post_json("api:v1:locate_place", "an address", {"address": known[0]})
    yield post_json("api:v1:find_addresses", "being typed", {"text": known[0][:12]})
    yield post_json("api:v1:locate_bulk", f"{len(places):,} points", {"items": places}, items=len(places))
    asked = [{"address": address} for address in known]
    yield post_json("api:v1:locate_bulk", f"{len(asked):,} addresses", {"items": asked}, items=len(asked))
