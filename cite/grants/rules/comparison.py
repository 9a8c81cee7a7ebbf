"""What changes between last year's file and this one: answers, budget, districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EXPECTED = frozenset({"starts_on", "ends_on", "changes", "request_kind"})
"""Answers that change from one year to the next even where the action is the same."""


class Topic(StrEnum):
    """What a difference is about, in the order of the page."""

    ANSWER = "answer"
    AUDIENCE = "audience"
    DISTRICT = "district"
    BUDGET = "budget"


class Change(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file as it is read: each part maps a code to its words; what is empty was not said.

    `labels`: how each code is called.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    audience: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    budget: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that changed, before and after, in words."""

    topic: Topic
    key: str
    label: str
    before: str
    after: str

    @property
    def change(self) -> Change:
        """What happened."""
        if not self.before:
            return Change.ADDED
        return Change.CHANGED if self.after else Change.REMOVED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed."""

    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether the action is carried on as it was: nothing changed but what a new year changes."""
        return all(difference.key in EXPECTED for difference in self.differences)


def compare(before: FileFacts, after: FileFacts) -> Comparison:
    """List what changed, part by part, in the order of this year's file."""
    labels = {**before.labels, **after.labels}
    parts = (
        (Topic.ANSWER, before.answers, after.answers),
        (Topic.AUDIENCE, before.audience, after.audience),
        (Topic.DISTRICT, before.districts, after.districts),
        (Topic.BUDGET, before.budget, after.budget),
    )
    return Comparison(
        tuple(
            Difference(topic=topic, key=key, label=labels.get(key, key), before=was, after=now)
            for topic, old, new in parts
            for key in dict.fromkeys([*new, *old])
            if (was := old.get(key, "").strip()) != (now := new.get(key, "").strip())
        )
    )
