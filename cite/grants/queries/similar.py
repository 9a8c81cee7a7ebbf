"""The actions that look like one file's: of this call, of the year before, and those that a port brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.grants.enums import SimilarSource
from cite.grants.models import (
    Application,
    CallEdition,
    CallForProjects,
    FundedAction,
    ReachedDistrict,
    SimilarAction,
)
from cite.grants.permissions.applications import visible_applications
from cite.grants.permissions.funded import all_funded_actions
from cite.grants.ports import addresses_elsewhere, similar_from_elsewhere
from cite.grants.rules.call_content import choices_from, labels_of
from cite.grants.rules.similar import Action, Likeness, similar

_OFFERED = ("draft", "to_sign", "withdrawn", "inadmissible")
_MANY = 2000
_FROM_ELSEWHERE = 5
"""How many services are shown beside the actions: they are there to be known, and never hide what must be answered."""
_CARRIER = ("partner__organization__name", "partner__organization__short_name")
_COMPARED = ("uuid", "title", "priorities", "starts_on", "ends_on", "partner_id", "call__year", *_CARRIER)


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """An action that looks like this one, in what, and what the carrier answered."""

    action: Action
    answer: str
    reasons: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """Say who carries it, and the year where it has one."""
        return ", ".join(filter(None, (self.action.carrier, str(self.action.year or ""))))

    @property
    def source_label(self) -> str:
        """Say where it was found."""
        return str(SimilarSource(self.action.source).label)


def similar_actions(application: Application) -> list[SimilarLine]:
    """List what looks like a file, with what its carrier answered; the order does not change from a page to another.

    Organizations whose name is hidden are left out. A constant number of queries.
    """
    return similar_actions_of([application])[application.pk]


def similar_actions_of(applications: Collection[Application]) -> dict[int, list[SimilarLine]]:
    """List what looks like each of several files of one call, by their numbers: as many queries as for one."""
    call = next(iter(applications)).call
    files, funded = _of_this_call(call), _funded_before(call)
    mine, districts = _actions(applications)
    elsewhere = similar_from_elsewhere(mine, territory=call.territory)
    priorities = _priorities({application.edition_id for application in applications})
    said = _answers(applications)
    found = {}
    for application, action in zip(applications, mine, strict=True):
        others = [other for other in files if other.key != action.key]
        before = [other for other in funded if other.partner != action.partner]
        acted = similar(action, [*others, *before])
        shown = {other.key for other, _alike in acted}
        offered = (
            other
            for other in elsewhere
            if other.partner is None or (other.partner != action.partner and other.makes_known not in shown)
        )
        words = _Words(districts, priorities.get(application.edition_id, {}))
        answers = said[application.pk]
        found[application.pk] = [
            SimilarLine(other, answers.get((other.source, other.key), ""), words.reasons(alike, other))
            for other, alike in (*acted, *similar(action, offered, at_most=_FROM_ELSEWHERE))
        ]
    return found


def seen_similar(application: Application, user: User) -> list[tuple[SimilarLine, str]]:
    """List what looks like a file, as its carrier sees it, each with the address this person may open, or none."""
    lines, territory = similar_actions(application), application.territory
    keys = {source: [x.action.key for x in lines if x.action.source == source] for source in SimilarSource}
    files = visible_applications(user, territory).filter(uuid__in=keys[SimilarSource.APPLICATION])
    funded = all_funded_actions(user, territory).filter(uuid__in=keys[SimilarSource.FUNDED_ACTION])
    addresses = addresses_elsewhere(keys[SimilarSource.SERVICE], user=user, territory=territory)
    for name, rows in (("grants:application", files), ("grants:funded-action", funded)):
        uuids = rows.order_by().values_list("uuid", flat=True)
        addresses |= {str(uuid): reverse(name, args=[uuid]) for uuid in uuids}
    return [(line, addresses.get(line.action.key, "")) for line in lines]


@dataclass(frozen=True, slots=True)
class _Words:
    """The names of the districts and of the priorities, by their codes."""

    districts: Mapping[str, str]
    priorities: Mapping[str, str]

    def reasons(self, alike: Likeness, other: Action) -> tuple[str, ...]:
        """Say in what an action looks like the carrier's, one sentence for each thing."""
        said = []
        if alike.is_close:
            said.append(_("Presque le même titre"))
        for label, codes, names in (
            (_("Quartiers en commun : %(names)s"), alike.districts, self.districts),
            (_("Besoins en commun : %(names)s"), alike.priorities, self.priorities),
        ):
            if codes:
                said.append(label % {"names": " ; ".join(sorted(names.get(code, code) for code in codes))})
        if other.audience:
            said.append(_("Public : %(who)s") % {"who": other.audience})
        if alike.months is not None:
            said.append(_("Mêmes mois de l’année") if alike.months else _("À d’autres mois de l’année"))
        elif other.source == SimilarSource.SERVICE and other.starts_on is None:
            said.append(_("Toute l’année, ou sans dates connues"))
        return tuple(said)


def unanswered(application: Application) -> list[SimilarLine]:
    """List those of the year before that still wait for an answer: this call's come and go until its last day."""
    return [
        line
        for line in similar_actions(application)
        if not line.answer and line.action.source == SimilarSource.FUNDED_ACTION
    ]


def _answers(applications: Collection[Application]) -> dict[int, dict[tuple[str, str], str]]:
    answers: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for line in SimilarAction.objects.filter(application__in=applications):
        answers[line.application_id][line.source, line.key] = line.answer
    return answers


def _priorities(editions: set[int]) -> dict[int, dict[str, str]]:
    rows = CallEdition.objects.filter(pk__in=editions).values_list("pk", "priorities")
    return {pk: labels_of(choices_from(stored)) for pk, stored in rows}


def _of_this_call(call: CallForProjects) -> list[Action]:
    rows = Application.objects.filter(call=call, partner__is_sensitive=False)
    rows = rows.exclude(deposited_at=None).exclude(state__in=_OFFERED)
    rows = rows.select_related("partner__organization", "call").only(*_COMPARED)
    return _actions(rows.order_by("pk")[:_MANY])[0]


def _funded_before(call: CallForProjects) -> list[Action]:
    rows = FundedAction.objects.filter(year=call.year - 1, partner__is_sensitive=False).select_related(
        "partner__organization", "application__partner__organization", "application__call"
    )
    compared = (f"application__{name}" for name in _COMPARED)
    rows = list(rows.only("uuid", "title", "year", *_CARRIER, *compared).order_by("pk")[:_MANY])
    files, _districts = _actions([row.application for row in rows if row.application])
    known = {action.key: action for action in files}
    return [_funded(row, known) for row in rows]


def _funded(row: FundedAction, known: dict[str, Action]) -> Action:
    file = known.get(str(row.application.uuid)) if row.application else None
    return Action(
        source=SimilarSource.FUNDED_ACTION,
        key=str(row.uuid),
        title=row.title,
        carrier=str(row.partner),
        partner=row.partner_id,
        year=row.year,
        districts=file.districts if file else frozenset(),
        priorities=file.priorities if file else frozenset(),
        starts_on=file.starts_on if file else None,
        ends_on=file.ends_on if file else None,
    )


def _actions(files: Iterable[Application]) -> tuple[list[Action], dict[str, str]]:
    """Read the actions of files, and the names of the districts they reach, by their codes."""
    files, names = list(files), {}
    districts: dict[int, set[str]] = defaultdict(set)
    reached = ReachedDistrict.objects.filter(application__in=[file.pk for file in files])
    for pk, code, label in reached.values_list("application_id", "district__code", "district__label"):
        districts[pk].add(code)
        names[code] = label
    actions = [
        Action(
            source=SimilarSource.APPLICATION,
            key=str(file.uuid),
            title=file.title,
            carrier=str(file.partner),
            partner=file.partner_id,
            year=file.call.year,
            districts=frozenset(districts[file.pk]),
            priorities=frozenset(file.priorities),
            starts_on=file.starts_on,
            ends_on=file.ends_on,
        )
        for file in files
    ]
    return actions, names
