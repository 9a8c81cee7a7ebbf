"""Where applications above this one say which roles their records bring to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cite.accounts.enums import Role

RoleSource = Callable[[Any, Any], Iterable[Role]]
"""Takes a user and a territory (its scope may be closed), gives roles."""

_sources: list[RoleSource] = []


def register_role_source(source: RoleSource) -> None:
    """Declare a source of roles, once."""
    if source not in _sources:
        _sources.append(source)


def roles_from_sources(user: Any, territory: Any) -> frozenset[Role]:
    """Gather the roles that higher applications know."""
    return frozenset(Role(role) for source in _sources for role in source(user, territory))
