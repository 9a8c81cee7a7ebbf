"""What is noted of a file in Dauphin: its reference there. It is no part of what is signed."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums.file_documents import DauphinObjection, FileDocumentAct
from cite.grants.models import Application
from cite.grants.permissions.writing import can_carry
from cite.grants.rules.dauphin_reference import read_reference


@transaction.atomic
def set_dauphin_reference(*, application: Application, reference: str, version: int, by: User) -> str:
    """Note the reference, written one way; empty: take it out; twice, once. After the deposit too.

    Raises:
        Refused: not a file of hers, changed meanwhile, or not a reference.
    """
    require(can_carry(by, application))
    wanted = read_reference(reference) if reference.strip() else ""
    if Application.objects.filter(pk=application.pk, reference_dauphin=wanted).exists():
        return str(wanted)
    application = Application.locked(pk=application.pk, version=version)
    require(unless(wanted is not None, DauphinObjection.NOT_A_REFERENCE))
    before, application.reference_dauphin = application.reference_dauphin, wanted or ""
    if before != application.reference_dauphin:
        application.save_next_version()
        changes = {"reference_dauphin": (before, application.reference_dauphin)}
        record(FileDocumentAct.SET_DAUPHIN, by=by, target=application, changes=changes)
    return application.reference_dauphin
