"""Files of the call for projects: their list at 500, and an answer saved while it is typed."""

from __future__ import annotations

from decimal import Decimal

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Figure, Report
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN, SECOND_FACTOR_KEY, VERIFIED
from cite.core.dates import now
from cite.grants.models import Application, Award, CallEdition, Funder
from cite.grants.rules.answers import fingerprint
from cite.tenancy.models import Territory

_FILES = 500
_LIST_MS, _SAVE_MS = 80, 40
_WARM_UP = 2


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Open the list as the coordination does, and write as a carrier does; there is no peer that runs here."""
    territory = loaded_territory()
    call_command("seed_demo", without_residents=True)
    count = min(_FILES, sizes.rows // 20)
    report = Report("files", f"Files: {count} of one call, time on the server (ours: 95 in 100 are faster)")
    with scope(territory=territory):
        _fill(territory, count)
        draft = Application.objects.get(title="Le téléphone ne me fait plus peur")
    turns = range(_WARM_UP + sizes.requests)
    desk, carrier = _signed_in("sofia.coordination"), _signed_in("marc.association")
    address = reverse("grants:applications")
    for label, query in {
        "the list": {},
        "the list, by words": {"mots": "action"},
        "the list, by amount asked": {"tri": "-asked"},
    }.items():
        report.figures.append(
            _figure(label, call_times(lambda _turn, q=query: _read(desk, address, q), turns), _LIST_MS)
        )
    report.figures.append(_figure("an answer saved", call_times(_saving(carrier, draft), turns), _SAVE_MS))
    return report


def _figure(label: str, seconds: list[float], target: int) -> Figure:
    p50, p95 = (1000 * percentile(seconds[_WARM_UP:], percent) for percent in (50, 95))
    return Figure(label, p95, "ms", target=target, detail=f"p50 {p50:.1f}")


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@{DEMO_DOMAIN}"))
    session = client.session
    session[SECOND_FACTOR_KEY] = VERIFIED
    session.save()
    return client


def _read(client: Client, address: str, query: dict[str, str]) -> bytes:
    response = client.get(address, query)
    if response.status_code != 200:
        raise RuntimeError(f"GET {address}: {response.status_code}")
    return response.content


def _saving(client: Client, draft: Application):
    """Type one more word each time, from the answer that was there."""
    address = reverse("grants:answer", args=[draft.uuid])
    seen = [fingerprint(draft.answers["need"])]

    def save(turn: int) -> None:
        answer = client.post(
            address,
            {"key": "need", "need": f"Le besoin, écrit {turn} fois.", "seen-need": seen[0]},
            headers={"Accept": "application/json"},
        )
        if answer.status_code != 200 or answer.json()["state"] != "saved":
            raise RuntimeError(f"POST {address}: {answer.status_code}")
        seen[0] = answer.json()["seen"]

    return save


def _fill(territory: Territory, count: int) -> None:
    """Add files in review to the call of the demonstration, in bulk."""
    edition = CallEdition.objects.select_related("call").get()
    model = Application.objects.exclude(deposited_at=None).select_related("partner").first()
    funder = Funder.objects.first()
    files = Application.objects.bulk_create(
        Application(
            territory=territory,
            call=edition.call,
            edition=edition,
            partner=model.partner,
            carrier_kind=model.carrier_kind,
            number=f"M-{number:04d}",
            title=f"Action {number}",
            search_key=f" action {number}",
            state="in_review",
            priorities=["off_radar"],
            answers=model.answers,
            created_by=model.created_by,
            deposited_at=now(),
        )
        for number in range(count)
    )
    Award.objects.bulk_create(
        Award(territory=territory, application=file, funder=funder, amount_asked=Decimal(5000))
        for file in files
    )
