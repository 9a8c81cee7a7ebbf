"""Which sites show the search of services, and the code that they copy."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cite.core.languages import FRENCH, Language
from cite.directory.models import PartnerSite
from cite.tenancy.models import Territory

TITLE = _("Chercher un service près de chez vous")
_LINK = _("Chercher un service sur le site de la Cité de l’emploi")


def embedding_hosts(territory: Territory) -> list[str]:
    """Name the sites that may show the search today, in order."""
    shown = PartnerSite.objects.filter(territory=territory, removed_at=None)
    return list(shown.order_by("host").values_list("host", flat=True))


def in_language(name: str, language: Language, chosen: Mapping[str, str]) -> str:
    """Write the path of a page in a language, with what is chosen there."""
    with override(language.code):
        path = reverse(name)
    kept = {key: value for key, value in chosen.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def embedding_code(*, site: str, frame: str, page: str, script: str, language: Language) -> str:
    """Write what a partner pastes in a page: the search, a link for those who do not see it, a script for its height.

    Addresses are paths; `site` is what stands before them.
    """
    spoken = "" if language is FRENCH else f' lang="{language.tag}" dir="{language.direction}"'
    with override(language.code):
        title, link = escape(str(TITLE)), escape(str(_LINK))
    return "\n".join(
        (
            f'<iframe src="{site}{escape(frame)}" title="{title}"{spoken}',
            '  width="100%" height="700" loading="lazy" data-cite-recherche></iframe>',
            f'<p{spoken}><a href="{site}{escape(page)}">{link}</a></p>',
            f'<script src="{site}{script}" defer></script>',
        )
    )
