"""Imports on real rows: brought, confirmed, answered, given back, forgotten."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope, scopes_disabled

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.files.models import StoredFile
from cite.files.queries import FileGone, open_file
from cite.imports import operations, ports
from cite.imports.enums import DraftState, ImportObjection
from cite.imports.models import ImportDraft
from cite.imports.permissions import visible_drafts
from cite.imports.queries import progress_of, recognition_of
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import XLSX, Greetings, csv_upload, make_draft, xlsx_bytes
from tests.factories.jobs import run_waiting_jobs

pytestmark = pytest.mark.django_db
COLUMNS = {"name": 0, "born": 1, "postcode": 2}


@pytest.fixture
def pilot(territory):
    return make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)


def with_padding(content: bytes, size: int) -> bytes:
    """A workbook that unpacks to so much."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/padding.bin", bytes(size))
    return stream.getvalue()


def fresh(draft: ImportDraft) -> ImportDraft:
    return ImportDraft.objects.select_related("source", "result").get(pk=draft.pk)


def text_of(file: StoredFile) -> str:
    with open_file(file) as stream:
        return stream.read().decode("utf-8-sig")


def is_gone(file: StoredFile) -> bool:
    file.refresh_from_db()
    try:
        open_file(file).close()
    except FileGone:
        return True
    return False


class TestStart:
    def test_a_list_is_kept_as_a_draft_with_its_columns_recognized(self, pilot, territory):
        draft = make_draft(pilot, territory)
        assert (draft.state, draft.row_count, draft.has_header) == (DraftState.UPLOADED, 2, True)
        assert draft.headers == ["nom", "né le", "cp"]
        assert recognition_of(draft).mapping == COLUMNS
        assert not is_gone(draft.source)
        assert timedelta(minutes=59) < draft.expires_at - now() <= timedelta(hours=1)

    def test_who_may_not_is_told_why_and_nothing_is_kept(self, territory):
        carrier = make_user("porteuse", role=Role.CARRIER, territory=territory)
        with pytest.raises(Refused):
            make_draft(carrier, territory)
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        ("upload", "word"),
        [
            (csv_upload("nom;cp\n"), "en-têtes"),
            (csv_upload('nom;cp\n"Zoé;1\n'), "guillemet"),
            (csv_upload("<html><body>", "liste.csv"), "HTML"),
            (csv_upload(""), "vide"),
            (SimpleUploadedFile("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(500)), "CSV"),
        ],
    )
    def test_a_bad_file_is_refused_with_a_sentence_and_not_kept(self, pilot, territory, upload, word):
        with pytest.raises(Refused) as refusal:
            operations.start_import(kind="saluts", upload=upload, by=pilot, territory=territory)
        assert word in " ".join(refusal.value.decision.sentences)
        assert not ImportDraft.objects.exists()
        assert not StoredFile.objects.filter(erased_at=None).exists()

    def test_the_limit_of_rows_is_the_kind_s(self, pilot, territory, monkeypatch):
        monkeypatch.setattr(Greetings, "max_rows", 1)
        with pytest.raises(Refused, match="1 lignes"):
            make_draft(pilot, territory)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (lambda: with_padding(xlsx_bytes([["nom"], ["Zoé"]]), 31_000_000), "dépasse 30 Mo.+CSV"),
            (lambda: xlsx_bytes([["nom", "cp"], ["Zoé", "42000"], *[[]] * 999_997, ["", "", "x"]]), "CSV"),
        ],
    )
    def test_a_workbook_too_long_to_read_while_its_page_waits_is_refused(
        self, pilot, territory, content, words
    ):
        upload = SimpleUploadedFile("liste.xlsx", content(), XLSX)
        with pytest.raises(Refused, match=words.replace(" ", "\\s")):
            operations.start_import(kind="saluts", upload=upload, by=pilot, territory=territory)

    def test_a_person_does_not_pile_up_lists(self, pilot, territory, monkeypatch):
        monkeypatch.setattr("cite.imports.operations.steering.MOST_DRAFTS", 1)
        make_draft(pilot, territory)
        with pytest.raises(Refused) as refusal:
            make_draft(pilot, territory)
        assert refusal.value.decision.objections == (ImportObjection.TOO_MANY_DRAFTS,)


class TestColumns:
    def test_the_person_says_that_the_first_row_is_data(self, pilot, territory):
        draft = make_draft(pilot, territory)
        again = operations.read_again(draft=draft, has_header=False, by=pilot)
        assert (again.has_header, again.row_count, again.headers) == (False, 3, ["", "", ""])
        assert again.version == draft.version + 1

    def test_confirming_starts_the_work(self, pilot, territory):
        draft = fresh(make_draft(pilot, territory, mapping=COLUMNS))
        assert (draft.state, draft.mapping) == (DraftState.CONFIRMED, COLUMNS)
        assert Job.objects.get().uuid == draft.job_id
        assert progress_of(draft).total == 2

    def test_what_stands_against_it_is_said_and_nothing_starts(self, pilot, territory):
        draft = make_draft(pilot, territory)
        with pytest.raises(Refused) as refusal:
            operations.confirm_columns(draft=draft, mapping={"born": 0, "postcode": 0}, by=pilot, version=1)
        objections = set(refusal.value.decision.objections)
        assert objections == {ImportObjection.REQUIRED_COLUMN, ImportObjection.COLUMN_TWICE}
        assert not Job.objects.exists()
        assert fresh(draft).state == DraftState.UPLOADED

    def test_two_pages_open_at_once(self, pilot, territory):
        draft = make_draft(pilot, territory)
        operations.read_again(draft=draft, has_header=False, by=pilot)
        with pytest.raises(Refused) as refusal:
            operations.confirm_columns(draft=draft, mapping=COLUMNS, by=pilot, version=1)
        assert refusal.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)

    def test_nothing_is_confirmed_twice(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        with pytest.raises(Refused) as refusal:
            operations.confirm_columns(draft=draft, mapping=COLUMNS, by=pilot, version=draft.version)
        assert refusal.value.decision.objections == (ImportObjection.NOT_IN_THIS_STATE,)

    def test_only_the_owner_confirms(self, pilot, territory):
        draft = make_draft(pilot, territory)
        other = make_user("autre", role=Role.CO_PILOT_METROPOLE, territory=territory)
        with pytest.raises(Refused) as refusal:
            operations.confirm_columns(draft=draft, mapping=COLUMNS, by=other, version=1)
        assert refusal.value.decision.objections == (ImportObjection.NOT_OWNER,)


class TestRun:
    def test_the_file_comes_back_with_what_happened_to_each_row(self, pilot, territory):
        text = "nom;né le;cp\nZoé;31/12/1990;42000\n;hier;1000\nDeux;;42000\n"
        draft = make_draft(pilot, territory, text, mapping=COLUMNS)
        source = draft.source
        assert run_waiting_jobs() == 1
        draft = fresh(draft)
        assert (draft.state, draft.row_count, draft.remarked_count, draft.refused_count) == (
            DraftState.DONE,
            3,
            1,
            1,
        )
        assert draft.result.name == "liste-reponses.csv"
        assert text_of(draft.result) == (
            "nom;né le;cp;salut;motif\n"
            "Zoé;31/12/1990;42000;Bonjour Zoé;\n"
            ";hier;1000;;sans nom\n"
            "Deux;;42000;Bonjour Deux;\n"
        )
        assert [(p["line"], p["column"], p["excerpt"]) for p in draft.problems] == [
            (3, "nom", ""), (3, "né le", "hier"), (4, "", ""),
        ]  # fmt: skip
        assert draft.summaries[0]["rows"] == [["42000", "2"]]
        assert draft.expires_at == draft.result.expires_at
        assert is_gone(source)
        assert (draft.source, draft.first_rows) == (None, [])
        assert progress_of(draft) is None

    def test_a_workbook_comes_back_as_a_workbook(self, pilot, territory):
        content = xlsx_bytes([["nom", "né le", "cp"], ["=A1+1", 33238, 42000], ["Max", None, 1000]])
        upload = SimpleUploadedFile("liste.xlsx", content, XLSX)
        draft = operations.start_import(kind="saluts", upload=upload, by=pilot, territory=territory)
        operations.confirm_columns(draft=draft, mapping=COLUMNS, by=pilot, version=1)
        run_waiting_jobs()
        draft = fresh(draft)
        assert (draft.state, draft.result.name, draft.result.content_type) == (
            "done",
            "liste-reponses.xlsx",
            XLSX,
        )

    def test_progress_is_counted_in_rows(self, pilot, territory, monkeypatch):
        seen = []
        monkeypatch.setattr("cite.imports.operations.running.ROWS_AT_ONCE", 2)
        monkeypatch.setattr(
            "cite.imports.operations.running.report_progress",
            lambda **told: seen.append((told["done"], told["total"])),
        )
        make_draft(pilot, territory, "nom\n" + "Zoé\n" * 5, mapping={"name": 0})
        run_waiting_jobs()
        assert seen == [(2, 5), (4, 5), (5, 5)]

    def test_only_the_first_problems_are_kept(self, pilot, territory):
        draft = make_draft(pilot, territory, "nom;né\n" + "Zoé;hier\n" * 300, mapping={"name": 0, "born": 1})
        run_waiting_jobs()
        draft = fresh(draft)
        assert (draft.remarked_count, len(draft.problems)) == (300, 200)

    def test_running_again_gives_the_same_answer(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        ImportDraft.objects.filter(pk=draft.pk).update(state=DraftState.RUNNING)
        run_waiting_jobs()
        assert fresh(draft).state == DraftState.DONE

    def test_an_import_that_is_over_or_gone_is_left_alone(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        operations.cancel_import(draft=draft, by=pilot)
        run_waiting_jobs()
        assert fresh(draft).state == DraftState.CANCELED
        operations.delete_import(draft=draft, by=pilot)
        operations.run_import(draft_id=draft.uuid, job_id=draft.uuid)
        assert Job.objects.get().status == JobStatus.DONE

    def test_work_stops_when_the_import_is_canceled_meanwhile(self, pilot, territory, monkeypatch):
        draft = make_draft(pilot, territory, "nom\n" + "Zoé\n" * 5, mapping={"name": 0})
        monkeypatch.setattr("cite.imports.operations.running.ROWS_AT_ONCE", 2)
        chunks = []
        answer = Greetings.process

        def cancel_after_one_chunk(kind, rows, context):
            chunks.append(len(rows))
            operations.cancel_import(draft=draft, by=pilot)
            return answer(kind, rows, context)

        monkeypatch.setattr(Greetings, "process", cancel_after_one_chunk)
        run_waiting_jobs()
        assert (chunks, fresh(draft).state, fresh(draft).result) == ([2], DraftState.CANCELED, None)

    def test_a_file_lost_meanwhile_fails_with_a_sentence(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        StoredFile.objects.update(expires_at=now() - timedelta(seconds=1))
        run_waiting_jobs()
        draft = fresh(draft)
        assert (draft.state, draft.error) == (DraftState.FAILED, ImportObjection.FILE_GONE.label)

    def test_a_job_that_dies_closes_its_import(self, pilot, territory, monkeypatch):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        monkeypatch.setattr(Greetings, "process", lambda *args: 1 / 0)
        Job.objects.update(max_attempts=1)
        run_waiting_jobs()
        assert progress_of(fresh(draft)).error
        operations.expire_imports(at=now())
        assert (fresh(draft).state, fresh(draft).source) == (DraftState.FAILED, None)
        assert "inattendue" in fresh(draft).error


class TestForget:
    def test_time_over_erases_everything_then_the_row(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        run_waiting_jobs()
        draft = fresh(draft)
        result = draft.result
        assert operations.expire_imports(at=draft.expires_at - timedelta(seconds=1)) == 0
        assert operations.expire_imports(at=draft.expires_at) == 1
        expired = fresh(draft)
        assert (expired.state, expired.result, expired.problems, expired.summaries, expired.headers) == (
            DraftState.EXPIRED, None, [], [], [],
        )  # fmt: skip
        assert is_gone(result)
        operations.expire_imports(at=draft.expires_at + timedelta(days=31))
        assert not ImportDraft.objects.exists()

    def test_work_under_way_is_not_cut_but_lost_work_is(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        assert operations.expire_imports(at=draft.expires_at + timedelta(hours=1)) == 0
        assert operations.expire_imports(at=draft.expires_at + timedelta(days=2)) == 1

    def test_an_unconfirmed_list_expires_too(self, pilot, territory):
        draft = make_draft(pilot, territory)
        operations.expire_imports(at=draft.expires_at)
        assert fresh(draft).state == DraftState.EXPIRED
        assert is_gone(draft.source)

    def test_deleting_is_at_once(self, pilot, territory):
        draft = make_draft(pilot, territory)
        operations.delete_import(draft=draft, by=pilot)
        assert not ImportDraft.objects.exists()
        assert is_gone(draft.source)

    def test_only_the_owner_deletes_or_cancels(self, pilot, territory):
        draft = make_draft(pilot, territory, mapping=COLUMNS)
        other = make_user("autre", role=Role.CO_PILOT_METROPOLE, territory=territory)
        for operation in (operations.delete_import, operations.cancel_import):
            with pytest.raises(Refused):
                operation(draft=draft, by=other)
        assert fresh(draft).state == DraftState.CONFIRMED

    def test_what_is_over_is_not_canceled(self, pilot, territory):
        draft = make_draft(pilot, territory)
        with pytest.raises(Refused) as refusal:
            operations.cancel_import(draft=draft, by=pilot)
        assert refusal.value.decision.objections == (ImportObjection.NOT_IN_THIS_STATE,)


def test_drafts_do_not_leak_to_other_people_nor_territories(pilot, territory, other_territory):
    draft = make_draft(pilot, territory)
    other = make_user("autre", role=Role.CO_PILOT_METROPOLE, territory=territory)
    assert list(visible_drafts(pilot)) == [draft]
    assert list(visible_drafts(other)) == []
    with scope(territory=other_territory):
        assert list(visible_drafts(pilot)) == []
    with scopes_disabled():
        assert ImportDraft.objects.count() == 1


def test_kinds_are_found_by_their_key_in_the_order_of_their_names():
    assert ports.kind_named("saluts").key == "saluts"
    labels = [str(kind.label) for kind in ports.all_kinds()]
    assert "Saluer une liste" in labels and labels == sorted(labels)
    with pytest.raises(ports.UnknownKind):
        ports.kind_named("rien")


def test_a_job_that_an_administrator_cancels_closes_its_import(pilot, territory):
    draft = make_draft(pilot, territory, mapping=COLUMNS)
    Job.objects.update(status=JobStatus.CANCELED)
    assert progress_of(fresh(draft)).error == ImportObjection.STOPPED.label
    operations.expire_imports(at=now())
    assert fresh(draft).state == DraftState.FAILED


def test_a_row_cell_longer_than_a_screen_is_cut_in_the_errors(pilot, territory):
    make_draft(pilot, territory, f"nom;né le\nZoé;{'9' * 900}\n", mapping={"name": 0, "born": 1})
    run_waiting_jobs()
    assert ImportDraft.objects.get().problems[0]["excerpt"] == "9" * 60
