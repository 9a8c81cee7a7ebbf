"""What waits for an answer, for those who answer and for the data-protection officer."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Min, QuerySet

from cite.accounts.models import User
from cite.residents.enums.rights import RequestState
from cite.residents.models import RightRequest
from cite.residents.permissions.rights import can_watch_requests, visible_requests
from cite.tenancy.models import Territory


def requests_to_answer(user: User, territory: Territory | None) -> QuerySet[RightRequest]:
    """List the open requests that she sees, the first due first."""
    rows = visible_requests(user, territory).filter(state=RequestState.OPEN)
    return rows.select_related("resident", "noted_by__partner__organization").order_by("due_on", "pk")


def requests_answered(user: User, territory: Territory | None) -> QuerySet[RightRequest]:
    """List the answers that she sees, the latest first."""
    rows = visible_requests(user, territory).exclude(state=RequestState.OPEN)
    return rows.select_related("resident", "noted_by__partner__organization").order_by("-answered_on", "-pk")


def requests_watched(user: User, territory: Territory | None) -> QuerySet[RightRequest]:
    """List every open request of the Cité for the data-protection officer: structures and days, never who."""
    if not can_watch_requests(user, territory):
        return RightRequest.objects.none()
    rows = RightRequest.objects.filter(territory=territory, state=RequestState.OPEN)
    rows = rows.select_related("noted_by__partner__organization").defer("details", "answer")
    return rows.order_by("due_on", "pk")


def count_and_first_due(rows: QuerySet[RightRequest]) -> tuple[int, date | None]:
    """Count requests, and tell the first day on which one is due."""
    found = rows.order_by().aggregate(number=Count("pk"), due=Min("due_on"))
    return found["number"], found["due"]
