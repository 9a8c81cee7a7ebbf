"""What covers each district: the rule without a database, then the page and the list each cell opens."""

from datetime import date

import pytest
import time_machine

from cite.directory.models import UnmetNeed
from cite.directory.queries.coverage import coverage_matrix, gap_sentences
from cite.directory.rules.coverage_matrix import CoverageCell, Covered, coverage, gaps
from tests.factories.directory import make_service, make_structure
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
        with django_assert_num_queries(5):
            coverage_matrix(territory, "obstacle", on=ON)
