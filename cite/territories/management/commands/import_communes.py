"""Imports communes from an official file: the geographic code (JSON) or contours (GeoJSON)."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cite.territories.gateways.commune_files import read_communes
from cite.territories.gateways.official_files import FileRefused
from cite.territories.operations.communes import import_communes


class Command(BaseCommand):
    """Idempotent: what the file does not say stays as it is."""

    help = (
        "Import communes: names, postcodes, populations, contours. JSON or GeoJSON, a path or a web address."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one file."""
        parser.add_argument("source", metavar="FILE_OR_URL")

    def handle(self, *, source: str, **options: object) -> None:
        """Import the file."""
        try:
            communes = read_communes(source)
        except FileRefused as refusal:
            raise CommandError(refusal.sentence) from None
        done = import_communes(communes=communes)
        self.stdout.write(
            f"{len(communes)} communes lues : {done.added} ajoutées, {done.changed} modifiées, "
            f"{done.unchanged} inchangées."
        )
