"""The minutes of a meeting as one outline, from which the PDF and the DOCX are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.documents.rules import Block, BulletList, Document, Heading, KeyValues, Paragraph, Table
from cite.meetings.enums import Answer, MeetingState, Presence
from cite.meetings.models import Attendee, Meeting, MeetingDecision
from cite.meetings.queries.decisions import carried_decisions, decisions_of
from cite.meetings.queries.meetings import agenda_of, people_of

_EMPTY_LINES = 5
_BULLETS = ("- ", "• ", "– ", "* ")


def minutes_document(meeting: Meeting) -> Document:
    """Gather the minutes: who was there, what was said of each point, what was decided. Four queries."""
    attendees = people_of(meeting)
    decisions = list(decisions_of(meeting))
    return Document(
        title=_("Compte rendu – %(title)s") % {"title": meeting.title},
        subtitle=meeting.kind_label,
        author=_("Cité de l’emploi %(territory)s") % {"territory": meeting.territory.name},
        date=meeting.day,
        letterhead=(_("L’État"), meeting.territory.name),
        blocks=[
            _facts(meeting, attendees),
            *read_text(meeting.summary),
            *_people(attendees),
            *_points(meeting),
            *_decided(_("Décisions"), decisions, _("Ce qui a été décidé, par qui et pour quand")),
            *_decided(
                _("Décisions précédentes à suivre"),
                list(carried_decisions(meeting)),
                _("Ce qui reste à faire des réunions précédentes"),
            ),
        ],
    )


def attendance_sheet(meeting: Meeting) -> Document:
    """The sheet people sign on the day, with a few empty lines for whoever was not expected."""
    rows = [(attendee.name, attendee.organization, "") for attendee in people_of(meeting)]
    rows += [("", "", "")] * _EMPTY_LINES
    header = (_("Nom"), _("Structure"), _("Signature"))
    return Document(
        title=_("Feuille de présence – %(title)s") % {"title": meeting.title},
        subtitle=meeting.kind_label,
        author=_("Cité de l’emploi %(territory)s") % {"territory": meeting.territory.name},
        date=meeting.day,
        letterhead=(_("L’État"), meeting.territory.name),
        blocks=[
            KeyValues([(_("Date"), _when(meeting)), (_("Lieu"), meeting.where)]),
            Table(header, rows, _("Personnes invitées"), (4, 4, 4), is_roomy=True),
        ],
    )


def _when(meeting: Meeting) -> str:
    return meeting.when[:1].upper() + meeting.when[1:]


def _facts(meeting: Meeting, attendees: list[Attendee]) -> KeyValues:
    present = sum(attendee.presence == Presence.PRESENT for attendee in attendees)
    if meeting.state == MeetingState.CLOSED:
        status = _("Approuvé le %(date)s par %(person)s") % {
            "date": date_format(timezone.localtime(meeting.approved_at), "j F Y"),
            "person": meeting.approved_by,
        }
    else:
        status = _("Projet, pas encore approuvé")
    return KeyValues(
        [
            (_("Date"), _when(meeting)),
            (_("Lieu"), meeting.where),
            (
                _("Présence"),
                ngettext("%(present)s personne présente", "%(present)s personnes présentes", present)
                % {"present": present}
                + " "
                + _("sur %(invited)s") % {"invited": len(attendees)},
            ),
            (_("Compte rendu"), status),
        ]
    )


def _people(attendees: Iterable[Attendee]) -> Iterator[Block]:
    rows = [(attendee.name, attendee.organization, presence_label(attendee)) for attendee in attendees]
    if rows:
        yield Heading(_("Participation"))
        yield Table((_("Nom"), _("Structure"), _("Présence")), rows, _("Personnes invitées"), (4, 4, 3))


def presence_label(attendee: Attendee) -> str:
    """Say whether she was there; whoever had said she would not come is excused."""
    if attendee.presence == Presence.ABSENT and attendee.answer == Answer.NO:
        return _("Absence excusée")
    return str(attendee.get_presence_display())


def _points(meeting: Meeting) -> Iterator[Block]:
    items = list(agenda_of(meeting))
    if items:
        yield Heading(_("Ordre du jour"))
    for number, item in enumerate(items, start=1):
        yield Heading(f"{number}. {item.title}", 2)
        if item.presenter:
            yield Paragraph(_("Présenté par %(person)s") % {"person": item.presenter}, is_note=True)
        yield from read_text(item.minutes)


def _decided(title: str, decisions: list[MeetingDecision], caption: str) -> Iterator[Block]:
    if not decisions:
        return
    on = today()
    rows = [
        (
            decision.text,
            decision.owner,
            date_format(decision.due_on, "j F Y") if decision.due_on else "–",
            _("En retard") if decision.is_late(on) else str(decision.get_state_display()),
        )
        for decision in decisions
    ]
    caption = _("%(caption)s ; avancement au %(date)s") % {
        "caption": caption,
        "date": date_format(on, "j F Y"),
    }
    yield Heading(title)
    yield Table((_("Décision"), _("Portée par"), _("Échéance"), _("Avancement")), rows, caption, (6, 3, 3, 2))


def read_text(text: str) -> Iterator[Block]:
    """Read what was typed: an empty line starts a paragraph, lines that begin with a dash are a list."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        plain: list[str] = []
        bullets: list[str] = []
        for line in part.split("\n"):
            is_bullet = line.startswith(_BULLETS)
            if plain and is_bullet:
                yield Paragraph("\n".join(plain))
                plain = []
            if bullets and not is_bullet:
                yield BulletList(bullets)
                bullets = []
            (bullets if is_bullet else plain).append(line[2:] if is_bullet else line)
        if plain:
            yield Paragraph("\n".join(plain))
        if bullets:
            yield BulletList(bullets)
