"""Documents as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registers `cite.documents`."""

    name = "cite.documents"
    label = "documents"
    verbose_name = _("documents")
