"""Where is this address? The embedded index first; the Géoplateforme for what it does not cover."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings

from cite.territories.gateways.address_index import (
    AddressIndexError,
    index_stamps,
    open_index,
    read_reference,
)
from cite.territories.gateways.geoplateforme import search_online
from cite.territories.models import Commune
from cite.territories.rules.addresses import (
    AddressQuery,
    Candidate,
    Places,
    StreetBook,
    find_address,
    named_place,
)
from cite.territories.rules.residence import department_of

REFERENCE_FILE = "ban/adresses_mairies_sem.csv"
MAX_CACHED_STREETS = 120_000  # about 150 MB: two or three départements at work
MAX_STREETS_EVERYWHERE = 150_000  # beyond, an address without a place is not searched
MAX_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class AddressIndexStatus:
    """What the embedded index holds: "none", "reference" (the town halls) or "full" (a BAN file)."""

    kind: str
    count: int
    departments: tuple[str, ...]
    published_on: date | None
    communes: frozenset[str]
    examples: tuple[str, ...]
    problem: str = ""

    def covers(self, commune_code: str) -> bool:
        """Tell whether the addresses of this commune are in a full index."""
        return self.kind == "full" and commune_code in self.communes


def search_addresses(
    text: str,
    *,
    limit: int = 5,
    commune_code: str = "",
    postcode: str = "",
    online: bool | None = None,
    territory=None,
) -> list[Candidate]:
    """Return the best candidates for one address, typed to the end or not, best first.

    ``online``: None asks the Géoplateforme only for what the embedded index does not cover; False never.
    ``territory``: its communes come first among candidates as good.
    """
    gazetteer = _gazetteer()
    full_text = _joined(AddressQuery(text, postcode))
    found = find_address(
        full_text,
        gazetteer,
        commune_code=commune_code,
        limit=limit,
        partial=True,
        preferred=_communes_of(territory) if territory else frozenset(),
    )
    if online is False or _is_covered(gazetteer, full_text, commune_code):
        return found
    answer = search_online(
        settings.GEOPLATEFORME_URL, text, limit=limit, commune_code=commune_code, postcode=postcode
    )
    return [Candidate(**asdict(place), source="geoplateforme") for place in answer.places] or found


def geocode_many(queries: Sequence[AddressQuery]) -> list[list[Candidate]]:
    """Return the best two candidates of each query, in the same order; embedded index only."""
    gazetteer = _gazetteer()
    answers: dict[AddressQuery, list[Candidate]] = {}  # for this batch only: an address is personal data
    for query in queries:
        if query not in answers:
            code = query.commune if query.commune in gazetteer.communes else ""
            answers[query] = find_address(_joined(query), gazetteer, commune_code=code)
    return [answers[query] for query in queries]


def address_index_status() -> AddressIndexStatus:
    """Return what the embedded index holds now."""
    return _gazetteer().status


def _communes_of(territory) -> frozenset[str]:
    return frozenset(Commune.objects.filter(epci_code=territory.epci_code).values_list("code", flat=True))


def _joined(query: AddressQuery) -> str:
    """Return the address on one line, its own columns last: they prevail over what the text says."""
    commune = "" if query.commune.isdigit() else query.commune
    postcode = "" if query.postcode and query.postcode in query.text else query.postcode
    if not postcode and not commune:
        return query.text
    return f"{query.text[:200]}, {postcode} {commune}"


def _is_covered(gazetteer, text, commune_code):
    """Tell whether the embedded index can answer for the place that the address names."""
    status = gazetteer.status
    if status.kind != "full":
        return False
    if commune_code:
        return status.covers(commune_code)
    place = named_place(text)
    return not place.department or place.department in status.departments


class _Gazetteer:
    """The files of the index as they were when last seen, and the streets already read from them."""

    def __init__(self, files, *, source, status):
        self.source = source
        self.status = status
        self._lock = threading.Lock()
        self._books: OrderedDict[str, StreetBook] = OrderedDict()
        self._everywhere: StreetBook | None = None
        self._files = {commune.code: file for file in files for commune in file.communes}
        self.communes = {commune.code: commune for file in files for commune in file.communes}
        self.places = Places(self.communes.values())

    def commune(self, code):
        """Return a commune of the index."""
        return self.communes[code]

    def books(self, communes):
        """Return the streets of these communes, ready to be searched."""
        if communes == self.places.everywhere:
            return [self._book_of_everywhere()]
        return [self._book(code) for code in communes if code in self._files]

    def _book(self, code):
        with self._lock:
            if (book := self._books.get(code)) is not None:
                self._books.move_to_end(code)
                return book
        book = StreetBook(self._streets(code))
        with self._lock:
            self._books[code] = book
            while len(self._books) > 1 and sum(map(len, self._books.values())) > MAX_CACHED_STREETS:
                self._books.popitem(last=False)
        return book

    def _streets(self, code):
        """Read the streets of a commune; a file damaged since it was opened is said, and gives none."""
        try:
            return self._files[code].streets(self.communes[code])
        except AddressIndexError as error:
            self.status = replace(self.status, problem=str(error))
            return []

    def _book_of_everywhere(self):
        if self._everywhere is None:
            streets = []
            if sum(commune.streets for commune in self.communes.values()) <= MAX_STREETS_EVERYWHERE:
                for code in self._files:
                    streets.extend(self._streets(code))
            self._everywhere = StreetBook(streets)
        return self._everywhere


_current: tuple[object, _Gazetteer] | None = None
_opening = threading.Lock()


def _gazetteer() -> _Gazetteer:
    """Return the index, opened again when a file of it was replaced."""
    global _current
    directory = Path(settings.ADDRESS_INDEX_DIR)
    version = (directory, tuple(index_stamps(directory).items()))
    current = _current
    if current is None or current[0] != version:
        with _opening:
            current = (version, _open(dict(version[1])))
            _current = current
    return current[1]


def _open(stamps):
    files, problems = [], []
    for path, stamp in stamps.items():
        try:
            files.append(open_index(path, stamp))
        except AddressIndexError as error:
            problems.append(str(error))
    problem = " ".join(problems)
    reference = read_reference(Path(settings.REFERENCE_DATA_DIR) / REFERENCE_FILE)
    examples = reference.examples[:MAX_EXAMPLES] if reference else ()
    if files:
        return _Gazetteer(files, source="ban", status=_full_status(files, examples, problem))
    if reference:
        codes = frozenset(commune.code for commune in reference.communes)
        departments = tuple(sorted({department_of(code) for code in codes}))
        status = AddressIndexStatus("reference", reference.count, departments, None, codes, examples, problem)
        return _Gazetteer([reference], source="reference", status=status)
    status = AddressIndexStatus("none", 0, (), None, frozenset(), (), problem)
    return _Gazetteer([], source="reference", status=status)


def _full_status(files, examples, problem):
    return AddressIndexStatus(
        kind="full",
        count=sum(file.count for file in files),
        departments=tuple(file.department for file in files),
        published_on=min((file.published_on for file in files if file.published_on), default=None),
        communes=frozenset(commune.code for file in files for commune in file.communes),
        examples=examples,
        problem=problem,
    )
