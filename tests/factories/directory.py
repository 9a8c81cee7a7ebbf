"""Services for the tests: fictional, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.directory.enums import ServiceState
from cite.directory.enums.imports import ImportState, Remark
from cite.directory.models import (
    DirectoryImport,
    Intake,
    PartnerSite,
    Service,
    ServiceAudio,
    Source,
    Structure,
)
from cite.directory.operations.audio import AUDIO_PURPOSE
from cite.directory.operations.facets import places_of, write_facets
from cite.files.operations import create_file
from cite.tenancy.models import Territory
from tests.factories.organizations import make_partner

_numbers = count(1)
TODAY = date(2026, 11, 2)
WHOLE = {
    "summary": "Un moniteur et une aide pour payer le permis.",
    "description": "Une heure pour faire le point, puis des leçons avec un moniteur et une aide pour payer.",
    "kind": "accompagnement",
    "themes": ["mobilite--preparer-un-permis"],
    "fee": "gratuit",
    "address": "4 rue des Essais",
    "commune_name": "Saint-Étienne",
    "reception_modes": ["en-presentiel"],
    "mobilization_modes": ["telephoner"],
    "mobilizable_by": ["usagers"],
    "phone": "+33477123456",
    "covers_all_districts": True,
}
"""What a sheet says that lacks nothing."""


def make_source(territory: Territory, slug: str = "", **fields: Any) -> Source:
    """A directory that sheets come from; this Cité's own without a slug."""
    own = {"is_own": not slug, "name": slug or "Cité de l’emploi"} | fields
    return Source.objects.get_or_create(territory=territory, slug=slug or territory.slug, defaults=own)[0]


def make_structure(
    territory: Territory,
    *,
    partner: Partner | None = None,
    source: Source | None = None,
    is_nobodys: bool = False,
    **fields: Any,
) -> Structure:
    """A body that gives services: an organization of the Cité, unless another source is said or it is nobody's."""
    source = source or make_source(territory)
    if source.is_own and partner is None and not is_nobodys:
        partner = make_partner(territory)
    number = next(_numbers)
    given = {
        "name": str(partner) if partner else f"Structure importée {number}",
        "key": f"{source.slug}--s{number}",
        "updated_on": TODAY,
    }
    return Structure.objects.create(territory=territory, source=source, partner=partner, **given | fields)


def make_service(
    structure: Structure, name: str = "Aide au permis", *, districts=(), codes: bool = True, **fields: Any
) -> Service:
    """A published sheet, confirmed on `TODAY`; `codes`: write what it is found by."""
    given = {
        "key": f"{structure.source.slug}--{next(_numbers)}",
        "state": ServiceState.PUBLISHED,
        "updated_on": TODAY,
        "confirmed_on": TODAY,
        "published_on": TODAY,
        "shown_until": date(2027, 7, 1),
        "themes": ["mobilite--preparer-un-permis"],
    }
    service = Service.objects.create(
        territory=structure.territory,
        source=structure.source,
        structure=structure,
        name=name,
        **given | fields,
    )
    service.districts.set(districts)
    if codes:
        write_facets([service], places=places_of(structure.territory, on=TODAY))
    return service


def make_intake(service: Service, starts_on: date = date(2026, 12, 1), **fields: Any) -> Intake:
    """A day on which one can enter a service."""
    return Intake.objects.create(territory=service.territory, service=service, starts_on=starts_on, **fields)


MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00" + bytes(range(256)) * 8
"""What begins as a sound does; nothing is heard in it."""


def make_audio(
    service: Service, language: str = "ar", *, content: bytes = MP3, **fields: Any
) -> ServiceAudio:
    """A recording of a sheet, waiting to be heard."""
    file = create_file(
        name="voix.mp3",
        content_type="audio/mpeg",
        write=lambda stream: stream.write(content),
        by=None,
        territory=service.territory,
        purpose=AUDIO_PURPOSE,
    )
    given = {"transcript": "مرحبا", "file": file} | fields
    return ServiceAudio.objects.create(
        territory=service.territory, service=service, language=language, **given
    )


def make_partner_site(
    territory: Territory, host: str = "www.mairie-exemple.fr", **fields: Any
) -> PartnerSite:
    """A site allowed to show the search."""
    return PartnerSite.objects.create(territory=territory, host=host, **fields)


def make_import(territory: Territory, by: User, **fields: Any) -> DirectoryImport:
    """An import of another directory that is over, with one remark."""
    problem = {"kind": "services", "line": 3, "key": "annuaire--3", "field": "courriel", "excerpt": "accueil"}
    given = {
        "state": ImportState.DONE,
        "counts": {"services_new": 2, "remarks": 1},
        "problems": [problem | {"remark": Remark.BAD_EMAIL}],
    }
    return DirectoryImport.objects.create(territory=territory, asked_by=by, **given | fields)
