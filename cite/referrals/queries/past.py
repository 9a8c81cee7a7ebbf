"""What referrals to some services came to, for the figures of their sheets: answers and days, nobody’s."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localtime

from cite.directory.enums.past import Answer, Welcome
from cite.directory.rules.past import PastReferral
from cite.referrals.enums.referrals import EventKind, RefusalReason
from cite.referrals.enums.referrals import ReferralState as S
from cite.referrals.models import ReferralEvent
from cite.referrals.permissions.referrals import of_this_mode
from cite.tenancy.models import Territory

ANSWERS: dict[S, tuple[Answer, Welcome | None]] = {
    S.SENT: (Answer.WAITING, None),
    S.ACCEPTED: (Answer.ACCEPTED, Welcome.NO_DATE),
    S.APPOINTED: (Answer.ACCEPTED, Welcome.TO_COME),
    S.MET: (Answer.ACCEPTED, Welcome.CAME),
    S.MISSED: (Answer.ACCEPTED, Welcome.MISSED),
    S.DONE_BY_PHONE: (Answer.ACCEPTED, Welcome.BY_PHONE),
    S.REFUSED: (Answer.REFUSED, None),
    S.DECLINED: (Answer.STOPPED, None),
    S.CANCELED: (Answer.STOPPED, None),
    S.EXPIRED: (Answer.SILENT, None),
}
_RECEIVED = (Welcome.CAME, Welcome.MISSED, Welcome.TO_COME)


def past_answers(
    territory: Territory, services: Collection[int], since: date
) -> Mapping[int, list[PastReferral]]:
    """List what came of the referrals sent to these services since a day. Two queries, however many there are.

    Invented people of the training mode do not count once the Cité is in service.
    """
    rows = of_this_mode(territory).filter(service__in=services, sent_on__gte=since)
    rows = rows.annotate(
        given=_event(EventKind.APPOINTED, "-pk"),
        presence=_event(EventKind.PRESENCE, "pk"),
        canceled=_event(EventKind.CANCELED, "pk"),
    ).order_by()
    reasons, found = dict(RefusalReason.choices), defaultdict(list)
    read = ("service_id", "state", "refusal_reason", "sent_on", "answered_on", "appointment_at")
    for service, state, reason, sent_on, answered_on, at, given, presence, canceled in rows.values_list(
        *read, "given", "presence", "canceled"
    ):
        if (
            state == S.CANCELED and canceled is None
        ):  # closed when the person was erased: what came before counts
            state = S.MISSED if presence else S.APPOINTED if given else S.ACCEPTED
        answer, welcome = ANSWERS[S(state)]
        # A date given after she missed the first says nothing of how long the service makes people wait.
        is_first = given is None or presence is None or given < presence
        is_dated = welcome in _RECEIVED and at is not None and is_first
        found[service].append(
            PastReferral(
                answer,
                welcome,
                str(reasons.get(reason, "")) if answer == Answer.REFUSED else "",
                (answered_on - sent_on).days if answered_on else None,
                max(0, (localtime(at).date() - sent_on).days) if is_dated else None,
            )
        )
    return found


def _event(kind: EventKind, order: str) -> Subquery:
    """Find the last or the first event of a kind of each referral."""
    events = ReferralEvent.objects.filter(referral=OuterRef("pk"), kind=kind)
    return Subquery(events.order_by(order).values("pk")[:1])
