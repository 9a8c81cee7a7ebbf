"""Whoever touches the journal is seen: every tampering one can do in the database, by hand."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cite.audit.enums import AuditAct
from cite.audit.models import Entry, Seal
from cite.audit.operations import erase_old_contents, seal_entries
from cite.audit.queries.verification import verify_journal
from cite.audit.rules import moment
from cite.core.dates import now
from tests.factories.audit import write, write_sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(territory):
    """Five seals over three entries each."""
    return [write_sealed(3, territory=territory) for _ in range(5)]


def sql(statement: str, *values) -> None:
    """Do what somebody who holds the database can do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_journal_that_nobody_touched_holds(sealed, capsys):
    write()
    call_command("verify_journal")
    said = capsys.readouterr().out
    assert "Sceaux : 5 ; lignes scellées : 15" in said
    assert "en attente de sceau : 1" in said
    assert str(Seal.objects.get(number=5)) in said
    call_command("verify_journal", expect=None)
    last = Seal.objects.get(number=5)
    assert verify_journal((5, last.hash)).broken == ""


def test_an_empty_journal_holds(db, capsys):
    call_command("verify_journal")
    assert "Sceaux : 0" in capsys.readouterr().out


COLUMNS = {
    "by_name": "Quelqu’un d’autre",
    "organization_name": "Une autre",
    "target_kind": "x.y",
    "target_label": "x",
    "payload": '{"label": [null, "autre"]}',
    "salt": "0" * 32,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_content_changed(sealed, column):
    sql(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", COLUMNS[column], sealed[2][1].pk)
    assert "a été modifié (sceau n° 3)" in verify_journal().broken


@pytest.mark.parametrize("column", ["by_uuid", "person_uuid", "target_uuid"])
def test_an_identifier_changed(sealed, column):
    entry = sealed[2][1]
    field = Entry._meta.get_field(column)
    sql(
        f"UPDATE audit_entry SET {column} = %s WHERE id = %s",
        field.get_db_prep_value(uuid4(), connection),
        entry.pk,
    )
    assert "(sceau n° 3)" in verify_journal().broken


@pytest.mark.parametrize(
    ("column", "value"),
    [("action", "x.y"), ("category", "reading"), ("digest", "0" * 64), ("territory_id", None)],
)
def test_a_head_or_a_digest_changed(sealed, column, value):
    sql(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, sealed[2][1].pk)
    assert "n° 3" in verify_journal().broken


def test_a_content_changed_with_its_digest(sealed):
    entry = Entry.objects.get(pk=sealed[2][1].pk)
    entry.by_name = "Quelqu’un d’autre"
    sql(
        "UPDATE audit_entry SET by_name = %s, digest = %s WHERE id = %s",
        entry.by_name,
        entry.true_digest,
        entry.pk,
    )
    assert "Le sceau n° 3 ne correspond plus" in verify_journal().broken


def test_a_date_changed(sealed):
    sql("UPDATE audit_entry SET at = %s WHERE id = %s", now() - timedelta(days=400), sealed[2][1].pk)
    assert "Le sceau n° 3 ne correspond plus" in verify_journal().broken


def test_an_entry_removed(sealed):
    sql("DELETE FROM audit_entry WHERE id = %s", sealed[2][1].pk)
    assert (
        "Le sceau n° 3 couvre 3 lignes, il y en a 2\u00a0: une ligne a été retirée" in verify_journal().broken
    )


def test_an_entry_added_to_an_old_seal(sealed):
    extra = write()
    sql("UPDATE audit_entry SET seal_id = 3 WHERE id = %s", extra.pk)
    assert (
        "Le sceau n° 3 couvre 3 lignes, il y en a 4\u00a0: une ligne a été ajoutée" in verify_journal().broken
    )


def test_an_entry_replaced_and_the_count_kept(sealed):
    extra = write()
    sql("DELETE FROM audit_entry WHERE id = %s", sealed[2][1].pk)
    sql("UPDATE audit_entry SET seal_id = 3 WHERE id = %s", extra.pk)
    assert "Le sceau n° 3 ne correspond plus" in verify_journal().broken


@pytest.mark.parametrize(("column", "value"), [("hash", "0" * 64), ("at", "2026-01-01 00:00:00+00:00")])
def test_a_seal_changed(sealed, column, value):
    sql(f"UPDATE audit_seal SET {column} = %s WHERE number = 3", value)
    assert "Le sceau n° 3 ne correspond plus" in verify_journal().broken


def test_a_seal_removed_in_the_middle(sealed):
    sql("UPDATE audit_entry SET seal_id = NULL WHERE seal_id = 3")
    sql("DELETE FROM audit_seal WHERE number = 3")
    assert verify_journal().broken == "Le sceau n° 3 a disparu."


def test_the_last_seals_removed_are_seen_by_who_noted_one(sealed):
    noted = Seal.objects.get(number=5)
    sql("DELETE FROM audit_entry WHERE seal_id >= 4")
    sql("DELETE FROM audit_seal WHERE number >= 4")
    assert verify_journal().broken == ""
    assert "n’existe plus" in verify_journal((5, noted.hash)).broken
    write_sealed(1)
    write_sealed(1)
    assert "Le sceau n° 5 n’est plus celui" in verify_journal((5, noted.hash)).broken


def test_a_content_erased_without_any_purge(sealed):
    entry = sealed[2][1]
    sql(
        "UPDATE audit_entry SET by_name = '', organization_name = '', payload = '', salt = '',"
        " organization_uuid = NULL WHERE id = %s",
        entry.pk,
    )
    assert "(sceau n° 3)" in verify_journal().broken


def forge_purge(entry: Entry, before, purge: Entry | None = None) -> Entry:
    """Erase an entry and write a purge that says so, as somebody with our code and the database would."""
    word = {"category": entry.category, "before": moment(before), "count": 1}
    purge = purge or write(
        action=AuditAct.ERASE, changes={name: (None, value) for name, value in word.items()}
    )
    Entry.objects.filter(pk=entry.pk).erase(purge)
    return purge


def test_a_purge_forged_on_a_recent_entry(sealed):
    forge_purge(sealed[2][1], now() + timedelta(days=1))
    seal_entries()
    assert "effacé hors de toute règle (sceau n° 3)" in verify_journal().broken


def test_a_purge_forged_with_an_old_date(sealed):
    forge_purge(sealed[2][1], now() - timedelta(days=360))
    assert "effacé hors de toute règle (sceau n° 3)" in verify_journal().broken


def test_an_entry_erased_on_the_word_of_something_else(sealed):
    forge_purge(sealed[2][1], now(), purge=Entry.objects.get(pk=sealed[4][0].pk))
    assert "effacé hors de toute règle (sceau n° 3)" in verify_journal().broken


def test_an_entry_erased_on_the_word_of_nothing(sealed):
    purge = forge_purge(sealed[2][1], now() - timedelta(days=360))
    with connection.constraint_checks_disabled():
        sql("DELETE FROM audit_entry WHERE id = %s", purge.pk)
        assert "effacé hors de toute règle (sceau n° 3)" in verify_journal().broken
        sql("UPDATE audit_entry SET erased_by_id = NULL")


@pytest.mark.parametrize(
    "changes", [{}, {"category": (None, "act")}, {"before": (None, "x"), "count": (None, [])}]
)
def test_a_purge_that_says_nonsense(sealed, changes):
    purge = write(action=AuditAct.ERASE, changes=changes)
    forge_purge(sealed[2][1], now(), purge=purge)
    assert "effacé hors de toute règle (sceau n° 3)" in verify_journal().broken


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this database refuses what is no date")
def test_what_cannot_be_read_is_a_break_and_not_a_crash(sealed):
    sql("UPDATE audit_entry SET at = 'hier' WHERE id = %s", sealed[2][1].pk)
    assert "n° 3 est illisible" in verify_journal().broken


def test_more_entries_than_the_purge_said(territory):
    old = [write(at=now() - timedelta(days=400), is_reading=True) for _ in range(3)]
    fresh = write(at=now() - timedelta(days=390), is_reading=True)
    seal_entries()
    erase_old_contents()
    purge = Entry.objects.get(pk=old[0].pk).erased_by
    added = write(at=now() - timedelta(days=395), is_reading=True)
    seal_entries()
    Entry.objects.filter(pk__in=[fresh.pk, added.pk]).erase(purge)
    assert "s’en réclament" in verify_journal().broken


def test_an_erased_entry_filled_again(territory):
    entry = write(at=now() - timedelta(days=400), is_reading=True)
    seal_entries()
    erase_old_contents()
    sql("UPDATE audit_entry SET by_name = 'x' WHERE id = %s", entry.pk)
    assert "(sceau n° 1)" in verify_journal().broken


def test_a_waiting_entry_changed(sealed):
    entry = write()
    sql("UPDATE audit_entry SET by_name = 'x' WHERE id = %s", entry.pk)
    assert "pas encore scellée" in verify_journal().broken


def test_the_command_fails_with_a_sentence(sealed):
    sql("UPDATE audit_entry SET by_name = 'x' WHERE id = %s", sealed[2][1].pk)
    with pytest.raises(CommandError, match="sceau n° 3(.|\n)*tout tient .sceaux : 2, lignes : 6") as failure:
        call_command("verify_journal")
    assert failure.value.returncode == 1


@pytest.mark.parametrize(
    "noted", ["", "5", "5:zz", "a:" + "0" * 64, "5:" + "0" * 63, "9" * 30 + ":" + "0" * 64]
)
def test_a_seal_noted_badly_is_refused_with_a_sentence(db, noted):
    with pytest.raises(CommandError, match="numéro:empreinte"):
        call_command("verify_journal", f"--expect={noted}")


def test_verification_asks_a_seal_at_a_time(sealed, django_assert_num_queries):
    with django_assert_num_queries(1 + 5 + 2):
        verify_journal()
