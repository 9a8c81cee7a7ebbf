"""Changes to calls: prepared, copied from last year, agreed to by both co-pilots, corrected, abandoned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.queries.people import agreements_of
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.grants.enums import CallAct, CallObjection, EditionState
from cite.grants.models import CALENDAR, CallEdition, CallForProjects, Envelope
from cite.grants.operations.call_letters import ask_to_agree, tell_carriers
from cite.grants.operations.reports import move_due_dates
from cite.grants.permissions.calls import can_prepare_calls, can_publish_calls
from cite.grants.queries.calls import draft_of, edition_facts, edition_in_force, latest_edition
from cite.grants.rules import call_content, call_texts
from cite.grants.rules.calendar import default_days, shifted
from cite.grants.rules.calls import (
    agreement_decision,
    calendar_decision,
    content_decision,
    grid_decision,
    lists_decision,
    parameters_decision,
    pieces_decision,
)
from cite.grants.workflow import EDITION
from cite.tenancy.models import Territory

CONTENT = (
    "presentation",
    "contract",
    "pillar",
    "pillar_action",
    "stakes",
    "priorities",
    "pieces",
    "grid",
    "parameters",
)
"""What an edition says, its calendar apart."""
_FIELDS = ("state", "change_reason", "published_on", *CALENDAR)


@transaction.atomic
def create_call(*, territory: Territory, year: int, title: str, by: User) -> CallEdition:
    """Prepare the call of a year from the fiche technique; nobody sees it before both co-pilots agree.

    Raises:
        Refused: not hers to prepare, no title, an impossible year, or the call exists.
    """
    title = " ".join(title.split())
    require(can_prepare_calls(by, territory))
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)  # one call of a name
    _check_identity(territory, year, title)
    call = CallForProjects.objects.create(territory=territory, year=year, title=title)
    edition = CallEdition.objects.create(
        territory=territory,
        call=call,
        number=1,
        written_by=by,
        presentation=call_texts.PRESENTATION,
        contract=call_texts.CONTRACT,
        pillar=call_texts.PILLAR,
        pillar_action=call_texts.PILLAR_ACTION,
        stakes=call_content.to_json(call_content.STAKES),
        priorities=call_content.to_json(call_content.PRIORITIES),
        pieces=call_content.to_json(call_content.PIECES),
        grid=call_content.to_json(call_content.GRID),
        parameters=call_content.parameters_to(call_content.Parameters()),
        **default_days(year),
    )
    record(CallAct.CREATE, by=by, target=edition)
    return edition


@transaction.atomic
def duplicate_call(*, call: CallForProjects, by: User) -> CallEdition:
    """Prepare the next year's call from this one: same words, same envelopes, every day a year later.

    Raises:
        Refused: not hers to prepare, or next year's call exists.
    """
    require(can_prepare_calls(by, call.territory))
    call = CallForProjects.objects.select_for_update(no_key=True).get(pk=call.pk)
    Territory.objects.select_for_update(no_key=True).get(pk=call.territory_id)
    source = edition_in_force(call) or latest_edition(call)
    year = call.year + 1
    title = call.title.replace(str(call.year), str(year))
    _check_identity(call.territory, year, title)
    copy = CallForProjects.objects.create(territory=call.territory, year=year, title=title, previous=call)
    edition = CallEdition.objects.create(
        territory=call.territory,
        call=copy,
        number=1,
        written_by=by,
        **{name: getattr(source, name) for name in CONTENT},
        **{name: shifted(getattr(source, name), 1) for name in CALENDAR},
    )
    envelopes = Envelope.objects.filter(call=call, funder__is_active=True)
    Envelope.objects.bulk_create(
        Envelope(territory=call.territory, call=copy, funder_id=envelope.funder_id, amount=envelope.amount)
        for envelope in envelopes
    )
    record(CallAct.DUPLICATE, by=by, target=edition)
    return edition


@transaction.atomic
def change_edition(*, edition: CallEdition, values: Mapping[str, Any], version: int, by: User) -> CallEdition:
    """Change some fields of an edition under study; an agreement given to other words is void.

    Raises:
        Refused: not hers to prepare, no longer a draft, changed meanwhile, or what it would say makes no sense.
        ValueError: a field that is not part of what an edition says.
    """
    if unknown := set(values) - {*CONTENT, *CALENDAR, "change_reason"}:
        raise ValueError(f"an edition does not say {sorted(unknown)}")
    locked, before = _locked(edition, version, by)
    said = {name: getattr(locked, name) for name in values}
    for name, value in values.items():
        setattr(locked, name, value)
    facts = edition_facts(locked)
    require(
        calendar_decision(facts.days)
        & lists_decision(facts.stakes, facts.priorities)
        & pieces_decision(facts.pieces)
        & grid_decision(facts.grid)
        & parameters_decision(facts.parameters)
    )
    if said == dict(values):
        return locked
    locked.forget_agreements()
    return _keep(locked, before, CallAct.CHANGE_EDITION, by)


@transaction.atomic
def agree_to_edition(*, edition: CallEdition, version: int, by: User) -> CallEdition:
    """Give one side's agreement; with the second the edition is in force, and replaces the one before.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, something is missing, or it says something else
            than what she read (`version`); an agreement of the other side meanwhile changes nothing to hers.
    """
    require(can_publish_calls(by, edition.territory))
    CallForProjects.objects.select_for_update(no_key=True).get(pk=edition.call_id)
    locked = CallEdition.locked_as_read(pk=edition.pk, version=version)
    before = snapshot(locked, _FIELDS)
    side = pilot_side(by, locked.territory)
    require(
        agreement_decision(locked.state, agreements_of(locked), side, by.pk)
        & content_decision(edition_facts(locked), today())
    )
    locked.agree(side, by, today())
    if not agreements_of(locked).is_complete:
        locked.save_agreement()
        record(CallAct.AGREE, by=by, target=locked, changes=differences(before, snapshot(locked, _FIELDS)))
        ask_to_agree(locked, by)
        return locked
    was_replaced = _replace_the_one_before(locked)
    locked.state = EDITION.target("publish", locked.state)
    locked.published_on = today()
    _keep(locked, before, CallAct.PUBLISH, by)
    if was_replaced:
        tell_carriers(locked)
        move_due_dates(edition=locked)
    return locked


@transaction.atomic
def withdraw_agreement(*, edition: CallEdition, version: int, by: User) -> CallEdition:
    """Take back one side's agreement to an edition that is not published.

    Raises:
        Refused: not a co-pilot, her side gave none, no longer a draft, or changed meanwhile.
    """
    require(can_publish_calls(by, edition.territory))
    locked, before = _locked(edition, version, by)
    side = pilot_side(by, locked.territory)
    has_agreed = side is not None and agreements_of(locked).of(side) is not None
    require(unless(has_agreed, CallObjection.NOT_GIVEN))
    locked.forget_agreement(side)
    return _keep(locked, before, CallAct.WITHDRAW_AGREEMENT, by)


@transaction.atomic
def correct_call(*, call: CallForProjects, reason: str, by: User) -> CallEdition:
    """Prepare a correction of a published call: a new edition, which changes nothing before both co-pilots agree.

    Files keep the edition they were written under; deadlines become those of the new one once it is in force.

    Raises:
        Refused: not hers to prepare, nothing in force to correct, another draft waits, or no reason.
    """
    reason = " ".join(reason.split())
    require(can_prepare_calls(by, call.territory))
    call = CallForProjects.objects.select_for_update(no_key=True).get(pk=call.pk)
    source = edition_in_force(call)
    require(
        unless(source is not None, CallObjection.NOT_PUBLISHED)
        & unless(draft_of(call) is None, CallObjection.DRAFT_EXISTS)
        & unless(bool(reason), CallObjection.NO_REASON)
    )
    last = CallEdition.objects.filter(call=call).aggregate(last=Max("number"))["last"]
    edition = CallEdition.objects.create(
        territory=call.territory,
        call=call,
        number=last + 1,
        written_by=by,
        change_reason=reason[:500],
        **{name: getattr(source, name) for name in (*CONTENT, *CALENDAR)},
    )
    record(CallAct.CORRECT, by=by, target=edition)
    return edition


@transaction.atomic
def abandon_edition(*, edition: CallEdition, version: int, by: User) -> CallEdition:
    """Give up an edition under study.

    Raises:
        Refused: not hers to give up, no longer a draft, or changed meanwhile.
    """
    locked, before = _locked(edition, version, by)
    locked.state = EDITION.target("abandon", locked.state)
    return _keep(locked, before, CallAct.ABANDON, by)


def _check_identity(territory: Territory, year: int, title: str) -> None:
    exists = CallForProjects.objects.filter(territory=territory, year=year, title=title).exists()
    require(
        unless(bool(title), CallObjection.NO_TITLE)
        & unless(2020 <= year <= 2100, CallObjection.BAD_YEAR)
        & unless(not exists, CallObjection.CALL_EXISTS)
    )


def _locked(edition: CallEdition, version: int, by: User) -> tuple[CallEdition, dict]:
    require(can_prepare_calls(by, edition.territory))
    locked = CallEdition.locked(pk=edition.pk, version=version)
    require(unless(locked.state == EditionState.DRAFT, CallObjection.NOT_A_DRAFT))
    return locked, snapshot(locked, _FIELDS)


def _keep(edition: CallEdition, before: dict, act: CallAct, by: User) -> CallEdition:
    edition.save_next_version()
    record(act, by=by, target=edition, changes=differences(before, snapshot(edition, _FIELDS)))
    return edition


def _replace_the_one_before(edition: CallEdition) -> bool:
    rows = CallEdition.objects.select_for_update(of=("self",), no_key=True)
    before = rows.filter(call=edition.call_id, state=EditionState.PUBLISHED).first()
    if before is None:
        return False
    before.state = EDITION.target("replace", before.state)
    before.save_next_version()
    return True
