"""Whether what is said of somebody’s birth and protection holds (from 16; code civil, articles 388 and 425)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cite.core.decisions import Decision, unless
from cite.core.text import search_key
from cite.residents.enums.objections import IdentityObjection as Objection
from cite.residents.enums.people import Protection

YOUNGEST = 16
"""From this age somebody is accompanied here; below, schools and their own services are."""
ADULT = 18
OLDEST = 110

_ALWAYS_ABOUT = {
    Objection.NO_NAME: "first_name",
    Objection.WHOLE_DATE_NEEDED: "birth_date",
    Objection.TWO_BIRTHS: "birth_year",
    Objection.MINOR_TO_SAY: "protection",
    Objection.NOT_A_MINOR: "protection",
    Objection.VIA_NOT_AGREED: "via_agreed",
}


def name_key(first_name: str, last_name: str) -> str:
    """Fold a name into what a file is found by: no accent, no case, the last name first."""
    return search_key(f"{last_name} {first_name}")[:600]


def name_keys(first_name: str, last_name: str) -> set[str]:
    """Fold it in the two orders in which people type it."""
    return {name_key(first_name, last_name), name_key(last_name, first_name)}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFacts:
    """What is said of somebody. Empty and none say that nobody asked: `birth_year` where the date is not known.

    Both may be said, of one year.
    """

    on: date
    birth_date: date | None = None
    birth_year: int | None = None
    protection: Protection | str = ""
    guardian_name: str = ""
    guardian_informed: bool | None = None


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages somebody may have: the same twice where her date of birth is known."""

    least: int
    most: int


def ages_on(facts: IdentityFacts) -> Ages | None:
    """Tell how old somebody may be; none where nobody asked."""
    born, on = facts.birth_date, facts.on
    if born is not None:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return Ages(age, age)
    if facts.birth_year is None:
        return None
    return Ages(on.year - facts.birth_year - 1, on.year - facts.birth_year)


def identity_decision(facts: IdentityFacts) -> Decision:
    """Refuse a birth that cannot be, somebody under sixteen, and a minor of whom nobody says who is informed."""
    if facts.birth_date and facts.birth_year not in (None, facts.birth_date.year):
        return Decision((Objection.TWO_BIRTHS,))
    ages = ages_on(facts)
    if ages is None:
        return _protection_decision(facts, None)
    if ages.most < 0 or (facts.birth_date is not None and facts.birth_date > facts.on):
        return Decision((Objection.BORN_IN_FUTURE,))
    if ages.least > OLDEST:
        return Decision((Objection.TOO_OLD,))
    if ages.most < YOUNGEST:
        return Decision((Objection.UNDER_SIXTEEN,))
    if ages.least < YOUNGEST:
        return Decision((Objection.WHOLE_DATE_NEEDED,))
    return _protection_decision(facts, ages)


def field_about(objection: object, said: Mapping[str, object]) -> str | None:
    """Name what of somebody an objection is about, as her form calls it; none where it is about none of this.

    `said`: what was typed. A birth was said as a date or as a year; who is informed is asked of those protected only.
    """
    match objection:
        case Objection.BORN_IN_FUTURE | Objection.TOO_OLD | Objection.UNDER_SIXTEEN:
            return "birth_date" if said.get("birth_date") else "birth_year"
        case Objection.WHO_IS_INFORMED:
            return "guardian_informed" if said.get("protection") == Protection.MINOR else "protection"
        case Objection():
            return _ALWAYS_ABOUT.get(objection)
    return None


def has_come_of_age(facts: IdentityFacts) -> bool:
    """Tell whether somebody noted as a minor is one no longer: her birthday came, nobody wrote it."""
    return Objection.NOT_A_MINOR in identity_decision(facts).objections


def _protection_decision(facts: IdentityFacts, ages: Ages | None) -> Decision:
    is_minor = facts.protection == Protection.MINOR
    surely_minor = ages is not None and ages.most < ADULT
    surely_adult = ages is not None and ages.least >= ADULT
    says_who = facts.guardian_informed is False or (
        facts.guardian_informed is True and bool(facts.guardian_name.strip())
    )
    return (
        unless(is_minor or not surely_minor, Objection.MINOR_TO_SAY)
        & unless(not (is_minor and surely_adult), Objection.NOT_A_MINOR)
        & unless(says_who or not (is_minor or surely_minor), Objection.WHO_IS_INFORMED)
    )
