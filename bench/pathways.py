"""Pathways among 100,000 people and two million events: what a professional opens, what the machine looks at."""

from __future__ import annotations

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django_scopes import scope

from bench.clock import Spent, percentile, spent
from bench.figures import Figure, Report
from bench.following import followed_people
from bench.lives import EVENTS
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.dropout.enums.signs import ThresholdState
from cite.dropout.models import Alert, Replay, ThresholdSet
from cite.dropout.operations.alerts import look
from cite.dropout.operations.thresholds import run_replay
from cite.dropout.rules.thresholds import FIRST, written
from cite.dropout.tasks import try_thresholds
from cite.jobs.operations import claim_job, finish_job, in_hand, refresh_statistics
from cite.pathways.models import Pathway
from cite.tenancy.models import Territory

_PAGE_MS, _LIST_MS, _LOOK_S, _REPLAY_S = 60, 50, 5, 60
_BOARD_MS = 600
"""The few people who coordinate read it once a day: every open pathway is counted at each opening."""
_WARM_UP = 2
_YEAR = timedelta(days=365)


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Look at everybody, try thresholds on a year, open the pages; there is no peer that runs here."""
    territory, count = loaded_territory(), sizes.rows // 10
    member = followed_people(territory, count)
    report = Report(
        "pathways",
        f"Pathways: {count:,} people, {count * EVENTS:,} events, time on the server (ours: 95 in 100 are faster)",
    )
    with scope(territory=territory):
        report.figures += [*_looks(territory), _replay(territory, member)]
        hers = Pathway.objects.filter(opened_by=member, closed_on=None).order_by("pk")
        pathways = list(hers.values_list("uuid", flat=True)[: _WARM_UP + sizes.requests])
    report.figures += _pages(member, pathways, _WARM_UP + sizes.requests)
    report.figures += _pages_of_all(member, _WARM_UP + sizes.requests)
    return report


def _looks(territory: Territory) -> list[Figure]:
    """Look at every open pathway: the first time, when each alert is written, then the working day after."""
    first_on = next_working_day(today())
    following = next_working_day(first_on + timedelta(days=1))
    first, again = (_look(territory, on) for on in (first_on, following))
    refresh_statistics()  # as the worker does by itself: the database has just learnt of many alerts
    pathways = Pathway.objects.filter(territory=territory, closed_on=None).count()
    known = Alert.objects.filter(territory=territory, closed_on=None, since=first_on).count()
    size = f"{pathways:,} open pathways, {known:,} alerts"
    return [
        _seconds("the signs of every open pathway", again, size, target=_LOOK_S),
        _seconds("the same, the first day", first, "each alert is written"),
    ]


def _look(territory: Territory, on: date) -> Spent:
    return spent(lambda: look(territory=territory, on=on))


def _replay(territory: Territory, member: Membership) -> Figure:
    """Try the first thresholds on the year before today, as the worker does."""
    values, closed = written(FIRST)
    thresholds = ThresholdSet.objects.create(
        territory=territory,
        number=1,
        state=ThresholdState.ABANDONED,
        values=values,
        closed=closed,
        written_by=member.user,
    )
    asked = Replay.objects.create(
        territory=territory,
        thresholds=thresholds,
        values=values,
        closed=closed,
        first_on=today() - _YEAR,
        last_on=today() - timedelta(days=1),
        asked_by=member.user,
    )
    asked.job_id = try_thresholds.enqueue(str(asked.uuid)).id
    asked.save()
    claimed = iter(lambda: claim_job(worker="bench"), None)  # other benchmarks may have left theirs
    job = next(each for each in claimed if str(each.uuid) == str(asked.job_id))
    read: list[int] = []
    with in_hand(job=job):
        times = spent(lambda: read.append(run_replay(replay_id=asked.uuid, job_id=asked.job_id)))
        finish_job(job=job)
    return _seconds("a year tried again", times, f"{read[0]:,} pathways", target=_REPLAY_S)


def _pages(member: Membership, pathways: list[str], turns: int) -> list[Figure]:
    client = _signed_in(member.user)
    each = [reverse("pathways:pathway", args=[pathways[turn % len(pathways)]]) for turn in range(turns)]
    lists, worklist, home = (
        reverse(name) for name in ("pathways:pathways", "dropout:alerts", "portals:home")
    )
    measures = (
        ("a pathway", each, _PAGE_MS),
        ("the worklist of a professional", [worklist] * turns, _LIST_MS),
        ("the home page, with what awaits her", [home] * turns, _LIST_MS),
        ("the list of a professional", [lists] * turns, _LIST_MS),
        ("the list, by status", [f"{lists}?etat=in_action"] * turns, _LIST_MS),
        ("the list, silent for 60 days", [f"{lists}?silence=60"] * turns, _LIST_MS),
        ("the list of a structure", [f"{lists}?qui=tous"] * turns, _LIST_MS),
    )
    return [_page(label, client, addresses, target) for label, addresses, target in measures]


def _pages_of_all(member: Membership, turns: int) -> list[Figure]:
    """Open what the coordination does: pages that count everybody, and name nobody."""
    with scope(territory=member.territory):
        user = User.objects.create(email="coordination@bench.example", full_name="Coordination")
        Membership.objects.create(
            territory=member.territory, partner=member.partner, user=user, role=Role.COORDINATOR
        )
    client = _signed_in(user)
    measures = (
        ("what waits in each structure", reverse("dropout:structures"), _BOARD_MS),
        ("pathways without a referent", reverse("pathways:without-referent"), _BOARD_MS),
        ("the home page of the coordination", reverse("portals:home"), _BOARD_MS),
    )
    return [_page(label, client, [address] * turns, target) for label, address, target in measures]


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR_KEY] = VERIFIED
    session.save()
    return client


def _page(label: str, client: Client, addresses: list[str], target: int) -> Figure:
    times = [spent(lambda address=address: _read(client, address)) for address in addresses][_WARM_UP:]
    p50, p95 = (1000 * percentile([each.seconds for each in times], percent) for percent in (50, 95))
    processor = 1000 * percentile([each.processor for each in times], 50)
    return Figure(label, p95, "ms", target=target, detail=f"p50 {p50:.0f}, processor {processor:.0f}")


def _seconds(label: str, times: Spent, size: str, target: int | None = None) -> Figure:
    detail = f"processor {times.processor:.1f}, {size}"
    return Figure(label, times.seconds, "s", target=target, detail=detail)


def _read(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"GET {address}: {response.status_code}")
