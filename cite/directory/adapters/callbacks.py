"""What « ce qui vous attend » knows of the calls promised to residents."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import now
from cite.directory.enums.callbacks import CallbackState
from cite.directory.models import Callback
from cite.directory.permissions.callbacks import can_follow, visible_callbacks
from cite.ui.waiting import Waiting


def calls_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell whom somebody on duty has to call, and managers which promises are about to break. Two queries each."""
    user, territory = request.user, request.territory
    found = visible_callbacks(user, territory).aggregate(number=Count("pk"), before=Min("promised_before"))
    if number := found["number"]:
        yield Waiting(
            label=ngettext("%(n)s personne à rappeler", "%(n)s personnes à rappeler", number) % {"n": number},
            url=reverse("directory:calls"),
            detail=_("Nous leur avons promis d’appeler."),
            count=number,
            due=localtime(found["before"]).date(),
            is_urgent=True,
        )
    if not can_follow(user, territory):
        return
    waiting = Q(state=CallbackState.WAITING)
    breaking = Q(remind_coordination_at__lte=now()) | Q(promised_before__lte=now())
    number = Callback.objects.filter(waiting & breaking, territory=territory).count()
    if number:
        yield Waiting(
            label=ngettext(
                "%(n)s promesse de rappel en danger", "%(n)s promesses de rappel en danger", number
            )
            % {"n": number},
            url=reverse("directory:promises"),
            detail=_("Joignez la personne de permanence, ou confiez la demande à une autre."),
            count=number,
            is_urgent=True,
        )
