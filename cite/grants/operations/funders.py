"""Changes to who funds, and to what each puts in a call."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from cite.accounts.models import User
from cite.actors.rules.identifiers import read_identifiers
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.grants.enums import CallAct, CallObjection
from cite.grants.models import CallForProjects, Envelope, Funder
from cite.grants.permissions.calls import can_prepare_calls
from cite.grants.rules.calls import envelope_decision
from cite.tenancy.models import Territory

FUNDER_FIELDS = (
    "name",
    "kind",
    "partner",
    "siret",
    "act_kind",
    "signatory",
    "dauphin_label",
    "is_active",
)


@transaction.atomic
def save_funder(
    *,
    territory: Territory,
    values: Mapping[str, Any],
    by: User,
    funder: Funder | None = None,
    version: int = 0,
) -> Funder:
    """Add a funder, or change one: its name, its act, who signs, its line in Dauphin.

    Raises:
        Refused: not hers to prepare, no name, a name taken, a wrong SIRET, or changed meanwhile.
        ValueError: a field that funders do not have.
    """
    if unknown := set(values) - set(FUNDER_FIELDS):
        raise ValueError(f"a funder has no {sorted(unknown)}")
    require(can_prepare_calls(by, territory))
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)  # one funder of a name
    if funder is None:
        saved, before = Funder(territory=territory), {}
    else:
        saved = Funder.locked(pk=funder.pk, version=version)
        before = snapshot(saved)
    given = dict(values)
    given["name"] = " ".join(str(given.get("name", saved.name)).split())
    numbers, wrong = read_identifiers(siret=str(given.get("siret", "")))
    others = Funder.objects.filter(territory=territory, name=given["name"]).exclude(pk=saved.pk)
    require(
        unless(bool(given["name"]), CallObjection.NO_TITLE)
        & unless(not others.exists(), CallObjection.FUNDER_EXISTS)
        & unless("siret" not in wrong, CallObjection.BAD_SIRET)
    )
    if "siret" in given:
        given["siret"] = numbers.siret
    for name, value in given.items():
        setattr(saved, name, value)
    if funder is None:
        saved.save()
    else:
        saved.save_next_version()
    record(CallAct.SAVE_FUNDER, by=by, target=saved, changes=differences(before, snapshot(saved)))
    return saved


@transaction.atomic
def set_envelope(
    *, call: CallForProjects, funder: Funder, amount: Decimal, by: User, version: int = 0
) -> Envelope:
    """Say what a funder puts in a call, in euros; never below what its decisions already take.

    Raises:
        Refused: not hers to prepare, a funder that no longer funds, a negative amount, an amount below what is
            committed, or changed meanwhile.
    """
    require(can_prepare_calls(by, call.territory))
    CallForProjects.objects.select_for_update(no_key=True).get(pk=call.pk)
    existing = Envelope.objects.filter(call=call, funder=funder).first()
    if existing is None:
        require(
            envelope_decision(amount, Decimal(0)) & unless(funder.is_active, CallObjection.FUNDER_INACTIVE)
        )
        envelope = Envelope.objects.create(territory=call.territory, call=call, funder=funder, amount=amount)
        changes = differences({}, snapshot(envelope, ("amount",)))
        record(CallAct.SET_ENVELOPE, by=by, target=envelope, changes=changes)
        return envelope
    envelope = Envelope.locked(pk=existing.pk, version=version)
    before = snapshot(envelope, ("amount",))
    require(envelope_decision(amount, envelope.committed))
    envelope.amount = amount
    envelope.save_next_version()
    changes = differences(before, snapshot(envelope, ("amount",)))
    record(CallAct.SET_ENVELOPE, by=by, target=envelope, changes=changes)
    return envelope
