"""Identifiers of somebody else's things inside what a page sends: they are no choice of hers, and nothing moves."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.grants.enums import ApplicationState, AwardState, PieceState
from cite.grants.models import Award, CommitteeItem
from cite.meetings.enums import MeetingState
from tests.factories.deciding import granting, make_advised, make_asked
from tests.factories.grants import make_attachment, make_committee_item
from tests.factories.meetings import make_meeting
from tests.grants.deciding import prepare, record


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2027-05-10 10:00:00+02:00", tick=False):
        yield


def url(name, *things):
    return reverse(f"grants:{name}", args=[thing.uuid for thing in things])


def recorded(scene, funder, by):
    return record(prepare(make_asked(make_advised(scene), funder), by, granting("1000.00")), by)


@pytest.mark.parametrize("mixed", [False, True])
def test_a_funder_publishes_no_decision_of_another(client, scene, mixed):
    hers, theirs = recorded(scene, scene.state, scene.paul), recorded(scene, scene.metropole, scene.mona)
    chosen = [theirs, hers] if mixed else [theirs]
    sent = {
        "awards": [str(award.uuid) for award in chosen],
        "seen": " ".join(f"{award.uuid}:{award.version}" for award in chosen),
    }
    client.force_login(scene.paul)
    assert client.post(url("publish", scene.call, scene.state), sent).status_code == 200
    assert client.post(url("publish", scene.call, scene.metropole), sent).status_code == 403
    assert set(Award.objects.values_list("state", flat=True)) == {AwardState.RECORDED}


def test_a_committee_takes_no_file_that_is_not_under_review(client, scene, meeting, claire):
    draft, advised = make_advised(scene, state=ApplicationState.DRAFT), make_advised(scene)
    client.force_login(claire)
    for file in (draft, advised):
        assert client.post(url("committee-files", meeting), {"files": [str(file.uuid)]}).status_code == 200
    assert not CommitteeItem.objects.exists()


def test_one_agrees_to_no_opinion_of_another_committee(client, territory, scene, meeting, claire, marc):
    other = make_meeting(territory, claire, kind=meeting.kind, state=MeetingState.CONVENED)
    item = make_committee_item(other, make_advised(scene, state=ApplicationState.IN_REVIEW), position=1)
    client.force_login(marc)
    assert (
        client.post(url("committee-agree", meeting), {"items": [f"{item.pk}.{item.version}"]}).status_code
        == 200
    )
    before = item.version
    item.refresh_from_db()
    assert item.version == before


def test_the_document_of_another_file_is_not_checked_from_this_one(client, scene, claire):
    mine, other = (make_advised(scene, state=ApplicationState.TAKEN_UP) for _ in range(2))
    own, foreign = make_attachment(mine, scene.karim), make_attachment(other, scene.karim)
    said = {own: PieceState.COMPLIANT, foreign: PieceState.NOT_COMPLIANT}
    client.force_login(claire)
    client.post(
        url("pieces-check", mine),
        {f"state-{document.uuid}": state for document, state in said.items()}
        | {f"note-{document.uuid}": "Illisible." for document in said}
        | {f"version-{document.uuid}": document.version for document in said},
    )
    for document in said:
        document.refresh_from_db()
    assert (own.state, foreign.state) == (PieceState.COMPLIANT, PieceState.UNKNOWN)


def test_an_amount_for_a_funder_that_was_not_asked_is_not_kept(client, scene, meeting, claire):
    file = make_advised(scene, state=ApplicationState.IN_REVIEW)
    make_asked(file, scene.state)
    item = make_committee_item(meeting, file, position=1)
    client.force_login(claire)
    sent = {
        "outcome": "partial",
        "words": "Oui.",
        "version": item.version,
        f"montant-{scene.state.uuid}": "10",
        f"montant-{scene.metropole.uuid}": "9999",
    }
    client.post(url("committee-item", meeting, item), sent)
    item.refresh_from_db()
    assert {funder: Decimal(amount) for funder, amount in item.amounts.items()} == {
        str(scene.state.uuid): Decimal(10)
    }
