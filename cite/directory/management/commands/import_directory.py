"""Take in other directories from files too big to be sent, or from data·inclusion by its API."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scope

from cite.accounts.models import User
from cite.core.decisions import Refused
from cite.directory.enums.imports import COUNTED
from cite.directory.gateways.inclusion import UnreadableFile
from cite.directory.models import DirectoryImport
from cite.directory.operations.importing_by_hand import import_by_hand
from cite.directory.queries.imports import kind_of
from cite.files.queries import open_file
from cite.tenancy.models import Territory


class Command(BaseCommand):
    """The same operation as the page; interrupted, it goes on when started again."""

    help = "Importe des annuaires data·inclusion : fichiers JSON, JSON par lignes, CSV ou Parquet, ou l’API."

    def add_arguments(self, parser: Any) -> None:
        """Declare the files and the options."""
        parser.add_argument(
            "files", nargs="*", help="fichiers de structures et de services, dans l’ordre voulu"
        )
        parser.add_argument("--by", required=True, help="adresse électronique de qui importe")
        parser.add_argument("--territory", help="identifiant de la Cité, s’il y en a plusieurs")
        parser.add_argument("--report", type=Path, help="fichier CSV où écrire toutes les remarques")
        parser.add_argument("--api", action="store_true", help="lire data·inclusion par son API")
        parser.add_argument("--partial", action="store_true", help="fichiers incomplets : ne rien archiver")
        parser.add_argument(
            "--everywhere", action="store_true", help="garder aussi ce qui est hors du territoire"
        )
        parser.add_argument("--resume", action="store_true", help="la lecture d’avant a été tuée")

    def handle(self, *, files: list[str], by: str, **options: Any) -> None:
        """Read, and say what came of it."""
        if bool(files) == options["api"]:
            raise CommandError(_("Nommez des fichiers, ou demandez --api."))
        user = User.objects.filter(email__iexact=by).first()
        if user is None:
            raise CommandError(_("Personne n’a cette adresse ici."))
        self._shown_at = 0.0
        territory = self._territory(options["territory"])
        with scope(territory=territory):
            try:
                asked = import_by_hand(
                    territory=territory,
                    files=[(_kind(Path(name)), Path(name)) for name in files],
                    is_from_api=options["api"],
                    resumes=options["resume"],
                    is_complete=not options["partial"],
                    is_local=not options["everywhere"],
                    by=user,
                    show=self._show,
                )
            except Refused as refusal:
                raise CommandError(" ".join(refusal.decision.sentences)) from refusal
            self._conclude(asked, options["report"])

    def _territory(self, slug: str | None) -> Territory:
        found = list(Territory.objects.filter(slug=slug) if slug else Territory.objects.all()[:2])
        if len(found) != 1:
            raise CommandError(_("Dites de quelle Cité il s’agit : --territory identifiant."))
        return found[0]

    def _conclude(self, asked: DirectoryImport, report: Path | None) -> None:
        for name, label in COUNTED:
            if count := asked.counts.get(name):
                self.stdout.write(_("%(label)s : %(count)d") % {"label": label, "count": count})
        if asked.report is not None and report is not None:
            with open_file(asked.report) as source, report.open("wb") as destination:
                while block := source.read(1_000_000):
                    destination.write(block)
        if asked.error:
            raise CommandError(asked.error)

    def _show(self, kind: str, done: int) -> None:
        """Print at most one line a second."""
        if time.monotonic() - self._shown_at >= 1:
            self._shown_at = time.monotonic()
            self.stderr.write(_("%(kind)s : %(done)d fiches lues") % {"kind": kind, "done": done})


def _kind(path: Path) -> str:
    try:
        return kind_of(path)
    except OSError as error:
        raise CommandError(_("%(file)s ne s’ouvre pas. Vérifiez son chemin.") % {"file": path}) from error
    except UnreadableFile as unreadable:
        raise CommandError(f"{path} : {unreadable.problem.label}") from unreadable
