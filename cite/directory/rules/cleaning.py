"""What people and files write, put in the shape the directory keeps."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from cite.core.text import without_control_characters, without_turning_signs

_MARKUP = re.compile(r"<[a-zA-Z!/?][^>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((\S{1,500})\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")
_ITEM = re.compile(r"^[ \t]*[*+-][ \t]+", re.MULTILINE)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
    }
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "xml"})
_SPACES = re.compile(r"[ \t\xa0\u202f]+")
_LINES = re.compile(r" ?\n ?")
_WRAPS = re.compile(r"\s*[\r\n]\s*")
"""Where HTML wraps its own source, inside a paragraph: a space."""
_MANY_LINES = re.compile(r"\n{3,}")


class _TextOf(HTMLParser):
    """Gathers what a browser would show: blocks begin lines, items of lists begin with a dash."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n– " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(_WRAPS.sub(" ", data))


def plain_text(text: str, *, limit: int) -> str:
    """Keep the words of a text that may be HTML (pasted from a word processor), with its lines; at most `limit` signs.

    What is cut ends with « … ».
    """
    is_plain = text.isprintable() and "<" not in text and "&" not in text and "  " not in text
    text = text.strip() if is_plain else _cleaned(text)
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _cleaned(text: str) -> str:
    """Keep what a browser would show, without what no keyboard types nor spaces in a row."""
    if _MARKUP.search(text):
        reader = _TextOf()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    text = without_turning_signs(without_control_characters(text.replace("\r\n", "\n").replace("\r", "\n")))
    return _MANY_LINES.sub("\n\n", _LINES.sub("\n", _SPACES.sub(" ", text))).strip()


def plain_markdown(text: str) -> str:
    """Take the signs of Markdown away from a text, and keep its links: « le site (https://…) »."""
    text = _LINK.sub(r"\1 (\2)", _AUTOLINK.sub(r"\1", text))
    return _ITEM.sub("– ", _STRONG.sub(r"\2", _HEADING.sub("", text)))
