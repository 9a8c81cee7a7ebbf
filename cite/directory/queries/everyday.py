"""What everyday words mean in a Cité: what the tool gives, and what its moderators changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cite.core.text import search_key
from cite.directory.enums.everyday import EXPRESSIONS
from cite.directory.models import EverydayExpression
from cite.search.rules.asking import Synonyms
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of the table; `row` where moderators wrote it or changed it."""

    words: str
    meanings: tuple[str, ...]
    row: EverydayExpression | None = None


def expressions_of(territory: Territory) -> Sequence[Expression]:
    """List the expressions of a Cité: those given that nobody changed, and its own. One query."""
    own = {row.key: row for row in EverydayExpression.objects.filter(territory=territory)}
    found = {search_key(words): Expression(words, meanings) for words, meanings in EXPRESSIONS.items()}
    found |= {key: Expression(row.words, tuple(row.meanings), row) for key, row in own.items()}
    return [found[key] for key in sorted(found)]


def expression_named(territory: Territory, key: str) -> Expression | None:
    """Find an expression by its key."""
    row = EverydayExpression.objects.filter(territory=territory, key=key).first()
    if row is not None:
        return Expression(row.words, tuple(row.meanings), row)
    given = next((words for words in EXPRESSIONS if search_key(words) == key), None)
    return Expression(given, EXPRESSIONS[given]) if given else None


def synonyms_of(territory: Territory) -> Synonyms:
    """Prepare the table for the search. One query."""
    rows = EverydayExpression.objects.filter(territory=territory).values_list("key", "words", "meanings")
    return _prepared(tuple((key, words, tuple(meanings)) for key, words, meanings in rows.order_by("key")))


@lru_cache(maxsize=16)
def _prepared(own: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Synonyms:
    changed = {key for key, _words, _meanings in own}
    table = {words: meanings for words, meanings in EXPRESSIONS.items() if search_key(words) not in changed}
    table |= {words: meanings for _key, words, meanings in own}
    return Synonyms.of({words: meanings for words, meanings in table.items() if meanings})
