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
