"""What waits for the desk and for carriers between two steps: checked, entrusted, signed and deposited again."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind as K
from cite.actors.models import Organization
from cite.core.dates import now
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import Remark, Review, Signature
from cite.ui.waiting import waiting_for
from tests.factories import grants
from tests.factories.actors import make_member, make_partner
from tests.factories.meetings import make_meeting


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


def test_a_draft_waits_for_its_writer_until_the_call_closes(client, claire, lea, file):
    file.state = "draft"
    file.save()
    finish = "Terminer le dossier : Passerelle"
    with time_machine.travel("2027-01-24T22:59:59Z", tick=False):
        item = waits(client, lea)[finish]
        assert item.due == file.edition.closes_on
        assert client.get(item.url).status_code == 200
        assert finish not in waits(client, claire)
    with time_machine.travel("2027-01-24T23:00:01Z", tick=False):
        assert finish not in waits(client, lea)


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


class TestFilesForACommittee:
    """The co-pilots are told what a committee may take: both reviews given, on no agenda to come."""

    @pytest.fixture
    def reviewed(self, file, claire, farah):
        file.state = "in_review"
        file.save()
        grants.make_review(file, claire, side="state", submitted_at=now())
        grants.make_review(file, farah, side="metropole", submitted_at=now())
        return file

    LABEL = "1 dossier prêt pour un comité"

    def test_it_leads_to_the_files_while_no_committee_is_planned(self, client, claire, farah, reviewed):
        item = waits(client, claire)[self.LABEL]
        assert item.url == f"{reverse('grants:applications')}?prets=on"
        page = client.get(item.url)
        assert [row.pk for row in page.context["table"].rows] == [reviewed.pk]
        assert self.LABEL not in waits(client, farah)
        decisions = client.get(reverse("grants:call-decisions", args=[reviewed.call.uuid]))
        assert decisions.context["ready"] == 1

    def test_then_to_where_its_files_are_chosen_until_they_are(self, client, claire, reviewed, territory):
        meeting = make_meeting(territory, claire, kind=COMMITTEE)
        item = waits(client, claire)[self.LABEL]
        assert item.url == reverse("grants:committee-files", args=[meeting.uuid])
        assert client.get(item.url).status_code == 200
        grants.make_committee_item(meeting, reviewed)
        assert self.LABEL not in waits(client, claire)

    def test_one_review_is_not_enough(self, client, claire, reviewed):
        Review.objects.filter(side="metropole").update(submitted_at=None)
        assert self.LABEL not in waits(client, claire)

    def test_a_file_of_the_metropole_needs_the_state_alone(self, client, claire, reviewed):
        Review.objects.filter(side="metropole").delete()
        Organization.objects.filter(pk=reviewed.partner.organization_id).update(kind=K.METROPOLE)
        assert self.LABEL in waits(client, claire)
