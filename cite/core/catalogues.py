"""The catalogues of translations: which sentences they hold, and what Django reads of them.

The text (`.po`) is the source, what Django reads (`.mo`) is compiled from it by whoever starts the site. Only what
residents read is translated: `cite/locale/sources.toml` names it, and nothing else is asked of translators.
"""

from __future__ import annotations

import ast
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize, to_locale

from cite.core.languages import TRANSLATED, Language
from cite.core.typography import typeset

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "cite" / "locale"

_KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
_NOT_SPOKEN = re.compile(r"{% in_french %}.*?{% endin_french %}|{% comment %}.*?{% endcomment %}", re.S)
_USED = re.compile(r"""{% (?:extends|include) ["']([^"']+)["']|{% ui_(\w+)""")
_WIDTH = 110
_HEADER = """# {name}: what residents read. The work of professionals is in French.
msgid ""
msgstr ""
"Language: {tag}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "tr": "nplurals=2; plural=(n > 1);",
}
"""Those of Django's own catalogues, where Babel has others."""

Sentence = str | tuple[str, str]
Found = tuple[Sentence, str | None]
"""A sentence, or one and its plural; and its context, where it has one."""


def path_of(language: Language, ending: str = "po") -> Path:
    """Say where the catalogue of a language is."""
    return FOLDER / to_locale(language.code) / "LC_MESSAGES" / f"django.{ending}"


def read(language: Language) -> Catalog:
    """Read the catalogue of a language, empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language.locale)
    with path.open("rb") as file:
        return read_po(file, locale=language.locale)


@cache
def sources() -> dict[str, Any]:
    """Read where the sentences that residents read are written."""
    return tomllib.loads((ROOT / "cite" / "locale" / "sources.toml").read_text())


@cache
def public_sentences() -> tuple[Found, ...]:
    """List what residents read, in the order of the sources."""
    found: dict[Found, None] = {}
    for template in _with_what_they_use(sources()["templates"]):
        found |= dict.fromkeys(_of_template(template))
    for path, names in sources()["python"].items():
        found |= dict.fromkeys(_of_module(ROOT / path, set(names)))
    return tuple(found | dict.fromkeys((sentence, None) for sentence in sources()["sentences"]))


def _with_what_they_use(names: Iterable[str]) -> Iterator[Path]:
    waiting, met = list(names), set()
    while waiting:
        name = waiting.pop(0)
        path = next(iter(sorted(ROOT.glob(f"cite/*/templates/{name}"))), None)
        if name in met or path is None:
            continue
        met.add(name)
        yield path
        for template, component in _USED.findall(_NOT_SPOKEN.sub("", path.read_text())):
            waiting.append(template or f"ui/components/{component}.html")


def _of_template(path: Path) -> Iterator[Found]:
    code = templatize(_NOT_SPOKEN.sub("", path.read_text()), origin=str(path))
    for _line, found in _calls(re.sub(r"^\s+", "", code, flags=re.M)):
        yield found


def _of_module(path: Path, names: set[str]) -> Iterator[Found]:
    code = path.read_text()
    spans = [
        (node.lineno, node.end_lineno or node.lineno)
        for node in ast.parse(code).body
        if not names or names & _defined(node)
    ]
    for line, found in _calls(code):
        if any(first <= line <= last for first, last in spans):
            yield found


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _calls(code: str) -> Iterator[tuple[int, Found]]:
    file = io.BytesIO(code.encode())
    for line, function, arguments, _comments in extract_python(file, _KEYWORDS, [], {}):
        texts = [arguments] if isinstance(arguments, str) else list(arguments)
        context = texts.pop(0) if function.startswith("pgettext") else None
        wanted = 2 if function.startswith("ngettext") else 1
        if len(texts) >= wanted and all(texts[:wanted]):
            yield line, (tuple(texts[:2]) if wanted == 2 else texts[0], context)


def update(language: Language) -> Catalog:
    """Give the catalogue of a language the sentences of today, in their order; what it knew of them is kept."""
    known = read(language)
    kept = Catalog(locale=language.locale, fuzzy=False)
    kept.mime_headers = [("Plural-Forms", _plurals(language))]
    for sentence, context in public_sentences():
        old = known.get(sentence[0] if isinstance(sentence, tuple) else sentence, context)
        same = old is not None and not old.fuzzy and old.pluralizable == isinstance(sentence, tuple)
        kept.add(sentence, old.string if same else "", context=context)
    return kept


def write(language: Language, catalog: Catalog) -> None:
    """Write a catalogue so that two people who translate change different lines."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = io.BytesIO()
    write_po(entries, catalog, width=_WIDTH, omit_header=True)
    header = _HEADER.format(name=language.name, tag=language.tag, plurals=_plurals(language))
    path.write_bytes(header.encode() + entries.getvalue())


def _plurals(language: Language) -> str:
    return _PLURALS.get(language.tag) or Catalog(locale=language.locale).plural_forms


def missing(language: Language) -> list[Message]:
    """List the sentences that a catalogue does not say."""
    return [message for message in update(language) if message.id and not _is_said(message)]


def _is_said(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def compile_stale() -> list[Language]:
    """Compile the catalogues whose text is newer than what Django reads; simple French gets its no-break spaces."""
    compiled = []
    for language in TRANSLATED:
        text, machine = path_of(language), path_of(language, "mo")
        if not text.exists() or (machine.exists() and machine.stat().st_mtime >= text.stat().st_mtime):
            continue
        catalog = read(language)
        if language.is_french:
            _set_spaces(catalog)
        unfinished = machine.with_suffix(f".{id(catalog)}")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(machine)  # at once: another process may be reading it
        compiled.append(language)
    return compiled


def _set_spaces(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            texts = message.string
            message.string = tuple(map(typeset, texts)) if isinstance(texts, tuple) else typeset(texts)
