"""Rewrites the generated parts of the documentation; a test says when they are stale."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

LIVES = ROOT / "docs" / "cycles-de-vie.md"
OPENAPI = ROOT / "tests" / "api" / "openapi.json"
WHO_MAY = ROOT / "docs" / "qui-peut-quoi.md"
LIVES_INTRODUCTION = """# Cycles de vie

Chaque schéma vient de la table du code (`workflow.py`) : ce qui n’y est pas écrit ne peut pas arriver.
Engendré par `make docs`.
"""


def workflows() -> Iterator[tuple[str, object]]:
    """Find every life there is, with the application and the name it has."""
    from django.apps import apps

    from cite.core.workflow import Workflow

    for app in apps.get_app_configs():
        if app.name.startswith("cite.") and (Path(app.path) / "workflow.py").exists():
            module = import_module(f"{app.name}.workflow")
            for name, value in vars(module).items():
                if isinstance(value, Workflow):
                    yield f"{app.name}.{name}", value


def lives() -> str:
    """Draw every life."""
    parts = [LIVES_INTRODUCTION]
    parts += [f"## `{name}`\n\n```mermaid\n{life.mermaid()}\n```\n" for name, life in workflows()]
    return "\n".join(parts)


def openapi() -> str:
    """Describe the API as programs read it."""
    from cite.api.openapi import openapi_text
    from cite.api.v1 import api

    return openapi_text(api)


def generated() -> dict[Path, str]:
    """List every generated file with what it should hold."""
    from scripts.who_may import who_may

    return {LIVES: lives(), OPENAPI: openapi(), WHO_MAY: who_may()}


def main() -> int:
    """Write what changed."""
    django.setup()
    for path, text in generated().items():
        path.write_text(text)
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
