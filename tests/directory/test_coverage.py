"""What covers each district: the rule without a database, then the page and the list each cell opens."""

from datetime import date

import pytest
import time_machine

from cite.directory.models import UnmetNeed
from cite.directory.queries.coverage import coverage_matrix, gap_sentences, lacks_of, within
from cite.directory.rules.coverage_matrix import CoverageCell, Covered, coverage, gaps
from tests.factories.directory import make_intake, make_service, make_structure
from tests.factories.territories import make_commune, make_district

ON = date(2026, 11, 27)


def covered(**fields):
    return Covered(**{"districts": frozenset({"D1"}), "codes": frozenset({"language"})} | fields)


def test_each_cell_counts_what_is_known():
    services = [covered(places=4, delay_days=10), covered(places=0, delay_days=20), covered()]
    ((cell, empty),) = coverage(services, ["D1"], ["language", "childcare"], {("D1", "childcare"): 2})
    assert cell == CoverageCell(
        district="D1", code="language", services=3, places=4, unknown_places=1, delay_days=15
    )
    assert empty == CoverageCell(district="D1", code="childcare", unmet=2)
    assert gaps([[cell, empty]]) == {"childcare": ["D1"]}


@pytest.mark.parametrize(("count", "heat"), [(0, 0), (1, 1), (2, 1), (3, 2), (6, 3), (10, 4), (99, 4)])
def test_how_dark_a_cell_is(count, heat):
    assert CoverageCell(district="D1", code="x", services=count).heat == heat


@pytest.fixture
def here(territory):
    with time_machine.travel("2026-11-27T09:00:00Z", tick=False):
        commune = make_commune()
        yield [make_district(commune, code=f"QN0429{n}N", label=f"Quartier {n}") for n in (1, 2)]


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def service(self, territory, here):
        structure = make_structure(territory)
        return make_service(structure, "Crèche", themes=["famille--garde-denfants"], districts=here[:1])

    def test_what_is_missing_is_said(self, territory, here, service):
        UnmetNeed.objects.create(territory=territory, need="childcare", district=here[1])
        matrix = coverage_matrix(territory, "obstacle", on=ON)
        cells = {(c.district, c.code): (c.services, c.unmet) for row in matrix.rows for c in row}
        assert cells["QN04291N", "childcare"] == (1, 0)
        assert cells["QN04292N", "childcare"] == (0, 1)
        where = here[1].full_label
        assert f"Garde d’enfants\u00a0: aucun service à\u00a0: {where}." in gap_sentences(matrix)
        lacks = {lack.code: (lack.sentence, lack.districts) for lack in lacks_of(matrix)}
        assert lacks["childcare"] == ("Garde d’enfants\u00a0: aucun service dans 1 quartier", (here[1],))
        assert lacks["health"] == ("Santé\u00a0: aucun service, dans aucun quartier", tuple(here))
        assert [len(lack.districts) for lack in lacks_of(matrix)][-1] == 1
        (health,) = (lack for lack in lacks_of(within(matrix, "QN04292N")) if lack.code == "health")
        assert health.sentence == "Santé\u00a0: aucun service"
        assert within(matrix, "QN04292N").districts == (here[1],)
        assert within(matrix, "") == matrix

    def test_places_left_and_in_all_come_from_the_days_of_entry_that_are_not_over(self, territory, service):
        make_intake(service, date(2026, 12, 1), ends_on=date(2026, 12, 5), places=10, places_left=4)
        make_intake(service, date(2027, 1, 4), places=8)
        make_intake(service, date(2026, 9, 1), ends_on=date(2026, 11, 26), places=50, places_left=50)
        make_intake(service, date(2026, 9, 1), places=50, places_left=50)
        (cell,) = [
            c
            for row in coverage_matrix(territory, "obstacle", on=ON).rows
            for c in row
            if (c.code, c.district) == ("childcare", "QN04291N")
        ]
        assert (cell.places, cell.capacity, cell.unknown_places) == (4, 18, 0)

    def test_one_district_at_a_time(self, client, here, service, claire):
        client.force_login(claire)
        page = client.get("/offre/couverture/?par=obstacle&quartier=QN04292N")
        assert [label for label, _cells in page.context["rows"]] == [here[1].full_label]
        assert {row.district for row in page.context["table"].rows} == {"QN04292N"}
        assert page.context["is_table_open"] is True
        nowhere = client.get("/offre/couverture/?quartier=nowhere")
        assert len(nowhere.context["rows"]) == 2
        assert client.get("/offre/couverture/").context["is_table_open"] is False

    def test_a_cell_opens_its_unmet_needs_too(self, client, here, service, claire, yanis):
        for words in ("Une crèche le soir", ""):
            UnmetNeed.objects.create(
                territory=service.territory, need="childcare", district=here[1], words=words
            )
        UnmetNeed.objects.create(territory=service.territory, need="health", district=here[1], words="Dents")
        UnmetNeed.objects.create(territory=service.territory, need="childcare", district=here[0], words="Là")
        cell = "/offre/couverture/services/?par=obstacle&code=childcare&quartier=QN04292N"
        client.force_login(claire)
        page = client.get(cell)
        assert {need.words for need in page.context["unmet"].rows} == {"Une crèche le soir", ""}
        client.force_login(yanis)
        page = client.get(cell).content.decode()
        assert "2 besoins sans réponse" in page
        assert "Une crèche le soir" not in page

    def test_a_cell_opens_what_it_counts(self, client, here, service, claire):
        client.force_login(claire)
        page = client.get("/offre/couverture/").content.decode()
        assert "Garde d’enfants, Quartier 1" in page
        cell = "/offre/couverture/services/?par=obstacle&code=childcare&quartier="
        assert "Crèche" in client.get(f"{cell}QN04291N").content.decode()
        assert "Aucun service ici" in client.get(f"{cell}QN04292N").content.decode()
        assert client.get(f"{cell}nowhere").status_code == 404
        assert client.get("/offre/couverture/?par=category&format=csv").status_code == 200

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_queries_do_not_grow(self, territory, here, count, django_assert_num_queries):
        for rank in range(count):
            make_service(make_structure(territory), f"Service {rank}", districts=here)
        with django_assert_num_queries(6):
            coverage_matrix(territory, "obstacle", on=ON)
