"""The life of a referral, stage after stage, until what came of it: what its page draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.dates import now, today
from cite.referrals.enums.referrals import ReferralState as S
from cite.referrals.models import OutcomeNote, Referral
from cite.ui.components.text import Stage

_STOPPED = (S.REFUSED, S.EXPIRED, S.DECLINED, S.CANCELED)
_DAY = "j F"


def course_of(
    referral: Referral, notes: Sequence[OutcomeNote], after_days: Sequence[int], *, shows_person: bool
) -> list[Stage]:
    """Tell what is behind, where it stands, what is to come; the day of her appointment where she is shown.

    `notes`: what its ends said came of it; `after_days`: how long after the answer it is asked.
    """
    sent = Stage(_("Envoyée"), "done", date_format(referral.sent_on, _DAY))
    if referral.state in _STOPPED:
        return [sent, Stage(referral.get_state_display(), "stopped", referral.get_refusal_reason_display())]
    if referral.state == S.DONE_BY_PHONE:
        return [sent, _answered(referral), *_afterwards(referral, notes, after_days)]
    met = Stage(_("Elle est venue"), "to_come")
    if referral.state == S.MET:
        met = Stage(_("Elle est venue"), "done")
    elif referral.state == S.MISSED:
        met = Stage(_("Elle n’est pas venue"), "current", _("à rappeler"))
    elif referral.state == S.APPOINTED and _is_past(referral):
        met = Stage(_("Est-elle venue ?"), "current", _("la structure le dit"))
    return [
        sent,
        _answered(referral),
        _appointment(referral, shows_person=shows_person),
        met,
        *_afterwards(referral, notes, after_days),
    ]


def _answered(referral: Referral) -> Stage:
    if referral.state == S.SENT:
        by = date_format(referral.expires_on, _DAY)
        return Stage(_("Réponse de la structure"), "current", _("attendue avant le %(day)s") % {"day": by})
    label = referral.get_state_display() if referral.state == S.DONE_BY_PHONE else _("Acceptée")
    return Stage(label, "done", date_format(referral.answered_on, _DAY) if referral.answered_on else "")


def _appointment(referral: Referral, *, shows_person: bool) -> Stage:
    if referral.state == S.SENT:
        return Stage(_("Rendez-vous"), "to_come")
    if referral.state == S.ACCEPTED:
        return Stage(_("Rendez-vous"), "current", _("à fixer"))
    at = referral.appointment_at
    when = date_format(localtime(at), _DAY) if at is not None and shows_person else ""
    is_to_come = referral.state == S.APPOINTED and not _is_past(referral)
    return Stage(_("Rendez-vous"), "current" if is_to_come else "done", when)


def _is_past(referral: Referral) -> bool:
    return referral.appointment_at is not None and referral.appointment_at < now()


def _afterwards(referral: Referral, notes: Sequence[OutcomeNote], after_days: Sequence[int]) -> list[Stage]:
    told = {note.rank: note for note in notes if note.outcome}
    stages = []
    for rank, days in enumerate(after_days, start=1):
        label = _("À %(n)s jours") % {"n": days}
        if rank in told:
            stages.append(Stage(label, "done", told[rank].get_outcome_display()))
        elif referral.state in (S.MET, S.DONE_BY_PHONE) and referral.answered_on:
            day = referral.answered_on + timedelta(days=days)
            when = _("le %(day)s") % {"day": date_format(day, _DAY)} if day > today() else _("à dire")
            is_next = not stages or stages[-1].status == "done"
            stages.append(Stage(label, "current" if is_next else "to_come", when))
        else:
            stages.append(Stage(label, "to_come"))
    return stages
