"""The directory, its map and the matrix: what is found, by whom, with how many queries."""

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from python_calamine import CalamineWorkbook

from cite.accounts.enums import Role
from cite.actors.adapters.search import find_organizations
from cite.actors.models import Network, Partner
from cite.actors.queries.directory import find_partners
from tests.factories.accounts import make_user
from tests.factories.organizations import make_many_partners, make_member, make_partner, make_site
from tests.factories.territories import make_commune, make_district, square

pytestmark = pytest.mark.django_db
URL = "/acteurs/"
MATRIX = "/acteurs/maillons/"


@pytest.fixture
def districts(territory):
    commune = make_commune()
    return [
        make_district(commune, code="QN04213M", label="Montreynaud"),
        make_district(commune, code="QN04214M", label="Le Soleil", contour=square(3000)),
    ]


@pytest.fixture
def page(client, territory):
    """A browser where somebody who holds a role is signed in."""
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    return client


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def test_whom_it_opens_to(client, territory):
    make_partner(territory, "Les Glycines")
    assert client.get(URL).url.startswith("/compte/connexion/")
    client.force_login(make_user("passante"))
    assert client.get(URL).status_code == 403
    assert client.get("/acteurs/lieux.json").status_code == 403
    for role in Role:
        client.force_login(make_user(f"x-{role}", role=role, territory=territory))
        assert "Les Glycines" in text_of(client.get(URL))


def test_another_cite_shows_nothing(page, territory, other_territory):
    territory.host = "testserver"
    territory.save()
    with scope(territory=other_territory):
        theirs = make_partner(other_territory, "Lointaine")
        make_site(theirs, longitude=4.4, latitude=45.4)
    assert page.get(URL).status_code == 200
    assert "Lointaine" not in text_of(page.get(URL))
    assert "Lointaine" not in text_of(page.get(f"{URL}?format=csv"))
    assert "Lointaine" not in text_of(page.get("/acteurs/lieux.json"))
    for name in ("organization", "organization-edit", "site-add", "contact-add"):
        assert page.get(reverse(f"actors:{name}", args=[theirs.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Élan du Soleil", "Atelier bois", "Partout"}),
        ("?q=elan", {"Élan du Soleil"}),
        ("?q=ÉLAN SOL", {"Élan du Soleil"}),
        ("?q=sol el", {"Élan du Soleil"}),
        ("?q=oleil", set()),
        ("?q=firminy", {"Atelier bois"}),
        ("?q=entreprise", {"Atelier bois"}),
        ("?q=73282932000074", {"Partout"}),
        ("?q=absent", set()),
        ("?quartier=QN04213M", {"Élan du Soleil", "Partout"}),
        ("?quartier=QN04214M", {"Partout"}),
        ("?maillon=training", {"Atelier bois"}),
        ("?maillon=train", {"Élan du Soleil", "Atelier bois", "Partout"}),
        ("?type=company", {"Atelier bois"}),
        ("?maillon=reception&quartier=QN04213M", {"Élan du Soleil"}),
        (
            "?quartier=%27%22%3Cscript%3E&type=evil&page=abc&tri=-evil",
            {"Élan du Soleil", "Atelier bois", "Partout"},
        ),
        ("?reseau=evil", {"Élan du Soleil", "Atelier bois", "Partout"}),
        ("?situation=left", {"Élan du Soleil", "Atelier bois", "Partout"}),
    ],
)
def test_what_is_found(page, territory, districts, query, found):
    make_partner(territory, "Élan du Soleil", chain_links=["reception"], districts=districts[:1])
    atelier = make_partner(
        territory, "Atelier bois", kind="company", chain_links=["training"], place_key=" firminy"
    )
    make_partner(territory, "Partout", covers_all_districts=True, siret="73282932000074")
    make_partner(territory, "Ancienne", state="left")
    atelier.networks.add(Network.objects.create(territory=territory, name="Club", name_key="club"))
    listed = text_of(page.get(f"{URL}{query}"))
    names = {"Élan du Soleil", "Atelier bois", "Partout", "Ancienne"}
    assert {name for name in names if name in listed} == found


def test_a_network_filters(page, territory):
    network = Network.objects.create(territory=territory, name="Club", name_key="club")
    make_partner(territory, "Dedans").networks.add(network)
    make_partner(territory, "Dehors")
    listed = text_of(page.get(f"{URL}?reseau={network.uuid}"))
    assert "Dedans" in listed and "Dehors" not in listed


def test_only_those_who_keep_the_list_filter_by_situation(client, territory):
    make_partner(territory, "Ancienne", state="left")
    client.force_login(make_user("sofia", role=Role.COORDINATOR, territory=territory))
    assert "Ancienne" in text_of(client.get(f"{URL}?situation=left"))
    assert "Ancienne" not in text_of(client.get(URL))


def test_htmx_receives_the_results_alone(page, territory):
    make_partner(territory, "Les Glycines")
    fragment = text_of(page.get(URL, headers={"HX-Request": "true"}))
    assert "Les Glycines" in fragment and "<html" not in fragment and "<form" not in fragment


def test_hostile_words_are_only_words(page, territory):
    make_partner(territory, "<script>alert(1)</script>")
    for query in ("%00", "'; DROP TABLE", "%25%25", "_", "é" * 5000, "<img src=x>"):
        response = page.get(URL, {"q": query}) if query != "%00" else page.get(f"{URL}?q=%00")
        assert response.status_code in (200, 400)
        assert "<script>alert" not in text_of(response)


def test_files_carry_what_one_sees_without_live_formulas(page, territory, districts):
    make_partner(territory, "=HYPERLINK(1)", districts=districts, siret="73282932000074")
    make_partner(territory, "Autre", kind="company")
    rows = list(csv.reader(io.StringIO(text_of(page.get(f"{URL}?format=csv"))), delimiter=";"))
    assert rows[1][0].startswith("'=") or rows[2][0].startswith("'=")
    assert "Le Soleil (QN04214M), Montreynaud (QN04213M)" in {row[3] for row in rows}
    filtered = list(
        csv.reader(io.StringIO(text_of(page.get(f"{URL}?format=csv&type=company"))), delimiter=";")
    )
    assert [row[0] for row in filtered[1:]] == ["Autre"]
    response = page.get(f"{URL}?format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert "=HYPERLINK(1)" in cells and "73282932000074" in cells  # texts: no formula was written
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_map_shows_the_places_of_those_found(page, territory):
    make_site(make_partner(territory, "Dedans"), longitude=4.4, latitude=45.4)
    make_site(make_partner(territory, "Sans point"))
    make_site(make_partner(territory, "Ailleurs", kind="company"), longitude=4.5, latitude=45.5)
    features = page.get("/acteurs/lieux.json?type=social_center").json()["features"]
    assert [f["properties"]["label"] for f in features] == ["Dedans – Accueil"]
    assert features[0]["geometry"]["coordinates"] == [4.4, 45.4]


def test_the_matrix_counts_and_leads_to_who_could(page, territory, districts):
    make_partner(territory, "Accueil A", chain_links=["reception"], districts=districts[:1])
    make_partner(territory, "Partout B", chain_links=["reception", "training"], covers_all_districts=True)
    make_partner(territory, "Muette")
    make_partner(
        territory, "Suspendue", chain_links=["employment"], covers_all_districts=True, state="suspended"
    )
    shown = text_of(page.get(MATRIX))
    assert "Accueil, information, Montreynaud : 2 structures" in shown
    assert "Accueil, information, Le Soleil : 1 structure" in shown
    assert "Emploi, entreprises, Le Soleil : manque" in shown
    assert "1 structure n’a pas encore dit où elle intervient" in shown
    rows = list(csv.reader(io.StringIO(text_of(page.get(f"{MATRIX}?format=csv"))), delimiter=";"))
    assert rows[0][0] == "\ufeffQuartier" and len(rows) == 3
    assert rows[2][3] == "Accueil A, Partout B"  # Montreynaud
    who = text_of(page.get("/acteurs/maillons/qui-pourrait/?quartier=QN04214M&maillon=reception"))
    assert "Accueil A" in who and "Suspendue" not in who
    listed = text_of(page.get(f"{URL}?quartier=QN04213M&maillon=reception"))
    assert "Accueil A" in listed and "Partout B" in listed and "Muette" not in listed


@pytest.mark.parametrize(
    "query", ["?quartier=evil&maillon=reception", "?quartier=QN04213M&maillon=evil", "?x=1"]
)
def test_a_gap_that_does_not_exist(page, districts, query):
    assert page.get(f"/acteurs/maillons/qui-pourrait/{query}").status_code == 404


def test_a_cite_without_districts_says_so(page, territory):
    assert "Aucun quartier prioritaire" in text_of(page.get(MATRIX))


@pytest.mark.parametrize("url", [URL, MATRIX, "/acteurs/lieux.json", f"{URL}?format=csv"])
def test_the_same_queries_for_one_and_for_three_hundred(client, territory, districts, url):
    user = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    client.force_login(user)
    counts = []
    for how_many in (1, 2, 297):
        make_many_partners(territory, how_many, districts=districts)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client.get(url))
        counts.append(len(queries))
    assert Partner.objects.count() == 300
    assert len(set(counts)) == 1, counts


def test_a_search_is_one_query_and_finds_by_the_words_begun(territory, rf, django_assert_num_queries):
    make_partner(territory, "Élan du Soleil")
    make_partner(territory, "Cachée du Soleil", is_sensitive=True)
    request = rf.get("/")
    request.user, request.territory = make_user("nadia", role=Role.PRESCRIBER, territory=territory), territory
    find_organizations(request, ["soleil"], 5)  # the role is asked once per person
    with django_assert_num_queries(1):
        (hit,) = find_organizations(request, ["sol", "elan"], 5)
    assert hit.label == "Élan du Soleil"
    assert find_partners(request.user, territory, [], 5) == []
    make_member(Partner.objects.get(is_sensitive=True), request.user)
    assert len(find_partners(request.user, territory, ["soleil"], 5)) == 2
