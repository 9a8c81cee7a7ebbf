"""One search of services for people: words, a need, a place, and a few good answers first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from cite.directory.enums import Facet
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import DOORS
from cite.directory.models import Service
from cite.directory.permissions import shown_services
from cite.directory.queries.everyday import synonyms_of
from cite.directory.queries.meanings import moment_label
from cite.directory.rules.documents import FEE, KIND, NOW, SERVICE_KIND, SOON, THIS_WEEK, WITHIN, code_of
from cite.directory.rules.facets import EASES, codes_for
from cite.directory.rules.finding import what_is_asked, wishes_said
from cite.directory.rules.first_answers import WITHIN_M, Group, strong, together
from cite.directory.rules.hours import is_open
from cite.directory.rules.moments import OPEN, days_of, moments_said
from cite.directory.rules.ordering import Candidate, meters_from, ordered
from cite.search.queries.matching import Found, count_choices, matching
from cite.search.rules.columns import Near, Open, Test
from cite.tenancy.models import Territory
from cite.territories.models import District

AT_FIRST = 10
FIRST_GROUP = 6
MOST = 100
CANDIDATES = 1000
_NEAR = 3
_GROUPED = 300
NEED = "need"
"""The filter of the doors of the home page: each is several codes."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for. `point`: longitude and latitude, never kept; `theme`: a code of the standard.

    `moments`: when it must be open, as `rules/moments.py` writes it. `within`: at how many meters of the point at most.
    `together`: the places of one service come as one answer, and what is far weaker than the best only once more than
    `FIRST_GROUP` answers are asked for.

    `shown`: how many answers to give, after the `skipped` first ones; nobody goes beyond the thousandth.
    """

    words: str = ""
    need: str = ""
    theme: str = ""
    district: str = ""
    point: Point | None = None
    language: str = ""
    audience: str = ""
    kind: str = ""
    access: str = ""
    eases: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    is_free: bool = False
    this_week: bool = False
    open_now: bool = False
    within: int = 0
    together: bool = False
    shown: int = AT_FIRST
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A service that answers, how far it is in meters where a place was given, and its other places."""

    service: Service
    distance: float | None = None
    others: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found: the answers to show, how many there are in all, and what nearly answers where they are few.

    `counts`: for each code of a filter, how many would answer with it. `corrections`: words mistyped, and those taken
    instead. `is_partial`: nothing has everything that was asked. `left`: how many more there are. `within`: how many
    are at most so many meters away, where a point is known. `understood`: the choices that the words said.
    `freed`: where nothing answers, how many would without one filter, by its name.
    """

    answers: Sequence[Answer]
    total: int
    near: Sequence[Answer] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_partial: bool = False
    left: int = 0
    within: Mapping[int, int] = field(default_factory=dict)
    understood: Sequence[str] = ()
    freed: Mapping[str, int] = field(default_factory=dict)


def find_services(
    territory: Territory | None,
    asked: Asked,
    *,
    at: datetime,
    counted: Mapping[str, Sequence[str]] | None = None,
) -> Findings:
    """Find services; the same number of queries, however many answer. `counted`: codes to count, by their filter.

    Where nothing answers the choices that the words said, what answers the other words comes instead; where nothing
    does in a district, the nearest ones come apart.
    """
    if territory is None:
        return Findings(answers=(), total=0)
    wished, said = _wished(asked)
    found = _find(territory, wished, at=at, counted=counted)
    if said and (counted or not found.answers):
        without = _find(territory, replace(asked, words=wished.words), at=at, counted=counted)
        counts = {name: _or_without(known, without.counts[name]) for name, known in found.counts.items()}
        within = _or_without(found.within, without.within)
        freed = {name: found.freed.get(name) or number for name, number in without.freed.items()}
        if not found.answers:
            found, said = replace(without, is_partial=bool(without.answers), freed=freed), ()
        found = replace(found, counts=counts, within=within)
    if asked.district and not (found.answers or found.near or asked.skipped):
        point = wished.point or _center_of(asked.district)
        around = _find(territory, replace(wished, district="", point=point, shown=_NEAR), at=at, counted=None)
        near = around.answers if wished.point else [replace(one, distance=None) for one in around.answers]
        found = replace(found, near=[] if around.is_partial else near)
    return replace(found, understood=said)


def _or_without(counts: Mapping[Any, int], without: Mapping[Any, int]) -> dict[Any, int]:
    """Count as each choice would be answered: without what the words said, where nothing has it."""
    return {code: number or without[code] for code, number in counts.items()}


def _wished(asked: Asked) -> tuple[Asked, Sequence[str]]:
    """Read the choices that the words say, and leave the words around what is looked for aside."""
    words, moments = moments_said(asked.words)
    words, said = wishes_said(words)
    eases = (*asked.eases, *(wish.value for wish in Wish if wish in said and wish.value in EASES))
    chosen = replace(
        asked,
        words=what_is_asked(words),
        eases=tuple(dict.fromkeys(eases)),
        moments=tuple(dict.fromkeys((*asked.moments, *moments))),
        this_week=asked.this_week or Wish.THIS_WEEK in said,
        open_now=asked.open_now or Wish.OPEN_NOW in said,
    )
    return chosen, [*(str(wish.label) for wish in Wish if wish in said), *map(moment_label, moments)]


def _find(
    territory: Territory, asked: Asked, *, at: datetime, counted: Mapping[str, Sequence[str]] | None
) -> Findings:
    now, near = _here_and_now(asked, at)
    filters = _filters(asked)
    tests: dict[str, Test] = {NOW: now} if asked.open_now else {}
    if asked.within in near:
        tests[WITHIN] = near[asked.within]
    choices = _choices(counted or {}, now, near)
    found = matching(
        kind=KIND,
        text=asked.words,
        codes=filters,
        tests=tests,
        columns={test.column for name in (NOW, WITHIN) for test in choices.get(name, {}).values()},
        synonyms=synonyms_of(territory),
    )
    chosen = _in_order(found, asked)
    counts = count_choices(found, choices)
    page = _groups(chosen, found, asked)[asked.skipped : asked.skipped + min(asked.shown, MOST)]
    nearly = [] if asked.skipped else [(pk, None) for pk in found.near[:_NEAR].tolist()]
    if tests and not chosen:  # closed, or farther
        nearly = _in_order(found, asked, found.without(NOW, WITHIN))[:_NEAR]
    distances = dict([*nearly, *chosen])
    rows = _rows(territory, [*(pk for group in page for pk in group), *(pk for pk, _far in nearly)], at)
    return Findings(
        answers=_answers(page, distances, rows),
        total=len(found),
        near=[Answer(rows[pk], distances[pk]) for pk, _far in nearly if pk in rows],
        left=max(0, len(found) - asked.skipped - sum(map(len, page))),
        within=counts.pop(WITHIN, {}),
        counts=counts,
        corrections=found.corrections,
        is_partial=found.is_partial,
        freed={} if len(found) else {name: len(found.without(name)) for name in (*filters, *tests)},
    )


def _groups(chosen: Sequence[tuple[int, float | None]], found: Found, asked: Asked) -> list[Group]:
    order = [pk for pk, _distance in chosen]
    if not asked.together:
        return [(pk,) for pk in order]
    said = Service.objects.filter(pk__in=order[:_GROUPED]).exclude(summary="")
    bodies = {pk: tuple(body) for pk, *body in said.values_list("pk", "structure_id", "kind", "summary")}
    groups = together(order, bodies)
    if asked.shown > FIRST_GROUP or not asked.words.strip():
        return groups
    scores = dict(zip(found.ids.tolist(), found.scores.tolist(), strict=True))
    return strong(groups, scores, most=FIRST_GROUP)


def _answers(
    page: Sequence[Group], distances: Mapping[int, float | None], rows: Mapping[int, Service]
) -> list[Answer]:
    answers = []
    for group in page:
        shown = [Answer(rows[pk], distances[pk]) for pk in group if pk in rows]
        if shown:
            answers.append(replace(shown[0], others=tuple(shown[1:])))
    return answers


def numbers_found(territory: Territory, asked: Asked, *, at: datetime) -> list[int]:
    """List everything that has all that is asked, best first, by number: what a kept search compares. Three queries."""
    asked, _said = _wished(asked)  # open or not, near or not: that is true of a moment only
    found = matching(kind=KIND, text=asked.words, codes=_filters(asked), synonyms=synonyms_of(territory))
    if found.is_partial:
        return []
    shown = shown_services(territory, on=timezone.localtime(at).date()).filter(pk__in=found.as_set())
    return found.in_order(shown.values_list("pk", flat=True))


def services_near(service: Service, *, at: datetime) -> Sequence[Answer]:
    """Find what could help in the place of a service that is no longer shown: the same themes, the nearest first."""
    themes = [code_of(Facet.THEME, theme) for theme in service.themes]
    found = matching(kind=KIND, codes={"theme": themes} if themes else {})
    point = _place_of(service)
    chosen = _in_order(found, Asked(point=point))[: _NEAR + 1]
    rows = _rows(service.territory, [pk for pk, _distance in chosen if pk != service.pk], at)
    return [Answer(rows[pk], distance) for pk, distance in chosen if pk in rows][:_NEAR]


def _filters(asked: Asked) -> dict[str, Sequence[str]]:
    """Write what is asked as codes, one filter a name: an answer has one of the codes of each."""
    single = {
        Facet.THEME.value: asked.theme,
        Facet.DISTRICT.value: asked.district,
        Facet.LANGUAGE.value: asked.language,
        Facet.ACCESS.value: asked.access,
        SERVICE_KIND: asked.kind,
    }
    filters: dict[str, Sequence[str]] = {name: [code_of(name, code)] for name, code in single.items() if code}
    if asked.need in DOORS:
        filters[NEED] = _asked_by(NEED, asked.need)
    if asked.audience:
        filters[Facet.AUDIENCE.value] = _asked_by(Facet.AUDIENCE.value, asked.audience)
    for ease in asked.eases:
        filters[f"ease {ease}"] = [code_of(Facet.EASE, ease)]
    for moment in asked.moments:
        filters[f"{OPEN} {moment}"] = _asked_by(OPEN, moment)
    if asked.is_free:
        filters[FEE] = [code_of(FEE, "gratuit")]
    if asked.this_week:
        filters[SOON] = [code_of(SOON, THIS_WEEK)]
    return filters


def _here_and_now(asked: Asked, at: datetime) -> tuple[Open, dict[int, Near]]:
    """Write what may be asked of this moment, and of this place, for each distance: once, to ask it and to count it."""
    minute = timezone.localtime(at).replace(second=0, microsecond=0)
    near = {}
    if asked.point:
        measure = partial(meters_from, asked.point)
        near = {meters: Near(measure, meters) for meters in (*WITHIN_M, asked.within) if meters}
    return Open(partial(is_open, minute=minute)), near


def _choices(
    counted: Mapping[str, Sequence[str]], now: Open, near: Mapping[int, Near]
) -> dict[str, dict[Any, Sequence[str] | Test]]:
    """Write what is counted as it would be asked; each ease is a filter of its own, counted within the others.

    How far one may go is counted wherever a point is known.
    """
    choices: dict[str, dict[Any, Sequence[str] | Test]] = {
        name: {code: now if name == NOW else _asked_by(name, code) for code in codes}
        for name, codes in counted.items()
    }
    return choices | ({WITHIN: {meters: near[meters] for meters in WITHIN_M}} if near else {})


def _asked_by(name: str, code: str) -> Sequence[str]:
    if name == NEED:
        return DOORS[code].codes
    if name == OPEN:
        return [code_of(OPEN, day) for day in days_of(code)]
    return sorted(code_of(name, each) for each in codes_for(name, code))


def _in_order(
    found: Found, asked: Asked, among: Sequence[int] | None = None
) -> list[tuple[int, float | None]]:
    """Put the best thousand in order, each with its distance; `among`: others, best first, in place of what answers."""
    best = found.ids[:CANDIDATES].tolist() if among is None else list(among[:CANDIDATES])
    origin = asked.point or _center_of(asked.district)
    if origin is None or not best:
        return [(pk, None) for pk in best]
    scores = dict(zip(best, found.scores.tolist(), strict=False)) if among is None else dict.fromkeys(best, 0)
    places = {
        pk: rest
        for pk, *rest in Service.objects.filter(pk__in=best).values_list(
            "pk", "longitude", "latitude", "entry_delay_days"
        )
    }
    candidates = [Candidate(pk, score, *places[pk]) for pk, score in scores.items() if pk in places]
    chosen = ordered(candidates, origin=origin, by_relevance=bool(asked.words.strip()))
    # From the middle of a district, a number of meters would look more exact than it is.
    return chosen if asked.point else [(pk, None) for pk, _distance in chosen]


def _center_of(code: str) -> Point | None:
    if not code:
        return None
    district = District.objects.filter(code=code).first()
    if district is None:
        return None
    inside = district.geometry.representative_point()
    return inside.x, inside.y


def _place_of(service: Service) -> Point | None:
    if service.longitude is None or service.latitude is None:
        return None
    return service.longitude, service.latitude


def _rows(territory: Territory, numbers: Sequence[int], at: datetime) -> dict[int, Service]:
    """Fetch the sheets to show: the index may be late by a night, what is hidden is never shown."""
    shown = shown_services(territory, on=timezone.localtime(at).date()).filter(pk__in=numbers)
    return {
        service.pk: service
        for service in shown.select_related("structure", "source").prefetch_related("districts")
    }
