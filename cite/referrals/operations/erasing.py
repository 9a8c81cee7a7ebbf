"""When somebody's file is erased, what relays and light referrals say of her is erased too."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from cite.core.dates import today
from cite.core.text import search_key
from cite.referrals.models import Introduction, Referral
from cite.referrals.operations import introductions, upkeep
from cite.residents.models import Resident


@transaction.atomic
def erase_person(*, resident: Resident) -> int:
    """Erase her name, telephone and words where no file goes with hers; tells how many rows that was.

    An introduction or a light referral is hers where it says so, where it comes before or after a referral of hers,
    or where first name and telephone are both hers: a telephone alone may be the one of a whole family.
    """
    introduced = _hers(Introduction.objects.filter(resident=None), resident)
    introduced |= set(
        Introduction.objects.filter(resident=resident, erased_on=None).values_list("pk", flat=True)
    )
    referred = _hers(Referral.objects.filter(resident=None), resident) | _beside(resident)
    done = [introductions.erase_one(pk=pk) for pk in sorted(introduced)]
    done += [upkeep.erase_one(pk=pk, on=today()) for pk in sorted(referred)]
    return sum(done)


def _hers(rows: object, resident: Resident) -> set[int]:
    """Find those of the same telephone and first name."""
    if not resident.phone:
        return set()
    name = search_key(resident.first_name)
    rows = rows.filter(territory=resident.territory_id, erased_on=None, phone=resident.phone)
    return {pk for pk, first_name in rows.values_list("pk", "first_name") if search_key(first_name) == name}


def _beside(resident: Resident) -> set[int]:
    """Find the light referrals that come just before or after one of hers."""
    before = Referral.objects.filter(resident=resident).exclude(follows=None).values("follows")
    light = Referral.objects.filter(resident=None, erased_on=None)
    return set(light.filter(Q(follows__resident=resident) | Q(pk__in=before)).values_list("pk", flat=True))
