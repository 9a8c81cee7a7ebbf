"""The State's online geocoder, for one address at a time: short timeout, circuit breaker, nothing logged."""

import json
import threading
import time
from dataclasses import dataclass

import requests

TIMEOUT_SECONDS = 2
FAILURES_BEFORE_PAUSE = 3
PAUSE_SECONDS = 60
MAX_ANSWER_BYTES = 500_000
_KINDS = {"housenumber": "housenumber", "street": "street", "locality": "locality", "municipality": "commune"}


@dataclass(frozen=True, slots=True)
class OnlinePlace:
    """One place that the service proposes."""

    label: str
    score: float
    longitude: float
    latitude: float
    commune_code: str
    commune_name: str
    postcode: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """What the service said; ``problem`` is empty when it answered, else off, paused, busy or failed."""

    places: tuple[OnlinePlace, ...] = ()
    problem: str = ""


class CircuitBreaker:
    """Stops asking a service that does not answer, for a while: nobody waits two seconds for nothing."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    @property
    def is_paused(self):
        """Tell whether the service is left alone for now."""
        return self._clock() < self._closed_until

    def succeeded(self):
        """Forget earlier failures."""
        with self._lock:
            self._failures = 0

    def failed(self):
        """Count a failure; the third in a row opens the pause."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_BEFORE_PAUSE:
                self._failures = 0
                self._closed_until = self._clock() + PAUSE_SECONDS

    def reset(self):
        """Start afresh."""
        with self._lock:
            self._failures, self._closed_until = 0, 0.0


breaker = CircuitBreaker()


def search_online(url, text, *, limit=5, commune_code="", postcode=""):
    """Ask the Géoplateforme for an address; never raises, never logs what was asked."""
    if not url:
        return OnlineAnswer(problem="off")
    if breaker.is_paused:
        return OnlineAnswer(problem="paused")
    params = {"q": text[:200], "limit": limit, "autocomplete": 0, "index": "address"}
    params |= {"citycode": commune_code} if commune_code else {}
    params |= {"postcode": postcode} if postcode else {}
    try:
        answer = _get(f"{url.rstrip('/')}/search", params)
        places = tuple(_place(feature) for feature in answer["features"][:limit])
    except _Busy:
        breaker.failed()
        return OnlineAnswer(problem="busy")
    except (requests.RequestException, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The exception holds the URL, hence the address: it goes no further.
        breaker.failed()
        return OnlineAnswer(problem="failed")
    breaker.succeeded()
    return OnlineAnswer(places)


class _Busy(Exception):
    """The service asks for fewer requests."""


def _get(url, params):
    with requests.get(
        url, params=params, timeout=TIMEOUT_SECONDS, stream=True, allow_redirects=False
    ) as answer:
        if answer.status_code == requests.codes.too_many_requests:
            raise _Busy
        if answer.status_code != requests.codes.ok:
            raise ValueError("status")
        body = answer.raw.read(MAX_ANSWER_BYTES + 1, decode_content=True)
        if len(body) > MAX_ANSWER_BYTES:
            raise ValueError("size")
    return json.loads(body)


def _place(feature):
    properties = feature["properties"]
    longitude, latitude = feature["geometry"]["coordinates"][:2]
    longitude, latitude, score = float(longitude), float(latitude), float(properties["score"])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90 and 0 <= score):
        raise ValueError("range")
    return OnlinePlace(
        label=str(properties["label"]),
        score=min(score, 1.0),
        longitude=longitude,
        latitude=latitude,
        commune_code=str(properties["citycode"]),
        commune_name=str(properties.get("city", "")),
        postcode=str(properties.get("postcode", "")),
        kind=_KINDS.get(properties.get("type"), "street"),
        id=str(properties.get("id", "")),
    )
