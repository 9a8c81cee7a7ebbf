"""A program reads the lists that its person reads on the site, and no other."""

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.directory.enums import ServiceState
from cite.directory.models import Selection, Service
from tests.factories.accounts import make_user
from tests.factories.api import make_key
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.factories.selections import make_selection


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-10 10:00 +0100", tick=False):
        yield


@pytest.fixture
def team(loaded):
    return make_partner(loaded, "Mission locale des Essais")


@pytest.fixture
def ines(team):
    user = make_user("ines")
    make_member(team, user, role=Role.PRESCRIBER)
    return user


@pytest.fixture
def read(api, team, ines):
    headers = {"Authorization": f"Bearer {make_key(team, ines)}"}

    def get(path, **parameters):
        return api.get(path, headers=headers, **parameters)

    return get


def test_a_program_reads_lists_and_their_services_in_order(loaded, team, ines, read):
    structure = make_structure(loaded)
    one, two, gone = (make_service(structure, name) for name in ("Un", "Deux", "Parti"))
    selection = make_selection(ines, [two, gone, one], partner=team, purpose="Pour lundi")
    Service.objects.filter(pk=gone.pk).update(state=ServiceState.ARCHIVED)
    told = read("lists").json()
    assert (told["total"], told["page"], told["next_page"]) == (1, 1, None)
    (line,) = told["lists"]
    assert (
        line["id"],
        line["name"],
        line["purpose"],
        line["is_shared"],
        line["district"],
        line["services"],
    ) == (
        str(selection.uuid),
        "Permis à Montreynaud",
        "Pour lundi",
        True,
        None,
        3,
    )
    told = read(f"lists/{selection.uuid}").json()
    assert [(row["service"]["name"], row["note"]) for row in told["offered"]] == [("Deux", ""), ("Un", "")]
    assert told["no_longer_offered"] == 1


def test_what_she_does_not_read_does_not_exist(loaded, ines, read):
    stranger, other = make_user("omar"), make_partner(loaded)
    hers = make_selection(ines, territory=loaded, name="Seule")
    theirs = make_selection(stranger, partner=other)
    favourites = make_selection(ines, territory=loaded, is_favourites=True)
    make_member(other, ines, role=Role.PRESCRIBER)  # another organization of hers, not that of the key
    assert [line["id"] for line in read("lists").json()["lists"]] == [str(hers.uuid)]
    for selection in (theirs, favourites):
        assert read(f"lists/{selection.uuid}").status_code == 404
    Selection.objects.filter(pk=hers.pk).update(removed_at="2026-12-01T00:00Z")
    assert read("lists").json()["total"] == 0


def test_without_a_key_nothing_is_told(api, loaded):
    assert api.get("lists").status_code == 401
    assert api.get("lists", headers={"Authorization": "Bearer faux"}).status_code == 401


def test_pages_ask_as_much_for_one_list_as_for_many(loaded, team, ines, read, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_selection(ines, partner=team)
    with CaptureQueriesContext(connection) as one:
        assert read("lists").status_code == 200
    for number in range(3):
        make_selection(ines, partner=team, name=f"Liste {number}")
    with django_assert_num_queries(len(one)):
        assert read("lists").json()["total"] == 4
