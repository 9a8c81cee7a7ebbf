"""data·inclusion read by its API and from a command line: the same operation as files, the same report."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cite.audit.models import Entry
from cite.core.dates import now
from cite.directory.enums import ServiceState
from cite.directory.enums.imports import FileProblem, ImportOrigin, ImportRefusal, ImportState, Remark
from cite.directory.gateways.inclusion_api import Patience
from cite.directory.models import DirectoryImport, Service
from cite.directory.operations import importing
from cite.directory.queries import imports
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job
from cite.jobs.operations import WorkerStopping
from tests.directory.national import TOKEN, failing, served, well
from tests.directory.test_operations_importing import TASK, service, structure
from tests.factories.directory import make_import
from tests.factories.territories import make_commune
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune():
    return make_commune()


@pytest.fixture
def national(settings, monkeypatch):
    """The national directory, on this machine, read two records at a time and without pauses."""
    with served([structure()], [service(number) for number in range(1, 6)]) as directory:
        settings.DATA_INCLUSION_URL, settings.DATA_INCLUSION_TOKEN = directory.url, TOKEN
        monkeypatch.setattr(imports, "PATIENCE", Patience(attempts=2, pause=0.0))
        monkeypatch.setattr(imports, "PAGE_SIZE", 2)
        monkeypatch.setattr(importing, "AT_ONCE", 2)
        yield directory


def ask(territory, claire) -> DirectoryImport:
    asked = importing.ask_import(territory=territory, origin=ImportOrigin.API, by=claire)
    Job.objects.exclude(task_path=TASK).delete()
    return asked


def run(asked) -> DirectoryImport:
    assert run_next_job(worker="test")
    asked.refresh_from_db()
    return asked


def test_the_national_directory_is_read_page_by_page(territory, claire, national):
    asked = run(ask(territory, claire))
    assert (asked.state, asked.counts) == (ImportState.DONE, {"structures_new": 1, "services_new": 5})
    assert national.asked == [("structures", 1), ("services", 1), ("services", 2), ("services", 3)]
    national.records["services"] = [service(1), service(2, nom="Atelier neuf"), service(3)]
    again = run(ask(territory, claire))
    assert {name: count for name, count in again.counts.items() if name.startswith("services")} == {
        "services_unchanged": 2,
        "services_changed": 1,
        "services_gone": 2,
    }
    assert TOKEN not in json.dumps(list(DirectoryImport.objects.values()), default=str)
    assert TOKEN not in json.dumps(list(Entry.objects.values()), default=str)


def test_a_broken_record_is_refused_alone(territory, claire, national):
    national.records["services"][2] = service(3, nom=None)
    asked = run(ask(territory, claire))
    assert (asked.counts["services_new"], asked.counts["services_refused"]) == (4, 1)
    assert [(p["line"], p["key"], p["remark"]) for p in asked.problems] == [
        (3, "annuaire--3", Remark.REQUIRED)
    ]


def test_an_error_in_the_middle_keeps_what_was_read_and_archives_nothing(territory, claire, national):
    run(ask(territory, claire))
    national.records["services"] = [service(1, nom="Atelier neuf"), *map(service, range(2, 5))]
    national.stumbles = [well, well, failing(503), failing(503)]
    asked = run(ask(territory, claire))
    assert (asked.state, asked.error) == (ImportState.FAILED, str(FileProblem.UNREACHABLE.label))
    assert Service.objects.get(key="annuaire--1").name == "Atelier neuf"
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 5
    assert run(ask(territory, claire)).counts["services_gone"] == 1


def test_a_key_that_is_refused_says_so(territory, claire, national, settings):
    settings.DATA_INCLUSION_TOKEN = "perimee"  # noqa: S105
    asked = run(ask(territory, claire))
    assert (asked.state, asked.error) == (ImportState.FAILED, str(FileProblem.NOT_ALLOWED.label))


def test_a_worker_stopped_midway_goes_on(territory, claire, national, stopped_at_the_third):
    stopped_at_the_third(WorkerStopping("test"), at_once=2)
    asked = ask(territory, claire)
    assert run_next_job(worker="test")
    assert Service.objects.count() == 2
    Job.objects.update(status="waiting", lease=None, leased_until=None)
    run(asked)
    assert (asked.counts["services_new"], asked.counts.get("services_unchanged", 0)) == (5, 0)


def test_without_a_key_nothing_is_asked(territory, claire):
    assert objections_to(importing.ask_import, territory=territory, origin=ImportOrigin.API, by=claire) == (
        ImportRefusal.NO_KEY,
    )


def test_the_page_reads_the_national_directory(client, claire, yanis, national, settings):
    client.force_login(claire)
    address = reverse("directory:import-from-api")
    assert address in client.get(reverse("directory:imports")).content.decode()
    answer = client.post(address, {"is_local": "on"})
    asked = DirectoryImport.objects.get()
    assert answer.url == reverse("directory:import", args=[asked.uuid])
    assert (asked.origin, asked.is_local, asked.asked_by) == (ImportOrigin.API, True, claire)
    again = client.post(address, {})
    assert str(ImportRefusal.RUNNING.label) in again.content.decode()
    settings.DATA_INCLUSION_TOKEN = ""
    page = client.get(address).content.decode()
    assert "n’a pas de clé" in page and 'name="is_local"' not in page
    client.force_login(yanis)
    assert client.get(address).status_code == 403


def command(*args, **options) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_directory", *map(str, args), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def files(tmp_path):
    """Two files, services first: the command tells them apart."""
    services, structures = tmp_path / "b.json", tmp_path / "a.jsonl"
    services.write_text(json.dumps([service(1), service(2), service(3, courriel="accueil")]))
    structures.write_text(json.dumps(structure()) + "\n")
    return services, structures


def test_the_command_reads_files_and_reports(territory, claire, files, tmp_path):
    report = tmp_path / "remarques.csv"
    out, err = command(*files, by=claire.email, report=report)
    assert "Services nouveaux\u00a0: 3\n" in out and "Structures nouvelles\u00a0: 1\n" in out
    assert "fiches lues" in err
    rows = list(csv.reader(io.StringIO(report.read_text("utf-8-sig")), delimiter=";"))
    assert rows[1:] == [["services", "3", "annuaire--3", "courriel", "accueil", str(Remark.BAD_EMAIL.label)]]
    asked = DirectoryImport.objects.get()
    assert (asked.origin, asked.state, asked.asked_by) == (ImportOrigin.COMMAND, ImportState.DONE, claire)
    assert set(Entry.objects.filter(action__startswith="directory.").values_list("action", flat=True)) == {
        "directory.ask_import",
        "directory.import",
    }
    assert "Services inchangés\u00a0: 3\n" in command(*files, by=claire.email.upper())[0]


def test_a_partial_file_archives_nothing(claire, files):
    command(*files, by=claire.email)
    files[0].write_text(json.dumps([service(1)]))
    command(files[0], by=claire.email, partial=True)
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 3
    command(files[0], by=claire.email)
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 1


def test_the_command_reads_the_api_too(claire, national):
    assert "Services nouveaux\u00a0: 5\n" in command(by=claire.email, api=True)[0]


def test_an_interrupted_command_lets_another_begin_and_goes_on(
    territory, claire, files, stopped_at_the_third
):
    stopped_at_the_third(KeyboardInterrupt, at_once=1)
    with pytest.raises(KeyboardInterrupt):
        command(*files, by=claire.email)
    assert DirectoryImport.objects.get().state == ImportState.FAILED
    out, _err = command(*files, by=claire.email)
    assert "Services inchangés\u00a0: 1\n" in out and "Services nouveaux\u00a0: 2\n" in out


def test_a_command_taken_up_again_tells_the_remarks_of_both_its_parts(
    territory, claire, tmp_path, files, stopped_at_the_third
):
    """The second service is written with a remark, then the reading is killed: it left no report."""
    files[0].write_text(json.dumps([service(1), service(2, courriel="pas une adresse"), service(3)]))
    stopped_at_the_third(KeyboardInterrupt, at_once=2)
    with pytest.raises(KeyboardInterrupt):
        command(*files, by=claire.email)
    assert Service.objects.count() == 2
    report = tmp_path / "remarques.csv"
    out, _err = command(*files, by=claire.email, resume=True, report=report)
    assert "Services nouveaux\u00a0: 3\n" in out
    assert [line.split(";")[1:4] for line in report.read_text("utf-8-sig").splitlines()[1:]] == [
        ["2", "annuaire--2", "courriel"]
    ]


def test_a_killed_command_is_waited_for_unless_one_says_it_is_dead(territory, claire, files, time_machine):
    dead = make_import(territory, claire, origin=ImportOrigin.COMMAND, state=ImportState.RUNNING)
    with pytest.raises(CommandError, match="déjà en cours"):
        command(*files, by=claire.email)
    assert "Services nouveaux\u00a0: 3\n" in command(*files, by=claire.email, resume=True)[0]
    dead.refresh_from_db()
    assert (dead.state, dead.error) == (ImportState.FAILED, str(FileProblem.GIVEN_UP.label))
    silent = make_import(territory, claire, origin=ImportOrigin.COMMAND, state=ImportState.RUNNING)
    time_machine.move_to(now() + importing.SILENT + timedelta(minutes=1))
    command(*files, by=claire.email)
    silent.refresh_from_db()
    assert silent.state == ImportState.FAILED


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        ([], {}, "Nommez des fichiers"),
        (["absent.json"], {"api": True}, "Nommez des fichiers"),
        (["absent.json"], {}, "ne s’ouvre pas"),
        ([], {"api": True}, "n’a pas de clé"),
        ([], {"api": True, "territory": "ailleurs"}, "--territory"),
        ([], {"api": True, "by": "personne@example.org"}, "Personne n’a cette adresse"),
        ([], {"api": True, "by": "yanis@example.org"}, "Seuls les copilotes"),
    ],
)
def test_what_the_command_refuses_is_said(claire, yanis, arguments, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        command(*arguments, **{"by": claire.email} | options)
    assert not DirectoryImport.objects.exists()


def test_a_file_that_is_not_one_is_said(claire, tmp_path):
    wrong = tmp_path / "x.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="n’est pas une liste de fiches"):
        command(wrong, by=claire.email)


def test_a_reading_from_a_command_line_is_watched_on_its_page(client, claire, territory):
    counts = {"read": 12_000}
    asked = make_import(
        territory, claire, origin=ImportOrigin.COMMAND, state=ImportState.RUNNING, counts=counts, problems=[]
    )
    client.force_login(claire)
    page = client.get(reverse("directory:import", args=[asked.uuid])).content.decode()
    assert "12 000 fiches lues (Ligne de commande)" in page.replace("\u202f", " ").replace("\u00a0", " ")
