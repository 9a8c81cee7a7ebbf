"""Kept searches: what they ask, what answers today, what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.languages import FRENCH
from cite.directory.enums import MOBILIZABLE_BY
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import DOORS, Need
from cite.directory.enums.words import AUDIENCE_WORDS, KIND_WORDS
from cite.directory.models import SavedSearch, Service
from cite.directory.permissions import shown_services
from cite.directory.permissions.selections import visible_searches
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import AT_FIRST, Asked, numbers_found
from cite.directory.rules.facets import EASES
from cite.directory.rules.moments import SATURDAY, SUNDAY
from cite.directory.rules.searches import new_in
from cite.tenancy.models import Territory

MOST_SHOWN = 100
MOMENT_WISHES: dict[str, str] = {Wish.SATURDAY.value: SATURDAY, Wish.SUNDAY.value: SUNDAY}


def asked_of(
    criteria: Mapping[str, Any], *, point: tuple[float, float] | None = None, shown: int = AT_FIRST
) -> Asked:
    """Read what a form or a kept search asks."""
    wishes = set(criteria.get("avec") or ())
    return Asked(
        words=criteria.get("mots") or "",
        need=criteria.get("besoin") or "",
        district=criteria.get("quartier") or "",
        point=point,
        language=criteria.get("langue") or "",
        audience=criteria.get("public") or "",
        kind=criteria.get("type") or "",
        access=criteria.get("qui") or "",
        eases=tuple(ease for ease in EASES if ease in wishes),
        moments=tuple(MOMENT_WISHES[wish] for wish in sorted(wishes & MOMENT_WISHES.keys())),
        is_free=Wish.FREE in wishes,
        this_week=Wish.THIS_WEEK in wishes,
        open_now=Wish.OPEN_NOW in wishes,
        within=criteria.get("dans") or 0,
        together=True,
        shown=shown,
    )


def found_today(territory: Territory, criteria: Mapping[str, Any], *, at: datetime) -> list[int]:
    """List what answers a kept search, best first, by number; nothing where its need is no longer known.

    The search would do without it, and everything would be new.
    """
    if criteria.get("besoin") and criteria["besoin"] not in DOORS:
        return []
    return numbers_found(territory, asked_of(criteria), at=at)


def criteria_lines(criteria: Mapping[str, Any], districts: Mapping[str, str]) -> list[str]:
    """Write what a search asks, in the words of its form; a code that is no longer known stays as it is."""
    names = Locale.parse(FRENCH.locale).languages
    said = [
        _("« %(words)s »") % {"words": criteria["mots"]} if criteria.get("mots") else "",
        _label(dict(Need.choices), criteria.get("besoin")),
        _label(districts, criteria.get("quartier")),
        _label(names, criteria.get("langue")).capitalize(),
        _label(AUDIENCE_WORDS, criteria.get("public")),
        _label(KIND_WORDS, criteria.get("type")),
        _label(MOBILIZABLE_BY, criteria.get("qui")),
        *(_label(dict(Wish.choices), wish) for wish in criteria.get("avec") or ()),
    ]
    return [words for words in said if words]


def _label(labels: Mapping[str, Any], code: str | None) -> str:
    return str(labels.get(code, code)) if code else ""


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A kept search in a list, and what it asks in words."""

    search: SavedSearch
    asks: str


def search_lines(user: User, territory: Territory | None) -> list[SearchLine]:
    """List the searches a person keeps, those with something new first. Two queries, however many there are.

    What is new was counted when the searches were last looked at (`looked_at`).
    """
    rows = sorted(visible_searches(user, territory), key=lambda each: (-each.news, each.name, each.pk))
    districts = district_labels(territory, on=today()) if rows else {}
    return [SearchLine(each, ", ".join(criteria_lines(each.criteria, districts))) for each in rows]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What answers a kept search at this moment: what is new since she last looked, and the rest."""

    asks: Sequence[str]
    new: Sequence[Service]
    others: Sequence[Service]
    total: int


def search_page(search: SavedSearch, *, at: datetime) -> SearchPage:
    """Ask a kept search again; the best hundred are shown, what is new before the rest."""
    found = found_today(search.territory, search.criteria, at=at)
    new = new_in(found, search.seen)
    chosen = [*new, *new_in(found, new)][:MOST_SHOWN]
    rows = (
        shown_services(search.territory, on=localtime(at).date())
        .filter(pk__in=chosen)
        .select_related("structure")
    )
    services = {service.pk: service for service in rows}
    fresh = set(new)
    return SearchPage(
        asks=criteria_lines(search.criteria, district_labels(search.territory, on=localtime(at).date())),
        new=[services[pk] for pk in chosen if pk in fresh and pk in services],
        others=[services[pk] for pk in chosen if pk not in fresh and pk in services],
        total=len(found),
    )


def suggested_name(criteria: Mapping[str, Any], districts: Mapping[str, str]) -> str:
    """Propose a name for a search: what it asks first."""
    return " – ".join(criteria_lines(criteria, districts)[:2])[:80]


def people_to_tell(territory: Territory) -> list[User]:
    """List those who keep searches, in the order of their numbers."""
    keepers = SavedSearch.objects.filter(territory=territory).values("keeper_id")
    return list(User.objects.filter(pk__in=keepers, is_active=True).order_by("pk"))
