"""The services of the directory beside the actions of the call: found, explained, opened by whoever may."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from cite.actors.enums import PartnerState
from cite.directory.models import Service, ServiceFacet, Structure
from cite.directory.operations.facets import places_of, write_facets
from cite.directory.rules.needs import priorities_of
from cite.grants.models import ReachedDistrict
from cite.grants.queries.similar import seen_similar, similar_actions
from tests.factories.directory import make_intake, make_service, make_source, make_structure
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funded_action,
)
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
LICENSE = {"themes": ["mobilite--preparer-un-permis"], "covers_all_districts": True}


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(datetime(2026, 12, 10, 10, tzinfo=ZoneInfo("Europe/Paris")), tick=False):
        yield


@pytest.fixture
def district(territory):
    return make_district(make_commune("42218", epci_code=territory.epci_code))


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Porteuse fictive")


@pytest.fixture
def file(territory, district, carrier):
    lea = make_carrier_member(carrier, "lea")
    edition = make_edition(make_call(territory), pieces=[])
    file = make_application(
        edition,
        carrier,
        lea,
        title="Conduire sans peur",
        priorities=["physical_mobility"],
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 6, 30),
    )
    ReachedDistrict.objects.create(territory=territory, application=file, district=district)
    return file


def offer(territory, partner, name="Aide au permis", **fields):
    structure = Structure.objects.filter(partner=partner).first() if partner else None
    if structure is None:
        source = None if partner else make_source(territory, "annuaire")
        structure = make_structure(territory, partner=partner, source=source)
    return make_service(structure, name, **LICENSE | fields)


def found(file):
    return [line.action.title for line in similar_actions(file)]


@pytest.mark.parametrize(
    ("themes", "obstacles", "expected"),
    [
        (["mobilite--preparer-un-permis"], [], {"physical_mobility"}),
        (
            ["mobilite--preparer-un-permis"],
            ["psychological_mobility"],
            {"physical_mobility", "psychological_mobility"},
        ),
        (
            ["choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite"],
            [],
            {"promote_trades", "visits_job_seekers"},
        ),
        (["se-former--trouver-sa-formation"], [], set()),
        ([], [], set()),
    ],
)
def test_the_priorities_that_a_service_answers(themes, obstacles, expected):
    assert priorities_of(themes, obstacles) == expected


def test_a_service_of_the_same_district_and_need_is_shown_and_explained(territory, file, district):
    other = make_carrier(territory, "Voisine fictive")
    service = offer(territory, other, audiences=["jeunes"], min_age=16, max_age=25)
    make_intake(service, date(2027, 3, 1), ends_on=date(2027, 4, 1))
    ((line, url),) = seen_similar(file, file.created_by)
    assert (line.action.source, line.action.title, line.action.year) == ("service", "Aide au permis", None)
    assert line.reasons == (
        f"Quartiers en commun\u00a0: {district.label}",
        "Besoins en commun\u00a0: Mobilité physique",
        "Public\u00a0: Jeunes, de 16 à 25 ans",
        "Mêmes mois de l’année",
    )
    assert url == reverse("directory:sheet", args=[service.uuid])


def test_what_is_not_shown(territory, file, carrier, district):
    other = make_carrier(territory, "Voisine fictive")
    offer(territory, carrier, "La sienne")
    offer(territory, other, "Un brouillon", state="draft")
    offer(territory, other, "Une fiche cachée", shown_until=date(2026, 12, 9))
    offer(territory, other, "Un autre besoin", themes=["sante--acces-aux-soins"])
    over = offer(territory, other, "Finie")
    make_intake(over, date(2026, 9, 1), ends_on=date(2026, 12, 9))
    elsewhere = make_district(make_commune("42219"), code="QN04298N", label="Ailleurs")
    away = offer(territory, other, "Ailleurs", covers_all_districts=False)
    away.districts.set([elsewhere])
    write_facets([away], places=places_of(territory, on=date(2026, 12, 10)))
    assert found(file) == []
    sensitive = make_carrier(territory, "Refuge fictif")
    offer(territory, sensitive, "Un refuge")
    assert found(file) == ["Un refuge"]
    sensitive.is_sensitive = True
    sensitive.save()
    assert found(file) == []
    sensitive.is_sensitive, sensitive.state = False, PartnerState.SUSPENDED
    sensitive.save()
    assert found(file) == []


def test_a_funded_action_and_its_sheet_are_shown_once(territory, file):
    other = make_carrier(territory, "Voisine fictive")
    funded = make_funded_action(other, year=2026, title="Conduire sans peur")
    offer(territory, other, "Conduire sans peur", funded_action=funded)
    assert [line.action.source for line in similar_actions(file)] == ["funded_action"]


def test_a_sheet_of_another_directory_has_no_organization_here(territory, file):
    offer(territory, None, "Auto-école sociale")
    assert found(file) == ["Auto-école sociale"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_queries_do_not_grow(territory, file, count, django_assert_num_queries):
    for number in range(count):
        service = offer(territory, make_carrier(territory, f"Voisine {number}"), f"Permis {number}")
        make_intake(service, date(2027, 3, 1))
    assert ServiceFacet.objects.filter(facet="district").count() == count
    with django_assert_num_queries(8):
        assert len(similar_actions(file)) == count


def test_the_page_of_the_carrier_links_to_the_sheet_and_takes_an_answer(client, territory, file):
    service = offer(territory, make_carrier(territory, "Voisine fictive"))
    client.force_login(file.created_by)
    page = f"/appels-a-projets/dossiers/{file.uuid}/semblables/"
    shown = client.get(page).content.decode()
    assert f'href="{reverse("directory:sheet", args=[service.uuid])}"' in shown
    assert "Offre de service" in shown
    sent = {"source": "service", "key": str(service.uuid), "answer": "Nous orientons vers elle."}
    assert client.post(page, sent).status_code == 302
    assert "Nous orientons vers elle." in client.get(page).content.decode()
    Service.objects.update(state="archived")
    assert client.post(page, sent | {"answer": "Autre"}).status_code != 302
