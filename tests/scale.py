"""One row or three thousand: what a page asks of the database must not grow."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

STEPS = (1, 2, 2997)
"""How many rows are added before each look: one, three, three thousand."""


def count_rows() -> None:
    """Let PostgreSQL count rows, as it does by itself once they are committed: it plans for empty tables otherwise."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


DOCUMENT_STEPS = (1, 2, 297)
"""The same for a document that is written whole: three thousand rows take seconds to lay out, and tell no more."""


def queries_as_it_grows(
    client: Client, url: str, add: Callable[[int], object], steps: Sequence[int] = STEPS
) -> list[int]:
    """Count the queries of a page with one row, with three, with three thousand; add() makes so many more rows."""
    return queries_as_they_grow(client, [url], add, steps)[url]


def queries_as_they_grow(
    client: Client, urls: Sequence[str], add: Callable[[int], object], steps: Sequence[int] = STEPS
) -> dict[str, list[int]]:
    """The same for several pages of the same rows, which are made once."""
    counts: dict[str, list[int]] = {url: [] for url in urls}
    for how_many in steps:
        add(how_many)
        count_rows()
        for url in urls:
            counts[url].append(_count_queries(client, url, how_many))
    return counts


def growing(counts: dict[str, list[int]]) -> dict[str, list[int]]:
    """The pages that ask more of the database as there are more rows."""
    return {url: found for url, found in counts.items() if len(set(found)) > 1}


def _count_queries(client: Client, url: str, how_many: int) -> int:
    connection.queries_log.clear()
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        content = b"".join(response.streaming_content) if response.streaming else response.content
    if os.environ.get("SHOW_SECONDS"):
        print(
            f"{url} +{how_many}: {time.perf_counter() - start:.3f} s, {len(captured)} queries",
            len(content),
            file=sys.stderr,
        )
    assert response.status_code == 200, (url, response.status_code)
    assert content, url
    return len(captured)
