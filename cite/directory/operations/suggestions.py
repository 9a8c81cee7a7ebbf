"""A service that the offer lacks: suggested by anybody, taken by those who keep the Cité, or put aside."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.life import DirectoryAct, LifeObjection, SheetStep
from cite.directory.models import Service, ServiceEvent, Structure
from cite.directory.notices import SUGGESTED, TO_WRITE
from cite.directory.operations.writing import (
    SAID_TWICE,
    blank_facts,
    keep_contents,
    lock,
    new_service,
    note_step,
    own_source,
    structure_of,
)
from cite.directory.permissions import can_moderate
from cite.directory.queries.people import moderators_of, writers_of
from cite.directory.queries.written import facts_of
from cite.directory.workflow import SERVICE
from cite.notifications.operations import notify
from cite.tenancy.models import Territory

SUGGESTIONS_PER_HOUR = {"person": 10, "visitors": 30}
"""By one person, and by all visitors together: their machines are not told apart, nothing of them is kept."""


@transaction.atomic
def suggest_service(
    *, territory: Territory, name: str, organization: str, where: str, what: str, by: User | None = None
) -> Service:
    """Write down a service that the offer lacks, once however often it is sent in a row.

    Raises:
        Refused: too many arrive.
    """
    # two at once are counted one by one
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    same = Service.objects.filter(
        territory=territory,
        state=ServiceState.SUGGESTED,
        name=name,
        address=where,
        description=what,
        created_at__gte=now() - SAID_TWICE,
    ).first()
    if same is not None:
        return same
    recent = ServiceEvent.objects.filter(
        territory=territory, step=SheetStep.SUGGEST, by=by, created_at__gte=now() - timedelta(hours=1)
    )
    limit = SUGGESTIONS_PER_HOUR["person" if by else "visitors"]
    require(unless(recent.count() < limit, LifeObjection.TOO_MANY_SUGGESTIONS))
    service = new_service(_named_structure(territory, organization or name), ServiceState.SUGGESTED)
    contents = blank_facts(name) | {"address": where, "description": what}
    keep_contents(service, contents, by=by, on=today())
    note_step(service, SheetStep.SUGGEST, by=by)
    record(DirectoryAct.SUGGEST, by=by, target=service)
    for person in moderators_of(territory):
        notify(
            kind=SUGGESTED.key,
            territory=territory,
            to=person,
            fields={"service": name},
            path=reverse("directory:sheet", args=[service.uuid]),
            about=f"service:{service.uuid}",
        )
    return service


def _named_structure(territory: Territory, name: str) -> Structure:
    """Make a structure of which only the name is known; it goes once the suggestion is taken."""
    source = own_source(territory)
    return Structure.objects.create(
        territory=territory,
        source=source,
        key=f"{source.slug}--{uuid.uuid4()}",
        name=name[:200],
        updated_on=today(),
    )


@transaction.atomic
def take_suggestion(*, service: Service, partner: Partner, by: User) -> Service:
    """Make a suggestion the draft of an organization, whose people are told that it is theirs to write.

    Raises:
        Refused: not hers to take, or taken already for another.
    """
    locked = lock(service)
    require(can_moderate(by, locked.territory))
    if locked.state == ServiceState.DRAFT and locked.structure.partner_id == partner.pk:
        return locked
    require(unless(SERVICE.allows("take", locked.state), ServiceObjection.NOT_IN_THIS_STATE))
    named = locked.structure
    locked.state = SERVICE.target("take", locked.state)
    locked.structure = structure_of(partner)
    # Where it is was said in words, not as an address: kept in what the sheet says, for whoever writes it.
    facts = facts_of(locked)
    facts = facts | {"address": "", "address_extra": facts["address"][:300]}
    keep_contents(locked, facts, by=by, on=today())
    if named.partner_id is None and not Service.objects.filter(structure=named).exists():
        named.delete()
    note_step(locked, SheetStep.TAKE, by=by)
    record(DirectoryAct.TAKE_SUGGESTION, by=by, target=locked)
    for person in writers_of(partner.pk):
        if person.pk != by.pk:
            notify(
                kind=TO_WRITE.key,
                territory=locked.territory,
                to=person,
                fields={"service": locked.name},
                path=reverse("directory:sheet", args=[locked.uuid]),
                about=f"service:{locked.uuid}",
            )
    return locked


@transaction.atomic
def dismiss_suggestion(*, service: Service, words: str, by: User) -> Service:
    """Put a suggestion aside, with the reason.

    Raises:
        Refused: not hers to dismiss, no reason, or taken already.
    """
    locked = lock(service)
    require(can_moderate(by, locked.territory))
    if locked.state == ServiceState.ARCHIVED:
        return locked
    require(
        unless(SERVICE.allows("dismiss", locked.state), ServiceObjection.NOT_IN_THIS_STATE)
        & unless(bool(words.strip()), LifeObjection.WORDS_MISSING)
    )
    locked.state = SERVICE.target("dismiss", locked.state)
    locked.save_next_version()
    note_step(locked, SheetStep.DISMISS, by=by, words=words)
    record(DirectoryAct.DISMISS, by=by, target=locked)
    return locked
