"""Two files that may be one person: compared by whoever sees both, asked about by the coordination, without a name."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.notifications.queries import last_told
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.models import PersonDuplicate, PersonMerge, Resident
from cite.residents.notices import MAY_BE_TWICE
from cite.residents.operations.doubles import ask_about_double, set_people_apart
from cite.residents.operations.merging import merge_people, undo_people_merge
from cite.residents.permissions.doubles import (
    can_ask_about_doubles,
    can_settle,
    half_visible_doubles,
    unnamed_doubles,
    visible_doubles,
    visible_merges,
)
from cite.residents.permissions.people import can_follow_residents, visible_residents
from cite.residents.web.forms.rights import KeepForm
from cite.residents.web.tables.rights import doubles_table, merges_table, reasons_of
from cite.residents.web.views.rights import PrivatePage, follows
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import ActionPage, FormPage, TablePage

_LIST_URL = reverse_lazy("residents:doubles")
_ABOVE = ((_("Doublons de personnes"), _LIST_URL),)
_SHOWN = (
    "first_name last_name birth_date birth_year phone email channel education_level last_heard_on".split()
)
_MOST_UNNAMED = 50


def follows_or_coordinates(request: HttpRequest) -> Decision:
    """Open a page to those who follow people, and to the coordination."""
    coordinates = can_ask_about_doubles(request.user, request.territory)
    return coordinates if coordinates else can_follow_residents(request.user, request.territory)


def coordinates(request: HttpRequest) -> Decision:
    """Open a button to the coordination."""
    return can_ask_about_doubles(request.user, request.territory)


class Doubles(PrivatePage, TablePage):
    """The pairs of which she sees both files; for the coordination, how many others wait."""

    title = _("Doublons de personnes")
    permission = follows_or_coordinates
    template_name = "residents/doubles.html"

    def get_table(self) -> Table:
        """List the pairs she sees whole."""
        return doubles_table(self._whole().select_related("first", "second"), self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it is kept."""
        note_reading(request, RightsAct.READ_DOUBLES)
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        """Add the pairs without a name, and the merges that may be undone."""
        user, territory = self.request.user, self.request.territory
        merges = visible_merges(user, territory).select_related("kept", "merged_by")
        rows = unnamed_doubles(user, territory).exclude(pk__in=self._whole().values("pk"))
        unnamed = list(rows.select_related("first")[:_MOST_UNNAMED])
        asked = last_told(MAY_BE_TWICE, [each.first.uuid for each in unnamed])
        waits_since = now() - MAY_BE_TWICE.cooldown
        return {
            "coordinates": bool(can_ask_about_doubles(user, territory)),
            "unnamed": [(each, reasons_of(each), asked.get(each.first.uuid)) for each in unnamed],
            "waits_since": waits_since,
            "merges": merges_table(merges, self.request.GET),
        }

    def _whole(self) -> Any:
        rows = visible_doubles(self.request.user, self.request.territory)
        return rows.filter(state=LikenessState.TO_REVIEW)


class Double(PrivatePage, FormPage):
    """Two files side by side for whoever sees both; for whoever follows her first, what to say to the person."""

    title = _("Une ou deux personnes ?")
    permission = follows
    breadcrumb = _ABOVE

    @cached_property
    def double(self) -> PersonDuplicate:
        """The pair named in the address, of which she sees the older file."""
        rows = half_visible_doubles(self.request.user, self.request.territory)
        rows = rows.filter(state=LikenessState.TO_REVIEW)
        return get_object_or_404(
            rows.select_related(
                *(
                    f"{side}__{path}"
                    for side in ("first", "second")
                    for path in ("territory", "partner__organization")
                )
            ),
            uuid=self.kwargs["uuid"],
        )

    @cached_property
    def seen(self) -> list[Resident]:
        """The files of the pair that she sees."""
        both = (self.double.first_id, self.double.second_id)
        rows = visible_residents(self.request.user, self.request.territory).filter(pk__in=both)
        return list(rows.select_related("partner__organization").order_by("pk"))

    @property
    def sees_both(self) -> bool:
        """Whether she may compare them."""
        return len(self.seen) > 1

    def get_template_names(self) -> list[str]:
        """Compare, or say what to ask the person."""
        return ["residents/double.html" if self.sees_both else "residents/double_half.html"]

    def get_form(self) -> KeepForm:
        """Ask which of the two stays."""
        return KeepForm(**self.get_form_kwargs(), pair=(self.double.first, self.double.second))

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.double.version, "keep": "first"}

    def show(self, **extra: Any) -> HttpResponse:
        """Show them; who reads each is kept."""
        for resident in self.seen:
            note_reading(self.request, RightsAct.READ_DOUBLES, target=self.double, person=resident)
        return super().show(**extra)

    def get_context(self) -> dict[str, Any]:
        """Set side by side what the files say."""
        labels = {field.name: capfirst(field.verbose_name) for field in Resident._meta.concrete_fields}
        sides = [(each, [(labels[name], _said(each, name)) for name in _SHOWN]) for each in self.seen]
        return {
            "double": self.double,
            "sides": sides,
            "reasons": reasons_of(self.double),
            "settles": bool(can_settle(self.request.user, self.double)) if self.sees_both else False,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Merge, for whoever sees both.

        Raises:
            Http404: she sees one of them only.
        """
        if not self.sees_both:
            raise Http404
        return super().post(request, *args, **kwargs)

    def perform(self, form: KeepForm) -> str:
        """Make one file of the two, and offer to undo it."""
        merge = merge_people(
            double=self.double,
            version=form.cleaned_data["version"],
            keep_first=form.keep_first,
            by=self.request.user,
        )
        tell(self.request, _now("Les deux fiches n’en font plus qu’une. Vous pouvez les séparer à nouveau."))
        return reverse("residents:rights", args=[merge.kept.uuid])


class SetPeopleApart(ActionPage):
    """« Ce sont deux personnes »: remembered."""

    permission = follows
    success_message = _("C’est noté : ce sont deux personnes. Nous ne vous les proposerons plus.")

    @cached_property
    def double(self) -> PersonDuplicate:
        """The pair named in the address."""
        rows = visible_doubles(self.request.user, self.request.territory)
        return get_object_or_404(
            rows.select_related("first__territory", "second__territory"), uuid=self.kwargs["uuid"]
        )

    @property
    def back(self) -> str:
        """Go back to the list."""
        return str(_LIST_URL)

    def perform(self) -> None:
        """Set them apart."""
        set_people_apart(double=self.double, version=self.double.version, by=self.request.user)


class AskAboutDouble(ActionPage):
    """The coordination asks the structure that follows her first."""

    permission = coordinates
    success_message = _(
        "La structure qui la suit depuis le plus longtemps est prévenue : elle en parle avec la personne."
    )

    @cached_property
    def double(self) -> PersonDuplicate:
        """The pair named in the address."""
        rows = unnamed_doubles(self.request.user, self.request.territory)
        rows = rows.select_related("territory", "first__created_by", "second__created_by")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def back(self) -> str:
        """Go back to the list."""
        return str(_LIST_URL)

    def perform(self) -> None:
        """Ask."""
        ask_about_double(double=self.double, by=self.request.user)


class UndoPeopleMerge(PrivatePage, FormPage):
    """Make two files of one again: said first, one button does it."""

    title = _("Séparer deux fiches réunies")
    permission = follows
    template_name = "residents/undo_merge.html"
    form_class = VersionForm
    breadcrumb = _ABOVE
    success_url = _LIST_URL
    success_message = _("Les deux fiches sont de nouveau séparées.")

    @cached_property
    def merge(self) -> PersonMerge:
        """The merge named in the address."""
        rows = visible_merges(self.request.user, self.request.territory)
        return get_object_or_404(
            rows.select_related("kept__territory", "merged_by"), uuid=self.kwargs["uuid"]
        )

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.merge.version}

    def show(self, **extra: Any) -> HttpResponse:
        """Show it; who reads it is kept."""
        note_reading(self.request, RightsAct.READ_DOUBLES, target=self.merge, person=self.merge.kept)
        return super().show(**extra)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return {"merge": self.merge, "cancel_url": str(_LIST_URL)}

    def perform(self, form: VersionForm) -> None:
        """Undo it."""
        undo_people_merge(merge=self.merge, version=form.cleaned_data["version"], by=self.request.user)


def _said(resident: Resident, name: str) -> Any:
    display = getattr(resident, f"get_{name}_display", None)
    value = display() if display else getattr(resident, name)
    if name == "phone":
        value = readable_telephone(value)
    return "" if value is None else value
