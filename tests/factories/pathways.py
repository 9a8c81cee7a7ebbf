"""Pathways for the tests: of fictional people, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from cite.actors.models import Membership
from cite.pathways.enums.obstacles import ObstacleLevel
from cite.pathways.enums.pathways import Circle, ExitClass, ExitReason, Origin, PauseReason, ReferentState
from cite.pathways.models import (
    Appointment,
    Diagnosis,
    Exit,
    Finding,
    FollowUp,
    Goal,
    GroupMember,
    Note,
    Pathway,
    Pause,
    Refereeship,
    Step,
)
from cite.residents.models import Resident


def make_pathway(resident: Resident, by: Membership, *, has_referent: bool = True, **fields: Any) -> Pathway:
    """An open pathway, followed by whoever opened it."""
    given = {"origin": Origin.HERSELF, "opened_on": date(2026, 11, 2), "opened_by": by}
    pathway = Pathway.objects.create(territory=resident.territory, resident=resident, **given | fields)
    if has_referent:
        make_refereeship(pathway, by)
    return pathway


def make_refereeship(pathway: Pathway, member: Membership, **fields: Any) -> Refereeship:
    """Her referent since the opening."""
    given = {
        "state": ReferentState.ACTIVE,
        "proposed_by": member,
        "proposed_on": pathway.opened_on,
        "since": pathway.opened_on,
    }
    return Refereeship.objects.create(
        territory=pathway.territory, pathway=pathway, member=member, **given | fields
    )


def make_finding(pathway: Pathway, by: Membership, *, on: date | None = None, **fields: Any) -> Finding:
    """One frein told the day the pathway began."""
    given = {"obstacle": "housing", "level": ObstacleLevel.PARTIAL}
    diagnosis = Diagnosis.objects.create(
        territory=pathway.territory, pathway=pathway, on=on or pathway.opened_on, by=by
    )
    return Finding.objects.create(territory=pathway.territory, diagnosis=diagnosis, **given | fields)


def make_goal(pathway: Pathway, by: Membership, **fields: Any) -> Goal:
    """Something she wants."""
    given = {"title": "Travailler dans une crèche", "set_on": pathway.opened_on, "set_by": by}
    return Goal.objects.create(territory=pathway.territory, pathway=pathway, **given | fields)


def make_step(pathway: Pathway, by: Membership, **fields: Any) -> Step:
    """A step to do."""
    given = {"title": "Appeler la crèche", "added_on": pathway.opened_on, "added_by": by}
    return Step.objects.create(territory=pathway.territory, pathway=pathway, **given | fields)


def make_note(pathway: Pathway, by: Membership, **fields: Any) -> Note:
    """A note for the group, unless said."""
    given = {"circle": Circle.GROUP, "text": "Préfère le matin.", "written_on": pathway.opened_on}
    return Note.objects.create(territory=pathway.territory, pathway=pathway, author=by, **given | fields)


def make_appointment(pathway: Pathway, member: Membership, **fields: Any) -> Appointment:
    """An appointment with a professional, of which nobody has said anything yet."""
    given = {"at": datetime(2026, 11, 20, 9, tzinfo=UTC), "partner": member.partner}
    return Appointment.objects.create(
        territory=pathway.territory, pathway=pathway, member=member, **given | fields
    )


def make_pause(pathway: Pathway, member: Membership, **fields: Any) -> Pause:
    """Some days during which silence says nothing."""
    given = {"reason": PauseReason.TRAVEL, "first_on": date(2026, 11, 20), "last_on": date(2026, 12, 20)}
    return Pause.objects.create(
        territory=pathway.territory, pathway=pathway, noted_by=member, **given | fields
    )


def make_group_member(pathway: Pathway, member: Membership, **fields: Any) -> GroupMember:
    """A professional of the group."""
    given = {"since": pathway.opened_on}
    return GroupMember.objects.create(
        territory=pathway.territory, pathway=pathway, member=member, **given | fields
    )


def make_exit(pathway: Pathway, member: Membership, **fields: Any) -> Exit:
    """The end of a pathway, on the day it opened unless said, with its two follow-ups."""
    given = {
        "on": pathway.opened_on,
        "reason": ExitReason.PERMANENT_CONTRACT,
        "exit_class": ExitClass.LASTING_JOB,
    }
    noted = Exit.objects.create(
        territory=pathway.territory, pathway=pathway, noted_by=member, **given | fields
    )
    pathway.closed_on = noted.on
    pathway.save()
    for months in (3, 6):
        FollowUp.objects.create(
            territory=pathway.territory, exit=noted, months=months, due_on=date(2027, months, 2)
        )
    return noted
