"""Looking for services among professionals, keeping the search, and learning what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import Link
from cite.accounts.queries import open_link
from cite.core.dates import now, today
from cite.core.languages import FRENCH
from cite.directory.models import SavedSearch, Service
from cite.directory.operations import searches as operations
from cite.directory.permissions.selections import can_keep_lists, visible_searches
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import Findings
from cite.directory.queries.past import entry_words, pasts_of
from cite.directory.queries.searches import search_lines, search_page, suggested_name
from cite.directory.queries.selections import favourite_numbers
from cite.directory.rules.searches import criteria_of
from cite.directory.web.forms.finding import FindForm
from cite.directory.web.forms.searches import KeepSearchForm, SearchForm
from cite.directory.web.tables.searches import searches_table
from cite.directory.web.views.asking import AsksServices
from cite.directory.web.views.base import ABOVE, works_here
from cite.directory.web.views.finding import distance_of
from cite.directory.web.views.selections import kept_tabs
from cite.ui.forms import Form
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage, LinkPage, Page

SEARCHES = (_("Recherches gardées"), reverse_lazy("directory:searches"))


class Elsewhere(NamedTuple):
    """Another place of a service: how far it is, and the delay that was seen there."""

    service: Service
    distance: str
    entry: str


class Offered(NamedTuple):
    """A service as professionals see it among answers: the delay that was seen, its other places, how far each is."""

    service: Service
    distance: str
    is_kept: bool
    entry: str
    others: Sequence[Elsewhere] = ()


class _Offers(Page):
    """A page of professionals that lists services, each with its button of favourites."""

    permission = works_here

    @cached_property
    def districts(self) -> dict[str, str]:
        """The priority districts, named by their codes."""
        return district_labels(self.request.territory, on=today())

    def offered(self, services: Any, distances: Any = None, entries: Any = None) -> list[Offered]:
        """Write services as lists show them. Three queries for a page."""
        kept = favourite_numbers(
            self.request.user, self.request.territory, [service.pk for service in services]
        )
        far, seen = distances or {}, self.entries(services) if entries is None else entries
        return [
            Offered(service, far.get(service.pk, ""), service.pk in kept, seen[service.pk])
            for service in services
        ]

    def entries(self, services: Iterable[Service]) -> dict[int, str]:
        """Say the delay that was seen of each service, by their numbers. Two queries."""
        named = {service.pk: service for service in services}
        pasts = pasts_of(self.request.territory, named, on=today())
        return {number: entry_words(service, pasts[number]) for number, service in named.items()}

    def may_keep_lists(self) -> bool:
        """Whether she may put a service in a list."""
        return bool(can_keep_lists(self.request.user, self.request.territory))


class SearchServices(_Offers, AsksServices):
    """The search of residents, for professionals: favourites and lists at hand, and the search may be kept."""

    title = _("Chercher un service")
    template_name = "directory/search_services.html"
    breadcrumb = ABOVE

    def perform(self, form: FindForm) -> HttpResponse:
        """Answer on the same page, and offer to keep the search."""
        reply, criteria = self.ask(form), criteria_of(form.cleaned_data)
        return self.show_answers(
            form=form,
            **reply.said,
            **self._found(reply.found),
            keep=self._keeping(criteria) if criteria else None,
            may_keep_lists=self.may_keep_lists(),
        )

    def _found(self, found: Findings) -> dict[str, list[Offered]]:
        far = {answer.service.pk: distance_of(answer) for answer in (*found.answers, *found.near)}
        answers = [answer.service for answer in found.answers]
        near = [answer.service for answer in found.near]
        places = [other.service for answer in found.answers for other in answer.others]
        entries = self.entries([*answers, *near, *places])
        lines = self.offered([*answers, *near], far, entries)
        elsewhere = [
            [Elsewhere(o.service, distance_of(o), entries[o.service.pk]) for o in answer.others]
            for answer in found.answers
        ]
        return {
            "answers": [line._replace(others=others) for line, others in zip(lines, elsewhere, strict=False)],
            "near": lines[len(answers) :],
        }

    def _keeping(self, criteria: dict[str, Any]) -> KeepSearchForm:
        named = {"nom": suggested_name(criteria, self.districts)}
        return KeepSearchForm(initial=criteria | named, districts=self.districts, language=FRENCH)


class KeepSearch(_Offers, FormPage):
    """Keeps the search that was just made."""

    title = _("Garder une recherche")
    template_name = "directory/keep_search.html"
    breadcrumb = (*ABOVE, SEARCHES)

    def get_form(self) -> KeepSearchForm:
        """Take the search over, hidden."""
        return KeepSearchForm(districts=self.districts, language=FRENCH, **self.get_form_kwargs())

    def get_context(self) -> dict[str, Any]:
        """Lead back to the search."""
        return {"cancel_url": reverse("directory:search-services")}

    def perform(self, form: KeepSearchForm) -> str:
        """Keep it."""
        search = operations.keep_search(
            territory=self.request.territory,
            name=form.cleaned_data["nom"],
            criteria=form.criteria,
            frequency=form.cleaned_data["frequence"],
            by=self.request.user,
            at=now(),
        )
        tell(self.request, _now("La recherche est gardée. Ce qui viendra désormais y sera nouveau."))
        return reverse("directory:search", args=[search.uuid])


class Searches(Page):
    """The searches a person keeps, and what is new in each."""

    title = _("Recherches gardées")
    permission = works_here
    template_name = "directory/searches.html"
    breadcrumb = ABOVE

    def get_context(self) -> dict[str, Any]:
        """List them, those with something new first."""
        lines = search_lines(self.request.user, self.request.territory)
        return {"table": searches_table(lines, self.request.GET), "tabs": kept_tabs(self.request)}


class SearchPage(Page):
    """A page about one kept search; those of others do not exist."""

    permission = works_here

    @cached_property
    def search(self) -> SavedSearch:
        """The search named in the address."""
        rows = visible_searches(self.request.user, self.request.territory).select_related("territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def page(self) -> str:
        """The address of the search."""
        return reverse("directory:search", args=[self.search.uuid])

    def get_title(self) -> str:
        """Name the search."""
        return self.search.name

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the searches."""
        return [*ABOVE, SEARCHES]


class ShowSearch(SearchPage, _Offers):
    """What answers a kept search today, what is new first."""

    title = _("Recherche gardée")
    template_name = "directory/search.html"

    def get_context(self) -> dict[str, Any]:
        """Ask it again."""
        found = search_page(self.search, at=now())
        lines = self.offered([*found.new, *found.others])
        return {
            "search": self.search,
            "found": found,
            "asks": ", ".join(found.asks),
            "new": lines[: len(found.new)],
            "others": lines[len(found.new) :],
            "may_keep_lists": self.may_keep_lists(),
        }


class WriteSearch(SearchPage, FormPage):
    """Changes the name of a search, and how often it tells what is new."""

    title = _("Modifier une recherche")
    template_name = "directory/keep_search.html"
    form_class = SearchForm

    def get_title(self) -> str:
        """Name the search."""
        return _now("Modifier « %(name)s »") % {"name": self.search.name}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the search."""
        return [*super().get_breadcrumb(), (self.search.name, self.page)]

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it is."""
        search = self.search
        return {"name": search.name, "frequency": search.frequency, "version": search.version}

    def get_context(self) -> dict[str, Any]:
        """Lead back to the search."""
        return {"cancel_url": self.page}

    def perform(self, form: SearchForm) -> str:
        """Write it."""
        operations.write_search(search=self.search, by=self.request.user, **form.cleaned_data)
        tell(self.request, _now("La recherche est enregistrée."))
        return self.page


class SeeNews(SearchPage, ActionPage):
    """Takes what answers now as seen."""

    success_message = _("C’est noté : rien n’est plus nouveau dans cette recherche.")

    @property
    def back(self) -> str:
        """Go back to the search."""
        return self.page

    def perform(self) -> None:
        """Note it."""
        operations.see_news(search=self.search, by=self.request.user, at=now())


class ForgetSearch(SearchPage, ActionPage):
    """Keeps a search no longer."""

    success_message = _("La recherche n’est plus gardée.")

    @property
    def back(self) -> str:
        """Go back to the searches."""
        return reverse("directory:searches")

    def perform(self) -> None:
        """Forget it."""
        operations.forget_search(search=self.search, by=self.request.user)


class StopAlerts(LinkPage):
    """The page that the link of an alert opens: its button stops all the alerts of a person in this Cité."""

    title = _("Ne plus recevoir ces alertes")
    template_name = "directory/stop_alerts.html"
    form_class = Form

    @cached_property
    def offer(self) -> Link | None:
        """The link, while it may serve."""
        if getattr(self.request, "territory", None) is None:
            return None
        return open_link(token=self.kwargs["token"], purpose=operations.STOP_PURPOSE)

    def perform(self, form: BaseForm) -> HttpResponse:
        """Stop them, and say so."""
        user = self.request.user if self.request.user.is_authenticated else None
        operations.stop_alerts(link=self.offer, by=user)
        return self.show(form=None, is_done=True)
