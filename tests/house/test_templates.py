"""Templates: each is used, none escapes the strict content policy, none is too long to read."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("cite/*/templates/**/*.html")) + sorted(ROOT.glob("cite/*/templates/**/*.txt"))
NAMES = {str(path).split("/templates/", 1)[1]: path for path in TEMPLATES}

INLINE = re.compile(
    r"<style[\s>]|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\bsrc=|type=\"(?:application/(?:ld\+)?json|importmap)\"))",
    re.I,
)
# Named by a library, not by us: overrides found by their path.
OVERRIDES = (
    *("account/", "mfa/", "socialaccount/", "dsfr/", "django/", "allauth/"),
    *("400.html", "403.html", "404.html", "429.html", "500.html"),
)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_template_compiles_and_stays_readable(name):
    get_template(name)
    assert NAMES[name].read_text().count("\n") <= 150


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_attribute_holds_a_tag(name):
    """What stays in French is an element: within an attribute, it would close it."""
    assert not re.search(r'="[^"<>]*\{% in_french', NAMES[name].read_text())


def test_every_icon_is_one_that_the_style_sheet_draws():
    sheet = Path(finders.find("dsfr/dist/utility/icons/icons.main.min.css")).read_text()
    drawn = set(re.findall(r"fr-icon-([a-z0-9-]+)", sheet))
    used = {icon for path in TEMPLATES for icon in re.findall(r'icon="([a-z0-9-]+)"', path.read_text())}
    assert used - drawn == set()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_template_has_nothing_inline(name):
    assert not INLINE.search(NAMES[name].read_text())


def test_every_template_is_used():
    sources = [p.read_text() for p in [*ROOT.glob("cite/**/*.py"), *TEMPLATES, *ROOT.glob("tests/**/*.py")]]
    everything = "\n".join(sources)
    unused = [
        n
        for n in NAMES
        if not n.startswith(OVERRIDES) and f'"{n}"' not in everything and f"'{n}'" not in everything
    ]
    assert [n for n in unused if f"{Path(n).stem}" not in everything] == []
