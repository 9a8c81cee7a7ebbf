"""Proves the journal, or names the first thing that somebody changed."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cite.audit.queries.verification import verify_journal


def noted_seal(text: str) -> tuple[int, str]:
    """Read a seal as this command writes it: number, colon, 64 hexadecimal digits."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if not found:
        raise ArgumentTypeError("écrivez un sceau comme cette commande le donne, numéro:empreinte")
    return int(found[1]), found[2]


class Command(BaseCommand):
    """`manage.py verify_journal --expect 42:9f86d0…`; exit code 1 when the journal does not hold."""

    help = "Vérifie le journal : chaque sceau est recalculé depuis ses lignes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the seal noted elsewhere."""
        parser.add_argument(
            "--expect",
            type=noted_seal,
            metavar="NUMÉRO:EMPREINTE",
            help="un sceau noté ailleurs ; sans lui, des derniers sceaux retirés ne se voient pas",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and say what holds."""
        found = verify_journal(options["expect"])
        if found.broken:
            raise CommandError(
                f"{found.broken}\nJusque-là, tout tient (sceaux : {found.seals}, lignes : {found.entries})."
            )
        self.stdout.write(
            f"Le journal tient. Sceaux : {found.seals} ; lignes scellées : {found.entries}, dont "
            f"{found.erased} au contenu effacé selon les règles ; en attente de sceau : {found.waiting}."
        )
        if found.last:
            self.stdout.write(f"Dernier sceau, à noter hors de la plateforme : {found.last}")
