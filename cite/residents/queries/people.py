"""Whom a professional follows, and what her lists show of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.text import search_key
from cite.residents.enums.delays import Delay
from cite.residents.enums.sharing import Part
from cite.residents.models import Residence, Resident
from cite.residents.permissions.people import Sight, sights_of, visible_residents
from cite.residents.queries.delays import delays_of
from cite.residents.rules.identity import IdentityFacts
from cite.tenancy.models import Territory
from cite.territories.models import District


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list: what this professional may see of her, and no more."""

    resident: Resident
    sight: Sight
    residence: Residence | None

    @property
    def name(self) -> str:
        """Her name, where it is shared: it always is."""
        return str(self.resident) if self.sight.sees(Part.NAME) else self.resident.initials

    @property
    def place(self) -> str:
        """Her district, where it is shared; the answer where there is none."""
        if not self.sight.sees(Part.RESIDENCE) or self.residence is None:
            return ""
        district = self.residence.district
        return district.label if district else self.residence.get_answer_display()


def facts_of(resident: Resident, on: date) -> IdentityFacts:
    """Gather what is said of somebody’s birth and of who has a say."""
    return IdentityFacts(
        on=on,
        birth_date=resident.birth_date,
        birth_year=resident.birth_year,
        protection=resident.protection,
        guardian_name=resident.guardian_name,
        guardian_informed=resident.guardian_informed,
    )


def named(rows: QuerySet[Resident], words: Sequence[str]) -> QuerySet[Resident]:
    """Keep those whose name holds every word, in whatever order."""
    wanted = Q()
    for word in words:
        wanted &= Q(name_key__contains=word)
    return rows.filter(wanted)


def words_of(text: str) -> list[str]:
    """Cut what was typed into words to look for."""
    return search_key(text).split()


def people_followed(
    user: User,
    territory: Territory | None,
    *,
    on: date,
    district: District | None = None,
    is_silent: bool = False,
) -> QuerySet[Resident]:
    """List the people she sees; those of a district, those of whom nothing was heard for long."""
    rows = visible_residents(user, territory, on)
    if district is not None:
        there = Residence.objects.filter(district=district, until=None).values("resident")
        known = visible_residents(user, territory, on, part=Part.RESIDENCE).values("pk")
        rows = rows.filter(pk__in=there).filter(pk__in=known)
    if is_silent:
        known = visible_residents(user, territory, on, part=Part.STEPS).values("pk")
        rows = rows.filter(
            last_heard_on__lte=on - timedelta(days=delays_of(territory)[Delay.SILENT]), pk__in=known
        )
    return rows.order_by("name_key", "pk")


def lines_of(
    user: User, territory: Territory | None, residents: Sequence[Resident], *, on: date
) -> list[Line]:
    """Add to some people what she may see of them, in a few queries."""
    sights = sights_of(user, territory, residents, on)
    homes = {
        home.resident_id: home
        for home in Residence.objects.filter(resident__in=residents, until=None).select_related("district")
    }
    return [Line(each, sights[each.pk], homes.get(each.pk)) for each in residents if each.pk in sights]


def told_apart(people: Iterable[Resident]) -> list[tuple[Resident, str]]:
    """Name people so that nobody is chosen for her namesake: those say when they were born, and their file opened."""
    people = list(people)
    bearers = Counter(each.name_key for each in people)
    return [
        (each, f"{each} ({_what_tells(each)})" if bearers[each.name_key] > 1 else str(each))
        for each in people
    ]


def _what_tells(resident: Resident) -> str:
    opened = _("dossier ouvert le %(day)s") % {"day": date_format(localtime(resident.created_at), "j F Y")}
    if resident.birth_date is not None:
        born = _("née le %(day)s") % {"day": date_format(resident.birth_date, "j F Y")}
    else:
        born = _("née en %(year)s") % {"year": resident.birth_year} if resident.birth_year else ""
    return ", ".join(filter(None, (born, opened)))


def of_other_mode(territory: Territory, *, is_training: bool) -> QuerySet[Resident]:
    """List the people who do not count now: invented ones once real people are entered, real ones before.

    There is nearly always nobody: leaving them out costs less than looking up what everybody else is.
    """
    return Resident.objects.filter(territory=territory, is_training=not is_training).order_by()
