"""Opening as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningConfig(AppConfig):
    """Registers `cite.opening`: its pages, its banner, its documents, and what it expects of the co-pilots."""

    name = "cite.opening"
    label = "opening"
    verbose_name = _("mise en service")

    def ready(self) -> None:
        """Connect the receivers, and tell the lower applications what they show of this one."""
        from cite.accounts.permissions import can_administer
        from cite.files import ports as files
        from cite.notifications.ports import register as register_notice
        from cite.opening import receivers  # noqa: F401
        from cite.opening.adapters import awaiting_co_pilots, training_banner
        from cite.opening.notices import NOTICES
        from cite.opening.operations.compliance import DOCUMENT_PURPOSE
        from cite.opening.permissions import can_read_compliance
        from cite.ui import banners, navigation, waiting

        for notice in NOTICES:
            register_notice(notice)
        files.register(
            files.FilePurpose(
                key=DOCUMENT_PURPOSE,
                label=_("Pièce de la mise en service"),
                can_read=lambda user, file: can_read_compliance(user, file.territory),
            )
        )
        banners.register("opening", training_banner)
        waiting.register("opening", awaiting_co_pilots)
        navigation.register(
            navigation.NavEntry(
                _("Mise en service"),
                "opening:service",
                order=800,
                audience="professional",
                group="management",
                permission=lambda request: can_read_compliance(request.user, request.territory),
            )
        )
        navigation.register(
            navigation.NavEntry(
                _("Ouvrir une Cité"),
                "opening:home",
                order=890,
                audience="professional",
                group="management",
                permission=lambda request: can_administer(request.user),
            )
        )
