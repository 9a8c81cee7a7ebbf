"""Who sees that two files look alike: only somebody who sees both; the coordination learns that a pair exists."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.core.decisions import Decision, unless
from cite.opening.permissions import is_in_training
from cite.residents.enums.people import ResidentState
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import LikenessObjection
from cite.residents.models import PersonDuplicate, PersonMerge
from cite.residents.permissions.people import sight_of, visible_residents
from cite.tenancy.models import Territory


def visible_doubles(user: User, territory: Territory | None) -> QuerySet[PersonDuplicate]:
    """List the pairs of which she sees both files."""
    seen = visible_residents(user, territory).values("pk")
    return PersonDuplicate.objects.filter(territory=territory, first__in=seen, second__in=seen)


def half_visible_doubles(user: User, territory: Territory | None) -> QuerySet[PersonDuplicate]:
    """List the pairs of which she sees the older file: no list shows them, a message leads to one.

    Whoever sees only the second learns nothing: it may have been opened to ask.
    """
    seen = visible_residents(user, territory).values("pk")
    return PersonDuplicate.objects.filter(territory=territory, first__in=seen)


def can_ask_about_doubles(user: User, territory: Territory | None) -> Decision:
    """Let the coordination know that pairs wait which nobody sees whole, and ask the first structure."""
    coordinates = Role.COORDINATOR in roles_of(user, territory)
    return can_work_here(user, territory) & unless(coordinates, LikenessObjection.COORDINATION_ONLY)


def unnamed_doubles(user: User, territory: Territory | None) -> QuerySet[PersonDuplicate]:
    """List, for the coordination, the pairs to review between two followed files: their pages show no name."""
    if not can_ask_about_doubles(user, territory):
        return PersonDuplicate.objects.none()
    return PersonDuplicate.objects.filter(
        territory=territory,
        state=LikenessState.TO_REVIEW,
        first__is_training=is_in_training(territory),
        first__state=ResidentState.ACTIVE,
        second__state=ResidentState.ACTIVE,
    )


def can_settle(user: User, double: PersonDuplicate) -> Decision:
    """Let whoever writes in both files decide whether they are one."""
    both = sight_of(user, double.first).writes and sight_of(user, double.second).writes
    return unless(both, LikenessObjection.NOT_BOTH_SEEN)


def visible_merges(user: User, territory: Territory | None) -> QuerySet[PersonMerge]:
    """List the merges into files that she sees, which may still be undone."""
    seen = visible_residents(user, territory).values("pk")
    return PersonMerge.objects.filter(territory=territory, kept__in=seen, undone_at=None)


def can_undo(user: User, merge: PersonMerge) -> Decision:
    """Let whoever writes in the kept file take a merge back."""
    return unless(sight_of(user, merge.kept).writes, LikenessObjection.NOT_BOTH_SEEN)
