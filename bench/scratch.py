"""A temporary database with everything loaded: the territory shipped with the product, then the districts of France."""

from __future__ import annotations

from contextlib import redirect_stdout
from functools import cache
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from shapely import Geometry

from bench.places import FRANCE
from bench.synthetic_ban import write_extract
from cite.tenancy.models import Territory
from cite.territories.models import District
from cite.territories.operations.addresses import import_addresses


@cache
def loaded_territory() -> Territory:
    """Prepare the database, once a run, and give the Cité."""
    with redirect_stdout(StringIO()):
        call_command("migrate", verbosity=0, run_syncdb=True)
        call_command("load_territory")
        if FRANCE.exists():
            call_command("import_districts", str(FRANCE))
    return Territory.objects.get()


@cache
def loaded_addresses(count: int) -> None:
    """Build the embedded index from a fictional extract of so many addresses, once a run."""
    extract = settings.DATA_DIR / "adresses-42.csv.gz"
    write_extract(extract, count)
    import_addresses(source=str(extract))


def contours_on_map(*, of_territory: bool = False) -> list[Geometry]:
    """Give the contours of the priority districts, as the product orders them; all, or those of the Cité."""
    territory = loaded_territory()
    districts = District.objects.filter(contour__isnull=False)
    if of_territory:
        districts = districts.filter(communes__epci_code=territory.epci_code).distinct()
    return [district.geometry for district in districts.order_by("code", "pk")]
