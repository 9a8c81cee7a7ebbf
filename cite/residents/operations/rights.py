"""What people ask about their data, and the answer they get within a month."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import require
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.residents.enums.rights import ErasureReason, RequestState, Right
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Resident, RightRequest, Sharing
from cite.residents.operations.erasing import erase_resident
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.people import note_heard
from cite.residents.operations.sharing import stop
from cite.residents.operations.stopping import tell_stopped
from cite.residents.permissions.people import open_sharings
from cite.residents.permissions.rights import (
    can_answer,
    can_give_whole_file,
    can_note_request,
    has_second_person,
)
from cite.residents.rules.rights import (
    AskedFacts,
    answer_decision,
    due_on,
    request_decision,
    second_person_decision,
)


@transaction.atomic
def note_request(
    *, resident: Resident, right: Right | str, asked_on: date, details: str = "", by: Membership
) -> RightRequest:
    """Note that a person uses a right over her data; the month runs from the day she asked. Twice is once.

    Raises:
        Refused: not allowed, a wrong day, the same request is open, nothing says what to correct, or an identifier is
            in its words.
    """
    resident = lock_resident(resident.pk)
    require(can_note_request(by.user, resident))
    right = Right(right)
    same = RightRequest.objects.filter(resident=resident, right=right, state=RequestState.OPEN)
    noted = same.filter(asked_on=asked_on, details=details, noted_by=by).first()
    if noted is not None:
        return noted
    facts = AskedFacts(right=right, asked_on=asked_on, details=details, same_is_open=same.exists())
    require(request_decision(facts, today()) & check_free_text(details))
    request = RightRequest.objects.create(
        territory=resident.territory,
        resident=resident,
        right=right,
        asked_on=asked_on,
        due_on=due_on(asked_on),
        details=details,
        noted_by=by,
    )
    note_heard(resident=resident, on=asked_on)
    record(RightsAct.NOTE_REQUEST, by=by.user, target=request, person=resident)
    return request


@transaction.atomic
def answer_request(
    *, request: RightRequest, version: int, outcome: RequestState | str, answer: str = "", by: Membership
) -> None:
    """Answer a request: done, or refused with the reason. An erasure erases; an objection stops every sharing.

    Raises:
        Refused: not allowed, answered already, changed meanwhile, a refusal without its reason, an identifier in the
            answer, or an erasure by the one who noted it while another could do it.
    """
    lock_resident(request.resident_id)  # her file first, as whoever makes one of two files does
    locked = RightRequest.locked(pk=request.pk, version=version)
    outcome = RequestState(outcome)
    require(can_answer(by.user, locked))
    erases = locked.right == Right.ERASURE and outcome is RequestState.DONE
    require(
        answer_decision(locked.state, outcome, answer)
        & second_person_decision(
            erases=erases,
            is_same_person=by.user_id == locked.noted_by.user_id,
            has_other=erases and has_second_person(locked),
        )
        & check_free_text(answer)
    )
    locked.state, locked.answer = outcome, answer
    locked.answered_on, locked.answered_by = today(), by
    locked.save_next_version()
    record(
        RightsAct.ANSWER_REQUEST,
        by=by.user,
        target=locked,
        person=locked.resident,
        changes={"state": (RequestState.OPEN.value, outcome.value)},
    )
    if outcome is RequestState.DONE:
        _carry_out(locked, by.user)


@transaction.atomic
def give_file(*, resident: Resident, is_whole: bool, by: User) -> None:
    """Write down that a person receives what is held about her; the file itself is made afterwards, and not kept.

    `is_whole`: with the notes that people of the structure kept for themselves, which the law gives her when she asks.

    Raises:
        Refused: not allowed, or nothing was asked.
    """
    require(can_give_whole_file(by, resident) if is_whole else can_note_request(by, resident))
    kind = "whole" if is_whole else "common"
    record(RightsAct.EXPORT, by=by, target=resident, person=resident, changes={"export": (None, kind)})


@transaction.atomic
def tell_pathway(*, resident: Resident, by: User) -> None:
    """Write down that « mon parcours » is printed for a person.

    Raises:
        Refused: not allowed.
    """
    require(can_note_request(by, resident))
    record(RightsAct.TELL_PATHWAY, by=by, target=resident, person=resident)


def _carry_out(request: RightRequest, by: User) -> None:
    if request.right == Right.ERASURE:
        for sharing in _one_a_structure(request.resident):
            tell_stopped(sharing)
        erase_resident(resident=request.resident, reason=ErasureReason.REQUEST, by=by, on=today())
    elif request.right == Right.OBJECTION:
        # Her objection stops them, whatever her structure may still do in the file.
        for sharing in Sharing.objects.filter(resident=request.resident, stopped_at=None).order_by("pk"):
            stop(sharing=sharing, how=StopWay.LINK)


def _one_a_structure(resident: Resident) -> list[Sharing]:
    rows = open_sharings().filter(resident=resident).select_related("territory", "partner__organization")
    return list({each.partner_id: each for each in rows.order_by("pk")}.values())
