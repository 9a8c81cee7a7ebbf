"""The import of a national directory: 150,000 services and their structures, by a worker in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from random import Random

from django.conf import settings
from django_scopes import scope

from bench.clock import watch
from bench.figures import Figure, Report
from bench.offers import SEED, offers
from bench.places import ROOT
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.directory.enums import AUDIENCES, KINDS, MOBILIZATION_MODES, THEMES
from cite.directory.models import DirectoryImport
from cite.directory.operations.importing import PURPOSE, ask_import
from cite.files.models import StoredFile
from cite.files.operations import create_file
from cite.tenancy.models import Territory

_SECONDS, _AGAIN_SECONDS, _MEGABYTES = 240, 40, 600
_DEPARTMENTS = tuple(f"{number:02d}" for number in range(1, 96) if number != 20)


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Import the same files twice; there is no peer that does this into a database of ours."""
    territory = loaded_territory()
    report = Report(
        "directories", f"Import of {sizes.services:,} services, from the launch of the worker to its end"
    )
    with scope(territory=territory):
        pilot = User.objects.create_user("import@example.org", full_name="Claire")
        TerritoryRole.objects.create(user=pilot, territory=territory, role=Role.CO_PILOT_STATE)
        files = {
            "structures": _kept(territory, _structures(sizes.services // 4)),
            "services": _kept(territory, _services(sizes.services)),
        }
        for label, target in (("the first import", _SECONDS), ("the same files again", _AGAIN_SECONDS)):
            asked = ask_import(territory=territory, by=pilot, is_local=False, **files)
            command = [sys.executable, "manage.py", "run_worker", "--until-empty"]
            watched = watch(command, output=settings.DATA_DIR / "worker.txt", cwd=ROOT)
            asked.refresh_from_db()
            _check(asked, sizes.services)
            report.figures += [
                Figure(label, watched.seconds, "s", target=target),
                Figure(f"processor time of {label}", watched.cpu_seconds, "s"),
                Figure(f"peak of memory, {label}", watched.peak_mb, "MB", target=_MEGABYTES),
            ]
    return report


def _check(asked: DirectoryImport, count: int) -> None:
    taken = sum(asked.counts.get(f"services_{what}", 0) for what in ("new", "unchanged"))
    if asked.error or taken != count - 1:
        raise RuntimeError(f"the import is not made: {asked.error} {asked.counts}")


def _kept(territory: Territory, records: Iterator[dict]) -> StoredFile:
    def write(stream):
        stream.write(b"[")
        for rank, record in enumerate(records):
            stream.write(b",\n" if rank else b"\n")
            stream.write(json.dumps(record, ensure_ascii=False).encode())
        stream.write(b"]")

    return create_file(
        name="fiches.json",
        content_type="application/json",
        write=write,
        by=None,
        territory=territory,
        purpose=PURPOSE,
    )


def _structures(count: int) -> Iterator[dict]:
    for number in range(count):
        yield {
            "source": "annuaire",
            "id": f"annuaire--s{number}",
            "nom": f"Structure {number}",
            "date_maj": "2026-05-01",
            "siret": f"{10**13 + number}",
            "code_insee": f"{_DEPARTMENTS[number % 90]}{number % 900 + 1:03d}",
            "telephone": f"04 77 {number % 90 + 10:02d} {number // 90 % 90 + 10:02d} {number // 8100 % 90 + 10:02d}",
        }


def _services(count: int) -> Iterator[dict]:
    """Write records as full as real ones; one of them is broken."""
    chance = Random(SEED)
    themes, audiences, kinds, modes = (
        sorted(codes) for codes in (THEMES, AUDIENCES, KINDS, MOBILIZATION_MODES)
    )
    audiences.remove("tous-publics")
    for offer in offers(count):
        department = chance.choice(_DEPARTMENTS)
        yield {
            "source": "annuaire",
            "id": f"annuaire--{offer.number}",
            "structure_id": f"annuaire--s{offer.number % (count // 4)}",
            "nom": offer.name[:150] if offer.number != count // 2 else None,
            "description": offer.description,
            "lien_source": f"https://example.org/fiches/{offer.number}",
            "date_maj": "2026-05-01",
            "type": chance.choice(kinds),
            "thematiques": chance.sample(themes, 2),
            "frais": "gratuit",
            "publics": chance.choice((["tous-publics"], chance.sample(audiences, 3))),
            "code_insee": f"{department}{chance.randint(1, 900):03d}",
            "code_postal": f"{department}000",
            "adresse": f"{chance.randint(1, 90)} rue des Essais",
            "longitude": round(chance.uniform(-1, 7), 5),
            "latitude": round(chance.uniform(43, 49), 5),
            "telephone": f"+334770{chance.randint(10000, 99999)}",
            "courriel": f"accueil{offer.number % (count // 4)}@example.org",
            "modes_accueil": ["en-presentiel"],
            "zone_eligibilite": [department],
            "modes_mobilisation": chance.sample(modes, 2),
            "mobilisable_par": ["usagers", "professionnels"],
            "horaires_accueil": f"Mo-Fr 08:{chance.randint(10, 59)}-1{chance.randint(2, 8)}:30; PH off",
        }
