"""What tests do with decisions: prepared, recorded, told; and the reasons of a refusal."""

from __future__ import annotations

from decimal import Decimal

from cite.grants.models import Envelope
from cite.grants.operations import awards as operations
from tests.factories.deciding import ACT


def prepare(award, by, terms):
    award.refresh_from_db()
    return operations.prepare_award(award=award, terms=terms, version=award.version, by=by)


def record(award, by, act=ACT):
    award.refresh_from_db()
    return operations.record_act(award=award, act=act, version=award.version, by=by)


def publish(scene, by, *awards):
    funder = awards[0].funder
    return operations.publish_awards(call=scene.call, funder=funder, awards=awards, by=by)


def decided(scene, award, by, terms):
    """Prepare, record, tell."""
    record(prepare(award, by, terms), by)
    return publish(scene, by, award)[0]


def committed(envelope) -> Decimal:
    return Envelope.objects.get(pk=envelope.pk).committed
