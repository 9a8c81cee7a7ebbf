"""Install the addresses of a département from the BAN."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cite.territories.gateways.address_index import AddressIndexError
from cite.territories.operations.addresses import import_addresses


class Command(BaseCommand):
    """Build the embedded index from ``adresses-42.csv.gz``; interrupted, it goes on when started again."""

    help = "Installe les adresses de la BAN (adresses-XX.csv.gz) : fichier ou adresse web."

    def add_arguments(self, parser):
        """Declare the source and the options."""
        parser.add_argument("source", help="fichier .csv ou .csv.gz, ou son adresse https://")
        parser.add_argument("--department", action="append", default=[], help="ne garder que ce département")
        parser.add_argument("--dry-run", action="store_true", help="compter sans rien écrire")

    def handle(self, *, source, department, dry_run, **options):
        """Run the import and print what it did."""
        self._last_shown = 0.0
        try:
            done = import_addresses(
                source=source, departments=department, dry_run=dry_run, progress=self._show_progress
            )
        except AddressIndexError as error:
            raise CommandError(str(error)) from error
        if done.resumed_at:
            self._say(_("Import repris à la ligne %(row)d.") % {"row": done.resumed_at + 1})
        for reason, count in done.skipped.items():
            self._say(
                _("%(count)d lignes laissées de côté : %(reason)s.") % {"count": count, "reason": reason}
            )
        for name, count in sorted(done.departments.items()):
            self._say(_("Département %(name)s : %(count)d adresses.") % {"name": name, "count": count})
        self._say(self._conclusion(done))

    def _conclusion(self, done):
        if done.is_up_to_date:
            return _("Déjà à jour : ce fichier est celui qui est installé.")
        return _("Essai : rien n’a été écrit.") if done.is_dry_run else _("Les adresses sont installées.")

    def _show_progress(self, step, done):
        """Print at most one line a second."""
        if time.monotonic() - self._last_shown < 1:
            return
        self._last_shown = time.monotonic()
        texts = {
            "download": _("Téléchargement : %(done)d Mo"),
            "checksum": _("Vérification : %(done)d Mo"),
            "rows": _("Lecture : %(done)d adresses"),
            "publish": _("Écriture : %(done)d adresses"),
        }
        amount = done // 1_000_000 if step in ("download", "checksum") else done
        self._say(texts[step] % {"done": amount})

    def _say(self, text):
        self.stdout.write(text)
