"""The application of the residents as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    """Registers `cite.residents`."""

    name = "cite.residents"
    label = "residents"
    verbose_name = _("habitants")

    def ready(self) -> None:
        """Declare what the residents bring to the site."""
        from cite.notifications.ports import register as register_notice
        from cite.residents import receivers  # noqa: F401 - listens once imported
        from cite.residents.notices import NOTICES
        from cite.residents.permissions.people import can_follow_residents
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer

        for notice in NOTICES:
            register_notice(notice)
        offer(
            NavEntry(
                _("Personnes suivies"),
                "residents:people",
                order=20,
                audience="professional",
                permission=lambda request: can_follow_residents(request.user, request.territory),
                group="people",
            )
        )
        self._show_people()
        self._show_rights()

    @staticmethod
    def _show_people() -> None:
        """Let the people one follows be found by their names, and say what waits about them."""
        from cite.residents.adapters.people import find_residents, reaches_waiting
        from cite.search.ports import QuickAction, SearchSource, register_action
        from cite.search.ports import register as register_search
        from cite.ui.waiting import register as register_waiting

        register_search(SearchSource("residents", _("Personnes suivies"), find_residents, order=10))
        register_waiting("reaches", reaches_waiting)
        register_action(
            QuickAction(_("Ouvrir un dossier"), "residents:open", "habitant personne accueillir nouveau")
        )
        register_action(
            QuickAction(
                _("Joindre une personne"), "residents:ask-reach", "habitant contacter référent demander"
            )
        )

    @staticmethod
    def _show_rights() -> None:
        """Say what waits about rights, look-alikes and files that end; lead to their pages."""
        from cite.residents.adapters.delays import delays_waiting
        from cite.residents.adapters.rights import (
            doubles_waiting,
            files_ending,
            requests_waiting,
            rights_doors,
        )
        from cite.residents.enums.processing import FOOTER
        from cite.residents.permissions.rights import can_read_eliminations
        from cite.residents.ports import register_doors
        from cite.search.ports import QuickAction, register_action
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        register_doors("rights", rights_doors)
        offer(NavEntry(FOOTER, "residents:supported-data", order=31, audience="footer"))
        register_waiting("right_requests", requests_waiting)
        register_waiting("person_doubles", doubles_waiting)
        register_waiting("files_ending", files_ending)
        register_action(
            QuickAction(
                _("Demandes sur leurs données"),
                "residents:requests",
                "rgpd droit accès effacer corriger export",
            )
        )
        offer(
            NavEntry(
                _("Dossiers éliminés"),
                "residents:eliminations",
                order=40,
                audience="professional",
                permission=lambda request: can_read_eliminations(request.user, request.territory),
                group="network",
            )
        )
        offer(
            NavEntry(
                _("Délais et durées"), "residents:delays", order=41, audience="professional", group="network"
            )
        )
        register_waiting("delays", delays_waiting)
