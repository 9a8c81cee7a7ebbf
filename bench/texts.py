"""The index of texts: 150,000 fictional services, questions in everyday words, filters and their counts, typing."""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Report
from bench.offers import DISTRICTS, THEMES, Offer, offers
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.models import User
from cite.directory.rules.first_answers import WITHIN_M
from cite.directory.rules.hours import is_open
from cite.directory.rules.ordering import meters_from
from cite.jobs.operations import refresh_statistics
from cite.search.operations import index_documents
from cite.search.queries.matching import count_choices, count_codes, matching
from cite.search.queries.suggestions import suggestions
from cite.search.rules.asking import Synonyms
from cite.search.rules.columns import Near, Open
from cite.search.rules.documents import TextDocument
from cite.search.rules.words import words
from cite.tenancy.models import Territory

_SERVICES = 150_000
_KIND = "bench"
_LIMITS = {"search": 50, "typing": 15, "write": 120, "again": 40, "one": 100}
_WARM_UP = 3
_FILTERS = {"where": ["district:QN04205M"], "who": ["audience:1", "audience:2"]}
_SYNONYMS = Synonyms.of(
    {
        "garder mon fils": ["garde d’enfants", "=theme:garde"],
        "peur du téléphone": ["prise de parole", "=theme:confiance"],
    }
)
_CHOICES = {
    "where": {code: [f"district:{code}"] for code in DISTRICTS},
    "who": {str(n): [f"audience:{n % 7}", "audience:0"] for n in range(30)},
    "what": {str(n): [f"theme:{theme}"] for n, theme in enumerate(THEMES * 6)},
}
_HERE = (4.39, 45.44)
_MINUTES = (datetime(2026, 11, 27, 10) + timedelta(minutes=minute) for minute in count())
_PEER_QUESTIONS = {
    "a common word": "professionnel",
    "a word": "permis",
    "three common words": "quartier téléphone gratuit",
}


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Index, then ask; the peer is FTS5 with the same stems, its twenty best by bm25."""
    territory = loaded_territory()
    many = min(_SERVICES, sizes.rows)
    report = Report("texts", f"Texts: {many:,} services on {connection.vendor} (95 in 100 are faster)")
    with scope(territory=territory):
        _write(territory, many, report)
        theirs = _fts5(many, sizes.requests) if with_peers else {}
        for name, ask, limit in _questions():
            call_times(lambda _, ask=ask: ask(), range(_WARM_UP))
            before = time.process_time()
            seconds = call_times(lambda _, ask=ask: ask(), range(sizes.requests))
            cpu = 1000 * (time.process_time() - before) / sizes.requests
            p50, p95 = (1000 * percentile(seconds, percent) for percent in (50, 95))
            peers = {"FTS5, bm25": theirs[name]} if name in theirs else {}
            report.compare(
                name, p95, "ms", peers, target=_LIMITS[limit], detail=f"p50 {p50:.1f}, processor {cpu:.1f}"
            )
    return report


def _questions() -> Iterator[tuple[str, Callable[[], object], str]]:
    search = partial(matching, kind=_KIND, synonyms=_SYNONYMS)
    allowed = range(1, _SERVICES, 20)
    for name, text in _PEER_QUESTIONS.items():
        yield name, partial(search, text=text), "search"
    yield "a synonym", partial(search, text="garder mon fils"), "search"
    yield "two mistakes", partial(search, text="permsi de condiure"), "search"
    yield "a word and two filters", partial(search, text="permis de conduire", codes=_FILTERS), "search"
    yield "a word among 7,500 services", partial(search, text="permis", among=allowed), "search"
    yield "a question and twenty counts", _with_counts, "search"
    yield "a question and the counts of a page", _with_every_count, "search"
    yield "everything open now and near, and the counts of a page", partial(_open_and_near, ""), "search"
    yield (
        "a question, open now and near, and the counts of a page",
        partial(_open_and_near, "permis"),
        "search",
    )
    yield "a question, joined by a queryset", _joined, "search"
    yield "while typing", partial(search, text="permis de con", is_typing=True), "search"
    propose = partial(suggestions, kind=_KIND, synonyms=_SYNONYMS)
    yield "a beginning", partial(propose, text="fo"), "typing"
    yield "a beginning, after another word", partial(propose, text="garde d’en"), "typing"
    yield "a beginning, after a common word", partial(propose, text="professionnel em"), "typing"


def _with_counts() -> dict[str, int]:
    found = matching(kind=_KIND, text="permis de conduire", codes=_FILTERS)
    return count_codes(found, "where", [f"district:{code}" for code in DISTRICTS])


def _with_every_count() -> dict[str, dict[str, int]]:
    """Count what the page of answers does: each district, thirty audiences with everyone, sixty other choices."""
    return count_choices(matching(kind=_KIND, text="permis de conduire", codes=_FILTERS), _CHOICES)


def _open_and_near(text: str) -> dict[str, dict[str, int]]:
    """Count as much, and by the moment and the distance too; a minute of the week has its own answer."""
    is_open_then = Open(partial(is_open, minute=next(_MINUTES)))
    measure = partial(meters_from, _HERE)
    near = {meters: Near(measure, meters) for meters in WITHIN_M}
    found = matching(
        kind=_KIND, text=text, tests={"now": is_open_then, "within": near[10_000]}, synonyms=_SYNONYMS
    )
    return count_choices(found, _CHOICES | {"now": {"now": is_open_then}, "within": near})


def _joined() -> list[int]:
    found = matching(kind=_KIND, text="permis", codes=_FILTERS)
    return found.in_order(User.objects.filter(pk__in=found.as_set()).values_list("pk", flat=True))


def _write(territory: Territory, count: int, report: Report) -> None:
    index = partial(index_documents, territory=territory, kind=_KIND)
    for name, limit in (("texts written", "write"), ("the same texts again", "again")):
        before = time.perf_counter(), time.process_time()
        index(documents=map(_document, offers(count)))
        seconds, cpu = time.perf_counter() - before[0], time.process_time() - before[1]
        report.compare(name, seconds, "s", {}, target=_LIMITS[limit], detail=f"{cpu:.0f} s of processor")
    refresh_statistics()  # as every night
    changed = [
        TextDocument(number, f"Fiche changée {number}", body="emploi " * 20) for number in range(1, 21)
    ]
    seconds = call_times(lambda document: index(documents=[document]), changed)
    report.compare("one text changed", 1000 * percentile(seconds, 95), "ms", {}, target=_LIMITS["one"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.compare("peak of memory", peak, "MB", {}, target=600)


def _document(offer: Offer) -> TextDocument:
    return TextDocument(
        offer.number,
        offer.name,
        offer.keywords,
        offer.carrier,
        offer.description,
        frozenset(offer.codes),
        offer.quality,
        _place(offer),
        _hours(offer),
    )


def _place(offer: Offer) -> tuple[float, float]:
    """Spread services over some twenty kilometres."""
    return _HERE[0] + offer.number % 997 / 4000 - 0.125, _HERE[1] + offer.number % 1009 / 5000 - 0.1


def _hours(offer: Offer) -> str:
    """Give hours to three services in four: three thousand different ones."""
    if offer.number % 4 == 0:
        return ""
    opens, closes, day = (
        offer.number % 12,
        offer.number % 25,
        ("Mo-Fr", "Tu-Sa", "Mo,We", "Mo-Th")[offer.number % 4],
    )
    first, last = f"{8 + opens // 6:02}:{opens % 6 * 10:02}", f"{16 + closes % 5:02}:{closes // 5 * 10:02}"
    return f"{day} {first}-12:00,13:{offer.number // 4 % 4}0-{last}; PH off"


def _fts5(count: int, requests: int) -> dict[str, float]:
    """Measure the peer: the p95 of each question, in milliseconds."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "fts5.sqlite3")) as base:
        base.execute("CREATE VIRTUAL TABLE f USING fts5(name, keywords, carrier, body, content='')")
        fields = ("name", "keywords", "carrier", "description")
        base.executemany(
            "INSERT INTO f(rowid, name, keywords, carrier, body) VALUES (?, ?, ?, ?, ?)",
            ((offer.number, *(_stems(getattr(offer, name)) for name in fields)) for offer in offers(count)),
        )
        base.execute("INSERT INTO f(f) VALUES ('optimize')")
        base.commit()
        asked = {name: _stems(text).replace(" ", " AND ") for name, text in _PEER_QUESTIONS.items()}
        sql = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 20"
        return {
            name: 1000
            * percentile(
                call_times(lambda _, q=question: base.execute(sql, (q,)).fetchall(), range(requests)), 95
            )
            for name, question in asked.items()
        }


def _stems(text: str) -> str:
    return " ".join(word.stem for word in words(text))
