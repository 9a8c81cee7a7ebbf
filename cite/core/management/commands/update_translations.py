"""Brings the sentences that residents read into the catalogue of each language, and lists what is left to translate."""

from typing import Any

from django.core.management.base import BaseCommand

from cite.core.catalogues import missing, update, write
from cite.core.languages import TRANSLATED


class Command(BaseCommand):
    """To run after a change of a public page; what was translated is kept, what nobody reads any more goes."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrite the catalogues."""
        for language in TRANSLATED:
            write(language, update(language))
            left = missing(language)
            self.stdout.write(f"{language.name} ({language.code}): {len(left)} to translate")
            for message in left:
                text = message.id if isinstance(message.id, str) else message.id[0]
                self.stdout.write(f"  {text}")
