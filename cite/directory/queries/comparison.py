"""Two versions of a sheet, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cite.directory.models import Service, ServiceVersion
from cite.directory.queries.words import label_of, words_of
from cite.directory.queries.written import facts_of, last_reviewed
from cite.directory.rules.written import changed_places
from cite.grants.models import FundedAction
from cite.territories.models import District


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed: its name, what it said, what it says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the history of a sheet: what it changed, in the names of the fields."""

    version: ServiceVersion
    changes: str


def labels_for(facts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name the districts and the funded actions of some versions. Two queries at most."""
    facts = list(facts)
    codes = {code for each in facts for code in each.get("districts") or ()}
    actions = {each["funded_action"] for each in facts if each.get("funded_action")}
    labels: dict[str, str] = {}
    if codes:
        rows = District.objects.filter(code__in=codes).order_by("generation")
        labels |= {district.code: district.label for district in rows.defer("contour")}
    if actions:
        rows = FundedAction.objects.filter(uuid__in=actions)
        labels |= {str(action.uuid): f"{action.title} ({action.year})" for action in rows}
    return labels


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two versions, in the order of the sheet."""
    labels = labels_for((before, after))
    return [
        Difference(
            label_of(name),
            words_of(name, before.get(name), labels),
            words_of(name, after.get(name), labels),
        )
        for name in changed_places(before, after)
    ]


def changes_to_review(service: Service) -> list[Difference] | None:
    """Compare a sheet with the last version that was read; none where nobody has read any."""
    reviewed = last_reviewed(service)
    return differences(reviewed.facts, facts_of(service)) if reviewed is not None else None


def history_lines(versions: Sequence[ServiceVersion]) -> list[VersionLine]:
    """Say what each version changed, the latest first."""
    older = [*versions[1:], None][: len(versions)]
    return [
        VersionLine(version, ", ".join(label_of(name) for name in _changed(previous, version)))
        for version, previous in zip(versions, older, strict=True)
    ]


def _changed(previous: ServiceVersion | None, version: ServiceVersion) -> tuple[str, ...]:
    return changed_places(previous.facts, version.facts) if previous is not None else ()
