"""The application of the referrals as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    """Registers `cite.referrals`."""

    name = "cite.referrals"
    label = "referrals"
    verbose_name = _("orientations")
