"""« X wishes to reach you »: whoever asks never learns whether somebody is known; who accompanies her answers.

The asking does the same things, in the same order, whether the person is known or not: a worker does the rest. Nothing
that was typed is kept where it led nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import SaveObjection, still_there
from cite.notifications.operations import notify
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.objections import ReachObjection
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import ReachState
from cite.residents.models import ReachRequest, Resident
from cite.residents.notices import REACH_ANSWERED, REACH_ASKED
from cite.residents.permissions.people import can_accompany, can_write_in
from cite.residents.queries.reaching import files_like, who_accompanies
from cite.residents.signals import reach_asked


@transaction.atomic
def ask_to_reach(*, by: Membership, first_name: str, last_name: str, birth_date: date, reason: str) -> None:
    """Ask to reach somebody; nothing tells, neither here nor in the time it takes, whether she is known.

    Raises:
        Refused: not a professional who accompanies people, or a reason that holds an identifier.
    """
    require(can_accompany(by.user, by) & check_free_text(reason))
    found = files_like(by.territory, first_name=first_name, last_name=last_name, birth_date=birth_date)
    record(ResidentsAct.ASK_TO_REACH, by=by.user, territory=by.territory)
    reach_asked.send(sender=ReachRequest, residents=found, asked_by=by, reason=reason if found else "")


@transaction.atomic
def receive_reach(*, residents: Sequence[str], asked_by: Membership, reason: str) -> int:
    """Write down that somebody is asked for, and tell who accompanies her; asked twice, it waits once.

    Tells how many requests were written.
    """
    rows = Resident.objects.select_for_update(of=("self",), no_key=True).select_related("territory")
    written = 0
    for resident in rows.filter(uuid__in=residents, state=ResidentState.ACTIVE).order_by("pk"):
        people = [each for each in who_accompanies(resident) if each.user_id != asked_by.user_id]
        waiting = ReachRequest.objects.filter(
            resident=resident, asked_by=asked_by, state=ReachState.WAITING
        ).exists()
        if not people or waiting:
            continue
        reach = ReachRequest.objects.create(
            territory=resident.territory,
            resident=resident,
            asked_by=asked_by,
            reason=reason,
            asked_on=today(),
        )
        record(ResidentsAct.RECEIVE_REACH, target=reach, person=resident)
        for each in people:
            notify(
                kind=REACH_ASKED.key,
                territory=resident.territory,
                to=each.user,
                path=reverse("residents:reach", args=[reach.uuid]),
                about=f"reach:{reach.uuid}",
                concerns=resident.uuid,
            )
        written += 1
    return written


@transaction.atomic
def answer_reach(*, reach: ReachRequest, version: int, by: Membership) -> ReachRequest:
    """Say that she agrees to be reached: whoever asked learns which structure to call, and nothing more.

    Raises:
        Refused: not shared to write, answered already by somebody else.
    """
    locked, is_new = _settled(reach, version, by, ReachState.ANSWERED)
    if is_new:
        record(ResidentsAct.ANSWER_REACH, by=by.user, target=locked, person=locked.resident)
        notify(
            kind=REACH_ANSWERED.key,
            territory=locked.territory,
            to=locked.asked_by.user,
            fields={"partner": str(by.partner)},
            path=reverse("actors:organization", args=[by.partner.uuid]),
            concerns=locked.resident.uuid,
        )
    return locked


@transaction.atomic
def decline_reach(*, reach: ReachRequest, version: int, by: Membership) -> ReachRequest:
    """Say that she does not wish it: whoever asked hears nothing, as if she were not known.

    Raises:
        Refused: not shared to write, answered already by somebody else.
    """
    locked, is_new = _settled(reach, version, by, ReachState.DECLINED)
    if is_new:
        record(ResidentsAct.DECLINE_REACH, by=by.user, target=locked, person=locked.resident)
    return locked


def _settled(
    reach: ReachRequest, version: int, by: Membership, state: ReachState
) -> tuple[ReachRequest, bool]:
    rows = ReachRequest.objects.select_for_update(of=("self",), no_key=True)
    locked = still_there(rows.select_related("territory", "resident__territory", "asked_by__user"), reach.pk)
    require(can_write_in(by.user, locked.resident))
    if locked.state == state:
        return locked, False  # twice is once
    require(
        unless(locked.state == ReachState.WAITING, ReachObjection.ANSWERED_ALREADY)
        & unless(locked.version == version, SaveObjection.CHANGED_MEANWHILE)
    )
    locked.state, locked.answered_by, locked.answered_on = state, by, today()
    locked.save_next_version()
    return locked, True
