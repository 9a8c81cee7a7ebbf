"""The pages of look-alikes: found, merged, undone, set apart, asked again."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.adapters.search import duplicates_waiting
from cite.actors.models import Duplicate, Merge, Organization, Partner
from cite.actors.operations.duplicates import note_duplicates
from tests.factories.accounts import make_user
from tests.factories.organizations import make_partner, make_site

pytestmark = pytest.mark.django_db
LIST = "/acteurs/doublons/"


@pytest.fixture
def page(client, territory):
    """A browser where the coordinator is signed in."""
    client.force_login(make_user("sofia", role=Role.COORDINATOR, territory=territory))
    return client


@pytest.fixture
def duplicate(territory):
    pair = [
        make_partner(territory, name, presentation=name)
        for name in ("Les Glycines", "Association Les Glycines")
    ]
    make_site(pair[1], "Antenne")
    note_duplicates(partners=pair, territory=territory)
    return Duplicate.objects.get()


def url(name: str, record) -> str:
    return reverse(f"actors:{name}", args=[record.uuid])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def test_only_those_who_keep_the_list(client, territory, duplicate):
    pages = [LIST, url("duplicate", duplicate)]
    posts = [
        url("duplicate-apart", duplicate),
        url("duplicate-reconsider", duplicate),
        url("duplicate", duplicate),
    ]
    for one in pages:
        assert client.get(one).url.startswith("/compte/connexion/")
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    assert {client.get(one).status_code for one in pages} == {403}
    assert {client.post(one, {"keep": "first"}).status_code for one in posts} == {403}
    assert Duplicate.objects.get().state == "to_review"


def test_merged_then_separated(page, duplicate):
    assert "Association Les Glycines" in text_of(page.get(LIST))
    shown = text_of(page.get(url("duplicate", duplicate)))
    assert "même nom" in shown and "Antenne" in shown
    choices = {"keep": "first", "value_name": "second", "value_presentation": "first"}
    merged = page.post(url("duplicate", duplicate), choices, follow=True)
    assert "n’en font plus qu’une" in text_of(merged) and "Antenne" in text_of(merged)
    kept = Organization.objects.get(merged_into=None)
    assert (kept.name, kept.presentation) == ("Association Les Glycines", "Les Glycines")
    absorbed = Partner.objects.get(state="merged")
    assert page.get(url("organization", absorbed)).url == url(
        "organization", Partner.objects.get(state="active")
    )
    merge = Merge.objects.get()
    assert "Fusions récentes" in text_of(page.get(LIST))
    assert "redevient une fiche à part" in text_of(page.get(url("merge-undo", merge)))
    undone = page.post(url("merge-undo", merge), follow=True)
    assert "de nouveau séparées" in text_of(undone) and "Antenne" in text_of(undone)
    assert set(Organization.objects.values_list("name", "merged_into")) == {
        ("Les Glycines", None),
        ("Association Les Glycines", None),
    }
    assert page.post(url("merge-undo", merge)).status_code == 404


@pytest.mark.parametrize("choices", [{}, {"keep": "evil"}, {"keep": "first", "value_name": "third"}])
def test_a_forged_choice_merges_nothing(page, duplicate, choices):
    answer = page.post(url("duplicate", duplicate), choices)
    assert answer.status_code == 200 and not Merge.objects.exists()


def test_set_apart_then_asked_again(page, duplicate):
    shown = text_of(page.post(url("duplicate-apart", duplicate), follow=True))
    assert "deux structures différentes" in shown and "Aucun doublon à examiner" in shown
    assert "déjà été examinées" in text_of(page.post(url("duplicate-apart", duplicate), follow=True))
    assert "à examiner" in text_of(page.post(url("duplicate-reconsider", duplicate), follow=True))
    assert Duplicate.objects.get().state == "to_review"


def test_reading_is_not_deciding(page, duplicate):
    for name in ("duplicate-apart", "duplicate-reconsider"):
        assert page.get(url(name, duplicate)).status_code == 405


def test_what_waits_on_the_home_page(territory, duplicate, rf):
    request = rf.get("/")
    request.territory, request.user = (
        territory,
        make_user("sofia", role=Role.COORDINATOR, territory=territory),
    )
    (waiting,) = duplicates_waiting(request)
    assert (waiting.label, waiting.url) == ("1 doublon à examiner", LIST)
    request.user = make_user("nadia", role=Role.PRESCRIBER, territory=territory)
    assert not list(duplicates_waiting(request))
