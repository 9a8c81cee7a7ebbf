"""The offer by the API: found and read without a key, and with one what professionals read."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cite.core.dates import today
from cite.directory.enums import AUDIENCES
from cite.directory.models import Service, UnmetNeed
from cite.directory.operations.indexing import follow_services
from cite.directory.queries.exporting import published_offer
from cite.territories.models import District
from tests.factories.directory import make_intake, make_service, make_source, make_structure
from tests.factories.grants import make_carrier, make_carrier_member

MONTREYNAUD = "QN04213M"
HERE = {"longitude": 4.4036, "latitude": 45.466}
FAR_AWAY = date(2099, 1, 1)


@pytest.fixture
def structure(loaded, carrier):
    return make_structure(loaded, partner=carrier)


@pytest.fixture
def make(loaded, structure):
    """Publish a service of « Les Glycines », and let the search know it."""

    def making(name: str = "Aide au permis", **fields) -> Service:
        given = {"shown_until": FAR_AWAY} | fields
        service = make_service(given.pop("structure", structure), name, **given)
        follow_services(territory=loaded, services=[service])
        return service

    return making


def names(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [service["name"] for service in answer.json()["services"]]


def test_services_are_found_by_choices_words_and_place_without_a_key(api, make):
    near = make(longitude=4.404, latitude=45.466, without_car=True, languages=["ar", "fr"])
    make("Aide au permis moto", longitude=4.36, latitude=45.43, fee="payant")
    make("Garde d’enfants", themes=["famille--garde-denfants"], mobilizable_by=["professionnels"])
    assert len(names(api.get("services"))) == 3
    assert names(api.get("services", need="childcare")) == ["Garde d’enfants"]
    assert names(api.get("services", theme="famille--garde-denfants")) == ["Garde d’enfants"]
    assert names(api.get("services", access="professionnels")) == ["Garde d’enfants"]
    assert names(api.get("services", language="ar", without_car="true")) == ["Aide au permis"]
    assert names(api.get("services", words="garder mon fils")) == ["Garde d’enfants"]
    found = api.post("services/search", {"words": "perxis", **HERE}).json()
    assert [(s["name"], s["distance_m"]) for s in found["services"]] == [
        ("Aide au permis", 31),
        ("Aide au permis moto", 5253),
    ]
    assert (found["is_located"], found["services"][0]["id"]) == (True, str(near.uuid))
    assert found["corrections"] == [{"typed": "perxis", "taken": ["permis"]}]
    assert names(api.post("services/search", {"words": "permis", "free": True})) == []
    assert names(api.post("services/search", {"within": 2000, **HERE})) == ["Aide au permis"]
    assert len(names(api.post("services/search", {"within": 2000}))) == 3


def test_what_begins_this_week_and_what_covers_a_district(api, make, loaded):
    district = District.objects.get(code=MONTREYNAUD)
    soon = make("Atelier", districts=[district])
    make_intake(soon, today() + timedelta(days=3))
    follow_services(territory=loaded, services=[soon])
    make("Cours")
    assert names(api.get("services", this_week="true")) == ["Atelier"]
    assert names(api.get("services", district=MONTREYNAUD)) == ["Atelier"]
    wrong = api.get("services", district="QN99999X")
    assert (wrong.status_code, wrong.json()["code"]) == (404, "not_found")
    assert wrong.json()["detail"].startswith("Ce code n’est pas celui d’un quartier prioritaire")


def test_a_place_that_is_nowhere_prevents_nothing(api, make):
    make()
    for body, is_located in (
        ({}, None),
        ({"address": "  "}, None),
        ({"address": "qsdfghjklm"}, False),
        ({"longitude": 4.4}, False),
        ({"longitude": 1e308, "latitude": 45.4}, False),
    ):
        found = api.post("services/search", body).json()
        assert (found["is_located"], found["total"]) == (is_located, 1)
        assert found["services"][0]["distance_m"] is None


def test_pages_follow_one_another_and_end(api, make):
    for number in range(5):
        make(f"Atelier {number}")
    seen, page = [], 1
    while page is not None:
        answer = api.get("services", page=page, per_page=2)
        seen += names(answer)
        page = answer.json()["next_page"]
    assert sorted(seen) == [f"Atelier {number}" for number in range(5)]
    assert names(api.get("services", page=9)) == []
    for wrong in ({"page": 0}, {"per_page": 101}, {"page": "x"}, {"per_page": "1e2"}):
        assert api.get("services", **wrong).status_code == 422


def test_filters_are_counted_when_asked(api, make):
    make(without_car=True, fee="gratuit", mobilizable_by=["usagers"])
    make("Garde", themes=["famille--garde-denfants"], without_car=True)
    assert api.get("services").json()["counts"] == []
    counts = api.get("services", counts="true").json()["counts"]
    told = {(c["filter"], c["code"]): c["count"] for c in counts if c["count"]}
    assert told == {
        ("category", "mobilite"): 1,
        ("category", "famille"): 1,
        ("obstacle", "physical_mobility"): 1,
        ("obstacle", "childcare"): 1,
        # Everyone is welcome in both: whoever asks for one of them finds both.
        **{("audience", code): 2 for code in AUDIENCES},
        ("access", "usagers"): 1,
        ("ease", "without_car"): 2,
        ("fee", "gratuit"): 1,
    }


def test_a_sheet_is_told_in_our_fields_and_in_the_standard(api, ask, make, loaded):
    service = make(
        description="Une aide pour payer le permis.", weekly_hours="3.50", contact_name="Rose Valier"
    )
    make_intake(service, today(), places=8)
    make_intake(service, today() - timedelta(days=1))
    told = api.get(f"services/{service.uuid}").json()
    (record,) = published_offer(loaded, on=today()).services
    assert told["standard"] == record
    assert (told["sheet"]["weekly_hours"], told["sheet"]["contact_name"]) == (3.5, "")
    assert [entry["places"] for entry in told["entries"]] == [8]
    assert told["page"] == f"/offre/services/{service.uuid}/"
    professional = ask("get", f"services/{service.uuid}").json()
    assert professional["sheet"]["contact_name"] == "Rose Valier"
    assert professional["standard"] == record | {"contact_nom_prenom": "Rose Valier"}


def test_who_sees_which_sheet(api, ask, make, loaded):
    others = make_carrier(loaded, "Une voisine")
    make_carrier_member(others, "ines")
    elsewhere = make_structure(loaded, partner=others)
    sheets = {
        "shown": make(),
        "draft": make(state="draft"),
        "hidden": make(shown_until=date(2020, 1, 1)),
        "their draft": make(structure=elsewhere, state="draft"),
        "imported": make(structure=make_structure(loaded, source=make_source(loaded, "annuaire"))),
    }

    def seen(asking) -> set[str]:
        return {name for name, sheet in sheets.items() if asking("get", sheet).status_code == 200}

    assert seen(lambda _get, sheet: api.get(f"services/{sheet.uuid}")) == {"shown", "imported"}
    assert seen(lambda _get, sheet: ask("get", f"services/{sheet.uuid}")) == {
        "shown",
        "draft",
        "hidden",
        "imported",
    }


@pytest.mark.parametrize("key", ["", "court", "A" * 43])
def test_a_wrong_key_is_refused_where_none_is_needed(api, loaded, key):
    for header in (f"Bearer {key}", "Basic abc"):
        answer = api.get("services", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "no_key")


def test_a_cookie_says_nothing_of_who_asks(make, marc):
    draft = make(state="draft")
    client = Client()
    client.force_login(marc)
    assert client.get(f"/api/v1/services/{draft.uuid}").status_code == 404


def test_structures_and_their_services(api, make, structure, loaded):
    service = make()
    make(state="draft")
    make_structure(loaded)
    listed = api.get("structures").json()
    assert (listed["total"], listed["next_page"]) == (1, None)
    assert listed["structures"][0] == {
        "id": str(structure.uuid),
        "name": "Les Glycines",
        "siret": structure.siret,
        "commune": "",
        "is_partner": True,
        "source": structure.source.slug,
        "services": 1,
    }
    told = api.get(f"structures/{structure.uuid}").json()
    assert told["offered"] == [{"id": str(service.uuid), "name": service.name}]
    assert told["standard"]["id"] == structure.key
    assert api.get("structures", page=2).json()["structures"] == []
    assert api.get(f"structures/{make_structure(loaded).uuid}").status_code == 404


def test_the_coverage_of_each_district(api, ask, make, loaded):
    district = District.objects.get(code=MONTREYNAUD)
    make(districts=[district], places_left=4)
    UnmetNeed.objects.create(territory=loaded, need="physical_mobility", district=district)

    def cell(answer):
        (row,) = (row for row in answer.json()["districts"] if row["district"] == MONTREYNAUD)
        (found,) = (cell for cell in row["cells"] if cell["code"] == "physical_mobility")
        return found["services"], found["places"], found["unmet"]

    assert cell(api.get("coverage")) == (1, 4, None)
    assert cell(ask("get", "coverage")) == (1, 4, 1)
    assert len(api.get("coverage").json()["districts"]) == 20
    assert api.get("coverage", by="themes").status_code == 422


@pytest.mark.parametrize(
    ("path", "asked"), [("services", {"counts": "true"}), ("structures", {}), ("coverage", {})]
)
def test_the_number_of_queries_does_not_grow(api, make, loaded, path, asked):
    counts = []
    for _time in range(3):
        make(structure=make_structure(loaded), districts=list(District.objects.all()[:2]))
        with CaptureQueriesContext(connection) as captured:
            assert api.get(path, **asked).status_code == 200
        counts.append(len(captured))
    assert len(set(counts)) == 1


HOSTILE = [
    "\x00",
    "\u202e=1+1",
    "1' OR '1'='1",
    "{{ x }}",
    "<script>",
    "x" * 5000,
    "٣",
    "null",
    "-1",
    "1e9",
    "[]",
]
NAMES = [
    "words",
    "need",
    "district",
    "theme",
    "without_car",
    "open_now",
    "page",
    "per_page",
    "counts",
    "language",
]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_asked_is_answered_in_words(api, make, name):
    make()
    for value in HOSTILE:
        answers = [api.get("services", **{name: value}), api.post("services/search", {name: value})]
        for answer in answers:
            assert answer.status_code < 500, (name, value)
            assert answer.status_code == 200 or answer.json()["detail"]
