"""What residents say when nothing answers."""

from __future__ import annotations

from typing import Any

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
        """Offer the districts of this Cité."""
        return super().get_form_kwargs() | {"districts": self.districts}

    def get_initial(self) -> dict[str, Any]:
        """Take over what was chosen in the search."""
        return {name: self.request.GET.get(name, "")[:40] for name in ("besoin", "quartier")}

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
