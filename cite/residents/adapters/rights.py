"""What the home page and the page of a person know of rights, look-alikes and files that end. Never a name."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.core.dates import today
from cite.opening.permissions import is_in_training
from cite.residents.enums.delays import Delay
from cite.residents.enums.rights import LikenessState, RequestState
from cite.residents.models import PersonDuplicate, Resident, RightRequest
from cite.residents.permissions.doubles import unnamed_doubles, visible_doubles
from cite.residents.permissions.people import acting_memberships, can_write_in, visible_residents
from cite.residents.permissions.rights import can_watch_requests
from cite.residents.ports import Door
from cite.residents.queries.delays import delays_of
from cite.residents.queries.retention import ending_files
from cite.residents.queries.rights import count_and_first_due, requests_to_answer, requests_watched
from cite.residents.rules.rights import is_urgent
from cite.ui.waiting import Waiting


def requests_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell those who answer, and the data-protection officer, which answers are due."""
    user, territory = request.user, request.territory
    watches = bool(can_watch_requests(user, territory))
    if not watches and not acting_memberships(user, territory):
        return
    if not RightRequest.objects.filter(territory=territory, state=RequestState.OPEN).exists():
        return
    rows = requests_watched(user, territory) if watches else requests_to_answer(user, territory)
    number, due = count_and_first_due(rows)
    if number:
        yield Waiting(
            label=ngettext(
                "%(n)s demande d’une personne sur ses données",
                "%(n)s demandes de personnes sur leurs données",
                number,
            )
            % {"n": number},
            url=reverse("residents:requests"),
            detail=_("La réponse est due en un mois."),
            count=number,
            due=due,
            is_urgent=is_urgent(due, today(), delays_of(territory)[Delay.RIGHT_NEAR]),
        )


def doubles_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell those who see both files of a pair, and the coordination, that it waits."""
    user, territory = request.user, request.territory
    if not PersonDuplicate.objects.filter(territory=territory, state=LikenessState.TO_REVIEW).exists():
        return
    rows = visible_doubles(user, territory).filter(state=LikenessState.TO_REVIEW)
    number = (rows | unnamed_doubles(user, territory)).count()
    if number:
        yield Waiting(
            label=ngettext(
                "%(n)s doublon possible de personnes", "%(n)s doublons possibles de personnes", number
            )
            % {"n": number},
            url=reverse("residents:doubles"),
            detail=_("Deux fiches qui se ressemblent : une ou deux personnes ?"),
            count=number,
        )


def files_ending(request: HttpRequest) -> Iterator[Waiting]:
    """Tell those who follow people which files end soon."""
    user, territory = request.user, request.territory
    if not acting_memberships(user, territory) or is_in_training(territory):
        return
    rows = ending_files(territory, on=today())
    if not rows.exists():
        return
    rows = rows.filter(pk__in=visible_residents(user, territory).values("pk"))
    number = rows.count()
    if number:
        yield Waiting(
            label=ngettext("%(n)s dossier arrive à son terme", "%(n)s dossiers arrivent à leur terme", number)
            % {"n": number},
            url=reverse("residents:ending"),
            detail=_("Sans nouvelles depuis longtemps : il sera effacé."),
            count=number,
        )


def rights_doors(*, resident: Resident, user: User) -> Iterator[Door]:
    """Lead from the page of a person to what she may ask and to the papers one gives her."""
    if can_write_in(user, resident):
        yield Door(_("Ses données et ses droits"), reverse("residents:rights", args=[resident.uuid]))
