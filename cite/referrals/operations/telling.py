"""The steps that every operation on a referral shares: its events, its link, its messages, its sharing."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import override

from cite.accounts.models import User
from cite.accounts.operations import create_link, revoke_links
from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.languages import FRENCH
from cite.core.models import still_there
from cite.notifications.operations import notify, withdraw_messages
from cite.notifications.ports import NoticeKind
from cite.referrals import notices
from cite.referrals.enums.referrals import EventKind
from cite.referrals.models import Referral, ReferralEvent
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.links import LINK_PURPOSE
from cite.referrals.queries.people import coordination_of, is_reachable, receivers_of, senders_of
from cite.referrals.rules.delays import answered_until
from cite.referrals.signals import referral_changed
from cite.residents.models import Sharing
from cite.residents.notices import APPOINTMENT_MOVED
from cite.residents.operations.telling import tell_moved, tell_person
from cite.residents.permissions.people import sight_of
from cite.residents.queries.held import with_absorbed

_BY_LINK = {
    notices.ASKED.key: notices.ASKED_BY_LINK,
    notices.REMINDED.key: notices.REMINDED_BY_LINK,
    notices.OUTCOME_ASKED.key: notices.OUTCOME_BY_LINK,
    notices.RESUMED.key: notices.RESUMED_BY_LINK,
}


def lock_referral(referral: Referral) -> Referral:
    """Fetch a referral for change, after what she shares for it.

    Raises:
        Refused: it was erased with her file meanwhile.
    """
    if referral.resident_id and referral.receiver_id:
        shared = Sharing.objects.select_for_update(of=("self",), no_key=True).filter(
            resident=referral.resident_id, partner=referral.receiver_id, stopped_at=None
        )
        list(shared.order_by("pk").values_list("pk", flat=True))
    rows = Referral.objects.select_for_update(of=("self",), no_key=True)
    related = ("territory", "resident", "receiver", "prescriber__user", "prescriber__partner__organization")
    return still_there(rows.select_related(*related), referral.pk)


def add_event(
    referral: Referral,
    kind: EventKind,
    *,
    by: Membership | None = None,
    by_link: bool = False,
    details: str = "",
) -> None:
    """Write down what happened, and announce it."""
    ReferralEvent.objects.create(
        territory=referral.territory,
        referral=referral,
        kind=kind,
        at=now(),
        by=by,
        by_link=by_link,
        details=details[:1000],
    )
    referral_changed.send(sender=Referral, referral=referral, kind=kind)


def close_link(referral: Referral, by: User | None = None) -> None:
    """Let the link of a referral open nothing any more; what has not left about it is no longer true."""
    revoke_links(purpose=LINK_PURPOSE, target_uuid=referral.uuid, by=by)
    resident = referral.resident
    files = [referral] if resident is None else with_absorbed(resident)
    withdraw_messages(
        territory=referral.territory,
        concerning=[each.uuid for each in files],
        about=f"referral:{referral.uuid}:",
    )


def tell_receiver(referral: Referral, kind: NoticeKind) -> None:
    """Write to whoever answers for the structure: its people on the site, and its address by a new link."""
    if not is_reachable(referral):
        return
    with override(FRENCH.code):
        for person in receivers_of(referral.receiver):
            _tell(referral, kind, person, reverse("referrals:referral", args=[referral.uuid]))
        if referral.receiver_email:
            _write_link(referral, _BY_LINK[kind.key])


def tell_new_link(referral: Referral) -> None:
    """Write a new link to the address of the structure, where the one before went astray."""
    with override(FRENCH.code):
        _write_link(referral, notices.AGAIN_BY_LINK)


def tell_receiver_it_ends(referral: Referral) -> None:
    """Tell the structure not to call any more; its link opens nothing."""
    close_link(referral)
    with override(FRENCH.code):
        for person in receivers_of(referral.receiver):
            _tell(referral, notices.ENDED, person, reverse("referrals:referral", args=[referral.uuid]))
        if referral.receiver_email:
            notify(
                kind=notices.ENDED_BY_LINK.key,
                territory=referral.territory,
                address=referral.receiver_email,
                fields={"service": referral.service_name},
                about=_about(referral, notices.ENDED_BY_LINK),
            )


def tell_prescriber(referral: Referral, kind: NoticeKind) -> None:
    """Tell whoever sent it, or follows it since she left, while they see the person."""
    path = reverse("referrals:referral", args=[referral.uuid])
    with override(FRENCH.code):
        for person in senders_of(referral):
            if referral.resident is None or sight_of(person, referral.resident):
                _tell(referral, kind, person, path)


def tell_coordination(referral: Referral) -> int:
    """Tell the coordination that a structure does not answer, never about whom; tells how many read it."""
    people = coordination_of(referral.territory)
    with override(FRENCH.code):
        for person in people:
            path = reverse("referrals:silent-referral", args=[referral.uuid])
            _tell(referral, notices.SILENT, person, path)
    return len(people)


def tell_resident(referral: Referral, kind: NoticeKind) -> None:
    """Tell the person, in her language, by the channel she chose; without one, whoever accompanies her tells."""
    resident = referral.resident
    if resident is not None and tell_person(resident, kind, about=_about(referral, kind)):
        add_event(referral, EventKind.RESIDENT_TOLD)


def tell_resident_of_date(referral: Referral, before: datetime | None) -> None:
    """Tell the person that an answer came, or that the appointment she had to come to changes."""
    resident = referral.resident
    if resident is None or before is None or before <= now():
        tell_resident(referral, notices.RESIDENT_ANSWERED)
    elif tell_moved(
        resident, before=before, at=referral.appointment_at, about=_about(referral, APPOINTMENT_MOVED)
    ):
        add_event(referral, EventKind.RESIDENT_TOLD)


def _write_link(referral: Referral, kind: NoticeKind) -> None:
    revoke_links(purpose=LINK_PURPOSE, target_uuid=referral.uuid, by=None)
    last_day = answered_until(max(referral.expires_on, today()), delays_of(referral.territory))
    _link, token = create_link(
        purpose=LINK_PURPOSE,
        territory=referral.territory,
        target_uuid=referral.uuid,
        by=None,
        expires_at=make_aware(datetime.combine(last_day, time(23, 59))),
    )
    fields = {
        "service": referral.service_name,
        "sender": str(referral.prescriber.partner),
        "until": date_format(referral.expires_on, "j F Y"),
    }
    notify(
        kind=kind.key,
        territory=referral.territory,
        address=referral.receiver_email,
        fields={name: fields[name] for name in kind.fields},
        path=reverse("referrals:by-link", args=[token]),
        about=_about(referral, kind),
        concerns=_file_of(referral),
    )


def _tell(referral: Referral, kind: NoticeKind, to: User, path: str) -> None:
    notify(
        kind=kind.key,
        territory=referral.territory,
        to=to,
        fields={"service": referral.service_name},
        path=path,
        about=_about(referral, kind),
        concerns=None if kind is notices.ENDED else _file_of(referral),
    )


def _file_of(referral: Referral) -> UUID:
    """Tell whose file a message about it belongs to: hers, or the light referral itself."""
    return referral.resident.uuid if referral.resident is not None else referral.uuid


def _about(referral: Referral, kind: NoticeKind) -> str:
    return f"referral:{referral.uuid}:{kind.key}"
