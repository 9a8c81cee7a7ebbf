"""What waits for the desk and for carriers between two steps: checked, entrusted, signed and deposited again."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind as K
from cite.core.dates import now
from cite.grants.models import Remark, Signature
from cite.ui.waiting import waiting_for
from tests.factories import grants
from tests.factories.actors import make_member, make_partner


@pytest.fixture(autouse=True)
def _winter():
    with time_machine.travel("2027-02-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def claire(territory):
    return make_member(
        make_partner(territory, "DDETS", kind=K.DDETS), "claire", role=Role.CO_PILOT_STATE
    ).user


@pytest.fixture
def farah(territory):
    metropole = make_partner(territory, "Métropole", kind=K.METROPOLE)
    return make_member(metropole, "farah", role=Role.INSTRUCTOR).user


@pytest.fixture
def carrier(territory):
    return grants.make_carrier(territory, "Association fictive")


@pytest.fixture
def lea(carrier):
    return grants.make_carrier_member(carrier, "lea")


@pytest.fixture
def odile(carrier):
    return grants.make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def file(territory, carrier, lea):
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(
        edition,
        carrier,
        lea,
        title="Passerelle",
        state="taken_up",
        deposited_at=datetime(2027, 1, 20, tzinfo=UTC),
    )


def waits(client, user):
    client.force_login(user)
    items = waiting_for(client.get("/").wsgi_request)
    return {str(item.label).replace("\xa0", " "): item for item in items}


def test_a_file_taken_up_waits_for_its_admissibility(client, claire, lea, file):
    item = waits(client, claire)["1 recevabilité à vérifier"]
    assert "Passerelle" in client.get(item.url).content.decode()
    assert "1 recevabilité à vérifier" not in waits(client, lea)


def test_an_admissible_file_waits_for_an_instructor_of_each_side(client, claire, farah, file):
    file.state = "admissible"
    file.save()
    ours, theirs = (
        "1 dossier sans instructeur pour l’État",
        "1 dossier sans instructeur pour la métropole",
    )
    assert {ours, theirs} <= set(waits(client, claire))
    mine = waits(client, farah)
    assert (theirs in mine, ours in mine) == (True, False)
    assert "Passerelle" in client.get(mine[theirs].url).content.decode()
    grants.make_review(file, farah, side="metropole")
    assert theirs not in waits(client, farah)
    assert theirs not in waits(client, claire)
    assert ours in waits(client, claire)


def test_a_completed_file_is_signed_and_deposited_again_before_the_day_asked(
    client, claire, lea, odile, file
):
    file.state = "to_correct"
    file.save()
    remark = grants.make_remark(file, claire)
    remark.round.due_on = date(2027, 2, 18)
    remark.round.save()
    complete, sign, deposit = (
        f"{words} : Passerelle"
        for words in ("Compléter votre dossier", "Signer le dossier", "Déposer le dossier")
    )
    assert complete in waits(client, lea)
    assert sign not in waits(client, odile)
    Remark.objects.filter(pk=remark.pk).update(reply="C’est fait.")
    assert complete not in waits(client, lea)
    assert waits(client, odile)[sign].due == date(2027, 2, 18)
    page = client.get(reverse("grants:check", args=[file.uuid])).content.decode()
    assert "au plus tard le 18 février 2027" in page
    Signature.objects.create(
        territory=file.territory,
        application=file,
        signed_by=odile,
        signatory_name="Odile",
        signatory_function="Présidente",
        place="Ici",
        signed_at=now(),
        statement="Je déclare.",
        sha256="0" * 64,
    )
    assert sign not in waits(client, odile)
    assert waits(client, lea)[deposit].due == date(2027, 2, 18)


def test_what_stands_against_admissibility_leads_to_where_it_is_settled(client, claire, lea, file):
    grants.make_attachment(file, lea)
    grants.make_remark(file, claire).round.__class__.objects.update(answered_at=now())
    file.answers = {"age_limit": "yes", "age_reason": "À la sortie du collège."}
    file.save()
    client.force_login(claire)
    page = client.get(reverse("grants:admissibility", args=[file.uuid])).content.decode()
    for label in ("Vérifier les pièces", "Lire les réponses du porteur", "Voir les points à décider"):
        assert label in page
    assert "Instruire ce dossier" not in page
    file.state = "admissible"
    file.save()
    page = client.get(reverse("grants:admissibility", args=[file.uuid])).content.decode()
    assert "Instruire ce dossier" in page
