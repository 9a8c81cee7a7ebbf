"""Reading the BAN as it is published: ``adresses-XX.csv.gz``, with or without identifiers, row by row."""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import requests
from django.utils.translation import gettext as _
from pyproj import Transformer

from cite.core.text import search_key
from cite.territories.gateways.address_index.records import AddressIndexError

MAX_SOURCE_BYTES = 4 * 1024**3
MAX_CSV_BYTES = 12 * 1024**3  # all of France is about 6 GB
MAX_LINE_BYTES = 20_000
MAX_SKIPPED_SHARE = 0.05
_NEEDED = ("numero", "nom_voie", "code_insee", "nom_commune")
_COORDINATES = (("lon", "lat"), ("x", "y"))
# The official projection of each territory whose Lambert or UTM coordinates the BAN publishes.
_PROJECTIONS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
_NO_NUMBER = {"", "0", "9999", "99999"}
_BLOCK = 1 << 20
_TIMEOUT = 30


@dataclass(slots=True)
class AddressRow:
    """One address of the source."""

    commune_code: str
    commune_name: str
    street_id: str
    street: str
    postcode: str
    former: str
    locality: str
    number: int
    suffix: str
    longitude: float
    latitude: float


@dataclass(slots=True)
class RowCount:
    """How many rows were read, and why some were left out (with the line of the first of each)."""

    read: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    first_lines: dict[str, int] = field(default_factory=dict)

    def skip(self, reason, line):
        """Count a row left out."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1
        self.first_lines.setdefault(reason, line)

    @property
    def left_out(self):
        """How many rows were left out."""
        return sum(self.skipped.values())


class _RowRefused(Exception):
    """A row that cannot be used; the message says why."""


def department_of(commune_code):
    """Return the département of a commune: its first two characters, three overseas."""
    return commune_code[:3] if commune_code[:2] in ("97", "98") else commune_code[:2]


def checksum(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
            if progress:
                progress(source.tell())
    return digest.hexdigest()


def published_on(path: Path) -> date:
    """Return the date that the gzip header carries, else the date of the file."""
    with path.open("rb") as source:
        head = source.read(8)
    stamp = int.from_bytes(head[4:8], "little") if head[:2] == b"\x1f\x8b" else 0
    return datetime.fromtimestamp(stamp or path.stat().st_mtime, tz=UTC).date()


def fetch(url: str, target: Path, progress: Callable[[int], None] | None = None) -> None:
    """Download a source; an interrupted download starts again."""
    try:
        with requests.get(url, stream=True, timeout=_TIMEOUT) as answer, target.open("wb") as output:
            answer.raise_for_status()
            received = 0
            for block in answer.iter_content(_BLOCK):
                received += len(block)
                if received > MAX_SOURCE_BYTES:
                    raise AddressIndexError(_("Le fichier à télécharger dépasse 4 Go : ce n’est pas la BAN."))
                output.write(block)
                if progress:
                    progress(received)
    except requests.RequestException as error:
        raise AddressIndexError(
            _("Le téléchargement a échoué. Prenez le fichier avec un navigateur, puis donnez son chemin.")
        ) from error


def read_rows(path: Path, *, count: RowCount, skip: int = 0) -> Iterator[AddressRow]:
    """Yield the addresses of a BAN file from its row ``skip`` on, counting those read and left out.

    Raises:
        AddressIndexError: not a BAN file, cut short, or too many rows that cannot be used.
    """
    with _opened(path) as stream:
        reader = csv.reader(_lines(stream), delimiter=";")
        try:
            columns = _columns(next(reader, []))
            for values in reader:
                count.read += 1
                if count.read <= skip or not values:
                    continue
                try:
                    yield _address(values, columns)
                except _RowRefused as refused:
                    count.skip(str(refused), reader.line_num)
                    _refuse_garbage(count)
        except csv.Error as error:
            raise _at_line(reader.line_num, _("la ligne n’est pas lisible")) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            message = _("le fichier est incomplet ou abîmé : téléchargez-le de nouveau")
            raise _at_line(reader.line_num + 1, message) from error
    if count.read == 0:
        raise AddressIndexError(_("Le fichier ne contient aucune adresse."))
    _refuse_garbage(count, finished=True)


@contextmanager
def _opened(path):
    size = path.stat().st_size
    if size > MAX_CSV_BYTES:
        raise AddressIndexError(_("Le fichier dépasse 12 Go : ce n’est pas la BAN."))
    with path.open("rb") as raw:
        head = raw.read(64)
        raw.seek(0)
        if head[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=raw) as stream:
                yield stream
            return
        _refuse_other_formats(head)
        yield raw


def _refuse_other_formats(head):
    if not head.strip(b"\x00 \r\n\t"):
        raise AddressIndexError(_("Le fichier est vide."))
    if head.startswith(b"PK"):
        raise AddressIndexError(
            _("Ligne 1 : c’est une archive ZIP. Donnez le fichier « .csv.gz » de la BAN.")
        )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise AddressIndexError(
            _("Ligne 1 : c’est une page web, pas la BAN. Donnez le fichier « .csv.gz » lui-même.")
        )


def _lines(stream):
    """Yield decoded lines; a line that is not UTF-8 is read as Windows wrote it."""
    size = 0
    first = True
    for number in range(1, 1 << 62):
        line = stream.readline(MAX_LINE_BYTES + 1)
        if not line:
            return
        size += len(line)
        if len(line) > MAX_LINE_BYTES:
            raise _at_line(number, _("la ligne est trop longue : ce n’est pas un fichier de la BAN"))
        if size > MAX_CSV_BYTES:
            raise _at_line(number, _("le fichier dépasse 12 Go une fois décompressé"))
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            _refuse_other_formats(line[:64])
            first = False
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        yield text.replace("\0", "")


def _columns(header):
    columns = {name.strip().lower(): i for i, name in enumerate(header)}
    missing = [name for name in _NEEDED if name not in columns]
    if missing or not any(set(pair) <= columns.keys() for pair in _COORDINATES):
        missing = ", ".join(missing or ["lon", "lat"])
        raise AddressIndexError(
            _("Ligne 1 : ce n’est pas un fichier d’adresses de la BAN, il manque les colonnes : %(missing)s.")
            % {"missing": missing}
        )
    return columns


def _address(values, columns):
    def value(name):
        at = columns.get(name)
        return values[at].strip() if at is not None and at < len(values) else ""

    code = value("code_insee").upper()
    street = value("nom_voie")
    if not _is_commune_code(code):
        raise _RowRefused(_("code de commune illisible"))
    if not street:
        raise _RowRefused(_("nom de voie vide"))
    number = _number(value("numero"))
    longitude, latitude = _position(value, code)
    return AddressRow(
        commune_code=code,
        commune_name=value("nom_commune") or code,
        street_id=_street_id(value, number) or f"{code}_{search_key(street)[:60].replace(' ', '_')}",
        street=street[:200],
        postcode=value("code_postal")[:5],
        former=value("nom_ancienne_commune"),
        locality=value("nom_ld")[:200],
        number=number,
        suffix=value("rep").lower().replace(" ", "")[:12] if number else "",
        longitude=longitude,
        latitude=latitude,
    )


def _is_commune_code(code):
    return len(code) == 5 and code.isascii() and code.isalnum() and code[2:].isdigit()


def _number(text):
    if text in _NO_NUMBER:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise _RowRefused(_("numéro illisible"))
    return int(text)


def _street_id(value, number):
    """Cut « _00012_bis » off the identifier of an address, which leaves that of its street."""
    before, found, _after = value("id").partition(f"_{number:05d}")
    return before if found else value("id_fantoir")


def _position(value, code):
    try:
        longitude, latitude = value("lon"), value("lat")
        if longitude and latitude:
            position = float(longitude.replace(",", ".")), float(latitude.replace(",", "."))
        else:
            x, y = float(value("x").replace(",", ".")), float(value("y").replace(",", "."))
            position = _transformer(department_of(code)).transform(x, y)
    except ValueError:
        raise _RowRefused(_("coordonnées absentes ou illisibles")) from None
    if not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90) or position == (0, 0):
        raise _RowRefused(_("coordonnées hors du monde"))
    return position


@cache
def _transformer(department):
    return Transformer.from_crs(_PROJECTIONS.get(department, 2154), 4326, always_xy=True)


def _refuse_garbage(count, *, finished=False):
    """Refuse a file whose rows are mostly unusable: better no index than a hollow one."""
    if count.left_out > MAX_SKIPPED_SHARE * count.read and (finished or count.left_out > 1000):
        reason = max(count.skipped, key=count.skipped.get)
        raise _at_line(
            count.first_lines[reason],
            _("%(reason)s, comme %(count)d autres lignes : ce fichier n’est pas celui de la BAN")
            % {"reason": reason, "count": count.left_out - 1},
        )


def _at_line(line, message):
    return AddressIndexError(_("Ligne %(line)d : %(message)s.") % {"line": line, "message": message})
