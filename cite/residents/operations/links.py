"""The personal link by which somebody sees with whom her file is shared, and stops it, without an account."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.accounts.operations import create_link, revoke_links
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.delays import Delay
from cite.residents.models import Resident
from cite.residents.operations.locking import lock_resident
from cite.residents.permissions.people import can_write_in
from cite.residents.queries.delays import delays_of
from cite.residents.queries.held import with_absorbed

SHARING_PURPOSE = "residents.sharing"


@transaction.atomic
def make_link(*, resident: Resident, by: User) -> str:
    """Make her personal link and give its token, shown this once; the one she had before opens nothing more.

    It serves as often as she likes until it expires: stopping a sharing does not spend it.

    Raises:
        Refused: not shared to write.
    """
    locked = lock_resident(resident.pk)
    require(can_write_in(by, locked))
    for file in with_absorbed(locked):  # the link of a file made one with hers leads to hers
        revoke_links(purpose=SHARING_PURPOSE, target_uuid=file.uuid, by=by)
    _link, token = create_link(
        purpose=SHARING_PURPOSE,
        territory=locked.territory,
        target_uuid=locked.uuid,
        by=by,
        expires_at=now() + timedelta(days=delays_of(locked.territory)[Delay.LINK_DAYS]),
    )
    record(ResidentsAct.MAKE_LINK, by=by, target=locked, person=locked)
    return token
