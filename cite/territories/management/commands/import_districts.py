"""Imports an official publication of priority districts, after showing what it would change."""

from __future__ import annotations

import sys
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cite.territories.enums import Generation
from cite.territories.gateways.district_files import read_publication
from cite.territories.gateways.official_files import FileRefused
from cite.territories.operations.districts import import_publication
from cite.territories.queries.publications import (
    Change,
    Comparison,
    UnknownArea,
    areas_covered,
    compare_publication,
)


class Command(BaseCommand):
    """One transaction: the whole publication, or nothing."""

    help = (
        "Import priority districts from the official file as it is: GeoJSON or shapefile, zipped or not, "
        "a path or a web address. The lists of other generations stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one file, and what it does not say of itself."""
        parser.add_argument("source", metavar="FILE_OR_URL")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")
        parser.add_argument(
            "--generation", default="", choices=["", *Generation.values], help="guessed from the codes"
        )
        parser.add_argument("--published-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--licence", default="Licence Ouverte 2.0")
        parser.add_argument(
            "--coverage",
            nargs="+",
            default=[],
            metavar="AREA",
            help="where the list is complete: 42, 42218, epci:244200770, metropole "
            "(guessed: France for a national file, else the communes it names)",
        )

    def handle(self, *, source: str, dry_run: bool, **options: object) -> None:
        """Show the difference; apply it unless it is a rehearsal."""
        try:
            coverage = areas_covered(options["coverage"])
            publication = read_publication(source, generation=options["generation"], progress=self._progress)
        except FileRefused as refusal:
            raise CommandError(refusal.sentence) from None
        except UnknownArea as unknown:
            raise CommandError(
                f"--coverage : « {unknown} » n’est ni une commune, ni un département connus."
            ) from None
        if dry_run:
            comparison = compare_publication(publication, coverage)
        else:
            comparison = import_publication(
                publication=publication,
                source=source,
                coverage=coverage,
                licence=options["licence"],
                published_on=options["published_on"],
            )
        self._show(comparison)
        self.stdout.write("Répétition : rien n’a été changé." if dry_run else "Import terminé.")

    def _progress(self, received: int, expected: int | None) -> None:
        if sys.stderr.isatty():
            total = f" / {expected / 1e6:.1f}" if expected else ""
            self.stderr.write(f"\r{received / 1e6:.1f}{total} Mo", ending="")

    def _show(self, comparison: Comparison) -> None:
        publication = comparison.publication
        self.stdout.write(
            f"{publication.name} : liste de {publication.generation.value}, "
            f"{len(publication.districts)} quartiers."
        )
        covered = ", ".join(comparison.coverage[:12]) + (" …" if len(comparison.coverage) > 12 else "")
        self.stdout.write(f"Liste complète pour : {covered or 'aucune commune'}.")
        self._list("contour(s) réparé(s)", [f"{d.code} {d.label}" for d in comparison.repaired])
        if publication.precision_m:
            self.stdout.write(
                f"Coordonnées arrondies : à {publication.precision_m:.0f} m près. La zone de doute en "
                f"tient compte."
            )
        self._list("contour(s) plus précis gardé(s)", [c.current.code for c in comparison.kept_finer])
        self._list("quartier(s) sans commune connue", [f"{d.code} {d.label}" for d in comparison.unplaced])
        self._list("ajouté(s)", [f"{c.published.code} {c.published.label}" for c in comparison.added])
        self._list("retiré(s)", [f"{d.code} {d.label}" for d in comparison.removed])
        self._list("modifié(s)", [_description(change) for change in comparison.modified])
        if comparison.is_empty:
            self.stdout.write("Aucune différence avec la carte.")

    def _list(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        self.stdout.write(f"{len(lines)} {title} :")
        for line in lines[:40]:
            self.stdout.write(f"  {line}")
        if len(lines) > 40:
            self.stdout.write(f"  … et {len(lines) - 40} autres")


def _description(change: Change) -> str:
    facts = []
    if change.is_restored:
        facts.append("de retour dans la liste")
    if change.is_relabelled:
        facts.append(f"nom « {change.current.label} » → « {change.published.label} »")
    if change.has_other_communes:
        facts.append(f"communes {', '.join(change.communes)}")
    if change.moved_m2:
        facts.append(f"contour changé de {change.moved_m2:,.0f} m²".replace(",", "\u202f"))
    elif change.is_finer:
        facts.append("contour plus précis")
    return f"{change.published.code} {change.published.label} : {' ; '.join(facts)}"
