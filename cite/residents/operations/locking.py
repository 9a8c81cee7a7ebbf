"""Holding the file of a person, inside the transaction of an operation."""

from __future__ import annotations

from cite.core.models import still_there
from cite.residents.models import Resident


def lock_resident(resident_id: int | None) -> Resident:
    """Hold somebody’s file: it comes before her sharings, and before her pathways.

    Raises:
        Refused: it is erased meanwhile.
    """
    rows = Resident.objects.select_for_update(of=("self",), no_key=True)
    return still_there(rows.select_related("territory"), resident_id)
