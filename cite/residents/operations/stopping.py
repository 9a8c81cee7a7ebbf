"""What follows the stop of a sharing: the structure and the person are told; what waited for it is withdrawn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.dates import now
from cite.core.languages import FRENCH
from cite.core.moments import day_text
from cite.core.speaking import spoken
from cite.notifications.operations import notify, withdraw_messages
from cite.notifications.queries import people_written_to
from cite.residents.enums.sharing import StopWay
from cite.residents.enums.told import BY_HERSELF
from cite.residents.models import Sharing
from cite.residents.notices import RESIDENT_STOPPED, SHARING_STOPPED
from cite.residents.operations.telling import tell_person
from cite.residents.permissions.people import sight_of
from cite.residents.queries.held import with_absorbed


def tell_stopped(sharing: Sharing) -> None:
    """Tell those who manage the structure, and whoever noted the agreement there; everybody where nobody manages it."""
    people = Membership.objects.filter(
        partner=sharing.partner_id, state=MembershipState.ACTIVE, user__is_active=True
    ).select_related("user")
    everybody = list(people.order_by("pk"))
    chosen = [each for each in everybody if each.is_administrator or each.pk == sharing.recorded_by_id]
    with override(FRENCH.code):  # whoever stops it may read Arabic; professionals read French
        noted = _noted(sharing)
        for each in chosen or everybody:
            notify(
                kind=SHARING_STOPPED.key,
                territory=sharing.territory,
                to=each.user,
                fields={"partner": str(sharing.partner), "noted": noted},
                path=reverse("residents:people"),
            )


def tell_her(sharing: Sharing) -> None:
    """Tell the person, in her language, by the channel she chose, who noted that she stops: she may never have said so.

    Neither the structure that sees no more nor anything of her file is named: a telephone is read by others.
    """
    noted_by = sharing.stopped_by
    tell_person(
        sharing.resident,
        RESIDENT_STOPPED,
        about=f"stopped:{sharing.uuid}",
        fields=lambda: {
            "day": day_text(localtime(sharing.stopped_at), spoken()),
            "who": noted_by.user.full_name if noted_by else str(BY_HERSELF),
        },
    )


def withdraw_what_waits(sharing: Sharing) -> None:
    """Let nothing about her leave any more for the people of the structure who no longer see her."""
    files = [each.uuid for each in with_absorbed(sharing.resident)]
    theirs = set(Membership.objects.filter(partner=sharing.partner_id).values_list("user", flat=True))
    blind = [
        user
        for user in people_written_to(files)
        if user.pk in theirs and not sight_of(user, sharing.resident)
    ]
    if blind:
        withdraw_messages(territory=sharing.territory, concerning=files, to=blind)


def _noted(sharing: Sharing) -> str:
    day = date_format(localtime(sharing.stopped_at or now()), "j F Y")
    if sharing.stopped_by is not None:
        who = f"{sharing.stopped_by.user.full_name}, {sharing.stopped_by.partner}"
        return _("C’est noté à sa demande le %(day)s par %(who)s.") % {"day": day, "who": who}
    if sharing.stopped_how == StopWay.OTHER_FILE:
        return _("Elle l’avait arrêté dans une autre fiche, réunie à celle-ci le %(day)s.") % {"day": day}
    return _("Elle l’a demandé elle-même le %(day)s.") % {"day": day}
