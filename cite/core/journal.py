"""The trace of what people do: every operation says it here, in its transaction; `cite.audit` keeps it.

Whoever may not be known below (the journal, an organization) is reached by a signal and a context, never by an import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.dispatch import Signal
from django.http import HttpRequest

from cite.core.decisions import Decision

act_recorded = Signal()
"""Sent with `act`, an `Act`, inside the transaction of the operation."""


@dataclass(frozen=True, slots=True)
class ActingFor:
    """The organization a person acts for during a request: its public identifier and its name on that day."""

    uuid: UUID
    name: str


acting_for: ContextVar[ActingFor | None] = ContextVar("acting_for", default=None)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done or read: who, for which organization, what, on what, with which changes.

    `by` is None when the machine acted alone. `person` is whose data it is about, where it is somebody's.
    `territory` is None where the target or the page says in which Cité it happened.
    `protected` records keep the names of the changed fields only, never their values.
    """

    action: str
    by: Any = None
    target: models.Model | None = None
    person: models.Model | None = None
    territory: Any = None
    organization: ActingFor | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    is_reading: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether the values stay out of the journal; a model says so with `journal_protected = True`."""
        return bool(getattr(self.target, "journal_protected", False))


_labels: dict[str, str] = {}
_Choices = TypeVar("_Choices", bound=type[models.TextChoices])


def acts(choices: _Choices) -> _Choices:
    """Declare, above an enumeration of `enums.py`, the acts an application records ("accounts.grant_role")."""
    _labels.update({choice.value: choice.label for choice in choices})
    return choices


def label_of(action: str) -> str:
    """Tell an act as people read it in the journal; an act that is no longer declared keeps its name."""
    return str(_labels.get(action, action))


def all_acts() -> dict[str, str]:
    """List every declared act with its label."""
    return dict(_labels)


def record(
    action: str,
    *,
    by: Any = None,
    target: models.Model | None = None,
    person: models.Model | None = None,
    territory: Any = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Say what an operation did, in its transaction: undone with it, kept with it."""
    act = Act(
        action=str(action),
        by=by,
        target=target,
        person=person,
        territory=territory,
        organization=acting_for.get(),
        changes=changes or {},
    )
    act_recorded.send(sender=Act, act=act)


def note_reading(
    request: HttpRequest,
    action: str,
    *,
    target: models.Model | None = None,
    person: models.Model | None = None,
) -> None:
    """Say that a page shows a protected record; it is journaled once the response is ready."""
    act = Act(
        action=str(action),
        by=request.user,
        target=target,
        person=person,
        territory=getattr(request, "territory", None),
        organization=acting_for.get(),
        is_reading=True,
    )
    request.__dict__.setdefault("readings", []).append(act)


def note_refusal(request: HttpRequest, decision: Decision | None) -> None:
    """Say that a person was refused for want of a right; it is journaled once the response is ready."""
    request.__dict__["refused_for"] = (
        [objection.value for objection in decision.objections] if decision is not None else []
    )


def snapshot(record: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Note the values of a record as JSON can keep them, to compare after a change."""
    chosen = set(names) if names is not None else None
    return {
        f.name: _plain(getattr(record, f.attname))
        for f in record._meta.concrete_fields
        if (f.name in chosen if chosen is not None else f.name not in _SILENT)
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Keep what changed between two snapshots: name, before, after."""
    return {
        name: (before.get(name), after.get(name))
        for name in before | after
        if before.get(name) != after.get(name)
    }


_SILENT = frozenset(
    {"id", "uuid", "created_at", "updated_at", "version", "said_version", "password", "last_login"}
)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
