"""What waits for those who decide: opinions of a committee to agree to, decisions to prepare, act upon and tell."""

from datetime import date

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind as K
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import Award, CommitteeItem
from cite.ui.waiting import waiting_for
from tests.factories import deciding, grants
from tests.factories.actors import make_member, make_partner
from tests.factories.meetings import make_meeting


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel("2027-04-20T10:00:00Z", tick=False):
        yield


ACTED = {
    "act_kind": "order",
    "act_number": "2027-1",
    "act_on": date(2027, 4, 2),
    "signatory_name": "Armelle",
    "signatory_quality": "Par délégation",
}


def waits(client, user):
    client.force_login(user)
    items = waiting_for(client.get("/").wsgi_request)
    return {str(item.label).replace("\xa0", " "): item for item in items}


@pytest.mark.parametrize("situation", ["advised", "granted", "waiting_list"])
def test_each_funder_is_told_what_its_own_decisions_wait_for(client, scene, situation):
    file = deciding.make_advised(scene, state=situation)
    award = deciding.make_asked(file, scene.metropole)
    assert "Décisions à préparer : Métropole" not in waits(client, scene.paul)
    for state, label in (
        (AwardState.ASKED, "Décisions à préparer : Métropole"),
        (AwardState.PREPARED, "Actes à enregistrer : Métropole"),
        (AwardState.RECORDED, "Décisions à notifier : Métropole"),
    ):
        if state != AwardState.ASKED:
            fields = {"outcome": "full", "amount": "5000"}
            fields |= ACTED if state == AwardState.RECORDED else {}
            Award.objects.filter(pk=award.pk).update(state=state, **fields)
        item = waits(client, scene.mona)[label]
        assert item.count == 1
        assert file.number in client.get(item.url).content.decode()
    Award.objects.filter(pk=award.pk).update(state=AwardState.PUBLISHED)
    assert not [label for label in waits(client, scene.mona) if "Métropole" in label]


def test_nothing_waits_for_a_funder_before_the_committee(client, scene):
    deciding.make_asked(deciding.make_advised(scene, state=ApplicationState.IN_REVIEW), scene.metropole)
    assert "Décisions à préparer : Métropole" not in waits(client, scene.mona)


def test_an_opinion_waits_for_the_other_co_pilot(client, territory, scene):
    pilots = [
        make_member(make_partner(territory, name, kind=kind), who, role=role).user
        for name, kind, who, role in (
            ("DDETS", K.DDETS, "claire", Role.CO_PILOT_STATE),
            ("Métropole de demain", K.METROPOLE, "yanis", Role.CO_PILOT_METROPOLE),
        )
    ]
    meeting = make_meeting(territory, pilots[0], kind=COMMITTEE, title="Comité de mai")
    file = deciding.make_advised(scene, state=ApplicationState.IN_REVIEW)
    item = grants.make_committee_item(meeting, file)
    label = "Avis à approuver : Comité de mai"
    assert label not in waits(client, pilots[1])
    CommitteeItem.objects.filter(pk=item.pk).update(outcome="full", agreed_by_state=pilots[0])
    assert label not in waits(client, pilots[0])
    assert waits(client, pilots[1])[label].count == 1
    assert file.number in client.get(waits(client, pilots[1])[label].url).content.decode()
