"""Introductions and referrals for the tests: of fictional people, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from cite.actors.models import Membership
from cite.referrals.models import Introduction, Referral

_numbers = count(1)


def make_introduction(relay: Membership, **fields: Any) -> Introduction:
    """Somebody fictional whom a relay introduces."""
    number = next(_numbers)
    given = {
        "first_name": f"Prénom{number}",
        "phone": f"+3363998{number:04d}",
        "introduced_on": date(2026, 11, 2),
    }
    return Introduction.objects.create(territory=relay.territory, relay=relay, **given | fields)


def make_referral(prescriber: Membership, **fields: Any) -> Referral:
    """Somebody fictional referred to a service."""
    sent_on = fields.get("sent_on", date(2026, 11, 2))
    given = {
        "service_name": "Atelier mobilité",
        "structure_name": "Les Ateliers des Collines",
        "receiver_email": "accueil@example.org",
        "sent_on": sent_on,
        "expires_on": sent_on + timedelta(days=30),
    }
    return Referral.objects.create(territory=prescriber.territory, prescriber=prescriber, **given | fields)
