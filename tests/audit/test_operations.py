"""Entries are added, sealed, erased by rule; never anything else."""

from datetime import timedelta

import pytest
from django.db import transaction

from cite.accounts.enums import AccountsAct, Role
from cite.accounts.operations import grant_role
from cite.audit.enums import AuditAct, Category
from cite.audit.models import Entry, JournalIsImmutable, Seal
from cite.audit.operations import erase_old_contents, seal_entries
from cite.audit.queries.verification import verify_journal
from cite.core.dates import now
from cite.core.journal import ActingFor, record
from tests.factories.accounts import make_user
from tests.factories.audit import write, write_sealed

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_for_whom_what_and_about_whom(territory):
    by, person = make_user("claire"), make_user("nadia")
    entry = write(
        action=AccountsAct.GRANT_ROLE,
        by=by,
        target=grant_role(user=person, territory=territory, role=Role.READER),
        person=person,
        organization=ActingFor(by.uuid, "Association fictive"),
        changes={"role": (None, "reader")},
    )
    assert (entry.by_name, entry.by_uuid, entry.organization_name) == (
        "Claire",
        by.uuid,
        "Association fictive",
    )
    assert (entry.target_kind, entry.target_label) == ("accounts.territoryrole", "Lecture seule")
    assert (entry.person_uuid, entry.territory, entry.category) == (person.uuid, territory, Category.ACT)
    assert entry.changes == {"role": [None, "reader"]}
    assert entry.digest == entry.true_digest


def test_of_a_protected_record_the_names_of_fields_only(territory):
    person = make_user("nadia")
    entry = write(target=person, changes={"full_name": ("Nadia", "Nadia Perrin")})
    assert entry.changes == {"full_name": None}
    assert "nadia" not in " ".join(entry.content).lower()
    assert entry.person_uuid == person.uuid


def test_one_insert_and_no_other_query(territory, django_assert_num_queries):
    by = make_user("claire")
    with django_assert_num_queries(1):
        record(AccountsAct.RENAME_ACCOUNT, by=by, target=by)


def test_an_act_undone_leaves_no_trace(territory):
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not Entry.objects.exists()


def test_nothing_is_changed_or_deleted_through_the_models(territory):
    (entry,) = write_sealed(1)
    entry.refresh_from_db()
    seal = entry.seal
    for forbidden in (
        entry.save,
        entry.delete,
        seal.save,
        seal.delete,
        Entry.objects.all().delete,
        Seal.objects.all().delete,
        lambda: Entry.objects.update(by_name="x"),
        lambda: Seal.objects.filter(number=1).update(hash="x"),
        lambda: Entry.objects.bulk_update([entry], ["by_name"]),
    ):
        with pytest.raises(JournalIsImmutable):
            forbidden()


def test_every_waiting_entry_joins_the_next_seal_whatever_its_number(territory):
    late = write()
    early = write()
    Entry.objects.filter(pk=early.pk).attach(Seal.objects.create(number=1, at=now(), entry_count=1, hash="x"))
    assert seal_entries() == 1
    assert Entry.objects.get(pk=late.pk).seal_id == 2
    assert seal_entries() == 0


def test_a_long_queue_is_sealed_by_batches(territory, monkeypatch):
    monkeypatch.setattr("cite.audit.operations.SEAL_SIZE", 2)
    for _ in range(5):
        write()
    assert seal_entries() == 5
    assert list(Seal.objects.values_list("number", "entry_count")) == [(1, 2), (2, 2), (3, 1)]
    assert verify_journal().broken == ""


def test_old_contents_are_erased_and_the_chain_still_holds(territory, settings):
    settings.JOURNAL_RETENTION_MONTHS = {"reading": 6}
    by, old, recent = make_user("claire"), now() - timedelta(days=200), now() - timedelta(days=100)
    reading = write(at=old, by=by, is_reading=True, target=by)
    kept = [write(at=recent, by=by, is_reading=True), write(at=old, by=by), write(at=old, by=by)]
    assert erase_old_contents() == 0, "what no seal covers stays"
    seal_entries()
    assert erase_old_contents() == 1
    reading.refresh_from_db()
    assert reading.is_blank
    assert reading.erased_by.action == AuditAct.ERASE
    for entry in kept:
        entry.refresh_from_db()
        assert entry.by_name == "Claire"
    assert erase_old_contents() == 0, "once is enough"
    found = verify_journal()
    assert (found.broken, found.entries, found.erased, found.waiting) == ("", 4, 1, 1)
    seal_entries()
    assert verify_journal().broken == ""


def test_a_purge_goes_by_small_steps_and_never_erases_its_own_word(territory, monkeypatch):
    monkeypatch.setattr("cite.audit.operations.ERASED_AT_ONCE", 2)
    for _ in range(5):
        write(at=now() - timedelta(days=400), is_reading=True)
    seal_entries()
    assert erase_old_contents() == 5
    words = Entry.objects.filter(action=AuditAct.ERASE).order_by("pk")
    assert [word.changes["count"][1] for word in words] == [2, 2, 1]
    seal_entries()
    monkeypatch.setattr("cite.audit.operations.now", lambda: now() + timedelta(days=5000))
    erase_old_contents()
    assert all(word.payload for word in words.all())
    assert verify_journal().broken == ""
