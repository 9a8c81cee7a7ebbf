"""What an installation must have prepared before it opens."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from cite.core.catalogues import path_of
from cite.core.languages import TRANSLATED


@register(deploy=True)
def translations_are_compiled(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say which languages residents would read in French, for want of a command."""
    lacking = [language.name for language in TRANSLATED if not path_of(language, "mo").exists()]
    if not lacking:
        return []
    return [
        Warning(
            f"Translations are not compiled: {', '.join(lacking)}.",
            hint="Run: manage.py compile_translations",
            id="cite.core.W001",
        )
    ]
