"""A funded action becomes the draft of a sheet: what its file already says is not typed again."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.decisions import require
from cite.core.journal import record
from cite.directory.enums.life import DirectoryAct
from cite.directory.models import Service
from cite.directory.operations.intakes import save_intake
from cite.directory.operations.writing import create_sheet
from cite.directory.permissions import can_write_for
from cite.directory.queries.actions import facts_from, places_of_file, readable_file, sheet_of_action
from cite.grants.models import FundedAction
from cite.territories.queries.territory_map import priority_districts_of


@transaction.atomic
def publish_action(*, action: FundedAction, by: User) -> Service:
    """Begin the sheet of a funded action, filled in from its file; asked again, the same one.

    The file is read only where this person may read it: another member of its carrier begins from the title.

    Raises:
        Refused: not for her to write, or too many sheets.
    """
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=action.partner_id)
    require(can_write_for(by, partner))
    sheets = Service.objects.filter(territory=action.territory, structure__partner=partner)
    if (known := sheet_of_action(action.uuid, within=sheets)) is not None:
        return known
    on = today()
    file = readable_file(by, action)
    codes = [district.code for district in priority_districts_of(action.territory, on=on)]
    facts = facts_from(action, file, districts=codes)
    service = create_sheet(partner=partner, name=facts["name"], by=by, facts=facts)
    if file is not None and file.starts_on and (file.ends_on is None or file.ends_on >= on):
        places = places_of_file(file)
        save_intake(
            service=service,
            starts_on=file.starts_on,
            ends_on=file.ends_on,
            places=places,
            places_left=None,
            note="",
            by=by,
        )
    record(DirectoryAct.FROM_ACTION, by=by, target=service)
    return service
