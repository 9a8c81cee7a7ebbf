"""A file that goes on with another organization: the action is the same, its carrier changes."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import WritingAct, WritingObjection
from cite.grants.models import Application, Attachment
from cite.grants.notices.writing import TRANSFERRED
from cite.grants.operations.carriers import lock_carrier
from cite.grants.operations.content import content_changed
from cite.grants.operations.reviewing import lock
from cite.grants.operations.reviews import review_again
from cite.grants.permissions.writing import can_transfer
from cite.grants.queries.applications import path_of
from cite.grants.queries.people import carriers_of
from cite.grants.rules.eligibility import carrier_kind_of
from cite.grants.workflow import EDITABLE
from cite.notifications.operations import notify


@transaction.atomic
def transfer_application(*, application: Application, to: Partner, reason: str, by: User) -> Application:
    """Hand a file over to another organization; the journal keeps the one before, the signature no longer holds.

    The new carrier's own sheet, SIRET and legal form hold from now on. It joins its own documents: those of the one
    before do not follow, the exchanges about the action do. A link that an instructor declared stays with the carrier
    before; the others say whether they have one with the new carrier. Pressed twice, once.

    Raises:
        Refused: neither a co-pilot nor a writer of both organizations, no reason, or a file that is deposited or over.
    """
    to = lock_carrier(to)
    file = lock(application)
    require(can_transfer(by, file, to))
    if file.partner_id == to.pk:
        return file
    require(
        unless(file.state in EDITABLE, WritingObjection.NOT_EDITABLE)
        & unless(bool(reason.strip()), WritingObjection.REASON_NEEDED)
    )
    before = file.partner
    people = {*carriers_of(before), *carriers_of(to)} - {by}
    file.partner = to
    file.carrier_kind = carrier_kind_of(to.organization.legal_form, to.organization.kind)
    Attachment.objects.filter(application=file).delete()
    content_changed(application=file, by=by)
    file.save_next_version()
    review_again(file, before=before)
    changes = {"partner": (str(before), str(to)), "reason": ("", reason.strip()[:300])}
    record(WritingAct.TRANSFER, by=by, target=file, changes=changes)
    for person in sorted(people, key=lambda user: user.pk):
        notify(
            kind=TRANSFERRED.key,
            territory=file.territory,
            to=person,
            fields={"number": file.number},
            path=path_of(file),
            about=f"transfer:{file.uuid}",
        )
    return file
