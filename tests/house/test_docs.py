"""What the documentation says is what the code does."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from scripts.generate_docs import generated

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GLOSSARY = (DOCS / "glossaire.md").read_text()
MODELS = [m for app in apps.get_app_configs() if app.name.startswith("cite.") for m in app.get_models()]


@pytest.mark.parametrize("path", sorted(generated()), ids=lambda path: path.name)
def test_generated_documentation_is_fresh(path):
    assert path.read_text() == generated()[path], "run: make docs"


def test_the_glossary_names_every_model():
    assert [model.__name__ for model in MODELS if f"`{model.__name__}`" not in GLOSSARY] == []


def test_every_link_of_the_documentation_leads_somewhere():
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(p.name[:4]) for p in (DOCS / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_architecture_names_every_application():
    page = (DOCS / "architecture.md").read_text()
    for app in apps.get_app_configs():
        if app.name.startswith("cite."):
            assert re.search(rf"\b{app.label}\b", page), app.label


def test_the_environment_is_documented():
    page = (DOCS / "exploitation.md").read_text()
    read = set(re.findall(r'value\(\s*"([A-Z_]+)"', (ROOT / "config" / "env.py").read_text()))
    undocumented = {name for name in read if f"`{name}`" not in page}
    assert undocumented <= {"DEMO_ACCOUNTS", "CITE_SKIN"}
