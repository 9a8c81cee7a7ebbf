"""The foundation as a Django application."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers `cite.core`."""

    name = "cite.core"
    label = "core"

    def ready(self) -> None:
        """Set the French of the sources as it is to be read, and declare what must be prepared."""
        from cite.core import checks  # noqa: F401 - it registers itself
        from cite.core.typography import install

        install()
