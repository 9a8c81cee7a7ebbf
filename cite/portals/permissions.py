"""Who reads and answers what people report."""

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import roles_of
from cite.core.decisions import Decision, unless
from cite.portals.enums import PortalsObjection
from cite.portals.models import ProblemReport
from cite.portals.workflow import ANSWERING
from cite.tenancy.models import Territory


def can_answer_problems(user: User, territory: Territory | None) -> Decision:
    """Open the problems reported to the coordination, and to the platform's administrators."""
    if territory is None:
        return Decision((PortalsObjection.NO_TERRITORY,))
    answers = user.is_authenticated and user.is_active
    return unless(
        answers and (user.is_staff or not ANSWERING.isdisjoint(roles_of(user, territory))),
        PortalsObjection.NOT_ANSWERING,
    )


def visible_problems(user: User, territory: Territory | None) -> QuerySet[ProblemReport]:
    """List what a person may read: everything for who answers, her own reports for everyone else."""
    if territory is None or not user.is_authenticated:
        return ProblemReport.objects.none()
    everything = ProblemReport.objects.select_related("reported_by", "answered_by")
    return everything if can_answer_problems(user, territory) else everything.filter(reported_by=user)
