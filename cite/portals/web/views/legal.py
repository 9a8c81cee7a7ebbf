"""The pages the law demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.audit.queries.reading import retention_table
from cite.ui.views import PUBLIC, Page


class LegalNotice(Page):
    """Who publishes and hosts the site."""

    title = _("Mentions légales")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/legal_notice.html"


class PersonalData(Page):
    """What is known of people, why and for how long."""

    title = _("Données personnelles")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/personal_data.html"

    def get_context(self) -> dict[str, Any]:
        """Say how long the journal is kept in this installation; asked where the page speaks French."""
        return {"retention": retention_table}


class Cookies(Page):
    """The few cookies, and why nothing is asked."""

    title = _("Cookies")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/cookies.html"


class Accessibility(Page):
    """The accessibility statement the law demands."""

    title = _("Déclaration d’accessibilité")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/accessibility.html"
