"""Pathways when two files are made one: each keeps its events; numbers change, because a person has each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from cite.core.decisions import Decision, unless
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.models import Pathway
from cite.residents.models import Resident


class PathwaysMoving:
    """Moves the pathways of a file to another, and back."""

    def against(self, *, absorbed: Resident, kept: Resident) -> Decision:
        """Nobody has two open pathways: one is ended first."""
        both = Pathway.objects.filter(resident__in=[absorbed, kept], closed_on=None).count()
        return unless(both < 2, PathwayObjection.TWO_OPEN)

    def move(self, *, absorbed: Resident, kept: Resident) -> Mapping[str, Any]:
        """Number them after those of the file that stays."""
        last = Pathway.objects.filter(resident=kept).aggregate(number=Max("number"))["number"] or 0
        moved = []
        for rank, each in enumerate(Pathway.objects.filter(resident=absorbed).order_by("number"), start=1):
            moved.append([each.pk, each.number])
            Pathway.objects.filter(pk=each.pk).update(resident=kept, number=last + rank)
        return {"pathways": moved}

    def move_back(self, *, absorbed: Resident, kept: Resident, moved: Mapping[str, Any]) -> None:
        """Give them back, with their numbers."""
        for pk, number in moved.get("pathways", []):
            Pathway.objects.filter(pk=pk, resident=kept).update(resident=absorbed, number=number)
