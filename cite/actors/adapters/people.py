"""What the search and « ce qui vous attend » know of people, rights and commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.accounts.permissions import can_work_here
from cite.actors.enums import PeopleAct
from cite.actors.queries.commitments import texts_to_agree, texts_to_sign
from cite.actors.queries.people import habilitations_to_decide, people_named, waiting_people
from cite.core.dates import now
from cite.core.journal import note_reading
from cite.search.ports import Hit
from cite.ui.waiting import Waiting


def find_people(request: HttpRequest, words: Sequence[str], limit: int) -> list[Hit]:
    """Find members by name; the journal notes that names were shown."""
    found = people_named(request.user, request.territory, words, limit)
    if found:
        note_reading(request, PeopleAct.FIND_PEOPLE)
    return [
        Hit(
            str(member.user),
            reverse("actors:member", args=[member.uuid]),
            f"{member.get_role_display()} – {member.partner.organization}",
        )
        for member in found
    ]


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """List what people, organizations and texts expect of somebody."""
    user, territory = request.user, request.territory
    if not can_work_here(user, territory):
        return
    for text, partner in texts_to_sign(user, territory):
        yield Waiting(
            label=_("Signer « %(text)s »") % {"text": text.title},
            url=reverse("actors:text", args=[text.uuid]),
            detail=_("au nom de « %(name)s »") % {"name": partner},
        )
    for text in texts_to_agree(user, territory):
        yield Waiting(
            label=_("Donner votre accord à « %(text)s »") % {"text": text.title},
            url=reverse("actors:text", args=[text.uuid]),
        )
    for partner in habilitations_to_decide(user, territory):
        yield Waiting(
            label=_("Décider de l’habilitation de « %(name)s »") % {"name": partner},
            url=reverse("actors:habilitation", args=[partner.uuid]),
        )
    yield from _people(request)


def _people(request: HttpRequest) -> Iterator[Waiting]:
    people = waiting_people(request.user, request.territory, now())
    for join_request in people.requests:
        yield Waiting(
            label=_("Répondre à une demande pour rejoindre %(name)s") % {"name": join_request.partner},
            url=reverse("actors:request", args=[join_request.uuid]),
        )
    for invitation in people.expiring:
        yield Waiting(
            label=_("Une invitation expire bientôt : %(name)s") % {"name": invitation.partner},
            url=reverse("actors:invitation-manage", args=[invitation.uuid]),
            due=localtime(invitation.expires_at).date(),
        )
