"""The pages of reviews: hidden marks, links said first, drafts kept as one types."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.grants.enums import Conflict
from cite.grants.models import Review
from cite.grants.rules.call_content import GRID
from tests.factories import grants
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
MARKS = {f"mark_{criterion.code}": 4 for criterion in GRID}


@pytest.fixture
def application(territory):
    carrier = grants.make_carrier(territory)
    person = grants.make_carrier_member(carrier, "lina")
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(edition, carrier, person, state="in_review", deposited_at=now())


@pytest.fixture
def review(application, claire):
    return Review.objects.create(
        territory=application.territory, application=application, instructor=claire, side="state"
    )


def url(name, application, *args):
    return reverse(f"grants:{name}", args=[application.uuid, *args])


def text(response):
    return response.content.decode()


def test_the_link_is_asked_before_the_grid(client, claire, application, review):
    client.force_login(claire)
    answer = client.get(url("review", application))
    assert answer["Location"] == url("review-declare", application)
    done = client.post(url("review-declare", application), {"conflict": "none"})
    assert done["Location"] == url("review", application)
    page = text(client.get(url("review", application)))
    assert "Le besoin est affirmé, sans fait ni chiffre." in page


def test_a_declared_link_leads_away_and_the_file_disappears(client, claire, application, review):
    client.force_login(claire)
    done = client.post(url("review-declare", application), {"conflict": "declared", "reason": "Adhérente"})
    assert done["Location"] == reverse("grants:applications")
    assert client.get(url("application", application)).status_code == 404


def test_a_draft_is_kept_as_one_types_and_the_new_version_comes_back(client, claire, application, review):
    Review.objects.update(conflict=Conflict.NONE)
    client.force_login(claire)
    sent = {"mark_need": 4, "words": "Un début", "version": 1}
    answer = client.post(url("review", application), sent, headers={"HX-Request": "true"})
    assert 'name="version" value="2"' in text(answer)
    review.refresh_from_db()
    assert (review.marks, review.words, review.submitted_at) == ({"need": 4}, "Un début", None)
    other = sent | {"words": "Autre chose"}
    late = client.post(url("review", application), other, headers={"HX-Request": "true"})
    assert "Une autre personne a modifié" in text(late)


def test_giving_a_review_without_javascript(client, claire, application, review):
    Review.objects.update(conflict=Conflict.NONE)
    client.force_login(claire)
    lacking = client.post(url("review", application), {"submit": "1", "version": 1, "mark_need": 4})
    assert "Donnez une note à chaque critère" in text(lacking)
    sent = MARKS | {"opinion": "favorable", "words": "<script>", "submit": "1", "version": 1}
    assert client.post(url("review", application), sent)["Location"] == url("reviews", application)
    page = text(client.get(url("reviews", application)))
    assert "80" in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("mark", ["6", "-1", "x", "4\x00"])
def test_a_mark_out_of_the_grid_is_refused(client, claire, application, review, mark):
    Review.objects.update(conflict=Conflict.NONE)
    client.force_login(claire)
    client.post(url("review", application), {"mark_need": mark, "version": 1})
    review.refresh_from_db()
    assert review.marks == {}


def test_the_carrier_reads_no_review(client, application, review):
    client.force_login(application.created_by)
    assert client.get(url("reviews", application)).status_code == 403


def test_naming_an_instructor(client, territory, claire, application):
    sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    client.force_login(sofia)
    assert "Confier l’instruction" in text(client.get(url("reviews", application)))
    done = client.post(url("review-assign", application, "state"), {"instructor": str(claire.uuid)})
    assert done.status_code == 302
    assert Review.objects.get().instructor == claire
    assert client.get(url("review-assign", application, "region")).status_code == 404
