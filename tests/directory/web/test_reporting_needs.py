"""« Rien ne répond à mon besoin »: counted once, without a word of who."""

import pytest

from cite.directory.models import UnmetNeed
from cite.directory.operations.finding import NEEDS_PER_HOUR
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(territory):
    return make_district(make_commune(), code="QN04213M", label="Montreynaud")


def test_a_need_without_answer_is_counted_once_and_says_nothing_of_who(client, territory, district):
    typed = {
        "besoin": "childcare",
        "quartier": district.code,
        "mots": "garde le dimanche, appelez Yanis 06 12 34 56 78 ou yanis@example.org",
    }
    for _time in range(2):
        assert client.post("/offre/besoin-sans-reponse/", typed)["Location"].endswith("/merci/")
    [need] = UnmetNeed.objects.all()
    assert (need.need, need.district, need.words) == (
        "childcare",
        district,
        "garde le dimanche, appelez Yanis … ou …",
    )


def test_a_need_that_says_nothing_is_refused_and_a_machine_is_not_told(client, territory):
    empty = client.post("/offre/besoin-sans-reponse/", {}).content.decode()
    assert "Choisissez un besoin, ou écrivez ce que vous cherchez." in empty
    trapped = client.post("/offre/besoin-sans-reponse/", {"besoin": "health", "website": "x"})
    assert (trapped.status_code, UnmetNeed.objects.count()) == (302, 0)


def test_too_many_needs_at_once_are_refused(client, territory):
    UnmetNeed.objects.bulk_create(
        UnmetNeed(territory=territory, need="health", words=str(n)) for n in range(NEEDS_PER_HOUR)
    )
    answer = client.post("/offre/besoin-sans-reponse/", {"besoin": "housing"})
    assert (answer.status_code, UnmetNeed.objects.count()) == (200, NEEDS_PER_HOUR)
