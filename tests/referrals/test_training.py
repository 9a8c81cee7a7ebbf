"""People invented to learn leave when the Cité is in service; nobody new is entered while it is suspended."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from cite.core.dates import today
from cite.notifications.models import Message
from cite.opening.enums import ServiceObjection, ServiceState
from cite.referrals.operations import answers, referrals, upkeep
from cite.referrals.operations.answers import Answerer
from cite.referrals.operations.introductions import erase_old_introductions, introduce
from cite.referrals.permissions.introductions import own_introductions, visible_introductions
from cite.referrals.permissions.referrals import visible_referrals
from cite.residents.models import Resident
from tests.factories.opening import make_in_service
from tests.factories.referrals import make_introduction
from tests.referrals.conftest import MONDAY, light, objections

WORKS = (
    (17, upkeep.remind_structures),
    (17, upkeep.ask_outcomes),
    (22, upkeep.warn_of_silence),
    (40, upkeep.close_unanswered),
)


def test_who_was_invented_to_learn_leaves_with_the_training_mode(ines, service, territory, yanis, monday):
    before = light(ines, service), make_introduction(ines)
    monday.shift(timedelta(minutes=1))
    make_in_service(territory)
    monday.shift(timedelta(minutes=1))
    real = light(ines, service, first_name="Vraie", phone="+33639980125"), make_introduction(ines)
    assert list(visible_referrals(ines.user, territory)) == [real[0]]
    assert list(visible_referrals(yanis.user, territory)) == [real[0]]
    assert list(own_introductions(ines.user, territory)) == [real[1]]
    assert list(visible_introductions(ines.user, territory)) == [real[1]]
    assert upkeep.erase_light(territory=territory, on=today()) == 1
    assert erase_old_introductions(territory=territory, on=today()) == 1
    for each in before:
        each.refresh_from_db()
        assert (each.first_name, each.phone) == ("", "")


@pytest.mark.parametrize("is_over", [False, True])
def test_nobody_is_written_to_about_whoever_was_invented_to_learn(
    ines, service, amina, territory, yanis, monday, is_over
):
    held, waits = (
        light(ines, service),
        referrals.send(prescriber=ines, service=service, resident=amina, agreed=True),
    )
    answers.accept(referral=held, version=held.version, by=Answerer(user=yanis.user))
    if is_over:
        monday.shift(timedelta(minutes=1))
        make_in_service(territory)
    done = []
    for days, work in WORKS:
        monday.move_to(MONDAY + timedelta(days=days))
        done.append(work(territory=territory, on=today()))
    waits.refresh_from_db()
    assert (done, waits.state) == (([0] * 4, "sent") if is_over else ([1] * 4, "expired"))


def test_the_link_of_whoever_was_invented_to_learn_opens_nothing_once_it_is_for_real(
    ines, elsewhere, territory, monday, client
):
    light(ines, elsewhere, first_name="Samira")
    url = re.search(r"/orientations/lien/[^\s]+", Message.objects.get(kind="referrals.asked_by_link").body)[0]
    assert "Samira" in client.post(url).content.decode()
    monday.shift(timedelta(minutes=1))
    make_in_service(territory)
    assert "Samira" not in client.post(url).content.decode()


def test_nobody_without_a_file_is_entered_while_the_cite_is_suspended(ines, service, amina, territory):
    Resident.objects.update(is_training=False)
    make_in_service(territory, ServiceState.SUSPENDED)
    assert objections(lambda: light(ines, service)) == (ServiceObjection.SUSPENDED,)
    given = {"first_name": "Une", "phone": "+33639980126", "agreed": True}
    assert objections(lambda: introduce(relay=ines, phone_key=uuid4(), **given)) == (
        ServiceObjection.SUSPENDED,
    )
    assert referrals.send(prescriber=ines, service=service, resident=amina, agreed=True).resident == amina
