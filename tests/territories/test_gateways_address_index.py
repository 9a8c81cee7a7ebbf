"""The BAN's file in, the index out: what is read, what is refused, what survives."""

import gzip
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.synthetic_ban import COLUMNS, COMMUNES, write_extract
from cite.territories.gateways.address_index import (
    AddressIndexError,
    RowCount,
    Staging,
    building_alone,
    checksum,
    index_stamps,
    open_index,
    published_on,
    read_reference,
    read_rows,
)
from tests.paths import SHARED_DATA, needs_shared_data

HEADER = ";".join(COLUMNS)
ROW = {
    "id": "42218_1234_00012_bis",
    "numero": "12",
    "rep": "bis",
    "nom_voie": "Rue de l'Œillet",
    "code_postal": "42000",
    "code_insee": "42218",
    "nom_commune": "Saint-Étienne",
    "nom_ancienne_commune": "Terrenoire",
    "nom_ld": "Le Soleil",
    "lon": "4.39",
    "lat": "45.44",
}


def row(**changed):
    values = ROW | changed
    if "id" not in changed and "numero" in changed and values["numero"].isdigit():
        values["id"] = f"42218_1234_{int(values['numero']):05d}"
    return ";".join(values.get(column, "") for column in COLUMNS)


def write(tmp_path, *rows, header=HEADER, encoding="utf-8", name="adresses-42.csv"):
    path = tmp_path / name
    content = "\n".join([header, *rows, ""]).encode(encoding)
    path.write_bytes(gzip.compress(content, mtime=1_790_000_000) if name.endswith(".gz") else content)
    return path


def read(path, **options):
    return list(read_rows(path, count=options.pop("count", RowCount()), **options))


def build(directory, path, **meta):
    staging = Staging(directory, "test")
    count = RowCount()
    staging.add(read_rows(path, count=count, skip=staging.rows_done), lambda: count.read, lambda done: None)
    written = staging.publish({"source_checksum": checksum(path), "published_on": "2026-09-21"} | meta)
    staging.discard()
    return written


@pytest.mark.parametrize("name", ["adresses-42.csv", "adresses-42.csv.gz"])
def test_reads_a_row(tmp_path, name):
    [address] = read(write(tmp_path, row(), name=name))
    assert (address.number, address.suffix, address.street) == (12, "bis", "Rue de l'Œillet")
    assert (address.street_id, address.former, address.locality) == ("42218_1234", "Terrenoire", "Le Soleil")
    assert (address.longitude, address.latitude) == (4.39, 45.44)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_reads_encodings(tmp_path, encoding):
    [address] = read(write(tmp_path, row(), encoding=encoding))
    assert address.street == "Rue de l'Œillet"


def test_drops_nul_characters(tmp_path):
    [address] = read(write(tmp_path, row(nom_voie="Rue\0 Zola")))
    assert address.street == "Rue Zola"


def test_finds_columns_by_name(tmp_path):
    path = write(
        tmp_path,
        "Rue Zola;12;42218;Saint-Étienne;4.39;45.44",
        header="nom_voie;numero;code_insee;nom_commune;lon;lat",
    )
    [address] = read(path)
    assert (address.street, address.number, address.postcode) == ("Rue Zola", 12, "")


def test_a_file_without_identifiers_still_has_streets(tmp_path):
    header = "nom_voie;numero;code_insee;nom_commune;lon;lat"
    lines = (
        f"{name};{n};42218;Saint-Étienne;4.39;45.44" for name in ("Rue Zola", "Rue Hugo") for n in (1, 2)
    )
    build(tmp_path, write(tmp_path, *lines, header=header))
    index = open_index(tmp_path / "42.sqlite3", (0, 0, 0))
    streets = index.streets(index.communes[0])
    assert [(s.id, s.numbers) for s in streets] == [("42218_rue_hugo", " 1 2 "), ("42218_rue_zola", " 1 2 ")]


@pytest.mark.parametrize(
    ("code", "x", "y", "expected"),
    [
        ("42218", "808900", "6482300", (4.39, 45.43)),
        ("97411", "338000", "7691000", (55.45, -20.88)),
    ],
)
def test_converts_projected_coordinates(tmp_path, code, x, y, expected):
    [address] = read(write(tmp_path, row(code_insee=code, lon="", lat="", x=x, y=y)))
    assert (address.longitude, address.latitude) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("number", ["", "0", "9999", "99999"])
def test_a_row_without_number_is_a_place_name(tmp_path, number):
    build(tmp_path, write(tmp_path, row(numero=number, rep="")))
    [path] = index_stamps(tmp_path)
    index = open_index(path, (0, 0, 0))
    street = index.streets(index.communes[0])[0]
    assert (street.kind, street.numbers) == ("locality", "")


def test_leaves_out_unusable_rows_and_says_why(tmp_path):
    good = [row(numero=str(number)) for number in range(1, 200)]
    bad = [row(lon="", lat=""), row(lon="500"), row(numero="douze"), row(code_insee="4"), row(nom_voie=" ")]
    count = RowCount()
    assert len(read(write(tmp_path, *good, *bad), count=count)) == 199
    assert (count.read, count.left_out) == (204, 5)
    assert set(count.first_lines.values()) == {201, 202, 203, 204, 205}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"\n\n", "vide"),
        (b"<!DOCTYPE html><html>", "page web"),
        (b"\xef\xbb\xbf  <html>", "page web"),
        (b"PK\x03\x04rest", "archive ZIP"),
        (b"a;b;c\n1;2;3\n", "il manque les colonnes\u00a0: numero, nom_voie"),
        (b"numero;nom_voie;code_insee;nom_commune\n1;a;42218;b\n", "il manque les colonnes\u00a0: lon, lat"),
        (b"x" * 30_000, "Ligne 1\u00a0: la ligne est trop longue"),
        (HEADER.encode() + b"\n", "aucune adresse"),
        (HEADER.encode() + b"\n" + b"garbage\n" * 3000, "Ligne 2\u00a0: code de commune illisible"),
        (gzip.compress((HEADER + "\n" + row() + "\n").encode() * 500, mtime=0)[:-30], "incomplet"),
        (b"\x1f\x8bnot gzip at all", "incomplet"),
        (gzip.compress(b"<html><body>504</body></html>", mtime=0), "page web"),
    ],
)
def test_refuses_what_is_not_the_ban(tmp_path, content, sentence):
    path = tmp_path / "adresses-42.csv.gz"
    path.write_bytes(content)
    with pytest.raises(AddressIndexError, match=sentence):
        read(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_break_the_reading(tmp_path, content, with_header):
    path = tmp_path / "noise.csv"
    path.write_bytes((HEADER.encode() + b"\n" if with_header else b"") + content)
    try:
        read(path)
    except AddressIndexError as error:
        assert str(error)


def test_builds_streets_with_their_numbers(tmp_path):
    path = write(
        tmp_path,
        row(numero="2", rep="", lon="4.2"),
        row(numero="12", rep="bis", lon="4.3"),
        row(numero="12", rep="", lon="4.1"),
        row(numero="12", rep="", lon="4.9"),
        row(id="42207_1_00001", code_insee="42207", nom_commune="Saint-Chamond", numero="1", rep=""),
        row(id="69381_1_00001", code_insee="69381", nom_commune="Lyon", numero="1", rep=""),
    )
    assert build(tmp_path, path) == {"42": 5, "69": 1}
    index = open_index(tmp_path / "42.sqlite3", (0, 0, 0))
    assert [(c.code, c.postcodes, c.former_names, c.addresses) for c in index.communes] == [
        ("42218", ("42000",), ("Terrenoire",), 4),
        ("42207", ("42000",), ("Terrenoire",), 1),
    ]
    street, hamlet = index.streets(index.communes[0])
    assert street.numbers == " 2 12 12bis "
    assert street.house(12) == (4.1, 45.44)
    assert street.house(12, "bis") == (4.3, 45.44)
    assert street.house(1) is None
    assert street.house(2, "bis") is None
    assert (hamlet.name, hamlet.kind, hamlet.house(12)) == ("Le Soleil", "locality", None)


def test_every_address_of_an_extract_is_found_where_it_was(tmp_path):
    path = tmp_path / "adresses-42.csv.gz"
    count = write_extract(path, 3000, communes=COMMUNES[:6])
    assert build(tmp_path, path) == {"42": count}
    index = open_index(tmp_path / "42.sqlite3", (0, 0, 0))
    streets = {}
    for commune in index.communes:
        for street in index.streets(commune):
            streets[street.id, street.postcode] = street
    for address in read(path):
        street = streets[address.street_id, address.postcode]
        assert street.house(address.number, address.suffix) == pytest.approx(
            (address.longitude, address.latitude), abs=1e-6
        )


def test_goes_on_from_the_last_checkpoint(tmp_path):
    path = write(tmp_path, *(row(numero=str(number), rep="") for number in range(1, 101)))
    staging = Staging(tmp_path, "same")
    count = RowCount()
    rows = read_rows(path, count=count)
    staging.add([next(rows) for _ in range(40)], lambda: count.read, lambda done: None)
    staging.close()

    staging = Staging(tmp_path, "same")
    assert staging.rows_done == 40
    count = RowCount()
    staging.add(read_rows(path, count=count, skip=40), lambda: count.read, lambda done: None)
    assert staging.publish({}) == {"42": 100}
    staging.discard()
    assert list(tmp_path.glob("*.building*")) == []


def test_another_source_forgets_the_unfinished_one(tmp_path):
    Staging(tmp_path, "first").close()
    Staging(tmp_path, "second").close()
    assert not (tmp_path / "staging-first.building").exists()


def test_an_unreadable_staging_file_is_dropped_and_said(tmp_path):
    (tmp_path / "staging-x.building").write_bytes(b"not a database" * 100)
    with pytest.raises(AddressIndexError, match="Relancez"):
        Staging(tmp_path, "x")
    assert Staging(tmp_path, "x").rows_done == 0


def test_only_one_import_at_a_time(tmp_path):
    with (
        building_alone(tmp_path),
        pytest.raises(AddressIndexError, match="en cours"),
        building_alone(tmp_path),
    ):
        pass
    with building_alone(tmp_path):
        pass


def test_a_damaged_index_is_refused_with_a_remedy(tmp_path):
    path = tmp_path / "42.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"damaged" * 1000)
    with pytest.raises(AddressIndexError, match="département 42 ne sont pas lisibles"):
        open_index(path, (0, 0, 0))


def test_an_index_of_another_version_is_refused(tmp_path):
    build(tmp_path, write(tmp_path, row()))
    connection = sqlite3.connect(tmp_path / "42.sqlite3")
    with connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    connection.close()
    with pytest.raises(AddressIndexError, match="autre version"):
        open_index(tmp_path / "42.sqlite3", (0, 0, 0))


def test_only_departments_are_read_as_an_index(tmp_path):
    for name in ("42.sqlite3", "2A.sqlite3", "974.sqlite3", "other.sqlite3", "42.building"):
        (tmp_path / name).touch()
    assert [path.stem for path in index_stamps(tmp_path)] == ["2A", "42", "974"]
    assert index_stamps(tmp_path / "absent") == {}


def test_the_date_comes_from_the_gzip_header(tmp_path):
    assert published_on(write(tmp_path, row(), name="a.csv.gz")).isoformat() == "2026-09-21"


def test_no_reference_file_is_no_reference(tmp_path):
    assert read_reference(tmp_path / "absent.csv") is None


@needs_shared_data
def test_the_town_halls_are_read():
    reference = read_reference(SHARED_DATA / "ban" / "adresses_mairies_sem.csv")
    assert (reference.count, len(reference.communes)) == (54, 53)
    assert all(example[0].isdigit() for example in reference.examples)
