"""The page of the search, which the palette asks too."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cite.search.queries.everywhere import search
from cite.search.web.forms import SearchForm
from cite.ui.views import SIGNED_IN, FormPage

AT_ONCE = 5
ON_THE_PAGE = 25


class Search(FormPage):
    """What is typed may be a person's name: it is posted, never in an address; nothing is written."""

    title = _("Rechercher")
    permission = SIGNED_IN
    template_name = "search/search.html"
    fragment_name = "search/_results.html"
    form_class = SearchForm

    def get_context(self) -> dict[str, Any]:
        """Nothing was asked yet."""
        return {"asked": False, "found": [], "count": 0}

    def perform(self, form: BaseForm) -> HttpResponseBase:
        """Answer on the same page."""
        limit = AT_ONCE if self.request.htmx else ON_THE_PAGE
        found = search(self.request, form.cleaned_data["q"], limit)
        return self.show(form=form, asked=True, found=found, count=sum(len(kind.hits) for kind in found))

    def show_errors(self, form: BaseForm) -> HttpResponse:
        """Say it on the page; the palette stays empty until there is something to look for."""
        return self.show(form=form) if self.request.htmx else super().show_errors(form)
