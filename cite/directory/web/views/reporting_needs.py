"""What residents say when nothing answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy

from cite.directory.operations import finding as operations
from cite.directory.web.forms.finding import UnmetNeedForm
from cite.directory.web.views.finding import ABOVE, InCite
from cite.territories.models import District
from cite.ui.views import FormPage


class ReportNeed(InCite, FormPage):
    """Says that nothing answers, without account."""

    title = gettext_lazy("Signaler un besoin sans réponse")
    template_name = "directory/report_need.html"
    form_class = UnmetNeedForm
    success_url = reverse_lazy("directory:report-need-thanks")
    breadcrumb = ABOVE

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the districts of this Cité; what the search posts fills the form, and sends nothing yet."""
        given = {"initial": self.get_initial()} if self.comes_from_search else super().get_form_kwargs()
        return given | {"districts": self.districts}

    def get_initial(self) -> dict[str, Any]:
        """Take over what was looked for: choices from an address, words from what is posted only."""
        asked = self.request.POST if self.comes_from_search else self.request.GET
        chosen = {name: asked.get(name, "")[:40] for name in ("besoin", "quartier")}
        return chosen | {"mots": self.request.POST.get("mots", "")}

    @property
    def comes_from_search(self) -> bool:
        """Whether the search posts here what it looked for in vain."""
        return "reprendre" in self.request.POST

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it; or begin with what was looked for."""
        return self.get(request) if self.comes_from_search else super().post(request, *args, **kwargs)

    def perform(self, form: UnmetNeedForm) -> str | None:
        """Count it; what a machine filled in goes nowhere, and is not told so."""
        if form.is_trapped:
            return reverse("directory:report-need-thanks")
        read = form.cleaned_data
        district = District.objects.filter(code=read["quartier"]).first() if read["quartier"] else None
        operations.report_unmet_need(
            territory=self.request.territory, need=read["besoin"], district=district, words=read["mots"]
        )
        return reverse("directory:report-need-thanks")


class ReportNeedThanks(InCite):
    """Says what happens next."""

    title = gettext_lazy("Merci, votre besoin est compté")
    template_name = "directory/report_need_thanks.html"
    breadcrumb = ABOVE
