"""The directory as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers `cite.directory`: its pages, its files, its messages, its background work."""

    name = "cite.directory"
    label = "directory"
    verbose_name = _("offre de services")

    def ready(self) -> None:
        """Declare what the directory brings to the site."""
        from cite.actors.ports import register_departure
        from cite.directory import receivers  # noqa: F401 - listens once imported
        from cite.directory.adapters.files import can_read_import
        from cite.directory.operations.audio import AUDIO_PURPOSE
        from cite.directory.operations.importing import PURPOSE
        from cite.directory.permissions.audio import can_read_audio
        from cite.files.ports import FilePurpose
        from cite.files.ports import register as register_files

        register_files(FilePurpose(key=PURPOSE, label=_("Import d’un annuaire"), can_read=can_read_import))
        register_files(
            FilePurpose(key=AUDIO_PURPOSE, label=_("Enregistrement d’une fiche"), can_read=can_read_audio)
        )
        register_departure(
            "duty",
            _(
                "Ses permanences et ses listes : confiez-les depuis leurs pages. "
                "D’ici là, les demandes de rappel vont aux autres personnes de permanence."
            ),
        )
        self._show_the_sheets()
        self._let_them_be_found()
        self._show_them_to_the_call()

    @staticmethod
    def _show_them_to_the_call() -> None:
        """Show the services that look like an action to whoever writes or reads its file; give a funded one a sheet."""
        from cite.directory.adapters.actions import sheet_doors
        from cite.directory.adapters.similar import sheet_addresses, similar_services
        from cite.grants.ports import register_doors, register_similar

        register_doors("directory", sheet_doors)
        register_similar("directory", similar_services, sheet_addresses)

    @staticmethod
    def _let_them_be_found() -> None:
        """Give the sheets to the search of residents."""
        from cite.directory.queries.documents import documents_here
        from cite.directory.rules.documents import KIND
        from cite.search.ports import SearchableKind, register_searchable

        register_searchable(SearchableKind(KIND, _("Services"), documents_here))

    @staticmethod
    def _show_the_sheets() -> None:
        """Offer the sheets to professionals: in the header, in the search, in what waits, in messages."""
        from cite.accounts.permissions import can_work_here
        from cite.directory.adapters.callbacks import calls_waiting
        from cite.directory.adapters.sheets import find_services, overlaps_waiting, sheets_waiting
        from cite.directory.notices import NOTICES
        from cite.directory.permissions import can_open_overlaps
        from cite.notifications.ports import register as register_notice
        from cite.search.ports import QuickAction, SearchSource, register_action
        from cite.search.ports import register as register_search
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        for notice in NOTICES:
            register_notice(notice)
        register_search(SearchSource("services", _("Services"), find_services, order=25))
        register_action(
            QuickAction(
                _("Commencer la fiche d’un service"), "directory:add", "atelier formation aide publier"
            )
        )
        register_action(
            QuickAction(_("Suggérer un service qui manque"), "directory:suggest", "manque offre aide")
        )
        register_action(QuickAction(_("Mes favoris"), "directory:favourites", "favori garder service étoile"))
        register_action(
            QuickAction(
                _("Commencer une liste de services"), "directory:selection-add", "liste équipe partager"
            )
        )
        register_waiting("sheets", sheets_waiting)
        register_waiting("overlaps", overlaps_waiting)
        register_waiting("calls", calls_waiting)
        offer(NavEntry(_("Chercher une aide"), "directory:needs", order=5, group="network"))
        offer(
            NavEntry(
                _("Chercher un service"),
                "directory:search-services",
                order=10,
                audience="professional",
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Offre de services"),
                "directory:sheets",
                order=11,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Listes de services"),
                "directory:selections",
                order=12,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Couverture de l’offre"),
                "directory:coverage",
                order=13,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Recoupements"),
                "directory:overlaps",
                order=14,
                audience="professional",
                permission=lambda request: can_open_overlaps(request.user, request.territory),
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Permanences et rappels"),
                "directory:roster",
                order=12,
                audience="professional",
                group="network",
            )
        )
        offer(NavEntry(_("Être rappelé par téléphone"), "directory:where-called", order=4, audience="footer"))
