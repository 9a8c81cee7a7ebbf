"""The pages of opinions and of messages: a link that only its button spends, words that stay words."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import Link
from cite.accounts.operations import create_link
from cite.core.dates import now
from cite.grants.enums import OpinionState
from cite.grants.rules.opinions import OPINION_PURPOSE
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(territory):
    carrier = grants.make_carrier(territory)
    person = grants.make_carrier_member(carrier, "lina")
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(
        edition,
        carrier,
        person,
        state="in_review",
        deposited_at=now(),
        answers={"need": "Un besoin", "contact_email": "lea@example.org"},
    )


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


def text(response):
    return response.content.decode()


def test_opening_a_link_spends_nothing_its_button_does(client, application, sofia, territory):
    opinion = grants.make_opinion(application, sofia, email="eve@example.org")
    _link, token = create_link(
        purpose=OPINION_PURPOSE,
        territory=territory,
        target_uuid=opinion.uuid,
        by=sofia,
        expires_at=now().replace(year=now().year + 1, month=1, day=1),
    )
    address = reverse("grants:guest-opinion", args=[token])
    page = client.get(address)
    assert "Un besoin" in text(page) and "lea@example.org" not in text(page)
    assert page["Cache-Control"].startswith("max-age=0")
    assert Link.objects.get().used_at is None
    assert "checked" not in text(page)  # to have no opinion is an answer that one gives too
    unsaid = client.post(address, {"name": "Ève", "answer": "", "words": "Oui"})
    assert "Choisissez une réponse" in text(unsaid)
    lacking = client.post(address, {"name": "Ève", "answer": "favorable", "words": ""})
    assert "Motivez votre avis" in text(lacking)
    client.post(address, {"name": "Ève", "answer": "favorable", "words": "Oui"})
    opinion.refresh_from_db()
    assert (opinion.state, opinion.words) == (OpinionState.GIVEN, "Oui")
    assert client.get(address).status_code == 410
    assert client.get(reverse("grants:guest-opinion", args=["nonsense"])).status_code == 410


def test_to_have_no_opinion_is_an_answer(client, territory, application, sofia):
    commune = make_partner(territory, "Commune fictive", kind="commune")
    opinion = grants.make_opinion(application, sofia, partner=commune)
    client.force_login(make_member(commune, "marc", role=Role.READER).user)
    address = reverse("grants:opinion", args=[application.uuid, opinion.uuid])
    client.post(address, {"answer": "none", "words": "", "version": opinion.version})
    opinion.refresh_from_db()
    assert (opinion.state, opinion.opinion) == (OpinionState.DECLINED, "")


def test_an_organization_that_is_asked_sees_the_file_and_answers(client, territory, application, sofia):
    commune = make_partner(territory, "Commune fictive", kind="commune")
    marc = make_member(commune, "marc", role=Role.READER).user
    opinion = grants.make_opinion(application, sofia, partner=commune)
    address = reverse("grants:opinion", args=[application.uuid, opinion.uuid])
    client.force_login(marc)
    assert "Qu’en dites-vous" in text(client.get(address))
    client.post(address, {"answer": "reserved", "words": "À revoir", "version": 1})
    assert client.get(address).status_code == 403
    client.force_login(sofia)
    assert "À revoir" in text(client.get(reverse("grants:opinions", args=[application.uuid])))


def test_words_of_a_message_stay_words(client, application, sofia):
    address = reverse("grants:thread", args=[application.uuid])
    client.force_login(sofia)
    client.post(address, {"text": "<script>alert(1)</script>"})
    assert "caractères invisibles" in text(client.post(address, {"text": "a\x00b"}))
    assert "au plus" in text(client.post(address, {"text": "x" * 5001}))
    client.force_login(application.created_by)
    page = text(client.get(address))
    assert "&lt;script&gt;alert(1)" in page
    assert "Sofia" not in page.split("<main")[1].split("</main")[0]  # a side speaks, not an instructor
