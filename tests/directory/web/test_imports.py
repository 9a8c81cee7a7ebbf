"""The pages that take in other directories, and those that give ours."""

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cite.core.dates import today
from cite.directory.enums.imports import ImportRefusal, ImportState, Remark
from cite.directory.gateways.inclusion import read_records
from cite.directory.models import DirectoryImport, Service
from cite.directory.rules.standard import read_service
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job
from tests.factories.directory import make_import, make_intake, make_service, make_structure
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
RECORD = {
    "source": "annuaire",
    "id": "annuaire--1",
    "structure_id": "annuaire--s1",
    "nom": "Atelier CV",
    "description": "Un atelier pour écrire un CV.",
    "date_maj": "2026-05-01",
    "courriel": "accueil",
    "zone_eligibilite": ["42"],
}
STRUCTURE = {"source": "annuaire", "id": "annuaire--s1", "nom": "Structure", "date_maj": "2026-05-01"}


def upload(records, name="fiches.json"):
    content = records if isinstance(records, bytes) else json.dumps(records).encode()
    return SimpleUploadedFile(name, content, "application/json")


def test_a_co_pilot_imports_the_parquet_of_the_national_directory(client, claire):
    arrow = pytest.importorskip("pyarrow", reason="reading Parquet is an extra of the installation")
    make_commune()
    client.force_login(claire)
    files = {}
    for kind, record in (("structures", STRUCTURE), ("services", RECORD)):
        written = io.BytesIO()
        import_module("pyarrow.parquet").write_table(arrow.Table.from_pylist([record]), written)
        files[kind] = upload(written.getvalue(), f"{kind}.parquet")
    client.post(reverse("directory:imports"), files | {"is_complete": "on", "is_local": "on"})
    Job.objects.exclude(task_path="cite.directory.tasks.import_directory").delete()
    assert run_next_job(worker="test")
    assert (DirectoryImport.objects.get().state, Service.objects.get().name) == (
        ImportState.DONE,
        "Atelier CV",
    )


def test_a_co_pilot_imports_a_directory_and_reads_what_was_left_out(client, claire):
    make_commune()
    client.force_login(claire)
    answer = client.post(
        reverse("directory:imports"),
        {
            "structures": upload([STRUCTURE]),
            "services": upload([RECORD]),
            "is_complete": "on",
            "is_local": "on",
        },
    )
    asked = DirectoryImport.objects.get()
    assert answer.url == reverse("directory:import", args=[asked.uuid])
    assert "La lecture commence" in client.get(answer.url).content.decode()
    Job.objects.exclude(task_path="cite.directory.tasks.import_directory").delete()
    assert run_next_job(worker="test")
    page = client.get(answer.url).content.decode()
    assert Service.objects.get().name == "Atelier CV"
    assert "Ce n’est pas une adresse électronique" in page and "courriel" in page
    asked.refresh_from_db()
    report = client.get(reverse("files:download", args=[asked.report.uuid]))
    assert b"annuaire--1" in b"".join(report.streaming_content)


def test_a_page_that_watches_an_import_reloads_once_it_is_over(client, claire, territory):
    asked = make_import(territory, claire)
    client.force_login(claire)
    address = reverse("directory:import", args=[asked.uuid])
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, str(ImportRefusal.NOTHING.label)),
        ({"services": upload(b"%PDF-1.7 not a list", "fiches.json")}, "Ce fichier"),
        ({"services": upload(b"x", "fiches.exe")}, "Types acceptés"),
    ],
)
def test_what_cannot_be_imported_says_why(client, claire, files, sentence):
    client.force_login(claire)
    page = client.post(reverse("directory:imports"), files)
    assert page.status_code == 200 and sentence in page.content.decode()
    assert not DirectoryImport.objects.exists()


def test_what_came_of_a_whole_country_is_read_at_a_glance(client, claire, territory):
    asked = make_import(territory, claire, counts={"services_new": 150_000}, problems=[])
    client.force_login(claire)
    page = client.get(reverse("directory:import", args=[asked.uuid])).content.decode()
    assert "150\xa0000" in page


def test_an_import_that_stopped_says_what_to_do(client, claire, territory):
    asked = make_import(
        territory, claire, state=ImportState.FAILED, error="Ce fichier est vide.", problems=[], counts={}
    )
    client.force_login(claire)
    page = client.get(reverse("directory:import", args=[asked.uuid])).content.decode()
    assert "Ce fichier est vide." in page and "Rien n’a été archivé." in page


def test_the_files_of_a_district_are_named_after_it(client, territory):
    """Kept side by side, the files of twenty districts do not replace one another."""
    district = make_district(make_commune())
    for shape in ("json", "csv", "xlsx"):
        address = reverse(f"directory:open-services-{shape}")
        assert f'"services.{shape}"' in client.get(address)["Content-Disposition"]
        named = client.get(address, {"quartier": district.code})["Content-Disposition"]
        assert f'"services-{district.code.lower()}.{shape}"' in named


def test_everybody_may_download_the_offer(client, territory):
    structure = make_structure(territory, partner=make_partner(territory, "Les Ateliers du Grand Chêne"))
    make_service(structure, "Permis", description="Une aide pour payer le permis.")
    page = client.get(reverse("directory:open-data"))
    for name in ("open-services-json", "open-offre-csv", "open-structures-xlsx"):
        assert reverse(f"directory:{name}") in page.content.decode()
    answer = client.get(reverse("directory:open-services-json"))
    assert [record["nom"] for record in answer.json()] == ["Permis"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "cite" in client.get(reverse("directory:open-offre-json")).json()[0]
    assert client.get(reverse("directory:open-services-json"), {"quartier": "QN00000X"}).status_code == 404
    assert [record["nom"] for record in client.get(reverse("directory:open-structures-json")).json()] == [
        structure.name
    ]


def test_those_who_keep_the_cite_read_which_sheets_the_standard_refuses_and_why(client, claire, territory):
    structure = make_structure(territory, partner=make_partner(territory, "Les Ateliers du Grand Chêne"))
    make_service(structure, "Permis", description="")
    page = reverse("directory:open-data")
    told = client.get(page).content.decode()
    assert ("Une fiche incomplète" in told, "Permis" in told) == (True, False)
    client.force_login(claire)
    told = client.get(page).content.decode()
    assert "Permis" in told and str(Remark.REQUIRED.label) in told


def test_the_offer_in_a_table_is_read_again_as_it_was(client, territory):
    """Whoever takes our CSV finds what the official package accepts, and beside it what the Cité adds."""
    structure = make_structure(territory, partner=make_partner(territory, "Les Ateliers du Grand Chêne"))
    text = "Une aide pour payer le permis ; « tout compris »."
    service = make_service(
        structure, "Permis", description=text, weekly_hours="2.50", childcare_on_site=True, level="level_3"
    )
    make_intake(service, today() + timedelta(days=9), places=8, places_left=3)
    given = client.get(reverse("directory:open-offre-csv"))
    content = b"".join(given.streaming_content)
    [read] = [read_service(record.values) for record in read_records(io.BytesIO(content))]
    assert (read.notes, read.values["description"], read.values["weekly_hours"]) == (
        (),
        text,
        Decimal("2.50"),
    )
    assert read.values["themes"] == tuple(service.themes)
    [line] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (line["childcare_on_site"], line["level"]) == ("true", "level_3")
    assert [entry["places_left"] for entry in json.loads(line["entries"])] == [3]
    workbook = client.get(reverse("directory:open-offre-xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content)).get_sheet_by_index(0)
    assert sheet.to_python()[0] == list(line)
    assert client.get(reverse("directory:open-structures-csv")).status_code == 200
