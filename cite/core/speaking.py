"""Which language a page speaks: the one its address names. Every other page speaks French.

The address alone decides, without any cookie: a page in Arabic is shared, printed and kept in a cache as it is.
"""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language

from cite.core.languages import Language, language_of, split_path


def spoken() -> Language:
    """Give the language of the page being written."""
    return language_of(get_language())


class LanguagePrefix(LocalePrefixPattern):
    """The first word of an address, which names the language; French has none, and is what routes show."""

    @property
    def language_prefix(self) -> str:
        """What addresses written now begin with."""
        return spoken().root[1:]

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Read on after the language, whichever it is."""
        return split_path(path)[1], (), {}

    def __str__(self) -> str:
        return ""


def in_languages(*patterns: URLPattern | URLResolver) -> URLResolver:
    """Give these addresses in every language; only views that say `in_languages` speak them."""
    return URLResolver(LanguagePrefix(), list(patterns))
