"""French on the screen: its spaces are set in one place (`cite.core.typography`), and one thing has one name."""

import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from tests.house.pages import loose_spaces

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for kind in ("html", "txt") for path in ROOT.glob(f"cite/*/templates/**/*.{kind}"))

LOOKED_UP = re.compile(
    r"""{% *blocktranslate.*?{% *endblocktranslate *%}|{% *translate .*?%}|_\("[^"]*"\)"""
    r"""|{% *comment.*?endcomment *%}|{#.*?#}""",
    re.S,
)


def test_each_template_leaves_its_sentences_to_be_looked_up():
    """What stands between two values needs its no-break space by hand: `&nbsp;:`."""
    loose = {str(path): loose_spaces(LOOKED_UP.sub("", path.read_text())) for path in TEMPLATES}
    assert {path: found for path, found in loose.items() if found} == {}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Nom : Alix</p>", ["Nom : Alix"]),
        ("<p>Nom&nbsp;: Alix</p>", []),
        ("<b>Nom</b> : Alix", ["Nom : Alix"]),
        ("<p>« Alix »</p>", ["« Alix »"]),
        ('<input value="a : b"><textarea>a : b</textarea><code>a ? b</code>', []),
    ],
)
def test_loose_spaces_are_found_in_what_is_read(html, found):
    assert loose_spaces(html) == found


def _forms(parent=forms.BaseForm):
    for form in parent.__subclasses__():
        yield form
        yield from _forms(form)


def test_an_address_is_never_called_by_the_name_of_the_message():
    assert get_resolver().url_patterns  # reading the addresses loads every form
    asked = {
        f"{form.__name__}.{name}": getattr(form, "words", {}).get(name, (field.label,))[0]
        for form in _forms()
        if form.__module__.startswith("cite.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.EmailField)
    }
    kept = {
        f"{model.__name__}.{field.name}": field.verbose_name
        for app in apps.get_app_configs()
        if app.name.startswith("cite.")
        for model in app.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    }
    assert len(asked) > 5 and len(kept) > 4
    assert {at: label for at, label in (asked | kept).items() if "adresse" not in str(label).lower()} == {}


def test_no_other_word_for_it_is_on_the_screen():
    other = re.compile(
        r"""(?i)(?:_\(\s*"[^"]*|translate "[^"]*)(?:\be-mail\b|\bmél\b|\b(?:adresse|par) mail\b)"""
    )
    sources = [*TEMPLATES, *ROOT.glob("cite/**/*.py")]
    assert {path.name: m.group() for path in sources if (m := other.search(path.read_text()))} == {}


OF_A_NAME = re.compile(
    r"\b(?:que|de|le|jusque|lorsque|puisque) (?:%\(|\{\{? ?)(?:partner|structure|organization|funder|carrier)\b"
)
SOURCES = sorted(path for kind in ("py", "html", "txt") for path in ROOT.glob(f"cite/**/*.{kind}"))


def test_no_sentence_puts_the_bare_name_of_a_structure_after_a_word_that_elides():
    """« que Agence… » is no French, and nothing tells the article of a name: a name stands between guillemets."""
    assert len(SOURCES) > 500
    found = {str(path): OF_A_NAME.findall(path.read_text()) for path in SOURCES}
    assert {path: bare for path, bare in found.items() if bare} == {}


@pytest.mark.parametrize(
    ("sentence", "is_bare"),
    [
        ("J’accepte que %(partner)s voie", True),
        ("au nom de {organization} :", True),
        ("L’enveloppe de {{ funder }} serait dépassée", True),
        ("que la structure « %(partner)s » voie", False),
        ("par {partner}", False),
        ("de {day}", False),
    ],
)
def test_bare_names_are_found(sentence, is_bare):
    assert bool(OF_A_NAME.search(sentence)) is is_bare
