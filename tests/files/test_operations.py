"""Files received, found again, and forgotten in time."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, models, transaction
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from cite.core.dates import now
from cite.core.decisions import Refused
from cite.files import gateways, operations
from cite.files.adapters import DiscardedUpload
from cite.files.enums import FileKind, UploadObjection
from cite.files.models import StoredFile
from cite.files.permissions import can_read_file
from cite.files.queries import (
    ERASED_KEPT,
    GRACE,
    FileGone,
    open_file,
    readable_file,
    references_to_files,
    unreferenced_files,
)
from cite.files.tasks import forget_files, sweep_bytes
from tests.factories.accounts import make_user
from tests.factories.files import TABLES, make_file, make_upload, make_xlsx

pytestmark = pytest.mark.django_db


def store(territory, upload=None, **fields):
    return operations.store_upload(
        **{
            "upload": upload or make_upload(),
            "policy": TABLES,
            "by": None,
            "territory": territory,
            "purpose": "test",
        }
        | fields
    )


def path_of(file: StoredFile, settings) -> Path:
    return Path(settings.PRIVATE_STORAGE_DIR) / file.storage_name


def age(file: StoredFile, by: timedelta) -> None:
    StoredFile.objects.filter(pk=file.pk).update(created_at=now() - by)


class TestStore:
    def test_keeps_what_it_is_told_by_content(self, territory, settings):
        user = make_user()
        expires_at = now() + timedelta(hours=1)
        file = store(territory, make_upload(name="../Été\u202e.xlsx"), by=user, expires_at=expires_at)
        file.refresh_from_db()
        assert (file.name, file.kind, file.content_type, file.size) == (
            "Été.xlsx",
            FileKind.CSV,
            "text/csv",
            16,
        )
        assert (file.owner, file.territory, file.purpose, file.expires_at) == (
            user,
            territory,
            "test",
            expires_at,
        )
        assert "Été" not in file.storage_name
        assert path_of(file, settings).read_bytes() == b"nom;commune\nA;B\n"

    def test_the_same_name_twice_makes_two_files(self, territory):
        first, second = store(territory), store(territory)
        assert first.storage_name != second.storage_name
        assert first.sha256 == second.sha256

    @pytest.mark.parametrize(
        ("upload", "objections"),
        [
            (make_upload(b""), [UploadObjection.EMPTY]),
            (make_upload(b"x;y\n" * 20_000), [UploadObjection.TOO_LARGE]),
            (make_upload(b"<html></html>"), [UploadObjection.WRONG_KIND, UploadObjection.MISNAMED]),
            (make_upload(b"PK\x03\x04 truncated", "a.xlsx"), [UploadObjection.ARCHIVE_DAMAGED]),
            (
                DiscardedUpload(name="a.csv", content_type="", size=2**31, request_size=2**31 + 300),
                [UploadObjection.TOO_LARGE],
            ),
        ],
    )
    def test_a_refusal_keeps_nothing(self, territory, settings, upload, objections):
        before = set(gateways.stored_names(older_than=now() + timedelta(days=1)))
        with pytest.raises(Refused) as refusal:
            store(territory, upload)
        assert [o.value for o in refusal.value.decision.objections] == objections
        assert not StoredFile.objects.exists()
        assert set(gateways.stored_names(older_than=now() + timedelta(days=1))) == before

    def test_a_workbook_is_accepted(self, territory):
        assert store(territory, make_upload(make_xlsx(), "a.xlsx")).kind == FileKind.XLSX

    def test_no_bytes_without_a_row(self, territory, other_territory):
        before = set(gateways.stored_names(older_than=now() + timedelta(days=1)))
        with pytest.raises(ScopeError):
            store(other_territory)
        assert set(gateways.stored_names(older_than=now() + timedelta(days=1))) == before

    def test_a_full_disk_is_told(self, territory):
        def write(stream):
            raise OSError(28, "No space left on device")

        with pytest.raises(Refused) as refusal:
            operations.create_file(
                name="a.csv",
                content_type="text/csv",
                write=write,
                by=None,
                territory=territory,
                purpose="test",
            )
        assert refusal.value.decision.objections == (UploadObjection.STORAGE_FULL,)

    def test_what_the_platform_produces_is_kept(self, territory):
        file = make_file(territory, content=b"a;b\n", name="résultat.csv")
        assert (file.kind, file.size, file.name) == (FileKind.CSV, 4, "résultat.csv")
        with open_file(file) as stream:
            assert stream.read() == b"a;b\n"


class TestTime:
    def test_a_file_whose_time_is_over_is_erased_and_says_so(
        self, territory, settings, django_capture_on_commit_callbacks
    ):
        file = make_file(territory, expires_at=now() + timedelta(minutes=30))
        kept = make_file(territory, expires_at=now() + timedelta(hours=3))
        with django_capture_on_commit_callbacks() as callbacks:
            assert operations.delete_unreferenced_files(at=now() + timedelta(minutes=31)) == 1
        assert path_of(file, settings).exists(), "the bytes go after the commit, never before"
        for callback in callbacks:
            callback()
        assert not path_of(file, settings).exists()
        assert path_of(kept, settings).exists()
        file.refresh_from_db()
        assert (file.name, file.sha256, file.erased_at is not None) == ("", "", True)
        with pytest.raises(FileGone):
            open_file(file)

    def test_is_over_even_before_anything_is_erased(self, territory):
        file = make_file(territory, expires_at=now() - timedelta(seconds=1))
        with pytest.raises(FileGone):
            open_file(file)

    def test_lost_bytes_are_told(self, territory, settings):
        file = make_file(territory)
        path_of(file, settings).unlink()
        with pytest.raises(FileGone):
            open_file(file)

    def test_expire_now_and_twice(self, territory, settings, django_capture_on_commit_callbacks):
        file = make_file(territory)
        with django_capture_on_commit_callbacks(execute=True):
            operations.expire_file(file=file)
            operations.expire_file(file=file)
        assert not path_of(file, settings).exists()

    def test_the_row_of_an_erased_file_goes_too_in_the_end(self, territory):
        file = make_file(territory)
        operations.expire_file(file=file)
        assert operations.delete_unreferenced_files(at=now() + ERASED_KEPT - timedelta(minutes=1)) == 0
        assert operations.delete_unreferenced_files(at=now() + ERASED_KEPT + timedelta(minutes=1)) == 1
        assert not StoredFile.objects.exists()

    def test_works_in_every_territory_at_once(self, territory, other_territory):
        make_file(territory, expires_at=now() - timedelta(seconds=1))
        with scope(territory=other_territory):
            make_file(other_territory, expires_at=now() - timedelta(seconds=1))
        with scope(territory=None):
            assert operations.delete_unreferenced_files(at=now()) == 2


@pytest.fixture
def referring(transactional_db):
    """A table that refers to files, for the time of a test: the search must find it by itself."""
    from django.apps import apps

    class Attachment(models.Model):
        file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "files"

        def __str__(self):
            return "attachment"

    with connection.schema_editor() as editor:
        editor.create_model(Attachment)
    yield Attachment
    with connection.schema_editor() as editor:
        editor.delete_model(Attachment)
    apps.all_models["files"].pop("attachment")
    apps.clear_cache()


class TestReferences:
    def test_what_nothing_refers_to_goes_after_a_while(
        self, territory, settings, django_capture_on_commit_callbacks
    ):
        old, recent = make_file(territory), make_file(territory)
        age(old, GRACE + timedelta(minutes=1))
        age(recent, GRACE - timedelta(minutes=1))
        with django_capture_on_commit_callbacks(execute=True):
            assert operations.delete_unreferenced_files(at=now()) == 1
        assert list(StoredFile.objects.all()) == [recent]
        assert not path_of(old, settings).exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_reference_keeps_a_file_and_its_end_lets_it_go(self, referring, territory, settings):
        file = make_file(territory)
        age(file, GRACE * 2)
        attachment = referring.objects.create(file=file)
        assert not unreferenced_files(now()).exists()
        assert operations.delete_unreferenced_files(at=now()) == 0
        attachment.delete()
        assert operations.delete_unreferenced_files(at=now()) == 1
        assert not path_of(file, settings).exists()

    @pytest.mark.django_db(transaction=True)
    def test_time_erases_even_what_is_referred_to(self, referring, territory, settings):
        file = make_file(territory, expires_at=now() - timedelta(seconds=1))
        referring.objects.create(file=file)
        assert operations.delete_unreferenced_files(at=now()) == 1
        file.refresh_from_db()
        assert file.erased_at is not None
        assert not path_of(file, settings).exists()
        assert operations.delete_unreferenced_files(at=now() + ERASED_KEPT * 2) == 0

    @pytest.mark.django_db(transaction=True)
    def test_a_reference_made_meanwhile_wins(self, referring, territory, settings):
        file = make_file(territory)
        age(file, GRACE * 2)
        referring.objects.create(file=file)
        assert operations._delete_file(file) is False
        assert path_of(file, settings).exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_rollback_keeps_the_bytes(self, territory, settings):
        file = make_file(territory)
        with pytest.raises(IntegrityError), transaction.atomic():
            operations.expire_file(file=file)
            raise IntegrityError
        assert path_of(file, settings).exists()

    def test_every_reference_protects_and_has_no_reverse_name(self):
        for reference in references_to_files():
            field = reference.field
            assert field.remote_field.on_delete is models.PROTECT, field
            assert field.remote_field.related_name == "+", field


class TestOrphans:
    def test_bytes_without_a_row_go_after_a_while(self, territory, settings):
        kept = make_file(territory)
        orphan = gateways.save_bytes(lambda stream: stream.write(b"orphan"))
        recent = gateways.save_bytes(lambda stream: stream.write(b"recent"))
        half_written = Path(settings.PRIVATE_STORAGE_DIR) / "incoming" / "tmpx"
        half_written.write_bytes(b"half")
        long_ago = time.time() - (GRACE * 2).total_seconds()
        for path in (path_of(kept, settings), path_of(orphan, settings), half_written):
            os.utime(path, (long_ago, long_ago))
        assert operations.delete_orphan_bytes(at=now()) == 1
        assert path_of(kept, settings).exists() and path_of(recent, settings).exists()
        assert not path_of(orphan, settings).exists() and not half_written.exists()
        gateways.delete_bytes(recent.storage_name)

    def test_bytes_of_an_erased_row_are_orphans(self, territory, settings):
        file = make_file(territory)
        StoredFile.objects.filter(pk=file.pk).update(erased_at=now())
        assert operations.delete_orphan_bytes(at=now() + GRACE * 2) >= 1
        assert not path_of(file, settings).exists()


def test_the_periodic_tasks_do_it(territory):
    make_file(territory, expires_at=now() - timedelta(seconds=1))
    assert forget_files.call() == 1
    assert sweep_bytes.call() == 0


class TestAccess:
    def test_only_the_owner_sees_and_reads(self, territory):
        owner, other = make_user("owner"), make_user("other")
        suspended = make_user("suspended", is_active=False)
        file, nobodys = make_file(territory, by=owner), make_file(territory)
        suspendeds = make_file(territory, by=suspended)
        expected = {owner: {file}, other: set(), suspended: set(), AnonymousUser(): set()}
        for user, files in expected.items():
            candidates = (file, nobodys, suspendeds)
            assert {found for one in candidates if (found := readable_file(user, one.uuid))} == files
            for candidate in candidates:
                assert bool(can_read_file(user, candidate)) == (candidate in files)

    def test_the_files_of_another_cite_do_not_leak(self, territory, other_territory):
        owner = make_user()
        with scope(territory=other_territory):
            foreign = make_file(other_territory, by=owner)
        assert readable_file(owner, foreign.uuid) is None
        assert not StoredFile.objects.filter(pk=foreign.pk).exists()
        assert not StoredFile.objects.exclude(pk=0).exists()
        with pytest.raises(StoredFile.DoesNotExist):
            operations.expire_file(file=foreign)

    def test_outside_of_any_territory_nothing_answers(self, other_territory):
        with pytest.raises(ScopeError):
            StoredFile.objects.exists()
        with pytest.raises(ScopeError):
            make_file(other_territory)
