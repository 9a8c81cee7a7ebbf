"""The facts of a pathway, asked of the database: for one page, and for lists that filter by status."""

from __future__ import annotations

from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership
from cite.pathways.enums.obstacles import StepKind, StepState
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Diagnosis, Pathway, Pause, Refereeship, Step
from cite.pathways.rules.status import TABLE, PathwayFacts, Status, status_of


def is_nobodys() -> Q:
    """Say that nobody is the referent of a pathway, or somebody who no longer acts for an organization.

    Who left is looked for among the professionals, who are few: not at each pathway.
    """
    referents = Refereeship.objects.filter(state=ReferentState.ACTIVE).order_by()
    left = Membership.objects.exclude(state=MembershipState.ACTIVE, partner__state=PartnerState.ACTIVE)
    theirs = referents.filter(member__in=left.order_by().values("pk")).values("pathway")
    return Q(~Exists(referents.filter(pathway=OuterRef("pk")))) | Q(pk__in=theirs)


def with_facts(rows: QuerySet[Pathway], on: date) -> QuerySet[Pathway]:
    """Add what decides the status of each pathway on a day."""
    pauses = Pause.objects.filter(pathway=OuterRef("pk"), first_on__lte=on, last_on__gte=on)
    return rows.annotate(
        is_closed=_holds(Q(closed_on__isnull=False)),
        has_referent=_holds(~is_nobodys()),
        is_paused=Exists(pauses),
        was_met=_holds(Q(last_heard_on__isnull=False)),
        in_action=Exists(running_services(on).filter(pathway=OuterRef("pk"))),
        has_diagnosis=Exists(Diagnosis.objects.filter(pathway=OuterRef("pk"))),
    )


def with_state(rows: QuerySet[Pathway], on: date) -> QuerySet[Pathway]:
    """Add the facts and `state_today`, by the very table of the rule."""
    lines = [
        When(**facts, then=Value(str(state))) if facts else When(pk__isnull=False, then=Value(str(state)))
        for state, _reason, facts in TABLE
    ]
    return with_facts(rows, on).annotate(state_today=Case(*lines, output_field=CharField()))


def facts_of(pathway: Pathway) -> PathwayFacts:
    """Read the facts of a pathway that `with_facts` brought."""
    return PathwayFacts(**{name: bool(getattr(pathway, name)) for name in PathwayFacts.__slots__})


def status_on(pathway: Pathway) -> Status:
    """Compute the status of a pathway that `with_facts` brought."""
    return status_of(facts_of(pathway))


def running_services(on: date) -> QuerySet[Step]:
    """List the services among the steps that run on a day: begun, and not ended."""
    begun = Q(state=StepState.ONGOING) | Q(state=StepState.PLANNED, starts_on__lte=on)
    return Step.objects.filter(begun, Q(ends_on=None) | Q(ends_on__gte=on), kind=StepKind.SERVICE)


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
