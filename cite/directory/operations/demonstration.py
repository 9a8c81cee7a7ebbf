"""The offer of services of the demonstration, over all the districts; run again, it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.journal import record
from cite.directory.enums import ServiceState
from cite.directory.enums.life import DirectoryAct, SheetStep
from cite.directory.models import Service, ServiceVersion
from cite.directory.operations.demonstration_sheet import Demo
from cite.directory.operations.demonstration_sheets import DEMOS
from cite.directory.operations.facets import places_of
from cite.directory.operations.indexing import catch_up_search
from cite.directory.operations.intakes import save_intake
from cite.directory.operations.life import archive_sheet, believe, submit_sheet
from cite.directory.operations.suggestions import suggest_service
from cite.directory.operations.writing import create_sheet, note_step, write_sheet
from cite.directory.queries.written import latest_number
from cite.tenancy.models import Territory
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of

_STREETS = ("allée des Essais", "rue du Modèle", "place de l’Exemple", "cours de la Maquette")
_POSTCODES = {
    "42005": "42160",
    "42044": "42500",
    "42095": "42700",
    "42103": "42320",
    "42183": "42150",
    "42186": "42800",
    "42207": "42400",
    "42271": "42740",
}
_AGES = (3, 12, 24, 40, 61, 75, 90, 110, 130, 150)
"""Days since the sheets were last confirmed, one after the other."""
_ENDING, _HIDDEN = 215, 320
_TRAINING_DAYS = ((21, 105), (112, 196))
"""Days from today on which the sessions of a training course begin and end."""


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who carries, who writes, who reads."""

    partners: Mapping[str, Partner]
    authors: Mapping[str, User]
    moderator: User


def seed_offer(
    *, territory: Territory, partners: Mapping[str, Partner], authors: Mapping[str, User], moderator: User
) -> int:
    """Write the offer of a Cité where there is none; tells how many sheets were written.

    `partners` by key; `authors`: who writes for some of them, the moderator for the others. Most sheets are published
    without their messages: nobody of the demonstration waits for sixty of them.
    """
    if Service.objects.filter(territory=territory, source__is_own=True).exists():
        return 0
    cast = _Cast(partners, authors, moderator)
    on = today()
    districts = _districts(territory, on)
    places = places_of(territory, on=on)
    published = []
    for demo in DEMOS:
        for code in demo.where:
            if code == "all" or code in districts:
                service = _write(demo, districts.get(code), len(published), cast, places)
                published.append(
                    _publish(service, on - timedelta(days=_AGES[len(published) % 10]), moderator)
                )
    _states(territory, published, cast, places, on)
    catch_up_search(territory=territory)
    return Service.objects.filter(territory=territory).count()


_WELCOMES = (
    ("Samia, à l’accueil", True),
    ("", None),
    ("Bruno, le moniteur", None),
    ("Une conseillère", True),
)
"""Somebody who agreed to be named, nobody, somebody whom nobody has asked yet, a function."""


def _districts(territory: Territory, on: date) -> dict[str, District]:
    rows = priority_districts_of(territory, on=on)
    return {district.code: district for district in rows}


def _write(demo: Demo, district: District | None, number: int, cast: _Cast, places: Sequence[Any]) -> Service:
    name = f"{demo.name} – {district.label}" if district is not None else demo.name
    return create_sheet(
        partner=cast.partners[demo.carrier],
        name=name[:150],
        by=cast.authors.get(demo.carrier, cast.moderator),
        facts=_facts(demo, district, number),
        places=places,
    )


def _facts(demo: Demo, district: District | None, number: int) -> dict[str, Any]:
    facts = {
        "summary": demo.summary,
        "description": demo.description,
        "kind": demo.kind,
        "themes": list(demo.themes),
        "fee": "gratuit",
        "mobilization_modes": list(demo.modes),
        "mobilizable_by": list(demo.who),
        "reception_modes": ["en-presentiel"] if district is not None else ["a-distance"],
        "opening_hours": demo.hours,
        "phone": f"+3319900{number:04d}",
        "email": f"{demo.carrier.replace('_', '-')}@example.org",
        "covers_all_districts": district is None,
        "districts": [district.code] if district is not None else [],
    }
    facts["welcomed_by"], facts["welcome_agreed"] = _WELCOMES[number % len(_WELCOMES)]
    return facts | (_place(district, number) if district is not None else {}) | dict(demo.facts)


def _place(district: District, number: int) -> dict[str, Any]:
    commune = min(district.communes.all(), key=lambda each: each.code)
    inside = district.geometry.representative_point()
    return {
        "address": f"{number % 40 + 1} {_STREETS[number % len(_STREETS)]}",
        "postal_code": _POSTCODES.get(commune.code, "42000"),
        "commune_name": commune.name,
        "commune_code": commune.code,
        "longitude": round(inside.x, 6),
        "latitude": round(inside.y, 6),
    }


def _publish(service: Service, confirmed_on: date, moderator: User) -> Service:
    service.state, service.published_on = ServiceState.PUBLISHED, confirmed_on
    believe(service, confirmed_on)
    service.save()
    ServiceVersion.objects.filter(service=service).update(is_reviewed=True)
    note_step(service, SheetStep.PUBLISH, by=moderator)
    record(DirectoryAct.PUBLISH, by=moderator, target=service)
    return service


def _states(
    territory: Territory, published: list[Service], cast: _Cast, places: Sequence[Any], on: date
) -> None:
    """Show each moment of the life of a sheet, and the sessions of training courses."""
    for service in (each for each in published if each.kind == "formation"):
        for starts, ends in _TRAINING_DAYS:
            save_intake(
                service=service,
                starts_on=on + timedelta(days=starts),
                ends_on=on + timedelta(days=ends),
                places=12,
                places_left=starts % 9,
                note="",
                by=cast.moderator,
            )
    own = [each for each in published if each.structure.partner == cast.partners["centre_social"]]
    for service, days in zip(own, (_ENDING, _ENDING, _HIDDEN), strict=False):
        believe(service, on - timedelta(days=days))
        service.save()
    writer = cast.authors.get("centre_social", cast.moderator)
    if len(own) > 3:
        changed = {
            "summary": "Parler français en petit groupe, deux heures par semaine, avec garde d’enfants."
        }
        write_sheet(service=own[3], typed=changed, seen=latest_number(own[3]), by=writer)
    carrier = cast.partners["centre_social"]
    draft = create_sheet(partner=carrier, name="Cuisine du monde", by=writer, places=places)
    write_sheet(service=draft, typed={"summary": "Cuisiner ensemble le vendredi."}, seen=1, by=writer)
    whole = published[0]
    copied = _facts(DEMOS[2], None, 90) | {"address": whole.address, "commune_name": whole.commune_name}
    proposed = create_sheet(
        partner=carrier, name="Garde d’enfants du samedi", by=writer, facts=copied, places=places
    )
    submit_sheet(service=proposed, version=proposed.version, by=writer)
    over = create_sheet(partner=carrier, name="Ateliers d’été 2026", by=writer, places=places)
    archive_sheet(service=over, version=over.version, words="L’été est fini.", by=writer)
    suggest_service(
        territory=territory,
        name="Réparation de vélos du samedi",
        organization="Le Guidon volant",
        where="Sur la place, près du marché",
        what="On répare son vélo avec des bénévoles, le samedi matin. Il faudrait que tout le monde le sache.",
    )
