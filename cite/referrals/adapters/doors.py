"""Where referrals begin: the sheet of a service, a call, the file of a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.directory import ports as directory
from cite.directory.enums import ServiceState
from cite.directory.models import Callback, Service
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.permissions.referrals import can_refer, sent_referrals
from cite.residents import ports as residents
from cite.residents.models import Resident


def sheet_doors(request: HttpRequest, service: Service) -> Iterator[directory.Door]:
    """Let professionals refer somebody to a published service."""
    if service.state == ServiceState.PUBLISHED and can_refer(request.user, request.territory):
        address = f"{reverse('referrals:send')}?service={service.uuid}"
        yield directory.Door(_("Orienter quelqu’un"), address)


def call_doors(request: HttpRequest, callback: Callback) -> Iterator[directory.Door]:
    """Let whoever calls somebody turn the call into a referral."""
    if can_refer(request.user, request.territory):
        yield directory.Door(
            _("En faire une orientation"), f"{reverse('referrals:send')}?rappel={callback.uuid}"
        )


def resident_doors(*, resident: Resident, user: User) -> Iterator[residents.Door]:
    """Lead from somebody’s file to her referrals, and to a new one. Two queries."""
    if not can_refer(user, resident.territory):
        return
    yield residents.Door(
        _("L’orienter vers un service"), f"{reverse('referrals:send')}?habitant={resident.uuid}"
    )
    for row in sent_referrals(user, resident.territory).filter(resident=resident)[:20]:
        yield residents.Door(
            row.service_name,
            reverse("referrals:referral", args=[row.uuid]),
            ReferralState(row.state).label,
        )
