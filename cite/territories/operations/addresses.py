"""Installing the addresses of a département: from the BAN's file to the embedded index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cite.territories.gateways.address_index import (
    AddressIndexError,
    RowCount,
    Staging,
    building_alone,
    checksum,
    department_of,
    fetch,
    index_stamps,
    open_index,
    published_on,
    read_rows,
)


@dataclass(slots=True)
class AddressImport:
    """What an import did: addresses by département, rows left out by reason."""

    departments: dict[str, int] = field(default_factory=dict)
    read: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    resumed_at: int = 0
    is_up_to_date: bool = False
    is_dry_run: bool = False


def import_addresses(
    *,
    source: str,
    departments: Sequence[str] = (),
    dry_run: bool = False,
    progress: Callable[[str, int], None] | None = None,
) -> AddressImport:
    """Build the index from a BAN file or its address on the web; goes on where a killed import stopped.

    Raises:
        AddressIndexError: the file cannot be used; nothing of the index has changed.
    """
    directory = Path(settings.ADDRESS_INDEX_DIR)
    tell = progress or (lambda step, done: None)
    with building_alone(directory):
        is_remote = source.startswith(("http://", "https://"))
        path = directory / "source.download" if is_remote else Path(source)
        try:
            if is_remote:
                fetch(source, path, lambda done: tell("download", done))
            elif not path.is_file():
                raise AddressIndexError(_("Le fichier n’existe pas. Vérifiez son chemin."))
            return _count(path, departments) if dry_run else _import(path, directory, departments, tell)
        finally:
            if is_remote:
                path.unlink(missing_ok=True)


def _count(path, departments):
    """Read everything and write nothing."""
    count = RowCount()
    found: dict[str, int] = {}
    for row in read_rows(path, count=count):
        department = department_of(row.commune_code)
        if not departments or department in departments:
            found[department] = found.get(department, 0) + 1
    return AddressImport(found, count.read, count.skipped, is_dry_run=True)


def _import(path, directory, departments, tell):
    signature = checksum(path, lambda done: tell("checksum", done))
    selection = "-".join(sorted(departments))
    installed = _installed(directory, signature, selection)
    if installed:
        return AddressImport(installed, sum(installed.values()), is_up_to_date=True)
    staging = Staging(directory, f"{signature[:16]}-{selection}")
    count = RowCount()
    try:
        resumed_at = staging.rows_done
        rows = read_rows(path, count=count, skip=resumed_at)
        wanted = (r for r in rows if not departments or department_of(r.commune_code) in departments)
        staging.add(wanted, lambda: count.read, lambda done: tell("rows", done))
        missing = sorted(set(departments) - set(staging.departments()))
        if missing:
            raise AddressIndexError(
                _("Le fichier n’a aucune adresse dans le département %(department)s.")
                % {"department": ", ".join(missing)}
            )
        tell("publish", count.read)
        meta = {
            "source_checksum": signature,
            "selection": selection,
            "published_on": published_on(path).isoformat(),
        }
        written = staging.publish(meta)
    except AddressIndexError:
        staging.discard()
        raise
    except BaseException:
        staging.close()
        raise
    staging.discard()
    return AddressImport(written, count.read, count.skipped, resumed_at)


def _installed(directory, signature, selection):
    """Return what an earlier import of this very file installed, by département."""
    found = {}
    for path, stamp in index_stamps(directory).items():
        try:
            file = open_index(path, stamp)
        except AddressIndexError:
            continue
        if (file.source_checksum, file.selection) == (signature, selection):
            found[file.department] = file.count
    return found
