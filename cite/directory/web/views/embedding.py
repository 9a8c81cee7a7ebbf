"""The search within partners' sites: who may show it, the code to copy, and the page that they show."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import is_manager
from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.core.languages import language_of
from cite.core.speaking import spoken
from cite.directory.models import PartnerSite
from cite.directory.operations import embedding as operations
from cite.directory.permissions.callbacks import administered
from cite.directory.permissions.embedding import can_embed, visible_partner_sites
from cite.directory.queries.documents import district_labels
from cite.directory.queries.embedding import TITLE, embedding_code, embedding_hosts, in_language
from cite.directory.queries.finding import Asked, find_services
from cite.directory.web.forms.embedding import AddSiteForm, EmbeddedFindForm, EmbeddingCode, EmbeddingForm
from cite.directory.web.views.base import ABOVE
from cite.directory.web.views.finding import InCite
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage, ScriptPage

ANSWERS_SHOWN = 5


def embeds(request: HttpRequest) -> Decision:
    """Open a page to those who choose the sites that show the search."""
    return can_embed(request.user, request.territory)


class Sites(FormPage):
    """The sites that show the search: listed, added, taken out; the code they copy, and what it gives."""

    title = _("Montrer la recherche sur un site")
    permission = embeds
    template_name = "directory/sites.html"
    form_class = AddSiteForm
    success_url = reverse_lazy("directory:sites")
    breadcrumb = ABOVE

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the names in which she may speak."""
        user, territory = self.request.user, self.request.territory
        return super().get_form_kwargs() | {
            "partners": administered(user, territory),
            "for_all": is_manager(user, territory),
        }

    def perform(self, form: AddSiteForm) -> None:
        """Let the site show the search."""
        site = operations.add_partner_site(
            territory=self.request.territory,
            host=form.cleaned_data["site"],
            partner=form.partner,
            by=self.request.user,
        )
        undo = reverse("directory:site-remove", args=[site.uuid])
        tell(self.request, _now("%(site)s peut montrer la recherche.") % {"site": site}, undo_url=undo)

    def get_context(self) -> dict[str, Any]:
        """List the sites, then what is copied and what it shows."""
        user, territory = self.request.user, self.request.territory
        sites = visible_partner_sites(user, territory).filter(removed_at=None)
        choice = EmbeddingForm(data=self.request.GET, districts=district_labels(territory, on=today()))
        chosen = choice.chosen
        language = language_of(chosen.pop("langue"))
        frame = in_language("directory:embedded", language, chosen)
        code = embedding_code(
            site=f"{self.request.scheme}://{self.request.get_host()}",
            frame=frame,
            page=in_language("directory:find", language, chosen),
            script=reverse("directory:embedded-fit"),
            language=language,
        )
        return {
            "sites": sites.select_related("partner__organization"),
            "choice": choice,
            "copied": EmbeddingCode(initial={"code": code}),
            "frame": frame,
            "frame_title": _now("Aperçu de la recherche"),
        }

    def show(self, **extra: Any) -> HttpResponse:
        """Let the page show its own preview."""
        response = super().show(**extra)
        response._csp_update = {"frame-src": [SELF]}
        return response


class _SitePage(ActionPage):
    """One button about a site."""

    permission = embeds
    back = reverse_lazy("directory:sites")

    @cached_property
    def site(self) -> PartnerSite:
        """The site named in the address, among those she decides about."""
        rows = visible_partner_sites(self.request.user, self.request.territory)
        return get_object_or_404(rows.select_related("partner", "territory"), uuid=self.kwargs["uuid"])

    def decide(self) -> Decision:
        """Ask for the right to choose sites, then find this one."""
        decision = super().decide()
        if decision:
            _found = self.site
        return decision


class RemoveSite(_SitePage):
    """Takes a site out."""

    title = _("Retirer un site")
    success_message = _("Le site est retiré : il ne montre plus la recherche.")

    def perform(self) -> None:
        """Take it out."""
        operations.remove_partner_site(site=self.site, by=self.request.user)

    @property
    def undo_url(self) -> str:
        """Put it back."""
        return reverse("directory:site-restore", args=[self.site.uuid])


class RestoreSite(_SitePage):
    """Puts back a site removed by mistake."""

    title = _("Remettre un site")
    success_message = _("Le site est remis : il montre de nouveau la recherche.")

    def perform(self) -> None:
        """Put it back."""
        operations.restore_partner_site(site=self.site, by=self.request.user)


class Embedded(InCite):
    """The search as a partner's site shows it: light, without cookie, framed by the sites that were named only."""

    title = TITLE
    template_name = "directory/embedded.html"

    def get_context(self) -> dict[str, Any]:
        """Answer what the address asks; one choice that does not exist chooses nothing."""
        form = EmbeddedFindForm(data=self.request.GET, districts=self.districts)
        if not form.is_valid():
            form = EmbeddedFindForm(data={}, districts=self.districts)
            form.is_valid()
        read = form.cleaned_data
        asked = Asked(words=read["mots"], need=read["besoin"], district=read["quartier"], shown=ANSWERS_SHOWN)
        has_asked = any(read.values())
        found = find_services(self.request.territory, asked, at=now()) if has_asked else None
        chosen = {name: read[name] for name in ("besoin", "quartier")}
        return {
            "form": form,
            "has_asked": has_asked,
            "answers": self.listed(found.answers) if found else [],
            "total": found.total if found else 0,
            "more_url": in_language("directory:find", spoken(), chosen),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it to the sites named here, and to our own preview; search engines keep the search itself."""
        response = self.show()
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": [SELF, *embedding_hosts(request.territory)]}
        response["X-Robots-Tag"] = "noindex"
        return response


class FittingScript(ScriptPage):
    """The script that a partner's page asks, from any site, so that the frame is as high as what it shows."""

    title = _("Hauteur de la recherche intégrée")
    script = "directory/fit.js"
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
