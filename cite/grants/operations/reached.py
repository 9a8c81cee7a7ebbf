"""The districts whose residents an action reaches."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import WritingAct, WritingObjection
from cite.grants.models import Application, ReachedDistrict
from cite.grants.operations.content import content_changed, locked_application
from cite.territories.models import District


@transaction.atomic
def choose_districts(
    *, application: Application, participants: Mapping[District, int | None], by: User, seen: frozenset[int]
) -> None:
    """Keep the districts reached, each with how many participants are expected; None where nobody said.

    Args:
        seen: the districts that the page showed as chosen; those that somebody else added meanwhile stay.

    Raises:
        Refused: not hers, no longer to be written in, or a district that is not one of the territory any more.
    """
    file = locked_application(application, by)
    require(unless(all(not d.is_withdrawn for d in participants), WritingObjection.NOT_A_DISTRICT))
    known = {reached.district_id: reached for reached in ReachedDistrict.objects.filter(application=file)}
    asked = {district.pk: number for district, number in participants.items()}
    removed = [pk for pk in known if pk in seen and pk not in asked]
    changed = [pk for pk, number in asked.items() if pk in known and known[pk].participants != number]
    added = [pk for pk in asked if pk not in known]
    if not (removed or changed or added):
        return
    ReachedDistrict.objects.filter(application=file, district_id__in=removed).delete()
    for pk in changed:
        known[pk].participants = asked[pk]
        known[pk].save()
    ReachedDistrict.objects.bulk_create(
        ReachedDistrict(territory=file.territory, application=file, district_id=pk, participants=asked[pk])
        for pk in added
    )
    content_changed(application=file, by=by)
    file.save_next_version()
    counts = (str(len(known)), str(len(known) - len(removed) + len(added)))
    record(WritingAct.CHOOSE_DISTRICTS, by=by, target=file, changes={"districts": counts})
