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
