"""The index seen by the pages: installed, replaced, damaged, absent; and the online service beside it."""

import csv
import os
import shutil
import sqlite3

import pytest
import responses

from bench.noisy_addresses import noisy_queries
from bench.synthetic_ban import COMMUNES, extract_rows, write_extract
from cite.territories.gateways.geoplateforme import breaker
from cite.territories.models import Commune
from cite.territories.operations.addresses import import_addresses
from cite.territories.queries import geocoding
from cite.territories.queries.geocoding import address_index_status, geocode_many, search_addresses
from cite.territories.rules.addresses import AddressQuery
from tests.paths import SHARED_DATA, needs_shared_data

URL = "https://geocoder.example/geocodage"
SOME = [COMMUNES[0], COMMUNES[1], COMMUNES[-1]]


@pytest.fixture(scope="session")
def built_index(tmp_path_factory):
    """An index of three communes, built once: tests work on copies."""
    directory = tmp_path_factory.mktemp("addresses")
    write_extract(directory / "adresses-42.csv.gz", 4000, communes=SOME)
    return directory


@pytest.fixture
def directory(settings, tmp_path):
    settings.ADDRESS_INDEX_DIR = tmp_path / "addresses"
    settings.REFERENCE_DATA_DIR = tmp_path / "data"
    settings.GEOPLATEFORME_URL = ""
    return settings.ADDRESS_INDEX_DIR


@pytest.fixture
def index(directory, built_index):
    ready = built_index / "42.sqlite3"
    source = built_index / "adresses-42.csv.gz"
    if ready.exists():
        directory.mkdir()
        shutil.copy(ready, directory / "42.sqlite3")
    else:
        import_addresses(source=str(source))
        shutil.copy(directory / "42.sqlite3", ready)
    return directory


@pytest.fixture
def rows():
    return list(extract_rows(4000, communes=SOME))


def asked(row):
    return f"{row['numero']} {row['rep']} {row['nom_voie']}, {row['code_postal']} {row['nom_commune']}"


def test_without_any_file_there_is_no_index(directory):
    status = address_index_status()
    assert (status.kind, status.count, status.examples, status.problem) == ("none", 0, (), "")
    assert not status.covers("42218")
    assert search_addresses("12 rue de la République, Saint-Étienne") == []
    assert geocode_many([AddressQuery("12 rue X")]) == [[]]


def test_an_installed_index_says_what_it_holds(index, rows):
    status = address_index_status()
    assert (status.kind, status.departments, status.count) == ("full", ("42",), len(rows))
    assert status.published_on.isoformat() == "2026-09-21"
    assert status.covers("42218")
    assert not status.covers("42044")


def test_finds_every_kind_of_spelling(index, rows):
    queries = noisy_queries(rows, 20)
    answers = geocode_many([AddressQuery(query.text) for query in queries])
    right = [
        bool(found)
        and found[0].commune_code == query.commune_code
        and found[0].label.startswith(f"{query.number} {query.suffix}".strip() + f" {query.street} ")
        for query, found in zip(queries, answers, strict=True)
    ]
    assert sum(right) >= 0.95 * len(right)


def test_columns_of_their_own_name_the_place(index, rows):
    row = rows[0]
    street = f"{row['numero']} {row['rep']} {row['nom_voie']}"
    whole = asked(row)
    found = geocode_many(
        [
            AddressQuery(street, row["code_postal"], row["nom_commune"]),
            AddressQuery(street, "", row["code_insee"]),
            AddressQuery(whole, row["code_postal"], row["nom_commune"]),
            AddressQuery(whole, row["code_postal"], ""),
        ]
    )
    assert {candidates[0].id for candidates in found} == {row["id"]}
    assert (
        search_addresses(street, postcode=row["code_postal"], commune_code=row["code_insee"])[0].id
        == row["id"]
    )


def test_keeps_only_the_communes_last_asked_for(index, rows, monkeypatch):
    monkeypatch.setattr(geocoding, "MAX_CACHED_STREETS", 1)
    queries = [AddressQuery(asked(row)) for row in rows[::50]]
    answers = geocode_many(queries)
    assert [found[0].commune_code for found in answers] == [row["code_insee"] for row in rows[::50]]
    assert len(geocoding._current[1]._books) == 1


def test_identical_rows_have_the_same_answer(index, rows):
    query = AddressQuery(asked(rows[5]))
    answers = geocode_many([query] * 10_000)
    assert len(answers) == 10_000
    assert answers[0] is answers[-1]


def test_a_replaced_file_is_seen_at_once(index, directory, tmp_path):
    assert address_index_status().covers("42218")
    write_extract(tmp_path / "new.csv.gz", 500, communes=[COMMUNES[4]])
    import_addresses(source=str(tmp_path / "new.csv.gz"))
    assert not address_index_status().covers("42218")
    assert address_index_status().covers("42044")
    (directory / "42.sqlite3").unlink()
    assert address_index_status().kind == "none"


def test_a_damaged_file_is_said_and_breaks_nothing(index):
    path = index / "42.sqlite3"
    damaged = path.with_suffix(".new")
    damaged.write_bytes(path.read_bytes()[:2000])
    os.replace(damaged, path)
    status = address_index_status()
    assert status.kind == "none"
    assert "42" in status.problem
    assert search_addresses("12 rue X, Saint-Étienne") == []


def test_a_file_damaged_beyond_its_head_breaks_nothing(index, rows):
    connection = sqlite3.connect(index / "42.sqlite3")
    connection.execute("DROP TABLE streets")
    connection.close()
    assert address_index_status().problem == ""
    assert geocode_many([AddressQuery(asked(rows[0])), AddressQuery("12 rue de la République")]) == [[], []]
    assert "réimportez" in address_index_status().problem


@pytest.mark.django_db
def test_the_territory_s_communes_come_first(index, territory, rows, django_assert_num_queries):
    names = {}
    for row in rows:
        names.setdefault(row["nom_voie"], set()).add(row["code_insee"])
    street = next(name for name, codes in names.items() if {"42218", "42207"} <= codes)
    Commune.objects.create(code="42207", name="Saint-Chamond", epci_code="244200770", department_code="42")
    with django_assert_num_queries(1):
        found = search_addresses(street, territory=territory)
    assert found[0].commune_code == "42207"


@needs_shared_data
def test_the_town_halls_serve_as_examples(directory, settings):
    (settings.REFERENCE_DATA_DIR / "ban").mkdir(parents=True)
    source = SHARED_DATA / "ban" / "adresses_mairies_sem.csv"
    shutil.copy(source, settings.REFERENCE_DATA_DIR / "ban")
    status = address_index_status()
    assert (status.kind, status.count, status.departments) == ("reference", 54, ("42",))
    assert not status.covers("42218")
    for example in status.examples:
        [found, *_] = search_addresses(example)
        assert (found.kind, found.source) == ("housenumber", "reference")
        assert found.score >= 0.8
    with source.open(encoding="utf-8") as lines:
        town_halls = list(csv.DictReader(lines, delimiter=";"))
    queries = [AddressQuery(row["adresse"], row["code_postal"], row["commune"]) for row in town_halls]
    for row, found in zip(town_halls, geocode_many(queries), strict=True):
        best = found[0]
        assert best.commune_code == row["insee_com"], row
        assert (best.longitude, best.latitude) == pytest.approx(
            (float(row["lon"]), float(row["lat"])), abs=2e-6
        )
        assert best.kind == ("housenumber" if row["adresse"][0].isdigit() else "street")


@pytest.fixture
def service(settings):
    settings.GEOPLATEFORME_URL = URL
    breaker.reset()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get(
            f"{URL}/search",
            json={
                "features": [
                    {
                        "geometry": {"coordinates": [4.85, 45.75]},
                        "properties": {"label": "12 Rue Zola 69003 Lyon", "score": 0.9, "citycode": "69383"},
                    }
                ]
            },
        )
        yield mock
    breaker.reset()


def test_the_online_service_answers_for_what_is_not_installed(index, service):
    [found] = search_addresses("12 rue Zola 69003 Lyon")
    assert (found.source, found.commune_code, found.score) == ("geoplateforme", "69383", 0.9)


def test_the_online_service_is_left_alone(index, service, rows):
    assert search_addresses(asked(rows[0]))[0].source == "ban"
    assert search_addresses("12 rue Introuvable 42000 Saint-Étienne") is not None
    assert search_addresses("12 rue Zola 69003 Lyon", online=False) == []
    assert geocode_many([AddressQuery("12 rue Zola 69003 Lyon")]) == [[]]
    assert len(service.calls) == 0


def test_without_an_index_a_silent_service_is_no_answer(directory, service):
    service.replace(responses.GET, f"{URL}/search", status=503)
    assert search_addresses("12 rue Zola 69003 Lyon") == []
