"""Files that look alike: what is compared, and those near one file."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from cite.residents.enums.people import ResidentState
from cite.residents.models import Resident
from cite.residents.rules.identity import name_keys
from cite.residents.rules.likeness import Somebody, likeness, somebody
from cite.tenancy.models import Territory

COMPARED = ("first_name", "last_name", "birth_date", "birth_year", "sex", "phone", "email")
"""The fields of a file whose change may make, or unmake, a look-alike."""
_READ_AT_ONCE = 5_000


def compared(rows: QuerySet[Resident]) -> Iterator[Somebody]:
    """Read what is compared of some files, without loading them all."""
    for number, first, last, *more in rows.values_list("pk", *COMPARED).iterator(chunk_size=_READ_AT_ONCE):
        born, year, sex, phone, email = more
        yield somebody(
            number, first, last, birth_date=born, birth_year=year, sex=sex, phone=phone, email=email
        )


def followed_files(territory: Territory, *, is_training: bool) -> QuerySet[Resident]:
    """List the files that are compared with each other: real people with real people, invented with invented."""
    return Resident.objects.filter(territory=territory, state=ResidentState.ACTIVE, is_training=is_training)


def look_alikes(resident: Resident) -> dict[int, tuple]:
    """Find the files that look like one: four narrow questions in one query, then the rule."""
    near = Q(name_key__in=name_keys(resident.first_name, resident.last_name))
    if resident.birth_date:
        near |= Q(birth_date=resident.birth_date)
    if resident.phone:
        near |= Q(phone=resident.phone)
    if resident.email:
        near |= Q(email__iexact=resident.email)
    here = followed_files(resident.territory, is_training=resident.is_training)
    mine = next(compared(Resident.objects.filter(pk=resident.pk)))
    found = (
        (each.number, likeness(mine, each)) for each in compared(here.filter(near).exclude(pk=resident.pk))
    )
    return {number: reasons for number, reasons in found if reasons}
