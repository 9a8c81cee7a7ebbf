"""Files of other directories: taken in, the same however often, with a reason for whatever is left out."""

import csv
import gc
import io
import json
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.imports import FileProblem, ImportRefusal, ImportState, Remark
from cite.directory.models import DirectoryImport, Service, ServiceFacet, Source, Structure
from cite.directory.operations import importing
from cite.directory.rules.quality import quality_of
from cite.directory.rules.sheet import sheet_of
from cite.files.models import StoredFile
from cite.files.operations import create_file
from cite.files.queries import open_file
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job
from cite.jobs.operations import cancel_job
from cite.search.models import IndexedText
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_source, make_structure
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district
from tests.refusals import refusal

pytestmark = pytest.mark.django_db
TASK = "cite.directory.tasks.import_directory"


@pytest.fixture(autouse=True)
def commune():
    return make_commune()


@pytest.fixture
def claire(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


def structure(number: int = 1, **fields) -> dict:
    given = {"source": "annuaire", "id": f"annuaire--s{number}", "nom": f"Structure {number}"}
    return given | {"date_maj": "2026-05-01", "description": "Une association du quartier."} | fields


def service(number: int = 1, **fields) -> dict:
    given = {"source": "annuaire", "id": f"annuaire--{number}", "structure_id": "annuaire--s1"}
    more = {
        "nom": f"Atelier {number}",
        "description": "Un atelier pour les habitants.",
        "date_maj": "2026-05-01",
    }
    return given | more | {"zone_eligibilite": ["42218"], "thematiques": ["famille--garde-denfants"]} | fields


def keep(territory, content: bytes | Iterable[dict]) -> StoredFile:
    data = content if isinstance(content, bytes) else json.dumps(list(content)).encode()
    return create_file(
        name="fichier.json",
        content_type="application/json",
        write=lambda stream: stream.write(data),
        by=None,
        territory=territory,
        purpose=importing.PURPOSE,
    )


def read(territory, by, structures=None, services=None, **fields) -> DirectoryImport:
    """Ask for an import, and let a worker read the files."""
    files = {
        "structures": structures if structures is None else keep(territory, structures),
        "services": services if services is None else keep(territory, services),
    }
    asked = importing.ask_import(territory=territory, by=by, **files | fields)
    Job.objects.exclude(task_path=TASK).delete()
    assert run_next_job(worker="test")
    asked.refresh_from_db()
    return asked


def report_of(asked) -> list[list[str]]:
    with open_file(asked.report) as stream:
        return list(csv.reader(io.TextIOWrapper(stream, "utf-8-sig"), delimiter=";"))[1:]


def test_structures_and_services_are_taken_in(territory, claire, commune):
    make_district(commune)
    asked = read(territory, claire, [structure(siret="12345678901234")], [service(1), service(2)])
    assert asked.state == ImportState.DONE and asked.finished_at and asked.report is None
    assert asked.counts == {"structures_new": 1, "services_new": 2}
    first = Service.objects.get(key="annuaire--1")
    assert (first.state, first.structure.name, first.source.slug) == ("published", "Structure 1", "annuaire")
    judged = quality_of(sheet_of(first), updated_on=first.updated_on, on=today(), source="annuaire")
    assert first.quality == judged.score > 0
    codes = ServiceFacet.objects.filter(service=first).values_list("facet", "code")
    assert set(codes) == {
        ("theme", "famille--garde-denfants"),
        ("category", "famille"),
        ("obstacle", "childcare"),
        ("audience", "tous-publics"),
        ("district", "QN04299N"),
    }


def test_read_again_nothing_moves(territory, claire):
    files = ([structure()], [service(1), service(2)])
    read(territory, claire, *files)
    before = list(Service.objects.values_list("pk", "uuid", "updated_at"))
    asked = read(territory, claire, *files)
    assert asked.counts == {"structures_unchanged": 1, "services_unchanged": 2}
    assert list(Service.objects.values_list("pk", "uuid", "updated_at")) == before


def test_a_reading_leaves_the_search_for_cycles_as_it_was(territory, claire, monkeypatch):
    usual, seen = gc.get_threshold(), []
    monkeypatch.setattr(importing, "take_in", lambda *given: seen.append(gc.get_threshold()))
    read(territory, claire, [structure()], [service(1)])
    assert len(set(seen)) == 1 and seen[0] > usual
    assert gc.get_threshold() == usual


def test_what_changed_is_written_again_and_keeps_its_address(territory, claire):
    read(territory, claire, [structure()], [service(1), service(2)])
    before = Service.objects.get(key="annuaire--1")
    asked = read(
        territory, claire, [structure()], [service(1, nom="Atelier neuf", thematiques=None), service(2)]
    )
    after = Service.objects.get(key="annuaire--1")
    assert (after.pk, after.uuid, after.name, after.themes) == (before.pk, before.uuid, "Atelier neuf", [])
    assert asked.counts["services_changed"] == 1 and asked.counts["services_unchanged"] == 1
    assert not ServiceFacet.objects.filter(service=after, facet="theme").exists()


def test_what_complete_files_lack_is_archived_and_may_come_back(territory, claire):
    read(territory, claire, [structure()], [service(1), service(2)])
    asked = read(territory, claire, [structure()], [service(1)])
    assert asked.counts["services_gone"] == 1
    assert Service.objects.get(key="annuaire--2").state == ServiceState.ARCHIVED
    asked = read(territory, claire, [structure()], [service(1), service(2)])
    assert Service.objects.get(key="annuaire--2").state == ServiceState.PUBLISHED
    assert (asked.counts["services_new"], asked.counts["services_unchanged"]) == (1, 1)


def test_partial_files_and_other_sources_archive_nothing(territory, claire):
    read(territory, claire, [structure()], [service(1), service(2)])
    read(territory, claire, [structure()], [service(1)], is_complete=False)
    other = {"source": "autre", "id": "autre--1", "structure_id": "autre--s1"}
    read(territory, claire, [structure(source="autre", id="autre--s1")], [service(1, **other)])
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 3


def test_a_broken_record_among_others_is_refused_alone_with_its_reason(territory, claire):
    records = [
        service(1),
        service(2, nom=None),
        "perdu",
        service(1, nom="Encore"),
        service(3, structure_id="annuaire--s9"),
        service(4, courriel="accueil", longitude=0, latitude=0, telephone="04 77 12 34 56"),
        {"source": "annuaire", "nom": "Sans identifiant"},
    ]
    asked = read(territory, claire, [structure()], records)
    assert asked.state == ImportState.DONE
    assert (asked.counts["services_new"], asked.counts["services_refused"]) == (2, 5)
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in report_of(asked)] == [
        ("services", line, key, field, str(remark.label))
        for line, key, field, remark in [
            ("2", "annuaire--2", "nom", Remark.REQUIRED),
            ("3", "", "", Remark.NOT_A_RECORD),
            ("4", "annuaire--1", "id", Remark.TWICE),
            ("5", "annuaire--3", "structure_id", Remark.NO_STRUCTURE),
            ("6", "annuaire--4", "courriel", Remark.BAD_EMAIL),
            ("6", "annuaire--4", "longitude, latitude", Remark.OUTSIDE_FRANCE),
            ("7", "", "id", Remark.REQUIRED),
        ]
    ]
    assert Service.objects.get(key="annuaire--4").phone == "+33477123456"


def test_only_what_concerns_the_territory_is_kept_unless_all_is_asked(territory, claire):
    far = [
        service(1),
        service(2, zone_eligibilite=["69"], code_insee="69123"),
        service(3, zone_eligibilite=["france"]),
    ]
    asked = read(territory, claire, [structure()], far)
    assert (asked.counts["services_new"], asked.counts["services_elsewhere"]) == (2, 1)
    asked = read(territory, claire, [structure()], far, is_local=False)
    assert asked.counts["services_new"] == 1


def test_our_own_sheets_are_never_written_by_a_file(territory, claire):
    own = make_source(territory)
    mine = make_service(make_structure(territory), "Le nôtre")
    record = service(1, source=own.slug, id=mine.key)
    asked = read(territory, claire, [structure()], [record])
    assert asked.counts["services_own"] == 1
    assert Service.objects.get(pk=mine.pk).name == "Le nôtre"
    assert Service.objects.get(pk=mine.pk).state == ServiceState.PUBLISHED


def test_the_same_service_in_two_sources_is_shown_once(territory, claire):
    here = make_structure(territory, partner=make_partner(territory))
    mine = make_service(here, "Atelier 1", phone="+33477123456")
    asked = read(territory, claire, [structure()], [service(1, telephone="04 77 12 34 56")])
    assert asked.counts["duplicates"] == 1
    assert Service.objects.get(key="annuaire--1").duplicate_of == mine


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"%PDF-1.7", FileProblem.NOT_A_LIST),
        (b"<html></html>", FileProblem.NOT_A_LIST),
        (b'[{"source": "annuaire", "id": "annuaire--1", "nom"', FileProblem.CUT_SHORT),
        (b"nom;prenom\nA;B\n", FileProblem.MISSING_COLUMNS),
        (b"PAR1 not really", FileProblem.CUT_SHORT),
    ],
)
def test_a_file_that_is_not_one_says_what_to_do(territory, claire, content, problem):
    asked = read(territory, claire, None, content)
    assert (asked.state, asked.error) == (ImportState.FAILED, str(problem.label))


def test_a_file_cut_short_archives_nothing(territory, claire):
    read(territory, claire, [structure()], [service(1), service(2)])
    whole = json.dumps([service(1), service(2)]).encode()
    asked = read(territory, claire, None, whole[:-200])
    assert asked.state == ImportState.FAILED
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 2


def test_a_worker_killed_midway_goes_on_where_it_was(territory, claire, stopped_at_the_third):
    calls = stopped_at_the_third(SystemExit, at_once=2)
    read(territory, claire, [structure()], [service(5)])
    lost = {1: {"thematiques": ["famille--disparue"]}, 5: {"nom": "Atelier du soir"}}
    given = [service(n, **lost.get(n, {})) for n in (5, 1, 2, 3, 4)]
    structures, services = keep(territory, [structure()]), keep(territory, given)
    Job.objects.all().delete()
    calls.clear()
    asked = importing.ask_import(territory=territory, structures=structures, services=services, by=claire)
    Job.objects.exclude(task_path=TASK).delete()
    with pytest.raises(SystemExit):
        run_next_job(worker="test")
    assert Service.objects.count() == 2
    Job.objects.update(status="waiting", lease=None, leased_until=None)
    assert run_next_job(worker="test")
    asked.refresh_from_db()
    assert (asked.state, Service.objects.count()) == (ImportState.DONE, 5)
    told = {what: asked.counts.get(f"services_{what}", 0) for what in ("changed", "new", "unchanged", "gone")}
    assert told == {"changed": 1, "new": 4, "unchanged": 0, "gone": 0}
    assert [problem["excerpt"] for problem in asked.problems] == ["famille--disparue"]


def test_a_worker_killed_before_the_search_followed_leaves_nothing_unfound(territory, claire, monkeypatch):
    def killed(**given):
        raise SystemExit

    asked = importing.ask_import(
        territory=territory,
        structures=keep(territory, [structure()]),
        services=keep(territory, [service(1), service(2)]),
        by=claire,
    )
    Job.objects.exclude(task_path=TASK).delete()
    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(importing, "catch_up_search", killed)
        run_next_job(worker="test")
    assert (Service.objects.count(), IndexedText.objects.count()) == (2, 0)
    Job.objects.update(status="waiting", lease=None, leased_until=None)
    assert run_next_job(worker="test")
    asked.refresh_from_db()
    assert (asked.state, asked.counts["services_new"]) == (ImportState.DONE, 2)
    assert IndexedText.objects.count() == 2


def test_what_a_file_gave_before_it_was_cut_short_is_found(territory, claire, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    whole = json.dumps([service(1), service(2)]).encode()
    asked = read(territory, claire, [structure()], whole[:-200])
    assert (asked.state, asked.counts["services_new"]) == (ImportState.FAILED, 1)
    assert IndexedText.objects.count() == 1


def test_the_search_follows_the_import_after_one_that_failed(territory, claire):
    files = [structure()], [service(1), service(2)]
    read(territory, claire, *files)
    read(territory, claire, None, b"")
    IndexedText.objects.all().delete()
    for expected in (2, 0):
        assert read(territory, claire, *files).counts["services_unchanged"] == 2
        assert IndexedText.objects.count() == expected
        IndexedText.objects.all().delete()


@pytest.mark.parametrize("shape", ["lines", "csv", "braces", "answer", "parquet"])
def test_every_shape_of_the_same_file(territory, claire, shape):
    records = [service(1, publics=["jeunes", "femmes"], longitude=4.39, latitude=45.44), service(2)]
    columns = list(records[0])
    if shape == "lines":
        content = "\n".join(json.dumps(one) for one in records).encode()
    elif shape == "answer":
        content = json.dumps({"total": 2, "items": records}).encode()
    elif shape == "parquet":
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        sink = io.BytesIO()
        parquet.write_table(arrow.Table.from_pylist(records), sink)
        content = sink.getvalue()
    else:
        text = io.StringIO()
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        for one in records:
            cells = {
                name: (json.dumps(v) if shape == "csv" else "{" + ",".join(v) + "}")
                if isinstance(v, list)
                else v
                for name, v in one.items()
            }
            writer.writerow(cells)
        content = text.getvalue().encode("utf-8-sig")
    asked = read(territory, claire, [structure()], content)
    assert asked.counts == {"structures_new": 1, "services_new": 2}
    first = Service.objects.get(key="annuaire--1")
    assert (first.audiences, first.longitude) == (["femmes", "jeunes"], 4.39)


def test_an_import_that_is_given_up_lets_another_begin(territory, claire, monkeypatch):
    def broken(*args):
        raise RuntimeError

    files = {"structures": keep(territory, [structure()]), "services": None}
    with monkeypatch.context() as patched:
        patched.setattr(importing, "take_in", broken)
        asked = importing.ask_import(territory=territory, by=claire, **files)
        Job.objects.exclude(task_path=TASK).delete()
        while Job.objects.filter(task_path=TASK, status="waiting").update(run_after=asked.created_at):
            run_next_job(worker="test")
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (ImportState.FAILED, str(FileProblem.GIVEN_UP.label))
    assert importing.ask_import(territory=territory, by=claire, **files).state == ImportState.WAITING


def test_an_import_canceled_as_its_reading_begins_stays_given_up(territory, claire, monkeypatch):
    administrator = make_user("administrator", is_staff=True)
    files = {"structures": keep(territory, [structure()]), "services": None}
    asked = importing.ask_import(territory=territory, by=claire, **files)
    Job.objects.exclude(task_path=TASK).delete()
    begin = importing.begin

    def begin_late(asked):
        cancel_job(job=Job.objects.get(task_path=TASK), by=administrator)
        return begin(asked)

    monkeypatch.setattr(importing, "begin", begin_late)
    assert run_next_job(worker="test")
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (ImportState.FAILED, str(FileProblem.GIVEN_UP.label))
    assert importing.ask_import(territory=territory, by=claire, **files).state == ImportState.WAITING


def test_one_import_at_a_time_by_those_who_keep_the_cite(territory, claire):
    here = {"territory": territory, "structures": None, "services": keep(territory, [service()])}
    assert refusal(importing.ask_import, **here | {"services": None}, by=claire) == {ImportRefusal.NOTHING}
    carrier = make_user("yanis", role=Role.CARRIER, territory=territory)
    assert refusal(importing.ask_import, **here, by=carrier) == {ServiceObjection.MODERATORS_ONLY}
    importing.ask_import(**here, by=claire)
    assert refusal(importing.ask_import, **here, by=claire) == {ImportRefusal.RUNNING}


def test_a_batch_costs_the_same_questions_whatever_its_size(territory, claire):
    counted = []
    for count in (3, 4, 5):  # the first draws the map of the territory
        numbers = range(100 * count, 100 * count + 3**count // 9)
        rows = [structure(), *(structure(n) for n in numbers)], [service(n) for n in numbers]
        with CaptureQueriesContext(connection) as asked:
            read(territory, claire, *rows, is_complete=False)
        ours = [query for query in asked.captured_queries if 'FROM "directory_' in query["sql"]]
        counted.append(len(ours))
        Service.objects.all().delete()
        Structure.objects.all().delete()
        Source.objects.all().delete()
    assert counted[1] == counted[2]
