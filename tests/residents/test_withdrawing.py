"""What waits to leave about somebody is withdrawn with her file, and for a structure that she stops."""

import pytest
import time_machine
from django.core import mail

from cite.accounts.models import User
from cite.audit.models import Entry
from cite.core.dates import today
from cite.notifications.enums import MessageState, Reason
from cite.notifications.models import Message
from cite.notifications.tasks import send_messages
from cite.pathways.operations.groups import join_group
from cite.pathways.operations.referents import propose_referent
from cite.residents.enums.rights import ErasureReason
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Sharing
from cite.residents.operations.erasing import erase_resident
from cite.residents.operations.reaching import receive_reach
from cite.residents.operations.sharing import stop
from tests.factories.jobs import run_waiting_jobs
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_reach, make_sharing


@pytest.fixture(autouse=True)
def evening():
    """After hours: what may wait until the morning waits."""
    with time_machine.travel("2026-11-27 21:00:00+01:00", tick=False) as traveller:
        yield traveller


def in_the_morning(evening) -> list[str]:
    """Let everything leave that still may; tells what did."""
    evening.move_to("2026-11-28 10:00:00+01:00")
    send_messages.enqueue()
    run_waiting_jobs()
    return [each.subject for each in mail.outbox]


def erase(resident) -> None:
    erase_resident(resident=resident, reason=ErasureReason.REQUEST, by=None, on=today())


@pytest.fixture
def asked(amina, ines, noe):
    """Somebody wishes to reach her: whoever accompanies her has a message that waits for the morning."""
    receive_reach(residents=[str(amina.uuid)], asked_by=noe, reason="Une place se libère.")
    return Message.objects.get(kind="residents.reach_asked")


def test_a_message_about_somebody_leaves_in_the_morning(asked, evening):
    assert (asked.state, in_the_morning(evening)) == (MessageState.QUEUED, [asked.subject])


def test_nothing_leaves_about_somebody_who_was_erased_meanwhile(amina, asked, evening):
    erase(amina)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (MessageState.CANCELED, Reason.NO_LONGER_TRUE)
    assert (asked.subject, asked.body, asked.link) == ("", "", "")
    assert in_the_morning(evening) == []
    entry = Entry.objects.get(action="notifications.withdraw")
    assert (entry.by_uuid, "messages" in entry.payload) == (None, True)


@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.FAILED, MessageState.UNCERTAIN])
def test_what_failed_or_is_leaving_is_not_tried_again(amina, asked, state):
    claim = amina.uuid if state == MessageState.SENDING else None
    Message.objects.update(state=state, claim=claim)
    erase(amina)
    asked.refresh_from_db()
    assert (asked.state, asked.claim) == (MessageState.CANCELED, None)


def test_what_was_sent_to_herself_no_longer_says_her_number(amina):
    make_message_to_her(amina)
    erase(amina)
    sent = Message.objects.get()
    assert (sent.state, sent.body) == (MessageState.SENT, "")
    assert "39980012" not in sent.address


def make_message_to_her(amina) -> None:
    from tests.factories.notifications import make_message

    make_message(
        amina.territory, address=amina.phone, channel="sms", state=MessageState.SENT, concerns=amina.uuid
    )


def test_a_structure_that_she_stops_receives_nothing_more_about_her_others_do(
    amina, ines, noe, other_partner, evening
):
    sharing = make_sharing(amina, other_partner)
    pathway = make_pathway(amina, ines)
    join_group(pathway=pathway, member=noe, by=ines)
    propose_referent(pathway=pathway, member=noe, by=ines)
    asker = make_asker(amina)
    receive_reach(residents=[str(amina.uuid)], asked_by=asker, reason="Une place se libère.")
    stop(sharing=sharing, how=StopWay.LINK)
    waiting = Message.objects.filter(state=MessageState.QUEUED)
    about = set(waiting.values_list("kind", "recipient"))
    assert ("residents.sharing_stopped", noe.user_id) in about
    assert ("residents.reach_asked", ines.user_id) in about
    assert not {kind for kind, person in about if person == noe.user_id} - {"residents.sharing_stopped"}


def make_asker(amina):
    from tests.factories.actors import HABILITATED, make_member, make_partner

    return make_member(make_partner(amina.territory, "Cap emploi inventé", **HABILITATED), "asker")


def test_whoever_still_sees_her_by_another_sharing_keeps_her_messages(amina, asked, ines, partner):
    review = make_sharing(amina, partner, "review")
    stop(sharing=review, how=StopWay.LINK)
    asked.refresh_from_db()
    assert asked.state == MessageState.QUEUED


def test_the_answer_to_who_asked_is_withdrawn_too(amina, ines, noe):
    from cite.residents.operations.reaching import answer_reach

    reach = make_reach(amina, noe)
    answer_reach(reach=reach, version=reach.version, by=ines)
    erase(amina)
    assert Message.objects.get(kind="residents.reach_answered").state == MessageState.CANCELED
    assert User.objects.filter(pk=noe.user_id).exists()
    assert not Sharing.objects.exists()
