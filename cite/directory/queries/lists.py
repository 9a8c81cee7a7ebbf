"""The lists of sheets: hers, those to read, those about to be hidden, what was suggested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.core.text import search_key
from cite.directory.enums import ServiceState
from cite.directory.models import Service, ServiceAudio
from cite.directory.permissions import can_moderate, visible_services, writable_partners
from cite.directory.rules.documents import KIND
from cite.directory.rules.freshness import WARNINGS_BEFORE_DAYS
from cite.search.queries.matching import matching
from cite.tenancy.models import Territory

MINE, TO_READ, ENDING, SUGGESTED, PUBLISHED, ALL = (
    "miennes",
    "a-relire",
    "bientot-cachees",
    "suggestions",
    "publiees",
    "toutes",
)
FOR_MODERATORS = (TO_READ, SUGGESTED)
_MOST_HIDDEN = 1000
_HIDDEN = [state for state in ServiceState if state != ServiceState.PUBLISHED]
"""Named one by one: an index finds them among all that is published, it does not find what is not something."""
_TO_READ = Q(state=ServiceState.SUBMITTED) | Q(state=ServiceState.PUBLISHED, needs_review=True)


def sheets(user: User, territory: Territory | None, which: str, *, on: date) -> QuerySet[Service]:
    """List sheets this person may see, of one kind."""
    visible = visible_services(user, territory).select_related("structure")
    if which in FOR_MODERATORS and not can_moderate(user, territory):
        return visible.none()
    narrowed = {
        MINE: _mine(user, territory),
        TO_READ: _TO_READ | _to_hear(),
        ENDING: _ending(on) & _in_her_care(user, territory),
        SUGGESTED: Q(state=ServiceState.SUGGESTED),
        PUBLISHED: Q(state=ServiceState.PUBLISHED),
    }
    return visible.filter(narrowed.get(which, Q()))


def default_list(user: User, territory: Territory | None) -> str:
    """Choose what a person sees first: what she reads before the public, what she writes, else what is published."""
    if can_moderate(user, territory):
        return TO_READ
    return MINE if writable_partners(user, territory) else PUBLISHED


def counts(user: User, territory: Territory | None, *, on: date) -> dict[str, int]:
    """Count what awaits a person: to read, suggested, about to be hidden. At most three small queries."""
    asked = (TO_READ, SUGGESTED, ENDING) if can_moderate(user, territory) else (ENDING,)
    if asked == (ENDING,) and not writable_partners(user, territory):
        return {}
    return {which: sheets(user, territory, which, on=on).count() for which in asked}


def services_named(
    user: User, territory: Territory | None, words: Sequence[str], limit: int
) -> list[Service]:
    """Find sheets by what is typed: those that everybody may see by their search, the others by their names."""
    visible = visible_services(user, territory).select_related("structure")
    hidden = visible.filter(state__in=_HIDDEN, source__is_own=True)
    named = [service for service in hidden[:_MOST_HIDDEN] if _has_words(service, words)]
    shown = (
        matching(kind=KIND, text=" ".join(words), is_typing=True).page(0, limit)
        if territory is not None
        else []
    )
    rows = visible.in_bulk(shown)
    return [*(rows[number] for number in shown if number in rows), *named][:limit]


def _has_words(service: Service, words: Sequence[str]) -> bool:
    known = search_key(f"{service.name} {service.structure.name}").split()
    return all(any(name.startswith(word) for name in known) for word in words)


def _to_hear() -> Q:
    waiting = ServiceAudio.objects.filter(accepted_at=None, removed_at=None)
    return Q(state=ServiceState.PUBLISHED, pk__in=waiting.values("service_id"))


def _mine(user: User, territory: Territory | None) -> Q:
    return Q(structure__partner__in=[partner.pk for partner in writable_partners(user, territory)])


def _in_her_care(user: User, territory: Territory | None) -> Q:
    return Q(source__is_own=True) if can_moderate(user, territory) else _mine(user, territory)


def _ending(on: date) -> Q:
    return Q(state=ServiceState.PUBLISHED, shown_until__lte=on + timedelta(days=max(WARNINGS_BEFORE_DAYS)))
