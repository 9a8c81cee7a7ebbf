"""What meetings and « ce qui vous attend » know of reviews, and what is held of them about somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.core.dates import today
from cite.core.text import short_day
from cite.dropout.models import Alert
from cite.dropout.ports import NextAct
from cite.meetings.models import Attendee, Meeting
from cite.meetings.permissions import can_organize_kind
from cite.meetings.ports import MeetingLink
from cite.meetings.queries.meetings import upcoming_meetings
from cite.meetings.workflow import PREPARING
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.queries.timeline import signed
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock
from cite.reviews.enums import REVIEW
from cite.reviews.models import Proposal, ReviewDecision, Situation
from cite.reviews.permissions import decisions_to_do, takes_part, visible_reviews
from cite.tenancy.models import Territory
from cite.ui.waiting import Waiting

_NEXT_REVIEWS = 2


def review_links(user: User, meeting: Meeting) -> list[MeetingLink]:
    """Lead the participants of a review to its situations."""
    if not takes_part(user, meeting):
        return []
    return [
        MeetingLink(_("Situations de la revue"), reverse("reviews:review", args=[meeting.uuid]), "team-line")
    ]


def next_review(user: User, territory: Territory) -> Iterator[NextAct]:
    """Lead whoever organizes reviews to the agenda of the next one, else to preparing one."""
    if not can_organize_kind(user, territory, REVIEW):
        return
    coming = upcoming_meetings(visible_reviews(user, territory)).filter(state__in=PREPARING).first()
    if coming is None:
        yield NextAct(_("Préparer une revue de parcours"), reverse("meetings:prepare"), "add-line")
        return
    day = date_format(timezone.localtime(coming.starts_at), "j F")
    label = _("En parler à la revue du %(day)s") % {"day": day}
    yield NextAct(label, reverse("meetings:item-add", args=[coming.uuid]), "team-line")


def next_agenda(user: User, alert: Alert) -> Iterator[NextAct]:
    """Lead a participant of the next reviews to putting an alert on the agenda, or to its situation there already."""
    if not can_write_pathway(user, alert.pathway):
        return
    invited = Attendee.objects.filter(user=user, meeting=OuterRef("pk"))
    coming = upcoming_meetings(visible_reviews(user, alert.territory)).filter(Exists(invited))
    for meeting in coming.filter(state__in=PREPARING)[:_NEXT_REVIEWS]:
        there = Situation.objects.filter(meeting=meeting, pathway=alert.pathway_id).first()
        day = {"day": date_format(timezone.localtime(meeting.starts_at), "j F")}
        if there is not None:
            label = _("Déjà à l’ordre du jour de la revue du %(day)s") % day
            yield NextAct(label, reverse("reviews:situation", args=[there.uuid]), "team-line")
        else:
            label = _("Mettre à l’ordre du jour de la revue du %(day)s") % day
            url = f"{reverse('reviews:add', args=[meeting.uuid])}?alerte={alert.uuid}"
            yield NextAct(label, url, "team-line")


def decisions_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell somebody what reviews decided that she has to do."""
    if not request.user.is_authenticated or request.territory is None:
        return
    rows = list(decisions_to_do(request.user, request.territory).values_list("due_on", flat=True))
    if rows:
        yield Waiting(
            label=ngettext("%(n)s décision de revue à suivre", "%(n)s décisions de revue à suivre", len(rows))
            % {"n": len(rows)},
            url=reverse("reviews:to-do"),
            detail=_("Décidé ensemble. Faites-le, puis dites où cela en est."),
            count=len(rows),
            due=min(rows),
            is_urgent=min(rows) < today(),
        )


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List what reviews asked, proposed and decided about her, one query a part. Words among them are reserved."""
    of_her = {"situation__pathway__resident": resident}
    situations = Situation.objects.filter(pathway__resident=resident).order_by("meeting__starts_at", "pk")
    asked = situations.select_related("meeting", *_by("added_by"))
    for partner, theirs in _by_structure((each.added_by, each) for each in asked):
        yield HeldBlock(
            key="reviews",
            title=_("Ma situation en revue de parcours"),
            columns=(_("Revue"), _("Question posée"), _("En quelques faits"), _("À revoir le"), _("Par")),
            rows=[
                (each.meeting.title, each.question, each.summary, short_day(each.look_again_on), signed(by))
                for by, each in theirs
            ],
            reserved_by=partner,
        )
    proposed = Proposal.objects.filter(**of_her).select_related("situation__added_by", *_by("by"))
    for partner, theirs in _by_structure((each.by, each) for each in proposed):
        yield HeldBlock(
            key="proposals",
            title=_("Ce qui a été proposé en revue"),
            columns=(_("Question posée"), _("Proposition"), _("Par")),
            rows=[(_question(each.situation, partner), each.text, signed(by)) for by, each in theirs],
            reserved_by=partner,
        )
    yield HeldBlock(
        key="decisions",
        title=_("Ce qui a été décidé en revue"),
        columns=(_("Quoi"), _("Qui"), _("Pour le"), _("Situation"), _("Fait ou abandonné le")),
        rows=[
            (
                each.what,
                signed(each.who),
                short_day(each.due_on),
                each.get_state_display(),
                short_day(each.settled_on),
            )
            for each in ReviewDecision.objects.filter(**of_her).select_related(*_by("who"))
        ],
    )


def _by_structure(written: Iterable[tuple[Membership, Any]]) -> Iterable[tuple[Partner, list]]:
    found: dict[Partner, list] = {}
    for by, each in written:
        found.setdefault(by.partner, []).append((by, each))
    return found.items()


def _question(situation: Situation, partner: Partner) -> str:
    """Give the question to the structure that asked it; another one hands over its proposal without it."""
    return situation.question if situation.added_by.partner_id == partner.pk else ""


def _by(name: str) -> tuple[str, str]:
    return f"{name}__user", f"{name}__partner__organization"
