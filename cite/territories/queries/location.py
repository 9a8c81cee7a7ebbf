"""« Is this address in a priority district? » — for one place or a million."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from cite.tenancy.models import Territory
from cite.territories.enums import Reason
from cite.territories.queries.atlas import current_atlas
from cite.territories.queries.geocoding import address_index_status, geocode_many, search_addresses
from cite.territories.rules.addresses import AddressQuery, Candidate, named_place
from cite.territories.rules.atlas import Atlas
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH, address_obstacle, coordinates_obstacle
from cite.territories.rules.residence import Answer, Criteria, Question, cannot_locate, decide

AT_POINT = Question(source="point")


class Place(NamedTuple):
    """One row to answer: a point or an address, and the day the answer is for.

    A point prevails over an address. `point`: longitude and latitude; NaN where they could not be read.
    `on`: None where the day could not be read.
    """

    on: date | None
    point: tuple[float, float] | None = None
    address: AddressQuery | None = None


def criteria_of(territory: Territory) -> Criteria:
    """Give the parameters of a territory to the rule."""
    return Criteria(
        epci_code=territory.epci_code,
        doubt_zone_m=territory.doubt_zone_m,
        threshold_online=territory.geocoding_threshold_online,
        threshold_embedded=territory.geocoding_threshold_embedded,
    )


def locate(
    *,
    territory: Territory,
    on: date,
    address: str | AddressQuery = "",
    point: tuple[float, float] | None = None,
    candidate: Candidate | None = None,
    online: bool | None = None,
) -> Answer:
    """Answer for one point (longitude, latitude), or one address, or the candidate a person chose for it.

    `online`: ask the Géoplateforme too; None leaves it to the settings.
    """
    criteria = criteria_of(territory)
    if point is not None:
        return _at_point(current_atlas(), criteria, point, on)
    query = address if isinstance(address, AddressQuery) else AddressQuery(address)
    typed = _typed(query)
    if candidate is not None:
        return _at_candidates(current_atlas(), criteria, Question(typed, (candidate,), is_chosen=True), on)
    if obstacle := address_obstacle(typed):
        return cannot_locate(obstacle, on=on, typed_address=typed)
    found = tuple(search_addresses(typed, online=online, territory=territory))
    if not found:
        return cannot_locate(_why_not_found(typed), on=on, typed_address=typed)
    return _at_candidates(current_atlas(), criteria, Question(typed, found), on)


def locate_many(*, territory: Territory, places: Sequence[Place]) -> list[Answer]:
    """Answer for many places, in order; addresses by the embedded index only.

    Places given by coordinates that see the same share one answer, which does not repeat their position.
    """
    atlas, criteria = current_atlas(), criteria_of(territory)
    answers: list[Answer] = [None] * len(places)  # type: ignore[list-item]
    points: dict[date, list[int]] = defaultdict(list)
    addresses: dict[tuple[date, AddressQuery], list[int]] = defaultdict(list)
    for row, (on, point, address) in enumerate(places):
        if on is None:
            answers[row] = cannot_locate(Reason.DATE_INVALID, on=None)
        elif point is not None:
            points[on].append(row)
        else:
            addresses[on, address or AddressQuery("")].append(row)
    for on, rows in points.items():
        for row, answer in zip(
            rows, _at_points(atlas, criteria, [places[r].point for r in rows], on), strict=True
        ):
            answers[row] = answer
    for rows, answer in zip(addresses.values(), _at_addresses(atlas, criteria, list(addresses)), strict=True):
        for row in rows:
            answers[row] = answer
    return answers


def _at_point(atlas: Atlas, criteria: Criteria, point: tuple[float, float], on: date) -> Answer:
    longitude, latitude = point
    if obstacle := coordinates_obstacle(longitude, latitude):
        return cannot_locate(obstacle, on=on, source=AT_POINT.source)
    answer = decide(atlas.around(longitude, latitude, on), criteria, AT_POINT)
    return replace(answer, longitude=longitude, latitude=latitude)


def _at_points(
    atlas: Atlas, criteria: Criteria, points: Sequence[tuple[float, float]], on: date
) -> Iterable[Answer]:
    coordinates = np.array(points, dtype=np.float64)
    longitudes, latitudes = coordinates[:, 0], coordinates[:, 1]
    decided: dict[int, Answer] = {}
    surroundings = atlas.around_many(longitudes, latitudes, on)
    for row, around in enumerate(surroundings):
        if around is None:
            obstacle = coordinates_obstacle(*points[row])
            yield cannot_locate(obstacle or Reason.COORDINATES_INVALID, on=on, source=AT_POINT.source)
            continue
        answer = decided.get(id(around))
        if answer is None:
            answer = decided[id(around)] = decide(around, criteria, AT_POINT)
        yield answer


def _at_addresses(
    atlas: Atlas, criteria: Criteria, asked: Sequence[tuple[date, AddressQuery]]
) -> Iterable[Answer]:
    obstacles = [address_obstacle(_typed(query)) for _, query in asked]
    searched = [query for (_, query), obstacle in zip(asked, obstacles, strict=True) if obstacle is None]
    found = iter(geocode_many(searched)) if searched else iter(())
    for (on, query), obstacle in zip(asked, obstacles, strict=True):
        candidates = () if obstacle else tuple(next(found))
        if candidates:
            yield _at_candidates(atlas, criteria, Question(_typed(query), candidates), on)
        else:
            typed = _typed(query)
            yield cannot_locate(obstacle or _why_not_found(typed), on=on, typed_address=typed)


def _at_candidates(atlas: Atlas, criteria: Criteria, question: Question, on: date) -> Answer:
    best = question.candidates[0]
    if obstacle := coordinates_obstacle(best.longitude, best.latitude):
        return cannot_locate(obstacle, on=on, typed_address=question.typed_address, source=best.source)
    return decide(atlas.around(best.longitude, best.latitude, on, best.commune_code), criteria, question)


def _typed(query: AddressQuery) -> str:
    return " ".join(part for part in (query.text, query.postcode, query.commune) if part)[:MAX_ADDRESS_LENGTH]


def _why_not_found(typed: str) -> Reason:
    """Tell « this address does not exist » from « it is elsewhere » and « we have no addresses to search »."""
    status = address_index_status()
    department = named_place(typed).department
    if department and status.departments and department not in status.departments:
        return Reason.ADDRESS_ELSEWHERE
    return Reason.ADDRESS_NOT_FOUND if status.kind == "full" else Reason.NO_ADDRESS_INDEX
