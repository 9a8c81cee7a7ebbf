"""The actions that look like one file's: of this call, of the year before, and those that a port brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cite.grants.enums import SimilarSource
from cite.grants.models import (
    Application,
    CallForProjects,
    FundedAction,
    ReachedDistrict,
    SimilarAction,
)
from cite.grants.ports import similar_from_elsewhere
from cite.grants.rules.similar import Action, similar

_OFFERED = ("draft", "to_sign", "withdrawn", "inadmissible")
_MANY = 2000
_CARRIER = ("partner__organization__name", "partner__organization__short_name")
_COMPARED = ("uuid", "title", "priorities", "starts_on", "ends_on", "call__year", *_CARRIER)


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """An action that looks like this one, and what the carrier answered."""

    action: Action
    answer: str


def similar_actions(application: Application) -> list[SimilarLine]:
    """List what looks like a file, with what its carrier answered; the order does not change from a page to another.

    Organizations whose name is hidden are left out. A constant number of queries.
    """
    return similar_actions_of([application])[application.pk]


def similar_actions_of(applications: Collection[Application]) -> dict[int, list[SimilarLine]]:
    """List what looks like each of several files of one call, by their numbers: as many queries as for one."""
    call = next(iter(applications)).call
    files, funded = _of_this_call(call), _funded_before(call)
    answers: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for line in SimilarAction.objects.filter(application__in=applications):
        answers[line.application_id][line.source, line.key] = line.answer
    found = {}
    for application, mine in zip(applications, _actions(applications), strict=True):
        elsewhere = [action for partner, action in funded if partner != application.partner_id]
        others = [action for action in files if action.key != mine.key]
        said = answers[application.pk]
        found[application.pk] = [
            SimilarLine(action, said.get((action.source, action.key), ""))
            for action in similar(mine, [*others, *elsewhere, *similar_from_elsewhere(mine)])
        ]
    return found


def unanswered(application: Application) -> list[SimilarLine]:
    """List those of the year before that still wait for an answer: this call's come and go until its last day."""
    return [
        line
        for line in similar_actions(application)
        if not line.answer and line.action.source == SimilarSource.FUNDED_ACTION
    ]


def _of_this_call(call: CallForProjects) -> list[Action]:
    rows = Application.objects.filter(call=call, partner__is_sensitive=False)
    rows = rows.exclude(deposited_at=None).exclude(state__in=_OFFERED)
    rows = rows.select_related("partner__organization", "call").only(*_COMPARED)
    return _actions(rows.order_by("pk")[:_MANY])


def _funded_before(call: CallForProjects) -> list[tuple[int, Action]]:
    """List the actions of the year before, each with the number of who carried it."""
    rows = FundedAction.objects.filter(year=call.year - 1, partner__is_sensitive=False).select_related(
        "partner__organization", "application__partner__organization", "application__call"
    )
    compared = (f"application__{name}" for name in _COMPARED)
    rows = list(rows.only("uuid", "title", "year", *_CARRIER, *compared).order_by("pk")[:_MANY])
    known = {action.key: action for action in _actions([row.application for row in rows if row.application])}
    return [(row.partner_id, _funded(row, known)) for row in rows]


def _funded(row: FundedAction, known: dict[str, Action]) -> Action:
    file = known.get(str(row.application.uuid)) if row.application else None
    return Action(
        source=SimilarSource.FUNDED_ACTION,
        key=str(row.uuid),
        title=row.title,
        carrier=str(row.partner),
        year=row.year,
        districts=file.districts if file else frozenset(),
        priorities=file.priorities if file else frozenset(),
        starts_on=file.starts_on if file else None,
        ends_on=file.ends_on if file else None,
    )


def _actions(files: Iterable[Application]) -> list[Action]:
    files = list(files)
    districts: dict[int, set[str]] = defaultdict(set)
    reached = ReachedDistrict.objects.filter(application__in=[file.pk for file in files])
    for pk, district in reached.values_list("application_id", "district_id"):
        districts[pk].add(str(district))
    return [
        Action(
            source=SimilarSource.APPLICATION,
            key=str(file.uuid),
            title=file.title,
            carrier=str(file.partner),
            year=file.call.year,
            districts=frozenset(districts[file.pk]),
            priorities=frozenset(file.priorities),
            starts_on=file.starts_on,
            ends_on=file.ends_on,
        )
        for file in files
    ]
