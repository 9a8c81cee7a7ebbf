"""Prepares the translations that Django reads; nothing to do where they are up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from cite.core.catalogues import compile_stale


class Command(BaseCommand):
    """To run at each installation and update, before the site starts."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and name the languages that changed."""
        for language in compile_stale():
            self.stdout.write(f"{language.name} ({language.code})")
