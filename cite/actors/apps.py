"""Actors as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    """Registers `cite.actors`: its pages, and the roles that memberships bring."""

    name = "cite.actors"
    label = "actors"
    verbose_name = _("acteurs")

    def ready(self) -> None:
        """Tell `cite.accounts` which roles memberships bring."""
        from cite.accounts.ports import register_role_source
        from cite.actors import receivers  # noqa: F401
        from cite.actors.notices import NOTICES
        from cite.actors.queries import roles_from_memberships
        from cite.notifications.ports import register as register_notice

        register_role_source(roles_from_memberships)
        self._show_the_network()
        for notice in NOTICES:
            register_notice(notice)
        self._show_the_people()

    @staticmethod
    def _show_the_network() -> None:
        """Offer the directory: in the header, in the search, in what waits, in the lists people bring."""
        from cite.accounts.permissions import can_work_here
        from cite.actors.adapters.organization_lists import OrganizationList
        from cite.actors.adapters.search import duplicates_waiting, find_organizations
        from cite.imports.ports import register as register_import
        from cite.search.ports import SearchSource
        from cite.search.ports import register as register_search
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        def works_here(request):
            return can_work_here(request.user, request.territory)

        entries = ((_("Acteurs"), "actors:directory"), (_("Maillons et quartiers"), "actors:chain"))
        for order, (label, url_name) in enumerate(entries, start=10):
            entry = NavEntry(label, url_name, order, "professional", permission=works_here, group="network")
            offer(entry)
        register_search(SearchSource("organizations", _("Structures"), find_organizations, order=20))
        register_waiting("duplicates", duplicates_waiting)
        for updates in (False, True):
            register_import(OrganizationList(updates=updates))

    @staticmethod
    def _show_the_people() -> None:
        """Offer the team and the texts to sign: in the header, in the search, in what waits."""
        from cite.actors.adapters.people import find_people, waiting
        from cite.search.ports import SearchSource
        from cite.search.ports import register as register_search
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        offer(NavEntry(_("Ma structure"), "actors:team", 12, "professional", group="network"))
        offer(NavEntry(_("Chartes et engagements"), "actors:texts", 13, "professional", group="network"))
        register_search(SearchSource("people", _("Personnes"), find_people, order=30))
        register_waiting("people", waiting)
