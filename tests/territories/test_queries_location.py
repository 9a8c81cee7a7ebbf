"""Locating one place or many, with the map and the address index as they are."""

import csv
from datetime import date

import pytest
import shapely
from django.conf import settings
from django.db import transaction
from django_scopes import scope

from cite.territories.enums import DistrictKind, Generation, Reason, Status
from cite.territories.models import District, MapVersion
from cite.territories.operations.reference_data import load_territory
from cite.territories.queries.atlas import current_atlas
from cite.territories.queries.location import Place, locate, locate_many
from cite.territories.rules.addresses import AddressQuery
from tests.factories.territories import at, make_candidate, make_commune, make_district, make_edition, square

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TOWN_HALLS = settings.REFERENCE_DATA_DIR / "ban" / "adresses_mairies_sem.csv"


def town_halls() -> list[dict[str, str]]:
    with TOWN_HALLS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def loaded(db):
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        yield territory


@pytest.fixture
def small_map(territory):
    """One district in one commune."""
    commune = make_commune(contour=square(-2_000, -2_000, side=4_000))
    make_edition("42218")
    return make_district(commune)


@pytest.mark.parametrize(
    ("point", "status", "reason", "code"),
    [
        ((4.4036, 45.4660), Status.IN_QPV, Reason.INSIDE_CONTOUR, "QN04213M"),
        ((4.387178, 45.439695), Status.OUTSIDE, Reason.OUTSIDE_CONTOURS, ""),  # Hôtel de Ville
        ((4.39972, 45.44335), Status.OUTSIDE, Reason.OUTSIDE_CONTOURS, ""),  # Châteaucreux station
        ((4.83, 45.76), Status.NOT_COVERED, Reason.COMMUNE_NOT_LOADED, ""),  # Lyon
        ((45.4660, 4.4036), Status.UNKNOWN, Reason.COORDINATES_SWAPPED, ""),
        ((808_000, 6_490_000), Status.UNKNOWN, Reason.COORDINATES_PROJECTED, ""),
        ((float("nan"), 45.4), Status.UNKNOWN, Reason.COORDINATES_INVALID, ""),
        ((-73.9, 40.7), Status.NOT_COVERED, Reason.ABROAD, ""),
    ],
)
def test_points_of_the_territory(loaded, point, status, reason, code):
    answer = locate(territory=loaded, point=point, on=TODAY)

    assert (answer.status, answer.reason, answer.qpv_code) == (status, reason, code)


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2014, 6, 1), Reason.DATE_NOT_COVERED),
        (date(2022, 6, 1), Reason.GENERATION_NOT_LOADED),
        (date(2024, 1, 1), Reason.INSIDE_CONTOUR),
    ],
)
def test_the_day_chooses_the_list(loaded, on, reason):
    assert locate(territory=loaded, point=(4.4036, 45.4660), on=on).reason == reason


def test_town_halls_by_point(loaded):
    found = {
        row["nom"]: locate(territory=loaded, point=_point(row), on=TODAY).qpv_code for row in town_halls()
    }

    assert found == {row["nom"]: row["qpv2024_calcule"] for row in town_halls()}


def test_town_halls_by_address(loaded):
    for row in town_halls():
        text = f"{row['adresse']} {row['code_postal']} {row['commune']}"
        answer = locate(territory=loaded, address=text, on=TODAY, online=False)

        if row["adresse"][0].isdigit():
            assert answer.status in {Status.IN_QPV, Status.OUTSIDE, Status.TO_VERIFY}, text
            assert answer.qpv_code in {row["qpv2024_calcule"], ""}, text
        else:
            assert answer.status in {Status.TO_VERIFY, Status.UNKNOWN}, text


def test_many_answer_as_one_does(loaded):
    points = [_point(row) for row in town_halls()] + [
        (4.4036, 45.4660),
        (45.4, 4.4),
        (0, 0),
        (2.35, 48.86),
        (55.45, -20.9),
    ]
    many = locate_many(territory=loaded, places=[Place(TODAY, point=point) for point in points])

    assert [answer.as_row() for answer in many] == [
        locate(territory=loaded, point=point, on=TODAY).as_row() for point in points
    ]


def test_many_places_of_every_kind_keep_their_order(small_map, territory):
    places = [
        Place(TODAY, point=at(100, 100)),
        Place(None, point=at(100, 100)),
        Place(TODAY),
        Place(date(2014, 1, 1), point=at(100, 100)),
        Place(TODAY, address=AddressQuery("SDF")),
        Place(TODAY, point=(float("nan"), 45.0)),
        Place(TODAY, point=at(-6, 100), address=AddressQuery("12 rue des Ormes")),
    ]

    assert [answer.reason for answer in locate_many(territory=territory, places=places)] == [
        Reason.INSIDE_CONTOUR,
        Reason.DATE_INVALID,
        Reason.EMPTY,
        Reason.DATE_NOT_COVERED,
        Reason.NO_FIXED_ADDRESS,
        Reason.COORDINATES_INVALID,
        Reason.NEAR_LIMIT,
    ]
    assert locate_many(territory=territory, places=[]) == []


def test_the_doubt_zone_is_a_parameter_of_the_territory(small_map, territory):
    point = at(-6, 100)
    assert locate(territory=territory, point=point, on=TODAY).sentence == (
        "L’adresse est à 6 m de la limite. Un conseiller vérifie."
    )

    territory.doubt_zone_m = 5

    assert locate(territory=territory, point=point, on=TODAY).reason == Reason.OUTSIDE_CONTOURS


def test_a_chosen_address_is_trusted_whatever_its_score(small_map, territory):
    answer = locate(territory=territory, address="ormes", candidate=make_candidate(score=0.3), on=TODAY)

    assert answer.reason == Reason.INSIDE_CONTOUR
    assert (answer.typed_address, answer.resolved_address) == (
        "ormes",
        "12 Rue des Ormes 42000 Saint-Étienne",
    )
    assert (answer.longitude, answer.latitude) == at(100, 100)


def test_addresses_through_the_index_shipped_with_the_product(loaded):
    hall = AddressQuery("Place de l’Hôtel de Ville", "42400", "Saint-Chamond")
    with_number = next(row for row in town_halls() if row["adresse"][0].isdigit())
    numbered = AddressQuery(with_number["adresse"], with_number["code_postal"], with_number["commune"])
    places = [
        Place(TODAY, address=query)
        for query in (hall, numbered, AddressQuery("999 rue Qui N’existe Pas"), hall)
    ]

    answers = locate_many(territory=loaded, places=places)

    assert answers[0] == answers[3]
    assert answers[0].status in {Status.TO_VERIFY, Status.UNKNOWN}
    assert answers[1].resolved_address
    assert answers[1].typed_address.startswith(with_number["adresse"])
    assert answers[2].reason == Reason.NO_ADDRESS_INDEX


def test_an_address_that_is_not_there(loaded):
    answer = locate(territory=loaded, address="999 rue Qui N’existe Pas", on=TODAY, online=False)

    assert (answer.status, answer.reason) == (Status.UNKNOWN, Reason.NO_ADDRESS_INDEX)


def test_the_commune_of_the_address_prevails_over_simplified_contours(small_map, territory):
    """An address of Lyon that falls by a few meters within our simplified limits is not « outside »."""
    candidate = make_candidate(point=at(-1_990, 0), commune_code="69123", commune_name="Lyon")

    answer = locate(territory=territory, address="1 rue", candidate=candidate, on=TODAY)

    assert (answer.reason, answer.commune_name) == (Reason.COMMUNE_NOT_LOADED, "Lyon")


def test_a_district_of_another_territory(small_map, territory):
    theirs = make_commune("42187", "Roanne", epci_code="200035731", contour=square(5_000, side=1_000))
    make_district(theirs, code="QN04217M", label="Bourgogne", contour=square(5_100))

    answer = locate(territory=territory, point=at(5_200, 100), on=TODAY)

    assert (answer.status, answer.qpv_label) == (Status.OTHER_TERRITORY, "Bourgogne (Roanne)")


def test_two_districts_of_the_same_name_are_told_apart(loaded):
    labels = {
        locate(territory=loaded, point=_inside(code), on=TODAY).qpv_label for code in ("QN04208M", "QN04209M")
    }

    assert labels == {"Centre Ville (Rive-de-Gier)", "Centre Ville (Saint-Chamond)"}


def test_a_withdrawn_district_no_longer_answers(small_map, territory):
    District.objects.update(is_withdrawn=True)
    MapVersion.renew()

    assert locate(territory=territory, point=at(100, 100), on=TODAY).reason == Reason.OUTSIDE_CONTOURS


def test_each_day_has_its_list(small_map, territory):
    commune = small_map.communes.get()
    make_edition("42218", generation=Generation.G2015)
    make_district(
        commune, code="QP042099", label="Les Ormes d’avant", generation=Generation.G2015, contour=square(300)
    )

    before, after = date(2023, 12, 31), date(2024, 1, 1)

    assert locate(territory=territory, point=at(400, 100), on=before).qpv_code == "QP042099"
    assert locate(territory=territory, point=at(400, 100), on=after).status == Status.OUTSIDE
    assert locate(territory=territory, point=at(100, 100), on=before).status == Status.OUTSIDE
    assert locate(territory=territory, point=at(100, 100), on=after).qpv_code == "QN04299N"


def test_an_empty_map_never_says_outside(territory):
    assert locate(territory=territory, point=(4.4, 45.44), on=TODAY).reason == Reason.GENERATION_NOT_LOADED


def test_a_list_without_its_communes_never_says_outside(territory):
    make_edition("42218")

    assert locate(territory=territory, point=(4.4, 45.44), on=TODAY).reason == Reason.COMMUNE_NOT_LOADED


def test_one_query_as_long_as_the_map_does_not_change(small_map, territory, django_assert_num_queries):
    current_atlas()

    with django_assert_num_queries(1):
        locate(territory=territory, point=at(100, 100), on=TODAY)
    with django_assert_num_queries(1):
        locate_many(territory=territory, places=[Place(TODAY, point=at(n, n)) for n in range(500)])


@pytest.mark.parametrize("district_count", [1, 3])
def test_drawing_the_map_takes_the_same_queries_whatever_its_size(
    territory, django_assert_num_queries, district_count
):
    commune = make_commune(contour=square(-2_000, -2_000, side=4_000))
    make_edition("42218")
    for number in range(district_count):
        make_district(commune, code=f"QN0429{number}N", contour=square(300 * number))
        make_district(commune, kind=DistrictKind.WATCH, label=f"Veille {number}")

    with django_assert_num_queries(5):
        current_atlas()


def test_a_change_that_is_undone_is_forgotten(small_map, territory):
    """The map of a transaction that failed must not outlive it."""
    point = at(700, 100)
    with pytest.raises(RuntimeError), transaction.atomic():
        make_district(small_map.communes.get(), code="QN04298N", contour=square(600))
        assert locate(territory=territory, point=point, on=TODAY).qpv_code == "QN04298N"
        raise RuntimeError

    assert locate(territory=territory, point=point, on=TODAY).qpv_code == ""


def _point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


def _inside(code: str) -> tuple[float, float]:
    """The point of a district that is farthest from its limits."""
    return shapely.maximum_inscribed_circle(District.objects.get(code=code).geometry).coords[0]
