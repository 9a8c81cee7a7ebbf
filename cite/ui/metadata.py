"""What a page says of itself to search engines and to whoever passes its address on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from cite.core.languages import FRENCH, LANGUAGES, split_path

_ENDS_A_BLOCK = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
OTHERWISE = "x-default"


@dataclass(frozen=True, slots=True)
class PageAddresses:
    """The one whole address of a page, and that of the same page for each language: pairs of a tag and an address."""

    canonical: str
    alternates: Sequence[tuple[str, str]]


def page_addresses(request: HttpRequest, kept: Sequence[str] = ()) -> PageAddresses:
    """Write the addresses of a page that speaks every language. `kept`: the parameters that make another page of it."""
    here, rest = split_path(request.path)
    chosen = {name: request.GET[name] for name in kept if request.GET.get(name)}
    query = f"?{urlencode(chosen)}" if chosen else ""

    def whole(root: str) -> str:
        return request.build_absolute_uri(f"{root}{rest[1:]}{query}")

    # Simple French has the tag of French: a search engine would hold one for the other.
    alternates = [
        (language.tag, whole(language.root)) for language in LANGUAGES if language.code == language.tag
    ]
    return PageAddresses(whole(here.root), [*alternates, (OTHERWISE, whole(FRENCH.root))])


def structured(data: Mapping[str, Any]) -> SafeString:
    """Write data as a block of the page, which no text of it may end."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ENDS_A_BLOCK))  # noqa: S308 - escaped above
