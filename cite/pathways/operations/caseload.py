"""One row of a list of people followed becomes a file and a pathway, once."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import make_aware

from cite.actors.models import Membership, Partner
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.pathways.enums.caseload import CaseloadObjection, CaseloadResult
from cite.pathways.enums.content import ContentAct
from cite.pathways.enums.pathways import Origin
from cite.pathways.models import Pathway
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.queries.caseload import namesakes_of
from cite.pathways.rules.caseload import ListedPerson
from cite.residents.enums.people import NoticeWay
from cite.residents.models import Resident
from cite.residents.operations.people import open_file
from cite.residents.operations.residences import note_residence
from cite.residents.permissions.people import can_open_file


@transaction.atomic
def take_in(
    *, person: ListedPerson, by: Membership, since: datetime | None = None
) -> tuple[Pathway | None, CaseloadResult]:
    """Open the file and the pathway of somebody whom a structure follows already elsewhere; done twice, it is once.

    `since`: what the same list opened since that moment is told as it was then: a crash came between.

    Only the people who share their file with this structure are looked at: nothing here says whether another knows
    somebody.

    Raises:
        Refused: she opens no files, the person stopped sharing since that agreement, or what is said does not hold.
    """
    require(can_open_file(by.user, by))
    # two lists of one structure at once: the second finds the people of the first
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=by.partner_id)
    alike = namesakes_of(by.partner, person, today())
    known = next((each.resident for each in alike if each.is_supported), None)
    if known is not None and Pathway.objects.filter(resident=known).exists():
        return _opened_before(known, by, since)
    opened_on = person.opened_on or person.agreed_on
    if known is not None:
        pathway = open_pathway(resident=known, by=by, origin=Origin.IMPORT, on=opened_on)
        return _told(pathway, by, CaseloadResult.CONTINUED)
    agreed_at = make_aware(datetime.combine(person.agreed_on, time.max))
    has_stopped = any(each.stopped_at is not None and each.stopped_at > agreed_at for each in alike)
    require(unless(not has_stopped, CaseloadObjection.STOPPED_SINCE))
    resident = open_file(
        by=by,
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        phone=person.phone,
        email=person.email,
        language=person.language,
        languages=person.languages,
        notice=NoticeWay.TOLD,
        on=person.agreed_on,
    )
    if person.district is not None:
        note_residence(
            resident=resident,
            version=resident.version,
            by=by.user,
            since=person.agreed_on,
            district=person.district,
        )
    pathway = open_pathway(resident=resident, by=by, origin=Origin.IMPORT, on=opened_on)
    return _told(pathway, by, CaseloadResult.OPENED)


def _opened_before(
    known: Resident, by: Membership, since: datetime | None
) -> tuple[Pathway | None, CaseloadResult]:
    if since is None:
        return None, CaseloadResult.KNOWN
    mine = {"origin": Origin.IMPORT, "opened_by": by, "created_at__gte": since}
    pathway = Pathway.objects.filter(resident=known, **mine).first()
    if pathway is None:
        return None, CaseloadResult.KNOWN
    return pathway, CaseloadResult.OPENED if known.created_at >= since else CaseloadResult.CONTINUED


def _told(pathway: Pathway, by: Membership, result: CaseloadResult) -> tuple[Pathway, CaseloadResult]:
    record(ContentAct.TAKE_IN, by=by.user, target=pathway, person=pathway.resident)
    return pathway, result
