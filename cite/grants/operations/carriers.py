"""The carrier to which something new is attached: a merge moves what is there, never what comes after it."""

from __future__ import annotations

from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.core.decisions import require, unless
from cite.grants.enums import WritingObjection


def lock_carrier(partner: Partner) -> Partner:
    """Lock an organization before its files, as it stands now.

    Raises:
        Refused: it was made one with another meanwhile.
    """
    rows = Partner.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("organization", "territory").get(pk=partner.pk)
    require(unless(found.state != PartnerState.MERGED, WritingObjection.CARRIER_MERGED))
    return found
