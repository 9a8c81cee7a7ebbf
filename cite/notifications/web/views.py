"""The pages about messages."""

from django.utils.translation import gettext_lazy as _

from cite.ui.views import SIGNED_IN, Page


class Preferences(Page):
    """How a person wants her messages."""

    title = _("Vos préférences de messages")
    permission = SIGNED_IN
    template_name = "notifications/preferences.html"
