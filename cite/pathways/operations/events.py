"""What happens in a pathway: exchanges, appointments and who came, pauses."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import still_there
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.objections import EventObjection
from cite.pathways.enums.pathways import Channel, Direction, PauseReason, Presence
from cite.pathways.models import Appointment, Contact, Pathway, Pause
from cite.pathways.operations.locking import lock_pathway, lock_pathway_that_hears, recount_news
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.queries.people import can_follow
from cite.pathways.rules.dates import appointment_decision, event_decision, pause_decision
from cite.pathways.rules.presence import CALLED_OFF, presence_decision
from cite.residents.enums.delays import Delay
from cite.residents.operations.telling import tell_canceled, tell_moved
from cite.residents.queries.delays import delays_of

_TWICE = timedelta(minutes=10)
"""A button pressed twice, or a page sent again on a bad network."""


@transaction.atomic
def note_contact(
    *,
    pathway: Pathway,
    by: Membership,
    on: date,
    channel: Channel | str,
    direction: Direction | str,
    summary: str = "",
) -> Contact:
    """Note that people exchanged, or that one tried to. Sent twice, it is once.

    Raises:
        Refused: not hers to write, a day that makes no sense, or a text that may not be kept.
    """
    held = lock_pathway_that_hears(pathway)
    require(
        can_write_pathway(by.user, held)
        & event_decision(on, today(), opened_on=held.opened_on)
        & check_free_text(summary)
    )
    written = {
        "on": on,
        "channel": str(Channel(channel)),
        "direction": str(Direction(direction)),
        "summary": summary.strip(),
    }
    same = Contact.objects.filter(pathway=held, by=by, created_at__gte=now() - _TWICE, **written).first()
    if same is not None:
        return same
    contact = Contact.objects.create(territory=held.territory, pathway=held, by=by, **written)
    recount_news(held)
    record(PathwayAct.NOTE_CONTACT, by=by.user, target=contact, person=held.resident)
    return contact


@transaction.atomic
def plan_appointment(
    *,
    pathway: Pathway,
    by: Membership,
    at: datetime,
    channel: Channel | str = Channel.MEETING,
    member: Membership | None = None,
    place: str = "",
    subject: str = "",
) -> Appointment:
    """Fix an appointment, with oneself unless another professional of hers is named. Twice the same is once.

    Raises:
        Refused: not hers to write, a day that makes no sense, somebody who may not follow the person or is taken then,
            or a text that may not be kept.
    """
    held = lock_pathway(pathway)
    require(can_write_pathway(by.user, held) & _appointment_decision(held, by, at, member, place, subject))
    written = _written(by, at, channel, member, place, subject)
    there = Appointment.objects.filter(pathway=held, at=at, member=written["member"])
    there = there.exclude(presence__in=[str(each) for each in CALLED_OFF])
    same = there.filter(**written).first()
    if same is not None:
        return same
    # the other words of a second one are not lost in silence
    require(unless(not there.exists(), EventObjection.ALREADY_FIXED))
    appointment = Appointment.objects.create(territory=held.territory, pathway=held, **written)
    record(PathwayAct.PLAN_APPOINTMENT, by=by.user, target=appointment, person=held.resident)
    return appointment


@transaction.atomic
def move_appointment(
    *,
    appointment: Appointment,
    version: int,
    by: Membership,
    at: datetime,
    channel: Channel | str,
    member: Membership | None = None,
    place: str = "",
    subject: str = "",
) -> Appointment:
    """Change an appointment; what was noted of the former day is forgotten when the day changes. Twice is once.

    Raises:
        Refused: not hers to write, changed meanwhile, or what `plan_appointment` refuses.
    """
    held = lock_pathway_that_hears(appointment.pathway)
    require(can_write_pathway(by.user, held) & _appointment_decision(held, by, at, member, place, subject))
    written = _written(by, at, channel, member, place, subject)
    known = still_there(Appointment.objects.all(), appointment.pk)
    if known.version != version and all(getattr(known, name) == value for name, value in written.items()):
        return known  # pressed twice: the first press did it
    locked = Appointment.locked(pk=appointment.pk, version=version)
    before, was_place = locked.at, locked.place
    if at != before:
        locked.presence, locked.noted_by, locked.noted_on = Presence.UNKNOWN, None, None
    for name, value in written.items():
        setattr(locked, name, value)
    locked.save_next_version()
    recount_news(held)
    record(PathwayAct.MOVE_APPOINTMENT, by=by.user, target=locked, person=held.resident)
    is_off = locked.presence in CALLED_OFF
    if at > now() and not is_off and (at, locked.place) != (before, was_place):
        tell_moved(held.resident, before=before, at=at, about=_about(locked))
    return locked


@transaction.atomic
def note_presence(
    *, appointment: Appointment, version: int, by: Membership, presence: Presence | str
) -> Appointment:
    """Note whether she came, excused herself, did not come, or whether the service canceled. Twice is once.

    Raises:
        Refused: not hers to write, changed meanwhile, or an appointment that has not taken place.
    """
    held = lock_pathway_that_hears(appointment.pathway)
    presence = Presence(presence)
    require(can_write_pathway(by.user, held))
    known = still_there(Appointment.objects.all(), appointment.pk)
    if known.presence == presence:
        return known
    locked = Appointment.locked(pk=appointment.pk, version=version)
    require(presence_decision(presence, is_past=locked.at <= now()))
    is_known = presence != Presence.UNKNOWN
    changes = {"presence": (locked.presence, str(presence))}
    locked.presence = presence
    locked.noted_by, locked.noted_on = (by, today()) if is_known else (None, None)
    locked.save_next_version()
    recount_news(held)
    record(PathwayAct.NOTE_PRESENCE, by=by.user, target=locked, person=held.resident, changes=changes)
    _tell_if_it_is_to_come(locked, was=changes["presence"][0])
    return locked


@transaction.atomic
def pause_pathway(
    *, pathway: Pathway, by: Membership, reason: PauseReason | str, first_on: date, last_on: date
) -> Pause:
    """Say that silence means nothing for some days; it is looked at again after the last one. Twice is once.

    Raises:
        Refused: not hers to write, or days that make no sense or are covered already.
    """
    held = lock_pathway(pathway)
    require(can_write_pathway(by.user, held))
    written = {"reason": str(PauseReason(reason)), "first_on": first_on, "last_on": last_on}
    pauses = Pause.objects.filter(pathway=held)
    same = pauses.filter(**written).first()
    if same is not None:
        return same
    overlaps = pauses.filter(first_on__lte=last_on, last_on__gte=first_on).exists()
    longest = delays_of(held.territory)[Delay.LONGEST_PAUSE]
    require(
        pause_decision(first_on, last_on, opened_on=held.opened_on, overlaps=overlaps, longest_days=longest)
    )
    pause = Pause.objects.create(territory=held.territory, pathway=held, noted_by=by, **written)
    record(PathwayAct.PAUSE, by=by.user, target=pause, person=held.resident)
    return pause


@transaction.atomic
def end_pause(*, pause: Pause, version: int, by: Membership) -> None:
    """End a pause today; one that has not begun is taken away. Twice is once.

    Raises:
        Refused: not hers to write, or changed meanwhile.
    """
    held, on = lock_pathway(pause.pathway), today()
    require(can_write_pathway(by.user, held))
    if not Pause.objects.filter(pk=pause.pk, last_on__gte=on).exists():
        return
    locked = Pause.locked(pk=pause.pk, version=version)
    record(PathwayAct.END_PAUSE, by=by.user, target=locked, person=held.resident)
    if locked.first_on >= on:
        locked.delete()
        return
    locked.last_on = on - timedelta(days=1)
    locked.save_next_version()


def _tell_if_it_is_to_come(appointment: Appointment, *, was: str) -> None:
    """Tell her that the service cancels an appointment to come; or that it stands after all."""
    resident, at = appointment.pathway.resident, appointment.at
    if at <= now():
        return
    if appointment.presence == Presence.CANCELED_BY_SERVICE:
        tell_canceled(resident, at=at, about=_about(appointment))
    elif was == Presence.CANCELED_BY_SERVICE and appointment.presence == Presence.UNKNOWN:
        tell_moved(resident, before=at, at=at, about=_about(appointment))


def _about(appointment: Appointment) -> str:
    return f"appointment:{appointment.uuid}"


def _appointment_decision(
    held: Pathway, by: Membership, at: datetime, member: Membership | None, place: str, subject: str
) -> Decision:
    return (
        appointment_decision(localtime(at).date(), today(), opened_on=held.opened_on)
        & unless(member in (None, by) or can_follow(held, member), EventObjection.WITH_A_STRANGER)
        & check_free_text(place, subject)
    )


def _written(
    by: Membership,
    at: datetime,
    channel: Channel | str,
    member: Membership | None,
    place: str,
    subject: str,
) -> dict[str, object]:
    member = member or by
    return {
        "at": at,
        "channel": str(Channel(channel)),
        "partner": member.partner,
        "member": member,
        "place": place.strip(),
        "subject": subject.strip(),
    }
