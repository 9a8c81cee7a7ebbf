"""Read every text again into the index of the search."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scope

from cite.search.operations import rebuild_index
from cite.search.ports import SearchableKind, all_searchable
from cite.search.queries.matching import needs_rebuild
from cite.tenancy.models import Territory


class Command(BaseCommand):
    """Rebuild the index block by block: the search answers meanwhile."""

    help = "Relit tous les textes dans l’index de la recherche."

    def add_arguments(self, parser):
        """Declare the options."""
        parser.add_argument(
            "--kind", action="append", default=[], help="ne relire que cette sorte de documents"
        )
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="ne relire que ce qui a été indexé par d’autres règles que celles de cette version",
        )
        parser.add_argument("--territory", help="identifiant d’une Cité ; toutes sinon")

    def handle(self, *, kind, territory, if_needed, **options):
        """Rebuild what is asked, and say how much was read."""
        kinds = [known for known in all_searchable() if not kind or known.key in kind]
        cites = [cite for cite in Territory.objects.all() if not territory or cite.slug == territory]
        if not kinds or not cites:
            raise CommandError(_("Aucune sorte de documents, ou aucune Cité, de ce nom."))
        for cite in cites:
            for known in kinds:
                self._rebuild(cite, known, if_needed=if_needed)

    def _rebuild(self, cite: Territory, kind: SearchableKind, *, if_needed: bool) -> None:
        with scope(territory=cite):
            if if_needed and not needs_rebuild(kind.key):
                return
            done = rebuild_index(territory=cite, kind=kind.key)
        self.stdout.write(
            _("%(cite)s, %(kind)s : %(written)d textes lus, %(forgotten)d oubliés.")
            % {"cite": cite.name, "kind": kind.label, "written": done.written, "forgotten": done.forgotten}
        )
