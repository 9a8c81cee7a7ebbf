"""Where the headers of a table are, and how its columns are called on screen."""

import re
from collections import Counter
from collections.abc import Sequence

SEARCHED_ROWS = 30
_LONGEST_LABEL = 80
_DATA_LIKE = re.compile(
    r"""
      [-+]?[\d\s.,]+[%€°]?                # a number, a postcode, a telephone number
    | \d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.*   # a date
    | \S+@\S+\.\w+                        # an e-mail address
    | \d+\s*(bis|ter|quater)?,?\s+\D.*    # « 12 rue… »
    | (vrai|faux|oui|non|true|false)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(19|20)\d\d")


def _filled(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _looks_like_data(cell: str) -> bool:
    return len(cell) > _LONGEST_LABEL or bool(_DATA_LIKE.fullmatch(cell) and not _YEAR.fullmatch(cell))


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row of the headers among the first rows: the first wide one, when it holds names and no data.

    Titles above it are narrower than the table. None: the table starts with its data.
    """
    widths = Counter(len(_filled(row)) for row in rows if _filled(row))
    if not widths:
        return None
    usual = max(widths, key=lambda width: (widths[width], width))
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        cells = _filled(row)
        if len(cells) >= max(1, 0.6 * usual):
            return None if any(map(_looks_like_data, cells)) else index
    return None


def labels(headers: Sequence[str], unnamed: str = "Colonne %d") -> list[str]:
    """Name every column once: « Colonne 3 » where the header is empty, « Nom (2) » where it repeats."""
    seen: Counter[str] = Counter()
    result = []
    for number, header in enumerate(headers, start=1):
        name = " ".join(header.split()) or unnamed % number
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result
