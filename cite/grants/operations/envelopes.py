"""What envelopes hold and what decisions take from them: one door, the rows locked, nothing ever exceeded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cite.core.decisions import Decision, Refused
from cite.grants.enums.decisions import EnvelopeExceeded
from cite.grants.models import Envelope
from cite.grants.rules.amounts import euros


def move_money(moves: Mapping[int, Decimal]) -> None:
    """Take from envelopes, by their numbers, or give back (a negative amount): all of it or nothing.

    Rows are locked one after the other, always in the same order, after the decisions that take from them.

    Raises:
        Refused: with one objection for each envelope that would be exceeded.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("money moves in the transaction of the decision that takes it")
    wanted = {number: amount for number, amount in moves.items() if amount}
    rows = Envelope.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    envelopes = list(rows.select_related("funder").order_by("pk"))
    exceeded = [e for e in envelopes if e.committed + wanted[e.pk] > e.amount]
    if exceeded:
        raise Refused(Decision(tuple(_objection(e, wanted[e.pk]) for e in exceeded)))
    for envelope in envelopes:
        envelope.committed += wanted[envelope.pk]
        envelope.save(update_fields=["committed", "updated_at"])


def _objection(envelope: Envelope, wanted: Decimal) -> EnvelopeExceeded:
    sentence = _(
        "L’enveloppe « %(funder)s » serait dépassée de %(excess)s : il en reste %(left)s. "
        "Réduisez un montant, ou augmentez l’enveloppe."
    ) % {
        "funder": envelope.funder,
        "excess": euros(wanted - envelope.left),
        "left": euros(envelope.left),
    }
    return EnvelopeExceeded(f"envelope_exceeded_{envelope.pk}", sentence)
