"""Installing the addresses: whole, once, and in spite of a killed process."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
import responses
from django.core.management import CommandError, call_command

from bench.synthetic_ban import COMMUNES, write_extract
from cite.territories.gateways.address_index import AddressIndexError, open_index
from cite.territories.operations.addresses import import_addresses
from cite.territories.queries.geocoding import address_index_status

ROOT = Path(__file__).resolve().parents[2]
URL = "https://files.example/adresses-42.csv.gz"


@pytest.fixture
def directory(settings, tmp_path):
    settings.ADDRESS_INDEX_DIR = tmp_path / "addresses"
    settings.REFERENCE_DATA_DIR = tmp_path
    return settings.ADDRESS_INDEX_DIR


@pytest.fixture
def extract(tmp_path):
    path = tmp_path / "adresses-42.csv.gz"
    write_extract(path, 2000, communes=COMMUNES[:5])
    return path


def test_installs_then_says_it_is_up_to_date(directory, extract):
    done = import_addresses(source=str(extract))
    assert done.departments["42"] == done.read == address_index_status().count
    assert sorted(path.name for path in directory.iterdir()) == ["42.sqlite3", "import.lock"]
    stamp = (directory / "42.sqlite3").stat().st_ino
    again = import_addresses(source=str(extract))
    assert again.is_up_to_date
    assert (directory / "42.sqlite3").stat().st_ino == stamp


def test_a_new_publication_replaces_the_old_one(directory, extract, tmp_path):
    import_addresses(source=str(extract))
    write_extract(tmp_path / "next.csv.gz", 1000, communes=COMMUNES[:5], with_ids=True)
    done = import_addresses(source=str(tmp_path / "next.csv.gz"))
    assert not done.is_up_to_date
    assert address_index_status().count == done.departments["42"] == done.read


def test_counts_without_writing(directory, extract):
    done = import_addresses(source=str(extract), dry_run=True)
    assert (done.is_dry_run, done.departments["42"]) == (True, done.read)
    assert not (directory / "42.sqlite3").exists()


def test_keeps_only_the_department_asked_for(directory, tmp_path):
    lyon = ("69381", "Lyon", "69001", 30000, 4.83, 45.77)
    write_extract(tmp_path / "all.csv.gz", 500, communes=[*COMMUNES[:2], lyon])
    done = import_addresses(source=str(tmp_path / "all.csv.gz"), departments=["69"])
    assert list(done.departments) == ["69"]
    done = import_addresses(source=str(tmp_path / "all.csv.gz"))
    assert list(done.departments) == ["42", "69"]
    assert address_index_status().departments == ("42", "69")


def test_a_department_that_the_file_lacks_is_an_error(directory, extract):
    with pytest.raises(AddressIndexError, match="département 75"):
        import_addresses(source=str(extract), departments=["75"])
    assert list(directory.glob("*.building*")) == []


def test_a_refused_file_changes_nothing(directory, extract, tmp_path):
    import_addresses(source=str(extract))
    before = address_index_status()
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(extract.read_bytes()[:-200])
    with pytest.raises(AddressIndexError, match="incomplet"):
        import_addresses(source=str(broken))
    assert address_index_status() == before
    assert list(directory.glob("*.building*")) == []


def test_an_absent_file_is_said(directory):
    with pytest.raises(AddressIndexError, match="n’existe pas"):
        import_addresses(source="absent.csv.gz")


def test_downloads_a_source_and_keeps_only_the_index(directory, extract):
    with responses.RequestsMock() as service:
        service.get(URL, body=extract.read_bytes())
        import_addresses(source=URL)
    assert sorted(path.name for path in directory.iterdir()) == ["42.sqlite3", "import.lock"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"status": 404}, "téléchargement"),
        ({"body": requests.ConnectionError()}, "téléchargement"),
        ({"body": "<html>maintenance</html>"}, "page web"),
    ],
)
def test_a_download_that_fails_is_said(directory, answer, sentence):
    with responses.RequestsMock() as service, pytest.raises(AddressIndexError, match=sentence):
        service.get(URL, **answer)
        import_addresses(source=URL)
    assert [path.name for path in directory.iterdir()] == ["import.lock"]


def test_the_command_tells_what_it_did(directory, extract, capsys):
    call_command("import_addresses", str(extract))
    assert "Les adresses sont installées." in capsys.readouterr().out
    call_command("import_addresses", str(extract))
    assert "Déjà à jour" in capsys.readouterr().out
    call_command("import_addresses", str(extract), "--dry-run")
    assert "rien n’a été écrit" in capsys.readouterr().out
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("import_addresses", "absent.csv")


@pytest.mark.slow
def test_an_import_killed_in_the_middle_goes_on_and_ends_the_same(directory, tmp_path):
    extract = tmp_path / "adresses-42.csv.gz"
    count = write_extract(extract, 120_000)
    environment = os.environ | {
        "DATA_DIR": str(tmp_path / "killed"),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    command = [sys.executable, "manage.py", "import_addresses", "--skip-checks", str(extract)]
    staging = tmp_path / "killed" / "addresses"
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while rows_stored(staging) < 20_000 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() is None, "the import ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (staging / "42.sqlite3").exists()

    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "Import repris à la ligne" in second.stdout
    resumed = open_index(staging / "42.sqlite3", (0, 0, 0))
    import_addresses(source=str(extract))
    straight = open_index(directory / "42.sqlite3", (0, 0, 0))
    assert resumed.count == straight.count == count
    assert resumed.communes == straight.communes
    for commune in straight.communes:
        assert resumed.streets(commune) == straight.streets(commune)


def rows_stored(directory):
    for path in directory.glob("staging-*.building"):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT rows FROM progress").fetchone()[0]
        except (sqlite3.Error, TypeError):
            return 0
        finally:
            connection.close()
    return 0
