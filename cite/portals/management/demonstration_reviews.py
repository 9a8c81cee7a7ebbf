"""The reviews of pathways of the demonstration: one held a fortnight ago, whose decisions are followed, one to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import make_aware

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.working_days import next_working_day
from cite.dropout.permissions.alerts import alerts_to_look_at
from cite.meetings import operations
from cite.meetings.models import Meeting
from cite.meetings.operations.meetings import Particulars
from cite.pathways.models import GroupMember
from cite.pathways.queries.people import referent_of
from cite.portals.management.demonstration_scenes import Life
from cite.residents.enums.sharing import AgreementWay, Purpose
from cite.residents.operations.sharing import give
from cite.reviews.enums import REVIEW
from cite.reviews.models import Situation
from cite.reviews.operations import add_situation, decide, propose
from cite.tenancy.models import Territory

_HELD_AGO, _NOTICE = timedelta(days=20), timedelta(days=6)
_QUESTIONS = ("Que lui proposer, et qui l’appelle ?", "Quel premier pas lui proposer ?")


def reviewed_together(territory: Territory, members: list[Membership], by: User) -> Life:
    """Hold a review about somebody whom two structures follow, then convene the next one from what is to look at."""
    last = today()
    yield next_working_day(last - _HELD_AGO)
    meeting = _prepared(territory, members, by, _NOTICE)
    yield meeting.starts_at.date()
    _held(meeting, members, by)
    yield last
    _coming(_prepared(territory, members, by, _NOTICE), members)


def _prepared(territory: Territory, members: list[Membership], by: User, days: timedelta) -> Meeting:
    starts = make_aware(datetime.combine(next_working_day(today() + days), time(9, 30)))
    particulars = Particulars(
        title="Revue de parcours",
        place="Maison de l’emploi, salle 1",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1, minutes=30),
    )
    meeting = operations.prepare_meeting(territory=territory, kind=REVIEW, particulars=particulars, by=by)
    operations.add_item(meeting=meeting, title="Situations à regarder ensemble", duration=90, by=by)
    operations.invite_people(meeting=meeting, people=[each.user for each in members], by=by)
    return operations.convene_meeting(meeting=meeting, by=by)


def _held(meeting: Meeting, members: list[Membership], by: User) -> None:
    together = GroupMember.objects.filter(member__in=members, until=None, pathway__closed_on=None)
    shared = together.select_related("pathway__resident__territory", "member__user").first()
    if shared is None:
        return
    referent, colleague = referent_of(shared.pathway).member, shared.member
    situation = add_situation(
        meeting=meeting,
        pathway=shared.pathway,
        question="Trouver un stage près de chez elle",
        by=referent.user,
    )
    propose(situation=situation, text="Une semaine à l’accueil de notre chantier.", by=colleague.user)
    meeting = operations.hold_meeting(meeting=meeting, by=by)
    decide(
        situation=situation,
        what="Proposer une semaine de découverte",
        who=colleague,
        due_on=today() + timedelta(days=10),
        by=referent.user,
    )


def _coming(meeting: Meeting, members: list[Membership]) -> None:
    """Put on the agenda what each looks at; of the first of hers, the person agrees that a colleague hears of it."""
    for number, member in enumerate(members):
        alerts = alerts_to_look_at(member.user, meeting.territory).filter(pathway__closed_on=None)
        alerts = alerts.select_related("pathway__resident__territory").order_by("-level", "since")
        for alert, question in zip(alerts[: len(_QUESTIONS)], _QUESTIONS, strict=False):
            situation = add_situation(
                meeting=meeting, pathway=alert.pathway, question=question, by=member.user, alert=alert
            )
            if question == _QUESTIONS[0]:
                _heard_by(situation, members[(number + 1) % len(members)], member)


def _heard_by(situation: Situation, colleague: Membership, by: Membership) -> None:
    """Let a colleague of another structure hear of it, as the person agreed; she already proposes something."""
    if colleague.partner_id == by.partner_id:
        return
    resident = situation.pathway.resident
    give(
        resident=resident,
        partner=colleague.partner,
        purpose=Purpose.REVIEW,
        by=by,
        way=AgreementWay.TOLD,
        language=resident.language,
    )
    propose(situation=situation, text="La recevoir ensemble, à l’heure qui l’arrange.", by=colleague.user)
