"""The application of the residents as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    """Registers `cite.residents`."""

    name = "cite.residents"
    label = "residents"
    verbose_name = _("habitants")
