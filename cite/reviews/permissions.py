"""Who sees which situations of a review, and decides: the participants, each for the people she may see."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.models import Membership
from cite.actors.permissions.people import at_work
from cite.actors.rules.access import REACH, Reach
from cite.core.decisions import Decision, unless
from cite.meetings.enums import MeetingState
from cite.meetings.models import Attendee, Meeting
from cite.meetings.permissions import visible_meetings
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Pathway, Refereeship
from cite.pathways.permissions.pathways import SHOWING_STEPS, can_write_pathway, visible_pathways
from cite.residents.permissions.people import acting_memberships, open_sharings
from cite.reviews.enums import REVIEW, ReviewObjection, TaskState
from cite.reviews.models import ReviewDecision, Situation
from cite.tenancy.models import Territory

OPEN = frozenset({MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.HELD})


def visible_reviews(user: User, territory: Territory | None) -> QuerySet[Meeting]:
    """List the reviews of pathways that she organizes or is invited to."""
    return visible_meetings(user, territory).filter(kind=REVIEW)


def takes_part(user: User, meeting: Meeting) -> bool:
    """Say whether she is invited to a review."""
    return Attendee.objects.filter(meeting=meeting, user=user).exists()


def visible_situations(user: User, territory: Territory | None) -> QuerySet[Situation]:
    """List the situations she may see: of reviews she takes part in, about pathways she may see."""
    if not can_work_here(user, territory):
        return Situation.objects.none()
    invited = Attendee.objects.filter(user=user, meeting=OuterRef("meeting"))
    mine = Q(Exists(invited)) | Q(added_by__user=user)
    pathways = visible_pathways(user, territory)
    return Situation.objects.filter(mine, territory=territory, pathway__in=pathways)


def can_add(user: User, meeting: Meeting, pathway: Pathway) -> Decision:
    """Let a participant who accompanies somebody put her situation on the agenda."""
    return can_write_pathway(user, pathway) & _takes_part_in(user, meeting) & _is_open(meeting)


def can_speak(user: User, situation: Situation) -> Decision:
    """Let a participant who sees a situation propose something."""
    return _takes_part_in(user, situation.meeting) & _is_open(situation.meeting)


def can_remove(user: User, situation: Situation) -> Decision:
    """Let whoever put a situation on the agenda, and her colleagues, take it off."""
    mine = {each.partner_id for each in acting_memberships(user, situation.territory)}
    return can_speak(user, situation) & unless(
        situation.added_by.partner_id in mine, ReviewObjection.NOT_YOURS_TO_REMOVE
    )


def can_decide(user: User, situation: Situation) -> Decision:
    """Let a participant note what the review decides of a situation that she sees."""
    meeting = situation.meeting
    return (
        _takes_part_in(user, meeting)
        & unless(meeting.state != MeetingState.DRAFT, ReviewObjection.NOT_HELD_YET)
        & _is_open(meeting)
    )


def can_settle(user: User, decision: ReviewDecision) -> Decision:
    """Let whoever has to do it, her colleagues, and the referent once it is left, say where it stands."""
    mine = settled_by(user, decision.territory).filter(pk=decision.pk)
    return unless(mine.exists(), ReviewObjection.NOT_YOURS_TO_DO)


def settled_by(user: User, territory: Territory | None) -> QuerySet[ReviewDecision]:
    """List the decisions of which she says where they stand."""
    partners = [each.partner_id for each in acting_memberships(user, territory)]
    return ReviewDecision.objects.filter(Q(who__partner__in=partners) | _left_to(user, territory))


def _left_to(user: User, territory: Territory | None) -> Q:
    """Keep what nobody does any more, of those whom she follows: who had to left, or the person stopped sharing."""
    shared = open_sharings().filter(
        resident=OuterRef("situation__pathway__resident"),
        partner=OuterRef("who__partner"),
        purpose__in=[str(purpose) for purpose in SHOWING_STEPS],
    )
    acts = Q(Exists(at_work(territory).filter(pk=OuterRef("who"))))
    mine = [each.pk for each in acting_memberships(user, territory)]
    followed = Refereeship.objects.filter(member__in=mine, state=ReferentState.ACTIVE).values("pathway")
    return Q(situation__pathway__in=followed) & ~(acts & Q(Exists(shared)))


def who_may_do(situation: Situation) -> QuerySet[Membership]:
    """List the participants whose structure the person lets see her steps."""
    invited = Attendee.objects.filter(meeting=situation.meeting, user__isnull=False).values("user")
    purposes = [str(purpose) for purpose in SHOWING_STEPS]
    shared = open_sharings().filter(
        resident=situation.pathway.resident_id, partner=OuterRef("partner"), purpose__in=purposes
    )
    rows = at_work(situation.territory).filter(Exists(shared), user__in=invited)
    # the others see nobody but those of their own action: what is decided would not reach them
    rows = rows.filter(role__in=[str(role) for role, reach in REACH.items() if reach is Reach.PEOPLE])
    return rows.select_related("user", "partner__organization").order_by("pk")


def decisions_to_do(user: User, territory: Territory | None) -> QuerySet[ReviewDecision]:
    """List what reviews decided that she has to do, or that is left to her, about people she still may see."""
    mine = [each.pk for each in acting_memberships(user, territory)]
    if not mine:
        return ReviewDecision.objects.none()
    hers = ReviewDecision.objects.filter(Q(who__in=mine) | _left_to(user, territory), state=TaskState.OPEN)
    if not hers.exists():
        return hers.none()
    return hers.filter(situation__pathway__in=visible_pathways(user, territory))


def _takes_part_in(user: User, meeting: Meeting) -> Decision:
    return unless(meeting.kind == REVIEW, ReviewObjection.NOT_A_REVIEW) & unless(
        takes_part(user, meeting), ReviewObjection.NOT_IN_THIS_REVIEW
    )


def _is_open(meeting: Meeting) -> Decision:
    return unless(meeting.state in OPEN, ReviewObjection.OVER)
