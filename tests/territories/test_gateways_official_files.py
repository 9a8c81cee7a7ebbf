"""Files fetched as they are, within limits."""

import gzip
import struct

import pytest
import responses

from cite.territories.gateways import official_files
from cite.territories.gateways.district_files import read_publication
from cite.territories.gateways.official_files import FileRefused, fetch
from tests.factories.publications import make_feature, make_geojson, make_zip

ADDRESS = "https://www.example.org/qpv"


def test_a_zip_bomb_is_refused(publish):
    bomb = make_zip(**{"QP_WGS84.geojson": b" " * 5_000_000})
    forged = bytearray(bomb)
    directory = forged.rindex(b"PK\x01\x02")
    struct.pack_into("<I", forged, directory + 24, 10)  # the size it announces

    with pytest.raises(FileRefused, match="trop gros"):
        read_publication(publish(bytes(forged)))


def test_files_too_big_are_refused(publish, monkeypatch):
    monkeypatch.setattr(official_files, "MAX_BYTES", 1_000)
    monkeypatch.setattr(official_files, "MAX_UNPACKED_BYTES", 1_000)

    for content in (b" " * 2_000, gzip.compress(b" " * 2_000), make_zip(**{"a.geojson": b" " * 2_000})):
        with pytest.raises(FileRefused, match="trop gros"):
            read_publication(publish(content))


def test_a_missing_file_is_said_by_its_name_only():
    with pytest.raises(FileRefused) as refusal:
        fetch("/no/such/folder/qpv.geojson")

    assert "qpv.geojson" in refusal.value.sentence
    assert "/no/such" not in refusal.value.sentence


@responses.activate
def test_a_web_address_with_its_progress():
    content = make_geojson(make_feature())
    responses.get(ADDRESS, body=content, headers={"Content-Length": str(len(content))})
    told = []

    assert fetch(ADDRESS, lambda *step: told.append(step)).content == content
    assert told[-1] == (len(content), len(content))


@responses.activate
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 503}, "503"),
        ({"body": b"<html>"}, "page web"),
        ({"body": ConnectionError()}, "ne répond pas"),
    ],
)
def test_a_web_address_that_fails(answer, said):
    if isinstance(answer.get("body"), ConnectionError):
        answer = {"body": official_files.requests.ConnectionError()}
    responses.get(ADDRESS, **answer)

    with pytest.raises(FileRefused, match=said):
        fetch(ADDRESS)


def test_an_archive_behind_a_password_is_refused(publish):
    locked = bytearray(make_zip(**{"QP_WGS84.geojson": make_geojson(make_feature())}))
    locked[locked.index(b"PK\x03\x04") + 6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(FileRefused, match="mot de passe"):
        read_publication(publish(bytes(locked)))


@responses.activate
def test_a_web_address_that_never_ends(monkeypatch):
    monkeypatch.setattr(official_files, "MAX_BYTES", 1_000)
    responses.get(ADDRESS, body=b"x" * 2_000)

    with pytest.raises(FileRefused, match="trop gros"):
        fetch(ADDRESS)
