"""A button pressed five times at the same instant: each press is told the same, and it is done once."""

from datetime import date

import pytest
from django_scopes import scope

from cite.audit.models import Entry
from cite.residents.enums.rights import Right
from cite.residents.models import PersonDuplicate, PersonMerge, RightRequest
from cite.residents.operations.doubles import note_all_doubles, set_people_apart
from cite.residents.operations.merging import merge_people
from cite.residents.operations.rights import note_request
from tests.at_once import DONE, at_once
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db(transaction=True)

PRESSES = 5


@pytest.fixture
def pair(territory, ines):
    """Two files that she follows, which may be one person."""
    for _each in range(2):
        make_resident(ines, first_name="Amina", last_name="Benfictif", birth_date=date(1990, 5, 4))
    note_all_doubles(territory=territory)
    return PersonDuplicate.objects.get()


def acts(territory) -> list[str]:
    with scope(territory=territory):
        return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_two_files_are_made_one_once(territory, pair, ines):
    def merge():
        merge_people(double=pair, version=1, keep_first=True, by=ines.user)

    assert at_once(territory, *[merge] * PRESSES) == [DONE] * PRESSES
    assert PersonMerge.objects.count() == acts(territory).count("residents.merge") == 1


def test_of_two_ways_to_make_them_one_the_first_is_kept(territory, pair, ines):
    def merging(keep_first):
        return lambda: merge_people(double=pair, version=1, keep_first=keep_first, by=ines.user)

    ends = at_once(territory, merging(True), merging(False))
    assert sorted(ends) == ["changed_meanwhile", DONE]
    assert PersonMerge.objects.count() == 1


def test_they_are_said_to_be_two_once(territory, pair, ines):
    def apart():
        set_people_apart(double=pair, version=1, by=ines.user)

    assert at_once(territory, *[apart] * PRESSES) == [DONE] * PRESSES
    assert acts(territory).count("residents.set_apart") == 1


def test_a_request_over_her_data_is_noted_once(territory, amina, ines):
    def ask():
        note_request(resident=amina, right=Right.ACCESS, asked_on=date(2026, 11, 27), by=ines)

    assert at_once(territory, *[ask] * PRESSES) == [DONE] * PRESSES
    assert RightRequest.objects.count() == acts(territory).count("residents.note_request") == 1
