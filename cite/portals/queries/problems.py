"""The problems reported."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.core.dates import now
from cite.portals.enums import ProblemState
from cite.portals.models import ProblemReport
from cite.portals.permissions import can_answer_problems, visible_problems
from cite.tenancy.models import Territory
from cite.ui.waiting import Waiting

ANSWERED_WITHIN = timedelta(days=7)
"""How long whoever takes a report in charge is left alone with it."""
_FIRST = Case(
    When(state=ProblemState.NEW, then=Value(0)),
    When(state=ProblemState.SEEN, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def problems_to_answer(user: User, territory: Territory | None, state: str = "") -> QuerySet[ProblemReport]:
    """List the problems this person may read: what nobody has answered first, then the newest."""
    problems = visible_problems(user, territory)
    if state in ProblemState:
        problems = problems.filter(state=state)
    return problems.order_by(_FIRST, "-created_at")


def waiting_problems(request: HttpRequest) -> Iterator[Waiting]:
    """Say to who answers that people are waiting: for somebody to look, or for the answer of who does, a week later."""
    territory = getattr(request, "territory", None)
    if not can_answer_problems(request.user, territory):
        return
    stays = Q(state=ProblemState.SEEN, updated_at__lte=now() - ANSWERED_WITHIN)
    waiting = visible_problems(request.user, territory).filter(Q(state=ProblemState.NEW) | stays)
    number = waiting.count()
    if number:
        label = ngettext("Répondre à un problème signalé", "Répondre aux problèmes signalés", number)
        yield Waiting(
            label=label,
            url=reverse("portals:problems"),
            detail=_("Quelqu’un n’a pas pu faire ce qu’il voulait sur le site."),
            count=number,
        )
