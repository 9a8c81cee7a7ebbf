"""A sheet in plain words: controlled sentences with their pictures, then what its author wrote in French."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_timedelta
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from cite.core.languages import Language
from cite.core.telephones import readable_telephone
from cite.directory.enums.facts import BRINGING, Fact
from cite.directory.models import Intake, Service
from cite.directory.rules.facts import ServiceFacts, Statement, statements
from cite.directory.rules.hours import Week, openness, openness_text, read_week, week_lines
from cite.directory.rules.quality import FRESH_DAYS
from cite.directory.rules.sharing import way_there
from cite.directory.rules.sheet import sheet_of
from cite.directory.rules.structured import structured_service
from cite.directory.rules.written import shown_welcome
from cite.ui.components.text import Pictured

_BRING = {*BRINGING.values(), Fact.BRING_NOTHING, Fact.ASK_WHAT_TO_BRING}
_ASK = {
    Fact.ASK_YOURSELF,
    Fact.OR_AN_ADVISER,
    Fact.THROUGH_AN_ADVISER,
    Fact.COME_AND_ASK,
    Fact.TELEPHONE,
    Fact.WRITE,
    Fact.ASK_ONLINE,
    Fact.WELCOMED_BY,
}
_IN_A_LIST = (
    Fact.FULL,
    Fact.FREE,
    Fact.PAID,
    Fact.NEXT_START,
    Fact.NO_APPOINTMENT,
    Fact.AT_ONCE,
    Fact.WAIT_DAYS,
    Fact.WAIT_WEEKS,
    Fact.WAIT_MONTHS,
    Fact.PLACES_LEFT,
    Fact.THROUGH_AN_ADVISER,
    Fact.CHILDCARE,
    Fact.SPOKEN,
)
_MOST_IN_A_LIST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSheet:
    """What residents read of a service, in the language of the page; `intakes`: days on which one may begin.

    `age`: since when nobody has looked at the sheet; `is_old`: so long that one had better telephone first.
    `areas`: the names of the districts it says it covers; `week`: the hours behind `hours`.
    """

    main: Sequence[Pictured]
    asking: Sequence[Pictured]
    bringing: Sequence[Pictured]
    hours: Sequence[tuple[str, str]]
    open_now: str
    telephone: str
    age: str
    is_old: bool
    place: str
    way_there: str
    town: str
    point: tuple[float, float] | None
    intakes: Sequence[Intake]
    areas: Sequence[str]
    week: Week | None


def public_sheet(service: Service, *, at: datetime, language: Language) -> PublicSheet:
    """Gather the page of a sheet. Two queries beside the sheet."""
    at = timezone.localtime(at)
    intakes = list(Intake.objects.filter(service=service, starts_on__gte=at.date()).order_by("starts_on")[:6])
    districts = sorted(district.label for district in service.districts.all())
    said = statements(service_facts(service, districts=districts, intakes=intakes), on=at.date())
    week = read_week(service.opening_hours, at.date())
    place = ", ".join(filter(None, (service.address, service.address_extra)))
    town = f"{service.postal_code} {service.commune_name}".strip()
    point = (service.longitude, service.latitude) if service.longitude is not None else None
    return PublicSheet(
        main=pictured((s for s in said if s.fact not in _BRING | _ASK), language),
        asking=pictured((s for s in said if s.fact in _ASK), language),
        bringing=pictured((s for s in said if s.fact in _BRING), language),
        hours=week_lines(week, language) if week else [],
        open_now=open_words(service, at=at, language=language),
        telephone=readable_telephone(service.phone) if service.phone else "",
        age=age_of(service, on=at.date(), language=language),
        is_old=(at.date() - _looked_at_on(service)).days >= FRESH_DAYS,
        place=place,
        way_there=way_there(point, f"{service.address}, {town}" if service.address else ""),
        town=town,
        point=point,
        intakes=intakes,
        areas=[service.territory.name] if service.covers_all_districts else districts,
        week=week,
    )


def described(service: Service, sheet: PublicSheet, *, address: str) -> dict[str, Any]:
    """Describe a service to search engines: what its page says, and nothing else."""
    return structured_service(
        sheet_of(service),
        address=address,
        structure=service.structure.name,
        siret=service.structure.siret,
        areas=sheet.areas,
        week=sheet.week,
        confirmed_on=_looked_at_on(service).isoformat(),
    )


def next_entries(services: Iterable[Service], *, on: date) -> dict[int, Intake]:
    """Find on which day one may next enter each service, by its number. One query."""
    found: dict[int, Intake] = {}
    coming = Intake.objects.filter(service__in=[service.pk for service in services], starts_on__gte=on)
    for intake in coming.order_by("starts_on", "pk"):
        found.setdefault(intake.service_id, intake)
    return found


def in_a_list(
    service: Service, *, on: date, language: Language, entry: Intake | None = None
) -> Sequence[Pictured]:
    """Say the few things that help to choose, as its page says them; `entry`: the next one."""
    facts = service_facts(service, intakes=[entry] if entry else [])
    said = {s.fact: s for s in statements(facts, on=on)}
    return pictured([said[fact] for fact in _IN_A_LIST if fact in said][:_MOST_IN_A_LIST], language)


def open_words(service: Service, *, at: datetime, language: Language) -> str:
    """Say whether a service is open, and until when; nothing where its hours are not known."""
    state = openness(service.opening_hours, timezone.localtime(at))
    return openness_text(state, language) if state else ""


def age_of(service: Service, *, on: date, language: Language) -> str:
    """Say how long ago somebody looked at a sheet: « Vérifié il y a 3 semaines. »."""
    looked_at = _looked_at_on(service)
    is_checked = service.confirmed_on is not None
    if looked_at >= on:
        return _("Vérifié aujourd’hui.") if is_checked else _("Mis à jour aujourd’hui.")
    age = format_timedelta(looked_at - on, granularity="day", add_direction=True, locale=language.locale)
    return (_("Vérifié %(age)s.") if is_checked else _("Mis à jour %(age)s.")) % {"age": age}


def _looked_at_on(service: Service) -> date:
    return service.confirmed_on or service.updated_on


def service_facts(
    service: Service, *, districts: Sequence[str] = (), intakes: Sequence[Intake] = ()
) -> ServiceFacts:
    """Read what residents may know of a service; the next entry says its own places.

    Not whom to contact: the form promises her name to professionals only.
    """
    following = intakes[0] if intakes else None
    left = following.places_left if following else service.places_left
    return ServiceFacts(
        fee=service.fee,
        without_appointment=service.without_appointment,
        places_left=left,
        next_start=following.starts_on if following else None,
        ends_on=following.ends_on if following else None,
        entry_delay_days=service.entry_delay_days,
        weekly_hours=service.weekly_hours,
        weeks=service.weeks,
        level=service.level,
        has_prerequisites=bool(service.prerequisites),
        min_age=service.min_age,
        max_age=service.max_age,
        covers_all_districts=service.covers_all_districts,
        districts=tuple(districts),
        mobilizable_by=tuple(service.mobilizable_by),
        mobilization_modes=tuple(service.mobilization_modes),
        reception_modes=tuple(service.reception_modes),
        languages=tuple(service.languages),
        interpreter=service.interpreter,
        without_reading=service.without_reading,
        childcare_on_site=service.childcare_on_site,
        without_car=service.without_car,
        step_free=service.step_free,
        opening_hours=service.opening_hours,
        evening_hours=service.evening_hours,
        to_bring=tuple(service.to_bring),
        combinable=service.combinable,
        welcomed_by=shown_welcome(service.welcomed_by, service.welcome_agreed),
    )


def pictured(said: Iterable[Statement], language: Language) -> list[Pictured]:
    """Put its picture beside each sentence."""
    sprite = static("directory/pictograms.svg")
    return [Pictured(s.text(language), f"{sprite}#{s.pictogram}") for s in said]
