"""The directory as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers `cite.directory`: its files, its background work."""

    name = "cite.directory"
    label = "directory"
    verbose_name = _("offre de services")

    def ready(self) -> None:
        """Declare what the directory brings to the site."""
        from cite.directory import receivers  # noqa: F401 - listens once imported
        from cite.directory.adapters.files import can_read_import
        from cite.directory.operations.importing import PURPOSE
        from cite.files.ports import FilePurpose
        from cite.files.ports import register as register_files

        register_files(FilePurpose(key=PURPOSE, label=_("Import d’un annuaire"), can_read=can_read_import))
