"""The pages of opinions and of messages: a link that only its button spends, words that stay words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import Link
from cite.accounts.operations import create_link
from cite.core.dates import now
from cite.grants.enums import OpinionState
from cite.grants.models import Application, Opinion
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
    file, whole = (reverse(f"grants:{name}", args=[application.uuid]) for name in ("application", "whole"))
    assert [client.get(page).status_code for page in (file, whole)] == [200, 200]
    listed = client.get(reverse("grants:applications"))
    assert "Les avis demandés à votre structure" in text(listed) and application.number in text(listed)
    answer = {"answer": "reserved", "words": "À revoir", "version": 1}
    for _twice in range(2):
        assert client.post(address, answer).status_code == 302
    assert [client.get(page).status_code for page in (file, whole)] == [404, 404]
    assert application.number not in text(client.get(reverse("grants:applications")))
    own = text(client.get(address))
    assert "À revoir" in own and "Qu’en dites-vous" in own
    assert "Un besoin" not in own and "<form" not in own.split("<main")[1].split("</main")[0]
    assert address in text(client.get(reverse("grants:own-opinions")))
    late = client.post(address, {"answer": "favorable", "words": "Finalement oui", "version": 1})
    assert "Finalement oui" in text(late) and "À revoir" in text(late)
    opinion.refresh_from_db()
    assert (opinion.opinion, opinion.words) == ("reserved", "À revoir")
    client.force_login(sofia)
    assert "À revoir" in text(client.get(reverse("grants:opinions", args=[application.uuid])))


def test_an_opinion_that_nobody_waits_for_any_more_is_told_without_the_file(
    client, territory, application, sofia
):
    commune = make_partner(territory, "Commune fictive", kind="commune")
    client.force_login(make_member(commune, "marc", role=Role.READER).user)
    opinion = grants.make_opinion(application, sofia, partner=commune, due_on=date(2020, 1, 1))
    address = reverse("grants:opinion", args=[application.uuid, opinion.uuid])
    file = reverse("grants:application", args=[application.uuid])
    assert client.get(file).status_code == 200  # late is still waited for
    Application.objects.update(state="granted")
    assert client.get(file).status_code == 404
    page = text(client.get(address))
    assert "Cet avis n’est plus à rendre" in page and "Un besoin" not in page
    Application.objects.update(state="in_review")
    Opinion.objects.update(state=OpinionState.CANCELED)
    assert [client.get(one).status_code for one in (file, address)] == [404, 404]


def test_nobody_reads_the_opinion_of_another_organization(client, territory, application, sofia):
    commune, other = (make_partner(territory, name, kind="commune") for name in ("Une", "Une autre"))
    opinion = grants.make_opinion(application, sofia, partner=commune)
    address = reverse("grants:opinion", args=[application.uuid, opinion.uuid])
    client.force_login(make_member(other, "marc", role=Role.READER).user)
    assert client.get(address).status_code == 404
    assert address not in text(client.get(reverse("grants:own-opinions")))


def test_the_list_of_opinions_asks_as_much_for_three_as_for_one(client, territory, application, sofia):
    commune = make_partner(territory, "Commune fictive", kind="commune")
    client.force_login(make_member(commune, "marc", role=Role.READER).user)
    counts = []
    for _more in range(3):
        grants.make_opinion(application, sofia, partner=commune)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("grants:own-opinions")).status_code == 200
        counts.append(len(captured))
    assert counts[1] == counts[2]


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
