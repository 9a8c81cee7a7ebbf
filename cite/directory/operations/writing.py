"""Beginning a sheet, writing it, taking it over for another year."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import now, today
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceObjection, ServiceState, UpdateEvery
from cite.directory.enums.life import DirectoryAct, LifeObjection, SheetStep
from cite.directory.models import Service, ServiceEvent, ServiceVersion, Source, Structure
from cite.directory.notices import TO_READ
from cite.directory.operations.facets import places_of, write_facets
from cite.directory.operations.indexing import follow_services
from cite.directory.permissions import can_moderate, can_write_for, can_write_service
from cite.directory.queries.people import moderators_of
from cite.directory.queries.written import facts_at, facts_of, last_reviewed, publication_of
from cite.directory.rules.contents import content_decision, known_today
from cite.directory.rules.coverage import DistrictPlace
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.freshness import shown_at_another_pace
from cite.directory.rules.merging import merge
from cite.directory.rules.publication import newly_lacking
from cite.directory.rules.quality import quality_of
from cite.directory.rules.sheet import FIELDS, LISTS, Sheet, from_facts
from cite.directory.rules.written import changed_places, settled, written_facts
from cite.directory.workflow import WRITABLE
from cite.grants.models import FundedAction
from cite.notifications.operations import notify
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import districts_of

MOST_SHEETS = 500
"""Sheets in use that one organization may have."""
KEPT_VERSIONS = 60
"""Versions kept beside those that were reviewed."""
SAID_TWICE = timedelta(minutes=10)
"""The same sheet begun by the same person within this time is one sheet: a button pressed twice."""
_SHOWN_IN_THE_JOURNAL = 200
_NOT_CHECKED = ("territory", "source", "structure", "duplicate_of", "funded_action")


def own_source(territory: Territory) -> Source:
    """Find the source of the sheets that are written here, or open it."""
    named = {"slug": territory.slug, "name": territory.name[:150]}
    return Source.objects.get_or_create(territory=territory, is_own=True, defaults=named)[0]


def structure_of(partner: Partner) -> Structure:
    """Find the structure of an organization in the directory, or make it from what the Cité knows of it."""
    source = own_source(partner.territory)
    organization = partner.organization
    given = {
        "territory": partner.territory,
        "source": source,
        "key": f"{source.slug}--{partner.uuid}",
        "name": organization.name[:200],
        "description": organization.presentation[:10_000],
        "siret": organization.siret or "",
        "website": organization.website or "",
        "updated_on": today(),
    }
    return Structure.objects.get_or_create(partner=partner, defaults=given)[0]


@transaction.atomic
def create_sheet(
    *,
    partner: Partner,
    name: str,
    by: User,
    facts: Mapping[str, Any] | None = None,
    places: Iterable[DistrictPlace] | None = None,
    reference: str = "",
) -> Service:
    """Begin the sheet of a service of an organization: a draft that only its people and the moderators see.

    `facts` are those of `rules/written.py`; `places` spares their query to whoever begins many. `reference` is what
    the organization calls the service in its own programs: one sheet for each, however often and late it is sent.

    Raises:
        Refused: not for her to write, too many sheets, or contents that mean nothing.
    """
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    require(can_write_for(by, partner))
    structure = structure_of(partner)
    number = sheet_number(partner, reference) if reference else None
    if (same := _said_twice(structure, name, by, number)) is not None:
        return same
    in_use = Service.objects.filter(structure=structure).exclude(state=ServiceState.ARCHIVED).count()
    require(unless(in_use < MOST_SHEETS, LifeObjection.TOO_MANY_SHEETS))
    service = new_service(structure, number=number)
    contents = blank_facts(name) | dict(facts or {}) | {"name": name}
    keep_contents(service, contents, by=by, on=today(), places=places)
    note_step(service, SheetStep.CREATE, by=by)
    record(DirectoryAct.CREATE, by=by, target=service)
    return service


def sheet_number(partner: Partner, reference: str) -> uuid.UUID:
    """Give the identifier of the sheet that an organization calls so: always the same, and nobody else's."""
    return uuid.uuid5(partner.uuid, reference)


def new_service(
    structure: Structure, state: str = ServiceState.DRAFT, number: uuid.UUID | None = None
) -> Service:
    """Prepare a row for a sheet of this Cité, its identifier given."""
    number = number or uuid.uuid4()
    return Service(
        territory=structure.territory,
        source=structure.source,
        structure=structure,
        uuid=number,
        key=f"{structure.source.slug}--{number}",
        state=state,
    )


def blank_facts(name: str) -> dict[str, Any]:
    """Write what every new sheet says: for everyone, without distinction of age (fiche technique)."""
    return written_facts(
        Sheet(name=name, audiences=(EVERYONE,)),
        covers_all_districts=False,
        districts=(),
        update_every=UpdateEvery.HALF_YEAR,
    )


def _said_twice(structure: Structure, name: str, by: User, number: uuid.UUID | None) -> Service | None:
    if number is not None:
        return Service.objects.filter(structure=structure, uuid=number).first()
    rows = ServiceVersion.objects.filter(
        service__structure=structure, service__name=name, service__state=ServiceState.DRAFT, number=1, by=by
    )
    found = rows.filter(created_at__gte=now() - SAID_TWICE).select_related("service").first()
    return found.service if found else None


@transaction.atomic
def duplicate_sheet(*, service: Service, name: str, by: User) -> Service:
    """Begin a sheet from another of the same organization: next year's. Its entries and places are not taken over,
    nor who welcomes people: she agreed to the other sheet.

    Raises:
        Refused: not for her to write, or too many sheets.
    """
    require(can_write_service(by, service))
    partner = service.structure.partner
    require(unless(partner is not None, ServiceObjection.NOT_YOUR_ORGANIZATION))
    said = facts_of(service)
    facts = said | known_today(said) | {"places_left": None, "welcomed_by": "", "welcome_agreed": None}
    copy = create_sheet(partner=partner, name=name, by=by, facts=facts)
    record(DirectoryAct.DUPLICATE, by=by, target=copy)
    return copy


@transaction.atomic
def write_sheet(*, service: Service, typed: Mapping[str, Any], seen: int, by: User) -> Service:
    """Write some fields of a sheet, as `rules/written.py` names them.

    `seen` is the number of the version the person had before her: what another wrote meanwhile in other fields is
    kept. A published sheet stays visible; where its author changed it, moderators read it again. Codes that have left
    the standard go with whatever is written: they are nobody's answer any more.

    Raises:
        Refused: not hers to write, closed, contradictory, the same field written by another meanwhile, or a published
            sheet that would lack something it has.
    """
    service = lock(service)
    require(can_write_service(by, service))
    require(unless(service.state in WRITABLE, LifeObjection.CLOSED))
    before = facts_of(service)
    changes, conflicts = merge(facts_at(service, seen), before, settled(typed))
    if conflicts:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    known = before | known_today(before)
    after = known | changes
    changed = changed_places(before, after)
    if not changed:
        return service
    on = today()
    require(content_decision(from_facts(after)))
    if service.state == ServiceState.PUBLISHED:
        lacking = newly_lacking(publication_of(service, known, on), publication_of(service, after, on))
        require(lacking)
    _keep_first_version(service, before)
    is_reviewed = _read_again(service, after, by)
    keep_contents(service, after, by=by, on=on, is_reviewed=is_reviewed)
    record(
        DirectoryAct.WRITE,
        by=by,
        target=service,
        changes={name: (_short(before.get(name)), _short(after.get(name))) for name in changed},
    )
    if service.needs_review:
        tell_moderators(service)
    return service


def lock(service: Service) -> Service:
    """Fetch a sheet for change, with what decides who may."""
    rows = Service.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("source", "structure__partner__organization", "territory", "funded_action")
    return rows.get(pk=service.pk)


def keep_contents(
    service: Service,
    facts: Mapping[str, Any],
    *,
    by: User | None,
    on: date,
    is_reviewed: bool = False,
    places: Iterable[DistrictPlace] | None = None,
) -> None:
    """Write the contents of a sheet, its next version, and what is derived from it."""
    facts = settled(facts)
    sheet = from_facts(facts)
    require(content_decision(sheet))
    for name in FIELDS:
        value = getattr(sheet, name)
        setattr(service, name, list(value) if name in LISTS else value)
    service.covers_all_districts = bool(facts.get("covers_all_districts"))
    _keep_pace(service, facts.get("update_every") or UpdateEvery.HALF_YEAR, on)
    service.funded_action = _action(service, facts.get("funded_action") or "")
    service.welcomed_by = facts.get("welcomed_by") or ""
    service.welcome_agreed = facts.get("welcome_agreed")
    service.updated_on = on
    service.quality = quality_of(sheet, updated_on=on, on=on, source=service.source.slug).score
    service.clean_fields(exclude=_NOT_CHECKED)
    if service.pk:
        service.save_next_version()
    else:
        service.save()
    codes = facts.get("districts") or ()
    districts = (
        districts_of(service.territory, on=on).filter(code__in=codes).defer("contour") if codes else ()
    )
    service.districts.set(districts)
    write_facets([service], places=places_of(service.territory, on=on) if places is None else places)
    follow_services(territory=service.territory, services=[service])
    _add_version(service, facts, by=by, is_reviewed=is_reviewed)


def _keep_pace(service: Service, months: int, on: date) -> None:
    """Keep how often the author promises to look; a sheet that the public sees follows it at once."""
    is_seen = service.state == ServiceState.PUBLISHED and service.shown_until and service.shown_until >= on
    if is_seen and service.confirmed_on and months != service.update_every:
        service.shown_until = shown_at_another_pace(service.confirmed_on, months, on)
        service.warnings_sent = 0
    service.update_every = months


def _action(service: Service, number: str) -> FundedAction | None:
    """Find the funded action behind a service, among those of its own organization."""
    partner = service.structure.partner
    if not number or partner is None:
        return None
    return FundedAction.objects.filter(partner=partner, uuid=number).first()


def _add_version(service: Service, facts: Mapping[str, Any], *, by: User | None, is_reviewed: bool) -> None:
    versions = ServiceVersion.objects.filter(service=service)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    ServiceVersion.objects.create(
        territory=service.territory,
        service=service,
        number=number,
        facts=dict(facts),
        by=by,
        is_reviewed=is_reviewed,
    )
    versions.filter(is_reviewed=False, number__lte=number - KEPT_VERSIONS).delete()


def _keep_first_version(service: Service, facts: Mapping[str, Any]) -> None:
    """Keep what a sheet said before it was first written here."""
    if not ServiceVersion.objects.filter(service=service).exists():
        is_reviewed = service.state == ServiceState.PUBLISHED and not service.needs_review
        _add_version(service, facts, by=None, is_reviewed=is_reviewed)


def _read_again(service: Service, facts: Mapping[str, Any], by: User) -> bool:
    """Mark a published sheet as to be read again, unless a moderator wrote it or it says again what was reviewed."""
    if service.state != ServiceState.PUBLISHED:
        return False
    is_reviewed = not service.needs_review and bool(can_moderate(by, service.territory))
    reviewed = last_reviewed(service)
    is_same = reviewed is not None and not changed_places(reviewed.facts, facts)
    service.needs_review = not (is_reviewed or is_same)
    return is_reviewed or is_same


def note_step(service: Service, step: SheetStep, *, by: User | None, words: str = "") -> None:
    """Add a line to the history of a sheet."""
    ServiceEvent.objects.create(
        territory=service.territory, service=service, step=step, by=by, words=words.strip()[:1000]
    )


def tell_moderators(service: Service) -> None:
    """Tell those who read sheets that one awaits them."""
    for person in moderators_of(service.territory):
        notify(
            kind=TO_READ.key,
            territory=service.territory,
            to=person,
            fields={"service": service.name},
            path=reverse("directory:review", args=[service.uuid]),
            about=f"service:{service.uuid}:{service.state}",
        )


def _short(value: Any) -> Any:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return value[:_SHOWN_IN_THE_JOURNAL] if isinstance(value, str) else value
