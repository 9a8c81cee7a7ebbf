"""The commands: what they say, what they refuse, what they write."""

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError
from shapely import Polygon
from shapely.geometry import mapping

from cite.tenancy.models import Territory
from cite.territories.management.commands.locate import Command as Locate
from cite.territories.models import Commune, District
from tests.factories.territories import at, make_commune, make_district, make_edition, square

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def write(path, *features) -> str:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(path)


def feature(code="QN04213M", label="Montreynaud", contour=None) -> dict:
    properties = {"code_qp": code, "lib_qp": label, "insee_com": "42218", "lib_com": "Saint-Étienne"}
    return {"type": "Feature", "properties": properties, "geometry": mapping(contour or square())}


@pytest.fixture
def small_map(territory):
    make_edition("42218")
    return make_district(make_commune(contour=square(-2_000, -2_000, side=4_000)))


def test_load_territory():
    assert "53 communes, 20 quartiers prioritaires, 12 quartiers en veille active." in run("load_territory")
    assert "déjà à jour" in run("load_territory")


def test_import_districts_rehearsal_then_import(tmp_path):
    first = write(tmp_path / "qpv.geojson", feature(), feature("QN04212M", "Tardy", square(500)))

    said = run("import_districts", first, "--dry-run")
    assert "2 ajouté(s)" in said
    assert "QN04213M Montreynaud" in said
    assert "rien n’a été changé" in said
    assert not District.objects.exists()

    assert "Import terminé." in run("import_districts", first)
    assert District.objects.count() == 2

    second = write(tmp_path / "qpv.geojson", feature(label="Montreynaud Nord", contour=square(side=300)))
    said = run("import_districts", second, dry_run=True)
    assert "1 retiré(s) :\n  QN04212M Tardy" in said
    assert "nom « Montreynaud » → « Montreynaud Nord » ; contour changé de 50\u202f0" in said
    run("import_districts", second)
    assert "Aucune différence" in run("import_districts", second)


def test_import_districts_says_everything_worth_knowing(tmp_path):
    (a, b, c, d, _) = square(500).exterior.coords
    rounded = [(round(x, 4), round(y, 4)) for x, y in (a, c, b, d)]
    many = [
        feature(f"QN0{42 if n < 42 else 43}{n % 42:02}N", f"Quartier {n}", square(300 * n)) for n in range(50)
    ]
    file = write(tmp_path / "many.geojson", *many)
    coarse = write(tmp_path / "coarse.geojson", feature("QN04299N", "Ailleurs", Polygon(rounded)))

    assert "… et 10 autres" in run("import_districts", file)
    said = run("import_districts", coarse, "--coverage", "42218", "69")
    assert "Liste complète pour : 42218, 69." in said
    assert "à 6 m près" in said
    assert "1 contour(s) réparé(s) :\n  QN04299N Ailleurs" in said
    assert "50 retiré(s)" in said
    said = run("import_districts", file)
    assert "de retour dans la liste" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/no/such/qpv.geojson"], "qpv.geojson n’est pas lisible"),
        (["{file}", "--coverage", "Loire"], "« Loire »"),
        (["{file}", "--generation", "2015"], "liste de 2024"),
    ],
)
def test_import_districts_refused(tmp_path, arguments, said):
    file = write(tmp_path / "qpv.geojson", feature())

    with pytest.raises(CommandError, match=said):
        run("import_districts", *[argument.format(file=file) for argument in arguments])
    assert not District.objects.exists()


def test_import_communes(tmp_path):
    path = tmp_path / "communes.json.gz"
    path.write_bytes(gzip.compress(json.dumps([{"code": "42218", "nom": "Saint-Étienne"}]).encode()))

    assert "1 ajoutées" in run("import_communes", str(path))
    assert "1 inchangées" in run("import_communes", str(path))
    assert Commune.objects.get().name == "Saint-Étienne"
    with pytest.raises(CommandError, match="n’est pas lisible"):
        run("import_communes", "/no/such/communes.json")


def test_locate_a_point(small_map):
    longitude, latitude = at(100, 100)
    said = run("locate", f"{longitude},{latitude}")

    assert said.startswith("Dans un quartier prioritaire (in_qpv, inside_contour)\nVotre adresse ouvre droit")
    assert "Quartier : Les Ormes (Saint-Étienne) — QN04299N" in said


def test_locate_an_address(small_map):
    assert "(not_verifiable, no_fixed_address)" in run("locate", "sans domicile fixe")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("absent.csv", "absent.csv n’existe pas"),
        ("Absent.XLSX", "n’existe pas"),
        ("/no/such/list", "/no/such/list n’existe pas"),
        ("~nobody/list", "n’existe pas"),
        (".", "est un dossier"),
        ("/", "est un dossier"),
        ("rue " * 100, "300 caractères au plus"),
        ("1" * 5_000 + ",45", "300 caractères au plus"),
    ],
)
def test_locate_what_is_no_place(small_map, place, said):
    with pytest.raises(CommandError, match=said):
        run("locate", place)


def test_locate_takes_a_slash_inside_an_address(small_map):
    assert "(unknown, " in run("locate", "8/10 rue des Lilas, 42000 Saint-Étienne")


def test_locate_takes_a_western_longitude(small_map, capsys):
    Locate().run_from_argv(["manage.py", "locate", "-4.3,45.4"])

    assert capsys.readouterr().out.startswith("Non couvert")


def test_locate_on_a_day_that_is_none(small_map):
    with pytest.raises(CommandError, match="« hier » n’est pas une date"):
        run("locate", "4.4,45.4", "--on", "hier")


def test_locate_needs_to_know_the_territory(small_map, other_territory):
    with pytest.raises(CommandError, match="saint-etienne-metropole, ville-fictive"):
        run("locate", "4.4,45.4")
    assert "in_qpv" in run("locate", "{},{}".format(*at(100, 100)), "--territory", "saint-etienne-metropole")


def test_locate_without_any_territory():
    assert not Territory.objects.exists()
    with pytest.raises(CommandError, match="load_territory"):
        run("locate", "4.4,45.4")


def answered(capfdbinary) -> list[str]:
    return capfdbinary.readouterr().out.decode().splitlines()


def test_locate_a_file(small_map, tmp_path, capfdbinary):
    inside, outside = at(100, 100), at(1_000, 1_000)
    path = tmp_path / "liste.csv"
    path.write_text(
        "nom;longitude;latitude;commune\n"
        f"Zoé;{inside[0]:.6f};{inside[1]:.6f};Saint-Étienne\n"
        f"=SUM(A1);{outside[0]:.6f};{outside[1]:.6f};\n"
        f"inversé;{inside[1]:.6f};{inside[0]:.6f};\n"
        "sans;;;\n",
        encoding="utf-8",
    )

    run("locate", str(path), "--on", "2026-11-23")
    lines = [line.split(";") for line in answered(capfdbinary)]

    assert lines[0][:8] == [
        "nom", "longitude", "latitude", "commune", "qpv_status", "qpv_code", "qpv_label", "commune (2)",
    ]  # fmt: skip
    assert [line[0] for line in lines[1:]] == ["Zoé", "'=SUM(A1)", "inversé", "sans"]
    assert [line[4:6] for line in lines[1:]] == [
        ["in_qpv", "QN04299N"], ["outside", ""], ["unknown", ""], ["unknown", ""],
    ]  # fmt: skip
    assert [line[lines[0].index("reason")] for line in lines[1:]] == [
        "inside_contour", "outside_contours", "coordinates_swapped", "empty",
    ]  # fmt: skip


def test_locate_a_file_in_another_encoding_with_dates(small_map, tmp_path, capfdbinary):
    longitude, latitude = at(100, 100)
    path = tmp_path / "liste.csv"
    text = (
        f"prénom,lon,lat,date\r\nZoé,{longitude},{latitude},31/12/2025\r\nLéa,{longitude},{latitude},hier\r\n"
    )
    path.write_bytes(text.encode("cp1252"))

    run("locate", str(path))
    out = capfdbinary.readouterr().out.decode("cp1252").splitlines()

    assert out[1].startswith("Zoé,")
    assert ",in_qpv,QN04299N," in out[1]
    assert ",2025-12-31" in out[1]
    assert ",unknown,,,,,,date_invalid," in out[2]


def test_locate_a_workbook_comes_back_as_csv(small_map, tmp_path, capfdbinary):
    path = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nom", "longitude", "latitude"])
        sheet.write_row(1, 0, ["+1;2", *at(100, 100)])

    run("locate", str(path))
    lines = answered(capfdbinary)

    assert lines[0].startswith("nom;longitude;latitude;qpv_status;qpv_code")
    assert "in_qpv;QN04299N;Les Ormes (Saint-Étienne)" in lines[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html></html>", "page"),
        (b"", "vide"),
        (b"couleur;taille\nrouge;12\nvert;15\n", "Aucune colonne d’adresse"),
    ],
)
def test_locate_a_file_that_holds_no_places(small_map, tmp_path, content, said):
    path = tmp_path / "liste.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=said):
        run("locate", str(path))


def test_locate_a_file_that_cannot_be_read(small_map, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("adresse\n", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")

    with pytest.raises(CommandError, match="n’a pas pu être lu"):
        run("locate", str(path))


@pytest.fixture(params=["a point", "a file"])
def place(request, small_map, tmp_path) -> str:
    point = "{},{}".format(*at(100, 100))
    if request.param == "a point":
        return point
    (tmp_path / "liste.csv").write_text(f"longitude,latitude\n{point}\n", encoding="utf-8")
    return str(tmp_path / "liste.csv")


def test_locate_reads_a_pipe(small_map, capfdbinary):
    reading, writing = os.pipe()
    os.write(writing, "longitude,latitude\n{},{}\n".format(*at(100, 100)).encode())
    os.close(writing)

    run("locate", f"/dev/fd/{reading}")
    os.close(reading)

    assert "in_qpv" in answered(capfdbinary)[1]


def test_locate_stops_quietly_when_nobody_reads(place, monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        call_command("locate", place, stderr=io.StringIO())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_locate_says_when_the_disk_is_full(place, monkeypatch):
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(CommandError, match="n’a pas pu être écrite"):
            call_command("locate", place, stderr=io.StringIO())


def test_locate_needs_its_standard_input_and_output(small_map, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError, match="entrée standard est fermée"):
        run("locate", "-")
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(CommandError, match="sortie standard est fermée"):
        run("locate", "4.4,45.4")
