"""Pathways for the tests: of fictional people, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from cite.actors.models import Membership
from cite.pathways.enums.pathways import Origin, ReferentState
from cite.pathways.models import Pathway, Refereeship
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
