"""How any change to decisions is made: rows locked in one order, money moved with the change, and said.

The order is that of all rows (`docs/architecture.md`): the carriers, the files, their decisions, the envelopes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.decisions import all_of, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.models import SaveObjection
from cite.grants.enums import AwardState
from cite.grants.enums.decisions import AwardAct, AwardObjection
from cite.grants.models import Application, Award, CallForProjects, Envelope, Funder
from cite.grants.operations.envelopes import move_money
from cite.grants.permissions.awards import can_decide, can_decide_for
from cite.grants.rules.awards import counted
from cite.grants.workflow import AWARD

TERMS = ("outcome", "amount", "motive", "words", "conditions", "advice")
_NO_TERMS = {name: "" for name in TERMS} | {"amount": Decimal(0), "prepared_by": None}


def locked_file(application: Application) -> Application:
    """Lock a file: what any change to its decisions begins with."""
    return Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


def locked_awards(application: Application) -> list[Award]:
    """Lock the decisions of a file, which is locked already."""
    rows = Award.objects.select_for_update(of=("self",), no_key=True).filter(application=application)
    return list(rows.order_by("pk"))


def locked_award(award: Award, by: User, arrow: str, version: int) -> Award:
    """Lock a decision that this person takes, unchanged since the version she saw, where an arrow starts from it.

    Raises:
        Refused: not hers to take, not there any more, or changed meanwhile.
    """
    application = locked_file(award.application)
    found = Award.locked(pk=award.pk, version=version)
    found.application = application
    require(can_decide(by, found) and unless(AWARD.allows(arrow, found.state), _why_not(arrow)))
    return found


def _why_not(arrow: str) -> AwardObjection:
    return AwardObjection.NOT_PREPARED if arrow == "record" else AwardObjection.WRONG_STATE


def locked_together(
    call: CallForProjects,
    funder: Funder,
    awards: Collection[Award],
    by: User,
    versions: Mapping[int, int] | None = None,
) -> list[Award]:
    """Lock several decisions of one funder on files of one call, with their files; unchanged since `versions`, if told.

    Raises:
        Refused: none was chosen, not her funder, decisions of others among them, or changed meanwhile.
    """
    require(can_decide_for(by, funder) & unless(bool(awards), AwardObjection.NOTHING_CHOSEN))
    numbers = {award.pk for award in awards}
    carriers = Partner.objects.filter(
        pk__in=Award.objects.filter(pk__in=numbers).values("application__partner")
    )
    list(carriers.select_for_update(of=("self",), no_key=True).order_by("pk"))  # one name per funded action
    chosen = Award.objects.filter(pk__in=numbers).values("application_id")
    files = Application.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=chosen, call=call)
    applications = {file.pk: file for file in files.order_by("pk")}
    rows = Award.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers, funder=funder)
    found = list(rows.filter(application__in=applications).select_related("prepared_by").order_by("pk"))
    require(unless(len(found) == len(numbers), AwardObjection.NOT_TOGETHER))
    is_as_read = versions is None or all(versions.get(award.pk) == award.version for award in found)
    require(unless(is_as_read, SaveObjection.CHANGED_MEANWHILE))
    for award in found:
        award.application, award.funder = applications[award.application_id], funder
    require(all_of(can_decide(by, award) for award in found))
    return found


def move_award(award: Award, arrow: str, act: AwardAct, *, by: User | None, **values: Any) -> Award:
    """Take an arrow: save, move the money it takes or gives back, say it.

    Raises:
        Refused: no envelope to take from, or one that would be exceeded.
    """
    return move_together([(award, values)], arrow, act, by=by)[0]


def move_together(
    changes: list[tuple[Award, dict[str, Any]]], arrow: str, act: AwardAct, *, by: User | None
) -> list[Award]:
    """Take the same arrow with several decisions, each with its new values: the money of all moves at once.

    Raises:
        Refused: with an objection for each envelope that would be exceeded; nothing is done then.
    """
    money: Counter[int] = Counter()
    said = []
    for award, values in changes:
        before, taken = _take(award, arrow, values)
        said.append((award, before))
        if taken:
            money[award.envelope_id] += taken
    move_money(money)
    for award, before in said:
        award.save_next_version()
        record(act, by=by, target=award, changes=differences(before, snapshot(award)))
    return [award for award, _before in said]


def _take(award: Award, arrow: str, values: dict[str, Any]) -> tuple[dict[str, Any], Decimal]:
    """Change a decision in memory; tells what it was, and what it takes from its envelope (or gives back)."""
    stored = Award.objects.get(pk=award.pk)
    award.state = AWARD.target(arrow, award.state)
    if award.state in (AwardState.ASKED, AwardState.CANCELED):
        values = _NO_TERMS | values
    for name, value in values.items():
        setattr(award, name, value)
    held = counted(stored.state, stored.outcome, stored.amount)
    taken = counted(award.state, award.outcome, award.amount) - held
    if taken:
        award.envelope_id = award.envelope_id or _envelope_of(award)
        require(unless(award.envelope_id is not None, AwardObjection.NO_ENVELOPE))
    return snapshot(stored), taken


def _envelope_of(award: Award) -> int | None:
    rows = Envelope.objects.filter(call=award.application.call_id, funder=award.funder_id)
    return rows.values_list("pk", flat=True).first()
