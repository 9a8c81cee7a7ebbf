"""The beginning of a pathway; coming back opens another one, with its own clock."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Refused, require, unless
from cite.core.journal import record
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.enums.pathways import Origin, ReferentState
from cite.pathways.models import Pathway, Refereeship
from cite.pathways.rules.dates import opening_decision
from cite.referrals.models import Introduction
from cite.residents.models import Resident
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.people import note_heard
from cite.residents.permissions.people import can_write_in

FROM_HER = frozenset({Origin.CALLBACK, Origin.OUTREACH, Origin.HERSELF, Origin.ACTION, Origin.RETURN})
"""Origins where she was met, or came: that is news from her."""


@transaction.atomic
def open_pathway(
    *,
    resident: Resident,
    by: Membership,
    origin: Origin | str,
    on: date,
    introduction: Introduction | None = None,
    takes_it: bool = True,
) -> Pathway:
    """Open an episode of support; whoever opens it becomes the referent unless she says not. A double click opens one.

    Raises:
        Refused: not shared to write, one is open already, or the day makes no sense.
    """
    locked = lock_resident(resident.pk)
    require(can_write_in(by.user, locked))
    known = Pathway.objects.filter(resident=locked)
    there = known.filter(closed_on=None).first()
    if there is not None:
        if (there.opened_by_id, there.opened_on, there.origin) == (by.pk, on, str(origin)):
            return there
        raise Refused(unless(False, PathwayObjection.ALREADY_OPEN))
    last = known.aggregate(number=Max("number"), closed_on=Max("closed_on"))
    require(
        opening_decision(on, today(), last_closed_on=last["closed_on"])
        & unless(
            introduction is None or introduction.resident_id in (None, locked.pk),
            PathwayObjection.ANOTHER_PERSON,
        )
    )
    pathway = Pathway.objects.create(
        territory=locked.territory,
        resident=locked,
        number=(last["number"] or 0) + 1,
        origin=str(Origin(origin)),
        introduction=introduction,
        opened_on=on,
        opened_by=by,
    )
    if takes_it:
        Refereeship.objects.create(
            territory=locked.territory,
            pathway=pathway,
            member=by,
            state=ReferentState.ACTIVE,
            proposed_by=by,
            proposed_on=on,
            since=on,
        )
    if Origin(origin) in FROM_HER:
        note_heard(resident=locked, on=on)
    record(PathwayAct.OPEN, by=by.user, target=pathway, person=locked)
    return pathway
