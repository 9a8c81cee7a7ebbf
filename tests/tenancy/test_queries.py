"""Which Cité answers at which address."""

import pytest

from cite.tenancy.operations import open_territory
from cite.tenancy.queries import territory_for_host

pytestmark = pytest.mark.django_db


def test_the_only_cite_answers_everywhere(territory):
    assert territory_for_host("whatever.example.org") == territory


def test_with_several_only_a_named_host_answers(territory, other_territory):
    assert territory_for_host("AUTRE.example.org") == other_territory
    assert territory_for_host("unknown.example.org") is None


def test_without_any_nobody_answers(db):
    assert territory_for_host("localhost") is None


def test_a_cite_is_opened_once_and_keeps_what_people_set(territory):
    territory.doubt_zone_m = 15
    territory.save()
    found, created = open_territory(
        name="Another name", slug="another", epci_code=territory.epci_code, doubt_zone_m=10
    )
    assert (found.pk, created, found.doubt_zone_m) == (territory.pk, False, 15)
