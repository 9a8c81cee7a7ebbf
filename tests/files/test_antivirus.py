"""Uploads are in quarantine until the antivirus has looked at them, whatever it answers, or if it does not."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django_scopes import scope

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.core.journal import act_recorded
from cite.files import operations
from cite.files.enums import ScanState
from cite.files.gateways import AntivirusDown, Verdict, scan_bytes
from cite.files.models import StoredFile
from cite.files.permissions import can_hand_over
from cite.files.queries import FileGone, open_file, waiting_files
from cite.files.signals import file_condemned
from cite.files.workflow import SCAN
from tests.factories.accounts import make_user
from tests.factories.files import TABLES, make_file, make_upload
from tests.factories.jobs import run_waiting_jobs
from tests.files.clamd import CLAMD, EICAR, real_clamd, small_clamd

INFECTED_LIST = b"nom;commune\n" + EICAR + b";Roche\n"
DEAD = "tcp://127.0.0.1:1"


@pytest.fixture
def clamd(settings):
    with small_clamd() as server:
        settings.CLAMD_URL = server.url
        yield server


def receive(territory, content: bytes = b"nom;commune\nA;B\n", **fields) -> StoredFile:
    given = {"by": None, "territory": territory, "purpose": "test"} | fields
    return operations.store_upload(upload=make_upload(content), policy=TABLES, **given)


class TestProtocol:
    @pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 900_000])
    def test_every_byte_arrives(self, clamd, size):
        content = os.urandom(size)
        assert scan_bytes(io.BytesIO(content), url=clamd.url) == Verdict()
        assert clamd.received == [(b"zINSTREAM\0", content)]

    def test_a_virus_is_named(self, clamd):
        assert scan_bytes(io.BytesIO(EICAR), url=clamd.url) == Verdict(virus="Eicar-Test-Signature")

    def test_beyond_its_limit_it_hangs_up_and_the_file_is_unreadable(self, clamd):
        assert scan_bytes(io.BytesIO(b"\0" * 1_100_000), url=clamd.url) == Verdict(is_unreadable=True)

    @pytest.mark.parametrize(
        "answer",
        [
            b"stream: Heuristics.Encrypted.Zip FOUND\0",
            b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        ],
    )
    def test_what_it_could_not_look_into_is_unreadable(self, clamd, answer):
        clamd.answer = answer
        assert scan_bytes(io.BytesIO(b"x"), url=clamd.url) == Verdict(is_unreadable=True)

    @pytest.mark.parametrize(
        "answer", [b"UNKNOWN COMMAND\0", b"stream: Can't allocate memory ERROR\0", b"\0", b"OK\0"]
    )
    def test_another_answer_is_no_answer(self, clamd, answer):
        clamd.answer = answer
        with pytest.raises(AntivirusDown):
            scan_bytes(io.BytesIO(b"x"), url=clamd.url)

    @pytest.mark.parametrize("url", [DEAD, "unix:///nowhere/clamd.sock", ""])
    def test_nobody_listens(self, url):
        with pytest.raises(AntivirusDown):
            scan_bytes(io.BytesIO(b"x"), url=url)


@pytest.mark.slow
@pytest.mark.skipif(CLAMD is None, reason="ClamAV is not installed (apt-get install clamav-daemon)")
def test_the_real_antivirus(tmp_path_factory):
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("liste.csv", "nom\n" * 50)
    encrypted = bytearray(locked.getvalue())
    encrypted[6] |= 1  # the flag of a password, in the entry and in the table of contents
    encrypted[encrypted.find(b"PK\x01\x02") + 8] |= 1
    with real_clamd(tmp_path_factory.mktemp("av")) as url:
        cases = {
            b"nom;commune\nA;B\n": Verdict(),
            EICAR: Verdict(virus="Eicar-Test-Signature.UNOFFICIAL"),
            INFECTED_LIST: Verdict(virus="Eicar-Test-Signature.UNOFFICIAL"),
            b"\0" * 1_200_000: Verdict(is_unreadable=True),
            bytes(encrypted): Verdict(is_unreadable=True),
        }
        assert {content: scan_bytes(io.BytesIO(content), url=url) for content in cases} == cases


@pytest.mark.django_db
class TestQuarantine:
    def test_without_an_antivirus_nothing_waits(self, territory):
        file = receive(territory)
        assert file.scan_state == ScanState.NOT_SCANNED
        assert can_hand_over(file)
        assert run_waiting_jobs() == 0

    def test_what_we_write_ourselves_is_not_examined(self, territory, clamd):
        assert make_file(territory).scan_state == ScanState.NOT_SCANNED

    def test_a_clean_file_leaves_it(self, territory, clamd):
        file = receive(territory)
        assert not can_hand_over(file)
        assert run_waiting_jobs() == 1
        file.refresh_from_db()
        assert file.scan_state == ScanState.CLEAN
        assert file.scanned_at is not None
        assert can_hand_over(file)
        with open_file(file) as stream:
            assert stream.read() == b"nom;commune\nA;B\n"

    def test_an_infected_file_is_deleted_and_announced(
        self, territory, clamd, settings, django_capture_on_commit_callbacks
    ):
        acts, condemned = [], []

        def hear(sender, act, **kwargs):
            acts.append(act.action)

        def learn(sender, file, **kwargs):
            condemned.append((file.owner, file.virus))

        act_recorded.connect(hear)
        file_condemned.connect(learn)
        owner = make_user("owner")
        file = receive(territory, INFECTED_LIST, by=owner)
        path = Path(settings.PRIVATE_STORAGE_DIR) / file.storage_name
        assert path.exists()
        with django_capture_on_commit_callbacks(execute=True):
            operations.scan_file(file_id=file.uuid)
        assert not path.exists()
        file.refresh_from_db()
        assert (file.scan_state, file.virus) == (ScanState.INFECTED, "Eicar-Test-Signature")
        assert file.name == "liste.csv"
        assert condemned == [(owner, "Eicar-Test-Signature")]
        assert acts == ["files.store_upload", "files.condemn_file"]
        with pytest.raises(FileGone):
            open_file(file)

    def test_its_owner_is_told_without_its_name(self, territory, clamd):
        from cite.notifications.models import Message

        file = receive(territory, INFECTED_LIST, by=make_user("owner"))
        operations.scan_file(file_id=file.uuid)
        (message,) = Message.objects.filter(kind="files.condemned")
        assert f"/fichiers/{file.uuid}/" in message.body
        assert "liste.csv" not in message.subject + message.body
        receive(territory, INFECTED_LIST)  # of nobody: nobody to tell
        run_waiting_jobs()
        assert Message.objects.filter(kind="files.condemned").count() == 1

    def test_an_unreadable_file_is_given_to_nobody(self, territory, clamd):
        clamd.max_bytes = 5
        file = receive(territory)
        assert operations.scan_file(file_id=file.uuid) == ScanState.UNSCANNABLE
        file.refresh_from_db()
        assert "n’a pas pu examiner" in can_hand_over(file).sentences[0]

    def test_while_it_is_down_the_file_waits_then_leaves(self, territory, clamd, settings):
        settings.CLAMD_URL = DEAD
        file = receive(territory)
        run_waiting_jobs()
        file.refresh_from_db()
        assert file.scan_state == ScanState.WAITING
        later = now() + timedelta(hours=1)
        with pytest.raises(AntivirusDown):
            operations.scan_waiting_files(at=later)
        settings.CLAMD_URL = clamd.url
        assert operations.scan_waiting_files(at=later) == 1
        assert operations.scan_waiting_files(at=later) == 0
        file.refresh_from_db()
        assert file.scan_state == ScanState.CLEAN

    def test_examined_twice_it_is_concluded_once(self, territory, clamd):
        file = receive(territory)
        assert operations.scan_file(file_id=file.uuid) == ScanState.CLEAN
        assert operations.scan_file(file_id=file.uuid) is None

    def test_one_erased_meanwhile_is_left_alone(self, territory, clamd):
        file = receive(territory)
        operations.expire_file(file=file)
        assert operations.scan_file(file_id=file.uuid) is None

    def test_one_whose_bytes_are_lost_waits_for_nobody(self, territory, clamd, settings):
        file = receive(territory)
        (Path(settings.PRIVATE_STORAGE_DIR) / file.storage_name).unlink()
        assert operations.scan_file(file_id=file.uuid) == ScanState.UNSCANNABLE
        assert not waiting_files(now() + timedelta(hours=1)).exists()

    def test_every_cite_is_examined(self, territory, other_territory, clamd):
        with scope(territory=other_territory):
            file = receive(other_territory)
        assert operations.scan_file(file_id=file.uuid) == ScanState.CLEAN


def test_only_the_machine_leads_out_of_quarantine():
    assert {t.target for t in SCAN.transitions if ScanState.WAITING in t.sources} == {
        ScanState.CLEAN,
        ScanState.INFECTED,
        ScanState.UNSCANNABLE,
    }
    assert all(not t.roles for t in SCAN.transitions)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def owner(self, territory, client):
        user = make_user("owner", role=Role.CARRIER, territory=territory)
        client.force_login(user)
        return user

    def test_the_download_waits_then_comes(self, client, territory, clamd, owner):
        file = receive(territory, by=owner)
        address = f"/fichiers/{file.uuid}/"
        answer = client.get(address)
        assert answer.status_code == 202
        page = answer.content.decode()
        assert "L’antivirus examine ce fichier" in page
        assert f'hx-get="{address}"' in page
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
        fragment = client.get(address, headers={"HX-Request": "true"})
        assert fragment.status_code == 202
        assert "<html" not in fragment.content.decode()
        operations.scan_file(file_id=file.uuid)
        ready = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "Le fichier est sain" in ready
        assert "hx-get" not in ready  # else it would be downloaded for ever
        saved = client.get(address)
        assert saved.status_code == 200
        assert saved["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"".join(saved.streaming_content).startswith(b"nom")

    def test_an_infected_one_says_what_happened(self, client, territory, clamd, owner):
        file = receive(territory, INFECTED_LIST, by=owner)
        operations.scan_file(file_id=file.uuid)
        answer = client.get(f"/fichiers/{file.uuid}/")
        assert answer.status_code == 410
        assert "a trouvé un virus" in answer.content.decode()

    def test_an_unreadable_one_says_the_remedy(self, client, territory, clamd, owner):
        clamd.max_bytes = 5
        file = receive(territory, by=owner)
        operations.scan_file(file_id=file.uuid)
        answer = client.get(f"/fichiers/{file.uuid}/")
        assert answer.status_code == 403
        assert "sans mot de passe" in answer.content.decode()

    def test_the_coordination_sees_the_quarantine_without_names(self, client, territory, clamd, owner):
        receive(territory, INFECTED_LIST, by=owner)
        run_waiting_jobs()
        assert client.get("/fichiers/quarantaine/").status_code == 403
        client.force_login(make_user("coordinator", role=Role.COORDINATOR, territory=territory))
        page = client.get("/fichiers/quarantaine/").content.decode()
        assert "Infecté, supprimé" in page
        assert "Eicar-Test-Signature" in page
        assert "liste.csv" not in page

    def test_the_list_costs_the_same_for_many(
        self, client, territory, clamd, owner, django_assert_max_num_queries
    ):
        client.force_login(make_user("coordinator", role=Role.COORDINATOR, territory=territory))
        receive(territory, by=owner)
        with django_assert_max_num_queries(30) as few:
            client.get("/fichiers/quarantaine/")
        for _ in range(12):
            receive(territory, by=owner)
        with django_assert_max_num_queries(len(few)):
            client.get("/fichiers/quarantaine/")


@pytest.mark.django_db
def test_the_coordination_is_told_when_the_antivirus_is_late(rf, territory, settings):
    from cite.ui.waiting import waiting_for

    settings.CLAMD_URL = DEAD
    file = receive(territory)
    request = rf.get("/")
    request.territory = territory
    request.membership = None
    request.user = make_user("coordinator", role=Role.COORDINATOR, territory=territory)
    said = "L’antivirus ne répond pas"
    assert not [item for item in waiting_for(request) if said in item.label]
    StoredFile.objects.filter(pk=file.pk).update(created_at=now() - timedelta(hours=1))
    (item,) = [item for item in waiting_for(request) if said in item.label]
    assert (item.count, item.is_urgent) == (1, True)
    request.user = make_user("carrier", role=Role.CARRIER, territory=territory)
    assert not [item for item in waiting_for(request) if said in item.label]


@pytest.mark.django_db
def test_a_purpose_says_alone_who_reads(client, territory):
    from cite.core.decisions import unless
    from cite.files import ports
    from cite.files.enums import FileObjection

    reader, owner = make_user("reader"), make_user("owner")
    ports.register(
        ports.FilePurpose(
            key="test_shared",
            label="Partagé",
            can_read=lambda user, file: unless(user == reader, FileObjection.NOT_OWNER),
        )
    )
    file = make_file(territory, by=owner, purpose="test_shared")
    for user, status in ((reader, 200), (owner, 404)):
        client.force_login(user)
        answer = client.get(f"/fichiers/{file.uuid}/")
        assert answer.status_code == status
        assert status == 404 or b"".join(answer.streaming_content) == b"a;b\n"
