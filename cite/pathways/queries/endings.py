"""How the pathways of a Cité ended in a year: one exit counts once, whoever acted; small cells masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from cite.core.masking import LEAST, Published, published
from cite.opening.permissions import can_enter_real_residents
from cite.pathways.enums.pathways import ExitClass, FollowUpAnswer
from cite.pathways.models import Contribution, Exit, FollowUp
from cite.pathways.rules.exits import DYNAMIC, FOLLOW_UP_MONTHS, DynamicRate, dynamic_rate
from cite.tenancy.models import Territory

LOOKED_BACK = timedelta(days=365)
_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class EndingFigure:
    """One line: what is counted, the answer, how many exits; None where masked."""

    subject: str
    category: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Endings:
    """The exits of a year, and their rate; no rate where masked cells could be found again from it."""

    lines: list[EndingFigure]
    rate: DynamicRate | None


def endings(territory: Territory, *, on: date) -> Endings:
    """Count the exits of a year by class, by how many structures acted, then by what people became. Three queries."""
    found = Exit.objects.filter(territory=territory, on__gt=on - LOOKED_BACK, on__lte=on)
    found = found.exclude(pathway__resident__is_training=bool(can_enter_real_residents(territory)))
    acted = Contribution.objects.filter(exit=OuterRef("pk")).order_by().values("exit")
    shared = Subquery(acted.annotate(number=Count("pk")).values("number"))
    classes, together = Counter[str](), Counter[int]()
    for kind, number in found.order_by().annotate(structures=shared).values_list("exit_class", "structures"):
        classes[kind] += 1
        together[min(number or 1, _TOGETHER)] += 1
    by_class = published({kind: classes[kind] for kind in ExitClass})
    lines = _told(_("Classe de sortie"), by_class, {kind: kind.label for kind in ExitClass})
    names = {1: _("Une structure"), 2: _("Deux structures"), _TOGETHER: _("Trois structures ou plus")}
    lines += _told(_("Co-produite par"), published({key: together[key] for key in names}), names)
    asked: dict[str, Any] = {str(answer): answer.label for answer in FollowUpAnswer} | {
        "": _("Pas encore demandé")
    }
    due = FollowUp.objects.filter(exit__in=found.order_by().values("pk"), due_on__lte=on)
    answers = Counter(due.order_by().values_list("months", "answer"))
    for months in FOLLOW_UP_MONTHS:
        subject = _("%(months)s mois après") % {"months": months}
        lines += _told(subject, published({key: answers[months, key] for key in asked}), asked)
    return Endings(lines, _rate(by_class, classes))


def _told(subject: str, masked: Published[Any], names: Mapping[Any, Any]) -> list[EndingFigure]:
    lines = [EndingFigure(subject, str(name), masked.counts[key]) for key, name in names.items()]
    return [*lines, EndingFigure(subject, _("Ensemble"), masked.total)]


def _rate(by_class: Published[Any], classes: Mapping[str, int]) -> DynamicRate | None:
    """Give the rate where every cell that makes it is told."""
    needed = {*DYNAMIC, ExitClass.NOT_COUNTED}
    if by_class.total is None or any(by_class.counts[kind] is None for kind in needed):
        return None
    rate = dynamic_rate({kind: classes[kind] for kind in ExitClass})
    return rate if rate.examined >= LEAST else None
