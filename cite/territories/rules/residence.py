"""« Is this address in a priority district? » — facts in, one of seven answers out, with its reason.

Source: law 2014-173, art. 5; decrees 2014-1750 (list of 2015) and 2023-1314 (list of 2024). Where a street is
the limit, the limit is the middle of that street: an address within the doubt zone is never settled by the
machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cite.territories.enums import Advice, Distance, DistrictKind, Generation, Reason, Status
from cite.territories.rules.addresses import Candidate

# In force from the first day to the last, both included; None: still in force.
_IN_FORCE = {
    Generation.G2015: {
        False: (date(2015, 1, 1), date(2023, 12, 31)),
        True: (date(2015, 1, 1), date(2024, 12, 31)),
    },
    Generation.G2024: {False: (date(2024, 1, 1), None), True: (date(2025, 1, 1), None)},
}

CONCLUSIONS: dict[Reason, tuple[Status, Advice]] = {
    Reason.INSIDE_CONTOUR: (Status.IN_QPV, Advice.CHOOSE_ACTION),
    Reason.INSIDE_OTHER_TERRITORY: (Status.OTHER_TERRITORY, Advice.ASK_OTHER_TERRITORY),
    Reason.OUTSIDE_CONTOURS: (Status.OUTSIDE, Advice.OTHER_HELP),
    Reason.WATCH_DISTRICT: (Status.OUTSIDE, Advice.OTHER_HELP),
    Reason.NEAR_LIMIT: (Status.TO_VERIFY, Advice.CO_PILOTS_SETTLE),
    Reason.NO_HOUSENUMBER: (Status.TO_VERIFY, Advice.ADD_NUMBER),
    Reason.LOW_SCORE: (Status.TO_VERIFY, Advice.CHECK_ADDRESS),
    Reason.AMBIGUOUS_ADDRESS: (Status.TO_VERIFY, Advice.ADD_COMMUNE),
    Reason.COMMUNE_NOT_LOADED: (Status.NOT_COVERED, Advice.ASK_SIG_VILLE),
    Reason.DATE_NOT_COVERED: (Status.NOT_COVERED, Advice.ASK_SIG_VILLE),
    Reason.GENERATION_NOT_LOADED: (Status.NOT_COVERED, Advice.ASK_SIG_VILLE),
    Reason.ADDRESS_ELSEWHERE: (Status.NOT_COVERED, Advice.ASK_SIG_VILLE),
    Reason.ABROAD: (Status.NOT_COVERED, Advice.WRITE_DEGREES),
    Reason.NO_FIXED_ADDRESS: (Status.NOT_VERIFIABLE, Advice.SEE_ADVISOR),
    Reason.EMPTY: (Status.UNKNOWN, Advice.ASK_ADDRESS),
    Reason.ADDRESS_NOT_FOUND: (Status.UNKNOWN, Advice.CHECK_ADDRESS),
    Reason.NO_ADDRESS_INDEX: (Status.UNKNOWN, Advice.USE_MAP),
    Reason.COORDINATES_INVALID: (Status.UNKNOWN, Advice.WRITE_DEGREES),
    Reason.COORDINATES_SWAPPED: (Status.UNKNOWN, Advice.SWAP_COORDINATES),
    Reason.COORDINATES_PROJECTED: (Status.UNKNOWN, Advice.CONVERT_COORDINATES),
    Reason.DATE_INVALID: (Status.UNKNOWN, Advice.WRITE_DATE),
}


@dataclass(frozen=True, slots=True)
class DistrictSheet:
    """What an answer needs to know of a district.

    `precision_m`: how far its drawn contour may be from the law's.
    """

    code: str
    label: str
    kind: DistrictKind
    communes: tuple[tuple[str, str], ...]
    epci_codes: frozenset[str]
    precision_m: float = 0

    @property
    def full_label(self) -> str:
        """The name with its communes: names alone repeat."""
        return (
            f"{self.label} ({', '.join(name for _, name in self.communes)})" if self.communes else self.label
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the map says of one point on one day.

    `generation`: the list in force there that day, None before the first. `is_loaded`: that list is in the
    database; `is_covered`: it is complete for the commune. `distance_m`: to the nearest limit, None beyond
    100 m.
    """

    on: date
    generation: Generation | None = None
    is_loaded: bool = False
    is_covered: bool = False
    inside: DistrictSheet | None = None
    nearest: DistrictSheet | None = None
    distance_m: float | None = None
    watch: DistrictSheet | None = None
    commune_code: str = ""
    commune_name: str = ""
    watch_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the address as typed, the places found for it, whether a person chose the first."""

    typed_address: str = ""
    candidates: tuple[Candidate, ...] = ()
    is_chosen: bool = False
    source: str = ""

    @property
    def best(self) -> Candidate | None:
        """The place found, when there is one."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Criteria:
    """The parameters of a territory. Scores go from 0 to 1; the two geocoders have a scale each."""

    epci_code: str
    doubt_zone_m: float = 10
    threshold_online: float = 0.8
    threshold_embedded: float = 0.8
    ambiguity_gap: float = 0.05

    def threshold(self, candidate: Candidate) -> float:
        """The score below which an address found must be checked."""
        return self.threshold_online if candidate.source == "geoplateforme" else self.threshold_embedded


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer and everything that explains it; the same on every page, in files and in the API.

    Many rows placed by coordinates share one answer: it does not repeat their position.
    """

    reason: Reason
    on: date | None = None
    generation: str = ""
    district: DistrictSheet | None = None
    distance_m: float | None = None
    is_located: bool = False
    commune_code: str = ""
    commune_name: str = ""
    typed_address: str = ""
    resolved_address: str = ""
    score: float | None = None
    source: str = ""
    longitude: float | None = None
    latitude: float | None = None
    watch_labels: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def status(self) -> Status:
        """One of the seven answers."""
        return CONCLUSIONS[self.reason][0]

    @property
    def is_inside(self) -> bool:
        """True where the contour of a priority district settles it."""
        return self.status in (Status.IN_QPV, Status.OTHER_TERRITORY)

    @property
    def sentence(self) -> str:
        """The answer as people read it."""
        return str(self.reason.label) % {
            "district": self.district.full_label if self.district else "",
            "distance": self.distance_label,
        }

    @property
    def next_step(self) -> str:
        """What to do now."""
        return str(CONCLUSIONS[self.reason][1].label)

    @property
    def distance_label(self) -> str:
        """The distance to the nearest limit, in words; empty where the place is unknown."""
        if not self.is_located:
            return ""
        if self.distance_m is None:
            return str(Distance.BEYOND.label)
        if self.distance_m < 1:
            return str(Distance.TOUCHING.label)
        return str(Distance.WITHIN.label) % {"meters": round(self.distance_m)}

    @property
    def qpv_code(self) -> str:
        """The code of the priority district; empty unless inside."""
        return self.district.code if self.district and self.is_inside else ""

    @property
    def qpv_label(self) -> str:
        """The name of the priority district, with its communes; empty unless inside."""
        return self.district.full_label if self.district and self.is_inside else ""

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as the columns of a file or the keys of the API, in order.

        `distance_m` is empty beyond 100 m.
        """
        return {
            "qpv_status": self.status.value,
            "qpv_code": self.qpv_code,
            "qpv_label": self.qpv_label,
            "commune": self.commune_name,
            "commune_code": self.commune_code,
            "distance_m": self.distance_m,
            "reason": self.reason.value,
            "sentence": self.sentence,
            "next_step": self.next_step,
            "resolved_address": self.resolved_address,
            "score": self.score,
            "source": self.source,
            "generation": self.generation,
            "on": self.on.isoformat() if self.on else "",
            "watch_districts": ", ".join(self.watch_labels),
        }

    def as_row(self) -> list[Any]:
        """Give the answer as cells, in the order of `ANSWER_COLUMNS`."""
        return ["" if value is None else value for value in self.as_dict().values()]


ANSWER_COLUMNS = tuple(Answer(Reason.EMPTY).as_dict())


def generation_in_force(on: date, *, overseas: bool) -> Generation | None:
    """Say which list holds on a day; the list of 2024 came a year later overseas. None before the first."""
    for generation, periods in _IN_FORCE.items():
        first, last = periods[overseas]
        if first <= on and (last is None or on <= last):
            return generation
    return None


def validity(generation: Generation, *, overseas: bool) -> tuple[date, date | None]:
    """Give the first and last day of a list; None: still in force."""
    return _IN_FORCE[generation][overseas]


def is_overseas(commune_code: str) -> bool:
    """Tell whether a commune or département lies overseas."""
    return commune_code.startswith(("97", "98"))


def department_of(commune_code: str) -> str:
    """Give the département of a commune: two characters, three overseas."""
    return commune_code[:3] if is_overseas(commune_code) else commune_code[:2]


NO_ADDRESS = Question()


def decide(surroundings: Surroundings, criteria: Criteria, question: Question = NO_ADDRESS) -> Answer:
    """Answer, for a place that was found."""
    return _answer(_reason(surroundings, criteria, question), surroundings, question)


def cannot_locate(reason: Reason, *, on: date | None, typed_address: str = "", source: str = "") -> Answer:
    """Answer where no place was found: the address or the coordinates say why."""
    return Answer(reason=reason, on=on, typed_address=typed_address, source=source)


def _reason(here: Surroundings, criteria: Criteria, question: Question) -> Reason:
    """Find the first thing that settles the question; « outside » only when nothing else does."""
    unsettled = _doubtful_address(criteria, question) or _missing_list(here)
    if unsettled:
        return unsettled
    near = _is_near_limit(here, criteria)
    if not (here.inside or near or here.is_covered):
        return Reason.COMMUNE_NOT_LOADED
    if question.best and question.best.kind != "housenumber":
        return Reason.NO_HOUSENUMBER
    if near:
        return Reason.NEAR_LIMIT
    if here.inside:
        ours = criteria.epci_code in here.inside.epci_codes
        return Reason.INSIDE_CONTOUR if ours else Reason.INSIDE_OTHER_TERRITORY
    return Reason.WATCH_DISTRICT if here.watch else Reason.OUTSIDE_CONTOURS


def _doubtful_address(criteria: Criteria, question: Question) -> Reason | None:
    best = question.best
    if best is None or question.is_chosen:
        return None
    close = (c for c in question.candidates[1:] if best.score - c.score < criteria.ambiguity_gap)
    rivals = [rival for rival in close if rival.commune_code != best.commune_code]
    # Said first: naming the commune is the remedy, and a street without its commune also scores low.
    if any(_street(rival) == _street(best) for rival in rivals):
        return Reason.AMBIGUOUS_ADDRESS
    if best.score < criteria.threshold(best):
        return Reason.LOW_SCORE
    return Reason.AMBIGUOUS_ADDRESS if rivals else None


def _street(candidate: Candidate) -> str:
    return (
        candidate.label.replace(candidate.postcode, "")
        .replace(candidate.commune_name, "")
        .strip(" ,")
        .lower()
    )


def _missing_list(here: Surroundings) -> Reason | None:
    if here.generation is None:
        return Reason.DATE_NOT_COVERED
    return None if here.is_loaded else Reason.GENERATION_NOT_LOADED


def _is_near_limit(here: Surroundings, criteria: Criteria) -> bool:
    if here.distance_m is None or here.nearest is None:
        return False
    return here.distance_m <= criteria.doubt_zone_m + here.nearest.precision_m


def _answer(reason: Reason, here: Surroundings, question: Question) -> Answer:
    best = question.best
    district = here.watch if reason is Reason.WATCH_DISTRICT else here.inside or here.nearest
    status = CONCLUSIONS[reason][0]
    return Answer(
        reason=reason,
        on=here.on,
        generation=here.generation.value if here.generation else "",
        district=district,
        distance_m=here.distance_m,
        is_located=True,
        commune_code=here.commune_code,
        commune_name=here.commune_name or (best.commune_name if best else ""),
        typed_address=question.typed_address,
        resolved_address=best.label if best else "",
        score=round(best.score, 3) if best else None,
        source=best.source if best else question.source,
        longitude=best.longitude if best else None,
        latitude=best.latitude if best else None,
        watch_labels=here.watch_labels if status is Status.OUTSIDE else (),
        candidates=question.candidates,
    )
