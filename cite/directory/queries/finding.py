"""One search of services for people: words, a need, a place, and a few good answers first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from cite.directory.enums import Facet
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import DOORS
from cite.directory.models import Service
from cite.directory.permissions import shown_services
from cite.directory.queries.everyday import synonyms_of
from cite.directory.rules.documents import FEE, KIND, SERVICE_KIND, SOON, THIS_WEEK, code_of
from cite.directory.rules.facets import EASES, codes_for
from cite.directory.rules.finding import what_is_asked, wishes_said
from cite.directory.rules.first_answers import Group, strong, together, within_counts
from cite.directory.rules.hours import openness
from cite.directory.rules.ordering import Candidate, ordered
from cite.search.queries.matching import Found, count_choices, matching
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

    `within`: at how many meters of the point at most. `together`: the places of one service come as one answer, and
    what is far weaker than the best only once more than `FIRST_GROUP` answers are asked for.

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
    if said and not found.answers:
        without = _find(territory, replace(asked, words=wished.words), at=at, counted=counted)
        return replace(without, is_partial=bool(without.answers))
    if asked.district and not (found.answers or found.near or asked.skipped):
        point = wished.point or _center_of(asked.district)
        around = _find(territory, replace(wished, district="", point=point, shown=_NEAR), at=at, counted=None)
        near = around.answers if wished.point else [replace(one, distance=None) for one in around.answers]
        found = replace(found, near=[] if around.is_partial else near)
    return replace(found, understood=said)


def _wished(asked: Asked) -> tuple[Asked, Sequence[str]]:
    """Read the choices that the words say, and leave the words around what is looked for aside."""
    words, said = wishes_said(asked.words)
    eases = (*asked.eases, *(wish.value for wish in Wish if wish in said and wish.value in EASES))
    chosen = replace(
        asked,
        words=what_is_asked(words),
        eases=tuple(dict.fromkeys(eases)),
        this_week=asked.this_week or Wish.THIS_WEEK in said,
        open_now=asked.open_now or Wish.OPEN_NOW in said,
    )
    return chosen, [str(wish.label) for wish in Wish if wish in said]


def _find(
    territory: Territory, asked: Asked, *, at: datetime, counted: Mapping[str, Sequence[str]] | None
) -> Findings:
    found = matching(kind=KIND, text=asked.words, codes=_filters(asked), synonyms=synonyms_of(territory))
    chosen = every = _in_order(found, asked)
    if asked.open_now:
        chosen = _open(chosen, at)
    within = within_counts([distance for _pk, distance in chosen]) if asked.point else {}
    if asked.within and asked.point:
        chosen = [(pk, far) for pk, far in chosen if far is not None and far <= asked.within]
    is_cut = asked.open_now or bool(asked.within and asked.point)
    total = len(chosen) if is_cut else len(found)
    page = _groups(chosen, found, asked)[asked.skipped : asked.skipped + min(asked.shown, MOST)]
    near = found.near.tolist() if not (is_cut or asked.skipped) else []
    if is_cut and not chosen:  # closed, or farther
        near = [pk for pk, _distance in every]
    near = near[:_NEAR]
    rows, distances = _rows(territory, [*(pk for group in page for pk in group), *near], at), dict(every)
    return Findings(
        answers=_answers(page, distances, rows),
        total=total,
        near=[Answer(rows[pk], distances.get(pk)) for pk in near if pk in rows],
        left=max(0, total - asked.skipped - sum(map(len, page))),
        within=within,
        counts=count_choices(found, _choices(counted or {})),
        corrections=found.corrections,
        is_partial=found.is_partial,
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
    asked, _said = _wished(asked)
    found = matching(kind=KIND, text=asked.words, codes=_filters(asked), synonyms=synonyms_of(territory))
    if found.is_partial:
        return []
    shown = shown_services(territory, on=at.date()).filter(pk__in=found.as_set())
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
    if asked.is_free:
        filters[FEE] = [code_of(FEE, "gratuit")]
    if asked.this_week:
        filters[SOON] = [code_of(SOON, THIS_WEEK)]
    return filters


def _choices(counted: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Sequence[str]]]:
    """Write what is counted as `_filters` would ask it; each ease is a filter of its own, counted within the others."""
    return {name: {code: _asked_by(name, code) for code in codes} for name, codes in counted.items()}


def _asked_by(name: str, code: str) -> Sequence[str]:
    if name == NEED:
        return DOORS[code].codes
    return sorted(code_of(name, each) for each in codes_for(name, code))


def _in_order(found: Found, asked: Asked) -> list[tuple[int, float | None]]:
    origin = asked.point or _center_of(asked.district)
    if origin is None or not len(found):
        return [(pk, None) for pk in found.ids[:CANDIDATES].tolist()]
    scores = dict(zip(found.ids[:CANDIDATES].tolist(), found.scores[:CANDIDATES].tolist(), strict=True))
    places = {
        pk: rest
        for pk, *rest in Service.objects.filter(pk__in=list(scores)).values_list(
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


def _open(chosen: list[tuple[int, float | None]], at: datetime) -> list[tuple[int, float | None]]:
    hours = dict(
        Service.objects.filter(pk__in=[pk for pk, _distance in chosen])
        .exclude(opening_hours="")
        .values_list("pk", "opening_hours")
    )

    here = timezone.localtime(at)

    def is_open(pk: int) -> bool:
        state = openness(hours[pk], here) if pk in hours else None
        return state is not None and state.is_open

    return [(pk, distance) for pk, distance in chosen if is_open(pk)]


def _rows(territory: Territory, numbers: Sequence[int], at: datetime) -> dict[int, Service]:
    """Fetch the sheets to show: the index may be late by a night, what is hidden is never shown."""
    shown = shown_services(territory, on=at.date()).filter(pk__in=numbers)
    return {
        service.pk: service
        for service in shown.select_related("structure", "source").prefetch_related("districts")
    }
