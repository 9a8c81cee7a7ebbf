"""How the pathways of a Cité ended in a year: one exit counts once, whoever acted; small cells masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from cite.core.masking import LEAST, published
from cite.opening.permissions import is_in_training
from cite.pathways.enums.pathways import ExitClass, FollowUpAnswer
from cite.pathways.models import Contribution, Exit, FollowUp
from cite.pathways.queries.figures import FigureLine, lines_of
from cite.pathways.rules.exits import DYNAMIC, FOLLOW_UP_MONTHS, DynamicRate, dynamic_rate
from cite.tenancy.models import Territory

LOOKED_BACK = timedelta(days=365)
_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Endings:
    """The exits of a year, and their rate; no rate where masked cells could be found again from it."""

    lines: list[FigureLine]
    rate: DynamicRate | None


def endings(territory: Territory, *, on: date) -> Endings:
    """Count the exits of a year by class, by how many structures acted, then by what people became. Three queries."""
    found = Exit.objects.filter(territory=territory, on__gt=on - LOOKED_BACK, on__lte=on)
    found = found.exclude(pathway__resident__is_training=not is_in_training(territory))
    acted = Contribution.objects.filter(exit=OuterRef("pk")).order_by().values("exit")
    shared = Subquery(acted.annotate(number=Count("pk")).values("number"))
    classes, together = Counter[str](), Counter[int]()
    for kind, number in found.order_by().annotate(structures=shared).values_list("exit_class", "structures"):
        classes[kind] += 1
        together[min(number or 1, _TOGETHER)] += 1
    lines = lines_of(_("Classe de sortie"), classes, {kind: kind.label for kind in ExitClass})
    names = {1: _("Une structure"), 2: _("Deux structures"), _TOGETHER: _("Trois structures ou plus")}
    lines += lines_of(_("Co-produite par"), together, names)
    asked: dict[str, Any] = {str(answer): answer.label for answer in FollowUpAnswer} | {
        "": _("Pas encore demandé")
    }
    due = FollowUp.objects.filter(exit__in=found.order_by().values("pk"), due_on__lte=on)
    answers = Counter(due.order_by().values_list("months", "answer"))
    for months in FOLLOW_UP_MONTHS:
        subject = _("%(months)s mois après") % {"months": months}
        lines += lines_of(subject, {key: answers[months, key] for key in asked}, asked)
    return Endings(lines, _rate(classes))


def _rate(classes: Mapping[str, int]) -> DynamicRate | None:
    """Give the rate where every cell that makes it is told."""
    by_class = published({kind: classes[kind] for kind in ExitClass})
    needed = {*DYNAMIC, ExitClass.NOT_COUNTED}
    if by_class.total is None or any(by_class.counts[kind] is None for kind in needed):
        return None
    rate = dynamic_rate({kind: classes[kind] for kind in ExitClass})
    return rate if rate.examined >= LEAST else None
