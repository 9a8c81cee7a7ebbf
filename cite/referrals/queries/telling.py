"""What a person reads of her referrals in « mon parcours »: short sentences, addressed to her, in her language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.dates import now
from cite.core.moments import clock_text, day_text
from cite.core.speaking import spoken
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import Referral
from cite.residents.models import Resident
from cite.residents.ports import Chapter

_TOLD = [
    str(ReferralState.SENT),
    str(ReferralState.ACCEPTED),
    str(ReferralState.APPOINTED),
    str(ReferralState.MET),
]


def chapters_of(*, resident: Resident) -> Iterator[tuple[Chapter, str]]:
    """Tell who is asked to help her, who said yes, her appointments to come there, and what was decided with her.

    One query; never what structures write to each other.
    """
    rows = Referral.objects.filter(resident=resident, state__in=_TOLD).order_by("appointment_at", "pk")
    for each in rows:
        named = {"structure": each.structure_name, "service": each.service_name}
        if each.state == ReferralState.SENT:
            yield (
                Chapter.HELPERS,
                _("Une demande est partie pour vous. Structure : %(structure)s. Service : %(service)s.")
                % named,
            )
            continue
        if each.state == ReferralState.MET:
            yield Chapter.HELPERS, _("Vous avez rencontré : %(structure)s. Service : %(service)s.") % named
            if each.decided:
                told = {"who": each.structure_name, "decided": each.decided}
                yield Chapter.DECIDED, _("Décidé avec %(who)s : %(decided)s") % told
            continue
        yield Chapter.HELPERS, _("Cette structure vous aide : %(structure)s. Service : %(service)s.") % named
        if each.state == ReferralState.APPOINTED and each.appointment_at and each.appointment_at >= now():
            at = localtime(each.appointment_at)
            yield (
                Chapter.APPOINTMENTS,
                _("Vous avez rendez-vous le %(day)s à %(hour)s. C’est avec : %(who)s. Lieu : %(place)s.")
                % {
                    "day": day_text(at, spoken()),
                    "hour": clock_text(at.time(), spoken()),
                    "who": each.structure_name,
                    "place": each.appointment_place or _("à demander"),
                },
            )
