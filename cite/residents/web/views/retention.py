"""How long files are kept: those that end soon, the news that keep one, what was eliminated."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision, Objection
from cite.core.journal import note_reading
from cite.residents.enums.delays import Delay
from cite.residents.enums.objections import IdentityObjection
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.operations.people import note_news
from cite.residents.permissions.people import visible_residents
from cite.residents.permissions.rights import (
    can_read_eliminations,
    can_read_exact_eliminations,
    visible_eliminations,
)
from cite.residents.queries.delays import delays_of
from cite.residents.queries.retention import ending_files
from cite.residents.rules.retention import forgotten_on
from cite.residents.web.forms.rights import NewsForm
from cite.residents.web.tables.rights import eliminations_table, ending_table
from cite.residents.web.views.rights import PersonPage, PrivatePage, follows
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import FormPage, TablePage


def reads_eliminations(request: HttpRequest) -> Decision:
    """Open a page to those who answer for the files."""
    return can_read_eliminations(request.user, request.territory)


class NoteNews(PersonPage, FormPage):
    """Note that she gave news: her file is kept."""

    title = _("Noter de ses nouvelles")
    template_name = "residents/note_news.html"
    form_class = NewsForm

    @property
    def success_url(self) -> str:
        """Go back to where it is said until when her file is kept."""
        return reverse("residents:rights", args=[self.resident.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Suppose that it was today."""
        return {"heard_on": today()}

    def get_context(self) -> dict[str, Any]:
        """Say who, and what is known."""
        return {"resident": self.resident, "cancel_url": self.success_url}

    def field_about(self, objection: Objection, form: BaseForm) -> str | None:
        """Say beside the day that it is still to come."""
        return "heard_on" if objection == IdentityObjection.NEWS_IN_FUTURE else None

    def perform(self, form: NewsForm) -> str:
        """Note it, and say until when her file is kept now."""
        resident = self.resident
        note_news(resident=resident, by=self.by, on=form.cleaned_data["heard_on"])
        resident.refresh_from_db(fields=["last_heard_on"])
        months = delays_of(self.request.territory)[Delay.KEPT_MONTHS]
        day = date_format(forgotten_on(resident.last_heard_on, months), "j F Y")
        tell(self.request, _now("Son dossier est gardé au moins jusqu’au %(day)s.") % {"day": day})
        return self.success_url


class Ending(PrivatePage, TablePage):
    """The files that end soon, among those she follows."""

    title = _("Dossiers qui arrivent à leur terme")
    permission = follows
    template_name = "residents/ending.html"

    def get_table(self) -> Table:
        """List them, the first to go first."""
        seen = visible_residents(self.request.user, self.request.territory).values("pk")
        rows = ending_files(self.request.territory, on=today()).filter(pk__in=seen)
        return ending_table(rows, self.request.GET, months=self.months)

    @cached_property
    def months(self) -> int:
        """How long a file is kept here without news."""
        return delays_of(self.request.territory)[Delay.KEPT_MONTHS]

    def get_context(self) -> dict[str, Any]:
        """Say how long."""
        return {"months": self.months}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it is kept."""
        note_reading(request, RightsAct.READ_REQUESTS)
        return super().get(request, *args, **kwargs)


class Eliminations(TablePage):
    """What was eliminated, and why: figures alone."""

    title = _("Dossiers d’habitants éliminés")
    permission = reads_eliminations
    template_name = "residents/eliminations.html"
    csv_name = "eliminations"

    def get_table(self) -> Table:
        """List them, the latest first."""
        return eliminations_table(
            visible_eliminations(self.request.user, self.request.territory),
            self.request.GET,
            is_exact=self.is_exact,
        )

    @property
    def is_exact(self) -> bool:
        """Whether she reads small counts too."""
        return can_read_exact_eliminations(self.request.user, self.request.territory)

    def get_context(self) -> dict[str, Any]:
        """Say where small counts are masked."""
        return {"is_exact": self.is_exact}
