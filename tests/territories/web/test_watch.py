"""The pages of watch districts: whom each opens to, and every way a contour can be wrong."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from shapely import to_geojson

from cite.accounts.enums import Role
from cite.territories.enums import DistrictKind, Reason
from cite.territories.models import District
from cite.territories.operations.watch_districts import confirm_watch_district
from cite.territories.queries.location import locate
from tests.factories.accounts import make_user
from tests.factories.territories import at, make_commune, make_district, make_edition, square

pytestmark = pytest.mark.django_db
LIST = "/quartiers/veille-active/"
TODAY = date(2026, 11, 23)
DRAWN = to_geojson(square(100, 100))
BOW_TIE = json.dumps(
    {"type": "Polygon", "coordinates": [[at(0, 0), at(200, 200), at(200, 0), at(0, 200), at(0, 0)]]}
)
EDITS = ("watch-contour", "watch-confirm", "watch-withdraw", "watch-restore")


@pytest.fixture
def commune(territory):
    return make_commune("42207", "Saint-Chamond", contour=square(side=4_000))


@pytest.fixture
def watch(commune):
    return make_district(commune, kind=DistrictKind.WATCH, label="Fonsala", is_confirmed=False)


@pytest.fixture
def pilot(territory):
    return make_user("pilote", role=Role.CO_PILOT_METROPOLE, territory=territory)


@pytest.fixture
def page(client, pilot):
    """A browser where a co-pilot is signed in."""
    client.force_login(pilot)
    return client


def address(name: str, district: District) -> str:
    return reverse(f"territories:{name}", args=[district.uuid])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def draw(page, watch, **fields):
    return page.post(address("watch-contour", watch), {"version": watch.version} | fields)


def collection(*geometries: str) -> bytes:
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(each)} for each in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_visitors_sign_in_first(client, watch):
    for url in (LIST, f"{LIST}ajouter/", *(address(name, watch) for name in EDITS)):
        assert client.get(url).url.startswith("/compte/connexion/")
        assert client.post(url).url.startswith("/compte/connexion/")


def test_the_other_professionals_only_look(client, watch, territory):
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    listed = text_of(client.get(LIST))
    assert "Fonsala" in listed and "À confirmer" in listed and "Pas encore dessiné" in listed
    assert "/contour/" not in listed and "ajouter/" not in listed
    for url in (f"{LIST}ajouter/", *(address(name, watch) for name in EDITS)):
        for refused in (client.get(url), client.post(url, {"version": 1, "drawing": DRAWN})):
            assert refused.status_code == 403
            assert "copilote" in text_of(refused)


def test_someone_without_a_role_here_does_not_look(client, watch):
    client.force_login(make_user("passante"))
    assert client.get(LIST).status_code == 403


def test_what_is_not_a_watch_district_of_ours_does_not_exist(page, commune):
    elsewhere = make_commune("99999", "Ailleurs", epci_code="200000000")
    theirs = make_district(elsewhere, kind=DistrictKind.WATCH, label="Lointain")
    priority = make_district(commune)
    assert "Lointain" not in text_of(page.get(LIST))
    for district in (theirs, priority):
        for name in EDITS:
            assert page.get(address(name, district)).status_code == 404
            assert page.post(address(name, district), {"version": 1}).status_code == 404


def test_a_district_is_added_then_drawn(page, commune, territory):
    make_edition("42207")
    added = page.post(f"{LIST}ajouter/", {"label": " Le  Fay ", "commune": "42207"})
    district = District.objects.get()
    assert (district.label, district.is_confirmed) == ("Le Fay", True)
    assert added.url == address("watch-contour", district)
    assert locate(territory=territory, point=at(200, 200), on=TODAY).reason != Reason.WATCH_DISTRICT

    listed = text_of(page.post(added.url, {"version": 1, "drawing": DRAWN}, follow=True))
    assert "est enregistré" in listed and "Dessiné, 4,0 ha" in listed
    assert locate(territory=territory, point=at(200, 200), on=TODAY).reason == Reason.WATCH_DISTRICT
    assert "Le Fay" in text_of(page.get("/carte/donnees.json"))
    assert "coordinates" in text_of(page.get(added.url))


def test_a_district_needs_a_name_and_a_commune_of_ours_once(page, watch):
    make_commune("99999", "Ailleurs", epci_code="200000000")
    for data, sentence in (
        ({"label": "", "commune": "42207"}, "Remplissez ce champ."),
        ({"label": "Le Fay", "commune": "99999"}, "Choisissez une commune de la liste."),
        ({"label": "Le Fay", "commune": "\x00"}, "Erreur :"),
        ({"label": "fonsala", "commune": "42207"}, "déjà dans la liste"),
        ({"label": "x" * 201, "commune": "42207"}, "200"),
    ):
        answer = page.post(f"{LIST}ajouter/", data)
        assert answer.status_code == 200
        assert sentence in text_of(answer)
    assert District.objects.count() == 1


@pytest.mark.parametrize(
    ("drawing", "sentence"),
    [
        ("", "Dessinez le contour sur la carte, ou apportez un fichier."),
        ("bonjour", "pas du GeoJSON"),
        ("[" * 100_000, "pas du GeoJSON"),
        ("[1, 2]", "pas du GeoJSON"),
        ("{}", "surface fermée"),
        ('{"type": "Feature", "geometry": null}', "surface fermée"),
        ('{"type": "Polygon", "coordinates": "x"}', "surface fermée"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 5], [NaN, 1]]]}', "surface fermée"),
        ('{"type": "Point", "coordinates": [4.39, 45.44]}', "surface fermée"),
        ('{"type": "FeatureCollection", "features": []}', "aucune entité"),
        (to_geojson(square(9_000, 9_000)), "sort du territoire"),
        (to_geojson(square(100, 100, side=10)), "trop petit"),
        (to_geojson(square(0, 0, side=3_900)), "trop grand"),
        ("x" * 1_000_001, "trop long"),
    ],
)
def test_a_bad_contour_is_said_and_kept_as_typed(page, watch, drawing, sentence):
    answer = draw(page, watch, drawing=drawing)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert "Erreur :" in text_of(answer)
    assert answer.context["form"]["drawing"].value() == drawing
    watch.refresh_from_db()
    assert (watch.contour, watch.version) == (None, 1)


@pytest.mark.parametrize(
    "drawing",
    [BOW_TIE, json.dumps({"type": "Feature", "geometry": json.loads(DRAWN)}), collection(DRAWN).decode()],
)
def test_a_contour_that_crosses_itself_is_mended_and_collections_are_read(page, watch, drawing):
    assert draw(page, watch, drawing=drawing).url == LIST
    watch.refresh_from_db()
    assert watch.geometry.is_valid and watch.area_m2 > 1_000


def zipped(name: str, content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(name, content)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("contour.geojson", b"<html><p>Connexion</p></html>", "ni un GeoJSON"),
        ("contour.exe", b"MZ", "pas du bon type"),
        ("contour.geojson", b"", "vide"),
        ("contour.geojson", b"x" * 5_000_001, "la limite est de 5 Mo"),
        ("contour.zip", b"PK\x03\x04" + bytes(50), "abîmée"),
        ("contour.zip", zipped("lisez-moi.txt", b"rien"), "ni GeoJSON ni shapefile"),
        ("contour.json", collection(to_geojson(square(9_000, 9_000))), "sort du territoire"),
    ],
)
def test_a_bad_file_is_said_and_the_drawing_kept(page, watch, name, content, sentence):
    answer = draw(page, watch, drawing=DRAWN, file=SimpleUploadedFile(name, content))
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert answer.context["form"]["drawing"].value() == DRAWN
    watch.refresh_from_db()
    assert watch.contour is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contour.geojson", collection(DRAWN)),
        ("contour.zip", zipped("contour.geojson", collection(DRAWN))),
    ],
)
def test_a_file_prevails_over_the_drawing(page, watch, name, content):
    assert draw(page, watch, drawing="bonjour", file=SimpleUploadedFile(name, content)).url == LIST
    watch.refresh_from_db()
    assert watch.geometry.bounds == pytest.approx(square(100, 100).bounds)


def test_two_people_at_once_overwrite_nothing(page, watch, pilot, territory):
    confirm_watch_district(district=watch, by=pilot, territory=territory, version=1)
    late = draw(page, watch, drawing=DRAWN)
    assert "Une autre personne a modifié" in text_of(late)
    assert late.context["form"]["drawing"].value() == DRAWN
    watch.refresh_from_db()
    assert (watch.contour, watch.version) == (None, 2)
    for version in ("", "x", "0", "9" * 30):
        answer = page.post(address("watch-contour", watch), {"version": version, "drawing": DRAWN})
        assert answer.status_code == 200


def test_a_district_is_confirmed_withdrawn_and_put_back(page, client, watch, territory):
    assert "Retirer" not in text_of(page.get(LIST))
    confirmed = page.post(address("watch-confirm", watch), {"version": 1}, follow=True)
    assert "Confirmé" in text_of(confirmed)
    withdrawn = page.post(address("watch-withdraw", watch), {"version": 2}, follow=True)
    assert "Retiré" in text_of(withdrawn)
    assert "Remettre Fonsala" in text_of(withdrawn)
    put_back = page.post(address("watch-restore", watch), {"version": 3}, follow=True)
    assert "Retirer Fonsala" in text_of(put_back)
    assert "Une autre personne" in text_of(page.post(address("watch-withdraw", watch), {"version": 3}))


def test_looking_changes_nothing(page, watch):
    for name in EDITS:
        assert page.get(address(name, watch)).status_code == 200
    watch.refresh_from_db()
    assert (watch.version, watch.is_confirmed, watch.is_withdrawn) == (1, False, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_whatever_the_number_of_districts(page, commune, django_assert_num_queries, count):
    for number in range(count):
        make_district(commune, kind=DistrictKind.WATCH, label=f"Quartier {number}")
    # Territory, session, person, her roles; unread messages, training mode; the list and its communes.
    with django_assert_num_queries(9):
        page.get(LIST)
