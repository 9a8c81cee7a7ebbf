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
        for notice in NOTICES:
            register_notice(notice)
