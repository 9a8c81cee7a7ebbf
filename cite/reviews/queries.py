"""What is read of reviews: the agenda as each one may see it, one situation, the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import alerts_to_look_at
from cite.dropout.queries.alerts import Reason, reasons_of
from cite.meetings.models import Meeting
from cite.pathways.queries.lists import referent_names
from cite.reviews.models import Proposal, ReviewDecision, Situation
from cite.reviews.permissions import visible_situations, who_may_do


@dataclass(frozen=True, slots=True)
class Agenda:
    """What somebody sees of the agenda of a review, and how many situations are not shared with her."""

    lines: list[tuple[Situation, list[ReviewDecision]]]
    hidden: int


def agenda_for(user: User, meeting: Meeting) -> Agenda:
    """Lay out the agenda of a review for one participant. Three queries."""
    seen = visible_situations(user, meeting.territory).filter(meeting=meeting)
    situations = list(seen.select_related("pathway__resident", "added_by__user").order_by("pk"))
    decided: dict[int, list[ReviewDecision]] = {situation.pk: [] for situation in situations}
    rows = ReviewDecision.objects.filter(situation__in=list(decided)).select_related(
        "who__user", "who__partner__organization"
    )
    for decision in rows:
        decided[decision.situation_id].append(decision)
    total = Situation.objects.filter(meeting=meeting).count()
    return Agenda([(each, decided[each.pk]) for each in situations], total - len(situations))


def alerts_to_add(user: User, meeting: Meeting) -> list[tuple[Alert, list[Reason]]]:
    """List her open alerts whose situation is not on the agenda yet, and that still have a reason."""
    there = Situation.objects.filter(meeting=meeting).values("pathway")
    rows = alerts_to_look_at(user, meeting.territory).exclude(pathway__in=there)
    rows = rows.select_related("pathway__resident").order_by("-level", "since")[:20]
    found = [(alert, reasons_of(alert, today())) for alert in rows]
    return [(alert, reasons) for alert, reasons in found if reasons]


def facts_of(situation: Situation) -> list[tuple[str, Any]]:
    """List what everybody round the table needs first: who follows her, her last news, who asks, who sees it.

    Two queries.
    """
    pathway = situation.pathway
    referent = referent_names([pathway.pk]).get(pathway.pk)
    heard = pathway.last_heard_on
    return [
        (_("Référent"), referent or _("Personne aujourd’hui")),
        (_("Dernières nouvelles d’elle"), date_format(heard, "j F Y") if heard else _("Aucune encore")),
        (_("Parcours ouvert le"), date_format(pathway.opened_on, "j F Y")),
        (_("Mise à l’ordre du jour par"), f"{situation.added_by.user}, {situation.added_by.partner}"),
        (_("Qui voit cette situation"), ", ".join(str(each.user) for each in who_may_do(situation))),
        *(
            [(_("À revoir le"), date_format(situation.look_again_on, "j F Y"))]
            if situation.look_again_on
            else []
        ),
    ]


def proposals_of(situation: Situation) -> list[Proposal]:
    """List what was proposed."""
    rows = Proposal.objects.filter(situation=situation)
    return list(rows.select_related("by__user", "by__partner__organization"))


def decisions_of(situation: Situation) -> list[ReviewDecision]:
    """List what was decided."""
    rows = ReviewDecision.objects.filter(situation=situation)
    return list(rows.select_related("who__user", "who__partner__organization"))
