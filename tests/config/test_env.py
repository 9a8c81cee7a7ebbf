"""The environment is read once, typed, and refused with a sentence that names the variable."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from config.env import (
    DEVELOPMENT_SECRET,
    EnvironmentRefused,
    database_settings,
    email_settings,
    read_env,
    sms_settings,
)

PRODUCTION = {
    "CITE_ENV": "production",
    "SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgres://cite@localhost/cite",
    "ALLOWED_HOSTS": "cite.loire.gouv.fr",
    "DATA_DIR": "var",
    "EMAIL_URL": "smtp://mail.loire.gouv.fr",
    "EMAIL_FROM": "cite@loire.gouv.fr",
}


PROCONNECT = {
    "PROCONNECT_URL": "https://idp.example.gouv.fr/api/v2",
    "PROCONNECT_CLIENT_ID": "id",
    "PROCONNECT_CLIENT_SECRET": "secret",
}


def test_proconnect_is_whole_or_absent():
    assert read_env({}).proconnect_url == ""
    assert read_env(PRODUCTION | PROCONNECT).proconnect_client_id == "id"
    for missing in PROCONNECT:
        with pytest.raises(EnvironmentRefused, match=missing):
            read_env({name: value for name, value in PROCONNECT.items() if name != missing})
    with pytest.raises(EnvironmentRefused, match="https"):
        read_env(PRODUCTION | PROCONNECT | {"PROCONNECT_URL": "http://idp.example.org"})


def test_a_developer_needs_no_variable():
    env = read_env({})
    assert not env.production
    assert env.demo_accounts
    assert env.database_url.startswith("sqlite:///")


def test_production_starts_with_a_full_environment():
    env = read_env(PRODUCTION)
    assert env.production
    assert not env.demo_accounts
    assert env.allowed_hosts == ("cite.loire.gouv.fr",)


@pytest.mark.parametrize("missing", sorted(PRODUCTION.keys() - {"CITE_ENV"}))
def test_production_names_the_variable_it_lacks(missing):
    with pytest.raises(EnvironmentRefused, match=missing):
        read_env({name: value for name, value in PRODUCTION.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", DEVELOPMENT_SECRET),
        ("SECRET_KEY", "short"),
        ("DEMO_ACCOUNTS", "1"),
        ("DEMO_ACCOUNTS", "perhaps"),
        ("CITE_SKIN", "pink"),
        ("CITE_ENV", "prod"),
        ("CITE_ENV", "Production"),
        ("LOG_LEVEL", "loud"),
        ("CLAMD_URL", "http://localhost:3310"),
        ("CLAMD_URL", "tcp://:3310"),
        ("CLAMD_URL", "tcp://localhost:port"),
        ("CLAMD_URL", "unix:"),
        ("ALLOWED_HOSTS", "cite.loire.gouv.fr,cite.example.org"),
    ],
)
def test_production_refuses_a_dangerous_value(name, value):
    with pytest.raises(EnvironmentRefused, match=name):
        read_env(PRODUCTION | {name: value})


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:////srv/cite/db.sqlite3", "/srv/cite/db.sqlite3"), ("sqlite:///db.sqlite3", "db.sqlite3")],
)
def test_sqlite_waits_for_its_turn(url, name):
    settings = database_settings(url)
    assert settings["NAME"] == name
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_read_whole():
    settings = database_settings("postgres://cite:p%40ss@db.example.org:5433/cite?sslmode=require")
    assert settings["PASSWORD"] == "p@ss"
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example.org", "5433", "cite")
    assert settings["OPTIONS"] == {"options": "-c jit=off", "sslmode": "require"}


def test_postgresql_compiles_questions_where_its_address_asks():
    assert database_settings("postgres://db/cite?options=-c%20jit%3Don")["OPTIONS"] == {
        "options": "-c jit=on"
    }


@pytest.mark.parametrize("url", ["mysql://db/cite", "cite.sqlite3", "", "postgres://host:port/cite"])
def test_another_database_is_refused(url):
    with pytest.raises(EnvironmentRefused, match="DATABASE_URL"):
        database_settings(url)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://user:secret@mail.example.org", 587, True, False),
        ("smtps://user:secret@mail.example.org", 465, False, True),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_mail_is_encrypted_when_there_is_a_password(url, port, tls, ssl):
    settings = email_settings(url)
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_mail_may_go_to_a_folder(tmp_path: Path):
    assert email_settings(f"file://{tmp_path}")["EMAIL_FILE_PATH"] == str(tmp_path)
    with pytest.raises(EnvironmentRefused, match="EMAIL_URL"):
        email_settings("pigeon://tower")


@pytest.mark.parametrize(
    ("url", "keys"),
    [
        ("brevo://key%2F1", {"BREVO_API_KEY": "key/1"}),
        ("scaleway://secret@project", {"SCALEWAY_SECRET_KEY": "secret", "SCALEWAY_PROJECT_ID": "project"}),
        ("mailjet://key:secret@", {"MAILJET_API_KEY": "key", "MAILJET_SECRET_KEY": "secret"}),
    ],
)
def test_a_provider_of_email_is_chosen_by_its_address(url, keys):
    chosen = email_settings(url)
    assert chosen["ANYMAIL"] == keys | {"REQUESTS_TIMEOUT": 20}
    assert import_string(chosen["EMAIL_BACKEND"])


@pytest.mark.parametrize("url", ["brevo://", "scaleway://only", "mailjet://key@", "sms://"])
def test_a_provider_of_email_without_its_keys_is_refused(url):
    with pytest.raises(EnvironmentRefused, match="EMAIL_URL"):
        email_settings(url)


def test_sms_leave_by_the_way_that_is_chosen():
    assert sms_settings("off:", Path("/data")) == {}
    assert sms_settings("file:", Path("/data")) == {"gateway": "file", "folder": "/data/sms"}
    assert sms_settings("file:///sms", Path("/data"))["folder"] == "/sms"
    chosen = sms_settings("brevo://key?sender=CITE", Path("/data"))
    assert (chosen["key"], chosen["sender"]) == ("key", "CITE")
    assert chosen["url"].startswith("https://")


@pytest.mark.parametrize(
    "url", ["brevo://key", "brevo://?sender=CITE", "brevo://key?sender=MUCHTOOLONG1", "x:"]
)
def test_a_way_for_sms_that_cannot_be_read_is_refused(url):
    with pytest.raises(EnvironmentRefused, match="SMS_URL"):
        sms_settings(url, Path("/data"))


def test_what_is_erased_leaves_the_file_of_the_database(tmp_path):
    name = tmp_path / "cite.sqlite3"
    options = database_settings(f"sqlite:///{name}")["OPTIONS"]
    with closing(sqlite3.connect(name)) as base:
        base.executescript(options["init_command"])
        base.execute("CREATE TABLE people (name TEXT)")
        base.executemany(
            "INSERT INTO people VALUES (?)", [(f"Quelquun-{number}" * 20,) for number in range(500)]
        )
        base.commit()
        base.execute("DELETE FROM people")
        base.commit()
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Quelquun-" not in name.read_bytes()
