"""A stored file is given back to its owner, and to nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_scopes import scope

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.files import operations
from tests.factories.accounts import make_user
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db


def address(file) -> str:
    return reverse("files:download", kwargs={"uuid": file.uuid})


@pytest.fixture
def owner(territory, client):
    user = make_user("owner", role=Role.PRESCRIBER, territory=territory)
    client.force_login(user)
    return user


def test_the_owner_saves_it(client, territory, owner):
    file = make_file(territory, by=owner, name="Résultat « été ».csv", content=b"a;b\n1;2\n")
    answer = client.get(address(file))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"a;b\n1;2\n"
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''R%C3%A9sultat")
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert (answer["Content-Type"], answer["Content-Length"]) == ("text/csv", "8")


def test_reading_costs_few_queries_whatever_the_size(client, territory, owner, django_assert_num_queries):
    files = [make_file(territory, by=owner, content=b"x" * size) for size in (1, 1_000_000)]
    counts = []
    for file in files:
        with django_assert_num_queries(6):  # territory, session, person, organizations, file; the journal
            answer = client.get(address(file))
            counts.append(len(b"".join(answer.streaming_content)))
    assert counts == [1, 1_000_000]


def test_nobody_else_learns_that_it_exists(client, territory, owner):
    others = make_file(territory, by=make_user("other"))
    nobodys = make_file(territory)
    for file in (others, nobodys):
        assert client.get(address(file)).status_code == 404
    client.force_login(make_user("administrator", is_staff=True))
    assert client.get(address(others)).status_code == 404
    client.logout()
    assert client.get(address(others)).status_code == 302


def test_the_file_of_another_cite_does_not_exist_here(client, territory, other_territory, owner):
    with scope(territory=other_territory):
        foreign = make_file(other_territory, by=owner)
    territory.host = "testserver"
    territory.save()
    assert client.get(address(foreign)).status_code == 404


def test_one_whose_time_is_over_says_so(client, territory, owner):
    over = make_file(territory, by=owner, expires_at=now() - timedelta(seconds=1))
    erased = make_file(territory, by=owner)
    operations.expire_file(file=erased)
    for file in (over, erased):
        answer = client.get(address(file))
        assert answer.status_code == 410
        assert "Ce fichier a été supprimé" in answer.content.decode()


def test_there_is_nothing_to_post(client, territory, owner):
    assert client.post(address(make_file(territory, by=owner))).status_code == 405
