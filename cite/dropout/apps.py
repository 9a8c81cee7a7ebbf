"""The application of the signs of drop-out as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DropoutConfig(AppConfig):
    """Registers `cite.dropout`."""

    name = "cite.dropout"
    label = "dropout"
    verbose_name = _("situations à regarder")

    def ready(self) -> None:
        """Declare what the signs bring to the site."""
        from cite.dropout import receivers  # noqa: F401 - listens once imported
        from cite.dropout.adapters import alerts_waiting, held_of, pathway_notices, thresholds_waiting
        from cite.dropout.permissions.alerts import (
            can_look_at_alerts,
            can_prepare_thresholds,
            can_watch_structures,
        )
        from cite.pathways.ports import register_notices
        from cite.residents.ports import register_held
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        register_waiting("alerts", alerts_waiting)
        register_waiting("thresholds", thresholds_waiting)
        register_held("dropout", held_of)
        register_notices("dropout", pathway_notices)
        offer(
            NavEntry(
                _("À regarder"),
                "dropout:alerts",
                order=22,
                audience="professional",
                permission=lambda request: can_look_at_alerts(request.user, request.territory),
                group="people",
            )
        )
        offer(
            NavEntry(
                _("Ce qui attend, par structure"),
                "dropout:structures",
                order=28,
                audience="professional",
                permission=lambda request: can_watch_structures(request.user, request.territory),
                group="people",
            )
        )
        offer(
            NavEntry(
                _("Seuils des alertes"),
                "dropout:thresholds",
                order=30,
                audience="professional",
                permission=lambda request: can_prepare_thresholds(request.user, request.territory),
                group="network",
            )
        )
