"""The application of the pathways as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """Registers `cite.pathways`."""

    name = "cite.pathways"
    label = "pathways"
    verbose_name = _("parcours")

    def ready(self) -> None:
        """Declare what the pathways bring to the site."""
        self._offer_the_pages()

    @staticmethod
    def _offer_the_pages() -> None:
        """Lead to the pathways from the header."""
        from cite.residents.permissions.people import can_follow_residents
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer

        offer(
            NavEntry(
                _("Mes parcours"),
                "pathways:pathways",
                order=6,
                audience="professional",
                permission=lambda request: can_follow_residents(request.user, request.territory),
                group="network",
            )
        )
