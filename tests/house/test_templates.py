"""Templates: each is used, none escapes the strict content policy, none is too long to read."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("cite/*/templates/**/*.html")) + sorted(ROOT.glob("cite/*/templates/**/*.txt"))
NAMES = {str(path).split("/templates/", 1)[1]: path for path in TEMPLATES}
TEXTS = {name: path.read_text() for name, path in NAMES.items()}

INLINE = re.compile(
    r"<style[\s>]|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\bsrc=|type=\"(?:application/(?:ld\+)?json|importmap)\"))",
    re.I,
)
# Named by a library, not by us: overrides found by their path.
OVERRIDES = (
    *("account/", "mfa/", "socialaccount/", "dsfr/", "django/", "allauth/"),
    *("400.html", "403.html", "404.html", "429.html", "500.html"),
)


def test_each_template_compiles():
    wrong = {}
    for name in NAMES:
        try:
            get_template(name)
        except (TemplateSyntaxError, TemplateDoesNotExist) as error:
            wrong[name] = repr(error)
    assert wrong == {}


def test_each_template_stays_readable():
    assert {name: n for name, text in TEXTS.items() if (n := text.count("\n")) > 150} == {}


def test_no_attribute_holds_a_tag():
    """What stays in French is an element: within an attribute, it would close it."""
    held = re.compile(r'="[^"<>]*\{% in_french')
    assert {name: found.group() for name, text in TEXTS.items() if (found := held.search(text))} == {}


def test_every_icon_is_one_that_the_style_sheet_draws():
    sheet = Path(finders.find("dsfr/dist/utility/icons/icons.main.min.css")).read_text()
    drawn = set(re.findall(r"fr-icon-([a-z0-9-]+)", sheet))
    used = {icon for path in TEMPLATES for icon in re.findall(r'icon="([a-z0-9-]+)"', path.read_text())}
    assert used - drawn == set()


def test_no_template_has_anything_inline():
    assert {name: found.group() for name, text in TEXTS.items() if (found := INLINE.search(text))} == {}


def test_every_template_is_used():
    sources = [p.read_text() for p in [*ROOT.glob("cite/**/*.py"), *TEMPLATES, *ROOT.glob("tests/**/*.py")]]
    everything = "\n".join(sources)
    unused = [
        n
        for n in NAMES
        if not n.startswith(OVERRIDES) and f'"{n}"' not in everything and f"'{n}'" not in everything
    ]
    assert [n for n in unused if f"{Path(n).stem}" not in everything] == []
