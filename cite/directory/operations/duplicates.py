"""The same service told by several directories, shown once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.directory.models import Service
from cite.directory.permissions.services import showable_services
from cite.directory.rules.duplicates import Twin, rank_of, same_services
from cite.tenancy.models import Territory


@transaction.atomic
def group_duplicates(*, territory: Territory, on: date) -> int:
    """Point every repeated sheet to the one shown in its place on a day; tells how many are repeated.

    Run again, the same; run later, a sheet is shown again once the one in its place no longer is.
    """
    rows = showable_services(territory, on=on).values_list(
        "pk",
        "source_id",
        "name",
        "commune_code",
        "address",
        "phone",
        "structure__siret",
        "source__is_own",
        "quality",
        "updated_on",
        "duplicate_of_id",
    )
    twins, pointed = [], {}
    for (
        pk,
        source,
        name,
        commune,
        address,
        phone,
        siret,
        is_own,
        quality,
        updated_on,
        points_to,
    ) in rows.iterator(chunk_size=5000):
        rank = rank_of(is_own=is_own, quality=quality, updated_on=updated_on, pk=pk)
        twins.append(Twin(pk, source, name, commune, address, phone, siret, rank))
        if points_to:
            pointed[pk] = points_to
    repeated = same_services(twins)
    moved = {pk for pk in pointed.keys() | repeated.keys() if pointed.get(pk) != repeated.get(pk)}
    rows = [Service(pk=pk, territory=territory, duplicate_of_id=repeated.get(pk)) for pk in moved]
    Service.objects.bulk_update(rows, ["duplicate_of"], batch_size=200)
    return len(repeated)
