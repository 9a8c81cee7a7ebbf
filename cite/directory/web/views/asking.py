"""The one search that residents and professionals ask: its form, the place it is about, what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from cite.core.dates import now, today
from cite.core.speaking import spoken
from cite.directory.enums import KINDS, MOBILIZABLE_BY, Facet
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import Need
from cite.directory.enums.words import AUDIENCE_WORDS
from cite.directory.queries.finding import FIRST_GROUP, MOST, NEED, Asked, Findings, find_services
from cite.directory.queries.searches import MOMENT_WISHES, asked_of
from cite.directory.rules.documents import FEE, NOW, SERVICE_KIND, SOON, THIS_WEEK, WITHIN
from cite.directory.rules.facets import EASES
from cite.directory.rules.moments import OPEN
from cite.directory.web.forms.finding import SPOKEN_FIRST, FindForm, taken_away
from cite.territories.queries.location import locate
from cite.territories.rules.residence import Answer as LocatedAt
from cite.ui.views import FormPage

_FREE = "gratuit"
COUNTED: dict[str, Sequence[str]] = {
    NEED: Need.values,
    "ease": EASES,
    FEE: [_FREE],
    SOON: [THIS_WEEK],
    NOW: [Wish.OPEN_NOW.value],
    OPEN: [*MOMENT_WISHES.values()],
    Facet.LANGUAGE.value: SPOKEN_FIRST,
    Facet.AUDIENCE.value: tuple(AUDIENCE_WORDS),
    Facet.ACCESS.value: tuple(MOBILIZABLE_BY),
    SERVICE_KIND: tuple(KINDS),
}


class Reply(NamedTuple):
    """What was asked, what was found, the place it was asked about, and what narrows it (`FindForm.chosen`)."""

    asked: Asked
    found: Findings
    place: LocatedAt | None
    chosen: Sequence[tuple[str, str]]

    @property
    def freeing(self) -> list[tuple[str, str]]:
        """Say, where nothing answers, what to take away, and how many services would then answer."""
        freed = {_taken_from(name): number for name, number in self.found.freed.items() if number}
        keys = [
            (label, choice, choice if choice in freed else choice.partition(":")[0])
            for label, choice in self.chosen
        ]
        return [(f"{label} ({freed[key]})", choice) for label, choice, key in keys if key in freed]

    @property
    def said(self) -> dict[str, Any]:
        """What pages say of it, whoever reads them."""
        asked, found = self.asked, self.found
        return {
            "chosen": self.chosen,
            "freeing": self.freeing,
            "total": found.total,
            "left": found.left,
            "more": min(asked.shown * 2, MOST) if found.left and asked.shown < MOST else 0,
            "corrections": [(typed, ", ".join(kept)) for typed, kept in found.corrections.items()],
            "understood": found.understood,
            "is_partial": found.is_partial,
            "not_located": self.place is not None and self.place.longitude is None,
        }


class AsksServices(FormPage):
    """A page that looks for services, and answers on itself.

    Choices may be in its address; words and the place of a person are posted, and not kept.
    """

    form_class = FindForm
    districts: Mapping[str, str]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Read choices from the address of the page, and everything from what is posted."""
        if self.request.method == "POST":
            data = taken_away(self.request.POST, self.request.POST.get("sans", ""))
        else:
            data = _choices(self.request.GET)
        return {"data": data, "districts": self.districts, "language": spoken()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what answers the choices of the address; one that does not exist chooses nothing."""
        form = self.get_form()
        if not form.is_valid():
            known = form.data.copy()
            for name in form.errors:
                known.pop(name, None)
            form = FindForm(data=known, districts=self.districts, language=spoken())
            form.is_valid()
        return self.perform(form)

    def ask(self, form: FindForm) -> Reply:
        """Ask, and write beside each choice how many would answer with it."""
        read, place, territory = form.cleaned_data, None, self.request.territory
        if read["adresse"] or form.point:
            where = {"address": read["adresse"]} if read["adresse"] else {"point": form.point}
            place = locate(territory=territory, on=today(), **where)
        located = place is not None and place.longitude is not None
        point = (place.longitude, place.latitude) if located else None
        asked = asked_of(read, point=point, shown=read["nombre"] or FIRST_GROUP)
        counted = COUNTED | {Facet.DISTRICT.value: tuple(self.districts)}
        found = find_services(territory, asked, at=now(), counted=counted)
        chosen = form.chosen  # said without the numbers
        form.count(by_field(found))
        return Reply(asked, found, place, chosen)

    def show_answers(self, **context: Any) -> HttpResponse:
        """Show them; what was posted stays in no cache."""
        response = self.show(**context)
        if self.request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response

    def show_errors(self, form: FindForm) -> HttpResponse:
        """Keep what was typed, and say what is wrong with it."""
        return self.show(form=form, answers=[], near=[], has_errors=True)


_FIELDS = {
    NEED: "besoin",
    Facet.DISTRICT.value: "quartier",
    Facet.LANGUAGE.value: "langue",
    Facet.AUDIENCE.value: "public",
    Facet.ACCESS.value: "qui",
    SERVICE_KIND: "type",
    WITHIN: "dans",
    FEE: f"avec:{Wish.FREE.value}",
    SOON: f"avec:{Wish.THIS_WEEK.value}",
    NOW: f"avec:{Wish.OPEN_NOW.value}",
    **{f"{OPEN} {moment}": f"avec:{wish}" for wish, moment in MOMENT_WISHES.items()},
    **{f"ease {ease}": f"avec:{ease}" for ease in EASES},
}


def _taken_from(name: str) -> str:
    """Name a filter as the form takes it away; what only the words say is not there to be."""
    return _FIELDS.get(name, "")


def by_field(found: Findings) -> dict[str, dict[Any, int]]:
    """Sort what was counted by the fields of the form."""
    counts = found.counts
    if not counts:  # no Cité here
        return {}
    return {
        "besoin": dict(counts[NEED]),
        "quartier": dict(counts[Facet.DISTRICT.value]),
        "public": dict(counts[Facet.AUDIENCE.value]),
        "avec": counts["ease"]
        | counts[NOW]
        | {wish: counts[OPEN][moment] for wish, moment in MOMENT_WISHES.items()}
        | {Wish.FREE.value: counts[FEE][_FREE], Wish.THIS_WEEK.value: counts[SOON][THIS_WEEK]},
        "langue": dict(counts[Facet.LANGUAGE.value]),
        "type": dict(counts[SERVICE_KIND]),
        "qui": dict(counts[Facet.ACCESS.value]),
        "dans": dict(found.within),
    }


def _choices(query: QueryDict) -> QueryDict:
    kept = query.copy()
    for name in ("mots", "adresse", "longitude", "latitude"):
        kept.pop(name, None)
    return kept
