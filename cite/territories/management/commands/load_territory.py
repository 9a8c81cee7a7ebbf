"""Loads the Cité shipped with the product: its communes, its districts."""

from django.conf import settings
from django.core.management.base import BaseCommand

from cite.territories.operations.reference_data import load_territory


class Command(BaseCommand):
    """Idempotent: run again, it changes nothing."""

    help = "Load the territory shipped with the product (see data/SOURCES.md)."

    def handle(self, **options: object) -> None:
        """Load it."""
        loaded = load_territory(folder=settings.REFERENCE_DATA_DIR)
        self.stdout.write(
            f"{loaded.territory} : {loaded.communes} communes, {loaded.priority_districts} quartiers "
            f"prioritaires, "
            f"{loaded.watch_districts} quartiers en veille active"
            f"{'.' if loaded.has_changed else ' (déjà à jour).'}"
        )
