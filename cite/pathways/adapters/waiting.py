"""What « ce qui vous attend » knows of pathways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.actors.permissions.people import is_manager
from cite.core.dates import today
from cite.opening.permissions import is_in_training
from cite.pathways.enums.pathways import PathwayState
from cite.pathways.queries.lists import Awaiting, Seen, awaiting, without_referent_told
from cite.residents.enums.delays import Delay
from cite.residents.queries.delays import delays_of
from cite.tenancy.models import Territory
from cite.ui.waiting import Waiting


def pathways_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a professional what to answer, to fill in, to ask; the coordination, who has no referent, without a name."""
    user, territory = request.user, request.territory
    seen = Seen.by(user, territory, today())
    if seen.members:
        found = awaiting(seen)
        yield from _hers(found, territory)
        if not is_manager(user, territory):
            yield from _nobodys(found)
    if is_manager(user, territory):
        orphans = without_referent_told(territory, is_training=is_in_training(territory), own=seen.partners)
        number = orphans.total
        if orphans.lines:
            label = ngettext("%(n)s parcours sans référent", "%(n)s parcours sans référent", number or 1)
            yield Waiting(
                label=label % {"n": number} if number else _("Des parcours sans référent"),
                url=reverse("pathways:without-referent"),
                detail=_("Voyez avec chaque structure qui peut le devenir."),
                count=number or 1,
                is_urgent=True,
            )


def _hers(found: Awaiting, territory: Territory) -> Iterator[Waiting]:
    for proposal in found.proposals:
        yield Waiting(
            label=_("Un parcours vous est proposé"),
            url=reverse("pathways:pathway", args=[proposal.pathway.uuid]),
            detail=_("%(who)s vous passe le relais. Acceptez, ou dites que vous ne pouvez pas.")
            % {"who": proposal.proposed_by.user},
            due=proposal.proposed_on + timedelta(days=delays_of(territory)[Delay.ANSWERED]),
        )
    if found.unfilled:
        label = ngettext("%(n)s rendez-vous à renseigner", "%(n)s rendez-vous à renseigner", found.unfilled)
        yield Waiting(
            label=label % {"n": found.unfilled},
            url=f"{reverse('pathways:pathways')}#presence",
            detail=_("Dites si la personne est venue."),
            count=found.unfilled,
            due=localtime(found.oldest_unfilled_at).date(),
        )
    if found.follow_ups:
        label = ngettext("%(n)s suivi à faire", "%(n)s suivis à faire", found.follow_ups)
        yield Waiting(
            label=label % {"n": found.follow_ups},
            url=f"{reverse('pathways:pathways')}#suivis",
            detail=_("Demandez à la personne ce qu’elle devient."),
            count=found.follow_ups,
            due=found.first_follow_up_on,
        )


def _nobodys(found: Awaiting) -> Iterator[Waiting]:
    if found.orphans:
        label = ngettext(
            "%(n)s parcours sans référent dans votre structure",
            "%(n)s parcours sans référent dans votre structure",
            found.orphans,
        )
        yield Waiting(
            label=label % {"n": found.orphans},
            url=f"{reverse('pathways:pathways')}?qui=tous&etat={PathwayState.WITHOUT_REFERENT.value}",
            detail=_("Personne ne les suit. Prenez-en un, ou proposez un référent."),
            count=found.orphans,
            is_urgent=True,
        )
