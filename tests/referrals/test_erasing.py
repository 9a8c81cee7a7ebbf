"""When a file is erased, what relays and light referrals say of the person is erased too; others stay."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import Introduction, Referral, ReferralEvent
from cite.referrals.operations import answers, introductions, referrals
from cite.referrals.operations.answers import Answerer
from cite.referrals.operations.erasing import erase_person
from cite.residents.enums.rights import ErasureReason
from cite.residents.operations.erasing import erase_resident
from cite.residents.ports import facts_of, held_by_others
from tests.factories.referrals import make_introduction, make_referral
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 2)
HERS = {"first_name": "amina", "phone": "+33639980012"}
FAMILY = {"first_name": "Karim", "phone": "+33639980012"}
OTHER = {"first_name": "Amina", "phone": "+33639980099"}


def erase(resident, ines):
    erase_resident(resident=resident, reason=ErasureReason.REQUEST, by=ines.user, on=ON)


def named(row) -> tuple[str, str]:
    row.refresh_from_db()
    return row.first_name, row.phone


def test_an_introduction_that_led_to_her_file_forgets_her(relay, ines, amina):
    introduction = make_introduction(relay, resident=amina, words="Cherche une garde.", state="reached")
    erase(amina, ines)
    assert named(introduction) == ("", "")
    assert (introduction.words, introduction.erased_on, introduction.resident) == ("", ON, None)
    assert introduction.state == IntroductionState.EXPIRED


@pytest.mark.parametrize("tells_relay", [True, None])
def test_a_relay_does_not_read_that_a_file_was_erased(relay, ines, amina, sign_in, tells_relay):
    """Her line reads as the one of whoever was never found, or wished it no more."""
    hers = make_introduction(relay, tells_relay=tells_relay, **HERS)
    erase(amina, ines)
    assert named(hers) == ("", "")
    not_found = make_introduction(relay, first_name="Leïla", tells_relay=tells_relay)
    introductions.take(introduction=not_found, by=ines.user)
    not_found.refresh_from_db()
    introductions.close(
        introduction=not_found, version=not_found.version, by=ines.user, ending=IntroductionState.UNREACHED
    )
    html = sign_in(relay).get("/signalements/envoyes/").content.decode()
    lines = re.findall(r"<tr[^>]*>\s*<t[dh][^>]*>\s*Une personne.*?</tr>", html, re.S)
    assert len(lines) == 2 and lines[0] == lines[1]
    assert "effacée" not in html and "sera rappelée" not in html


def test_an_introduction_of_her_name_and_telephone_forgets_her(relay, ines, amina):
    hers = make_introduction(relay, words="Cherche une garde.", **HERS)
    others = [make_introduction(relay, **fields) for fields in (FAMILY, OTHER)]
    erase(amina, ines)
    assert (named(hers), hers.words) == (("", ""), "")
    assert [named(each)[0] for each in others] == ["Karim", "Amina"]


def test_a_light_referral_of_her_name_and_telephone_forgets_her(ines, amina):
    hers = make_referral(ines, message="Elle préfère le matin.", **HERS)
    others = [make_referral(ines, **fields) for fields in (FAMILY, OTHER)]
    erase(amina, ines)
    assert (named(hers), hers.message, hers.state) == (("", ""), "", ReferralState.EXPIRED)
    assert [named(each)[0] for each in others] == ["Karim", "Amina"]
    assert [each.kind for each in ReferralEvent.objects.filter(referral=hers)] == [EventKind.EXPIRED]


def test_light_referrals_beside_one_of_hers_forget_her(ines, amina):
    before = make_referral(ines, **OTHER)
    of_file = make_referral(ines, resident=amina, follows=before)
    after = make_referral(ines, follows=of_file, **OTHER)
    erase(amina, ines)
    assert (named(before), named(after)) == (("", ""), ("", ""))
    assert set(Referral.objects.values_list("pk", flat=True)) == {before.pk, after.pk}


def test_without_a_telephone_nobody_else_is_taken_for_her(relay, ines, amina):
    amina.phone = ""
    amina.save()
    introduction = make_introduction(relay, first_name="Amina", phone="")
    assert erase_person(resident=amina) == 0
    introduction.refresh_from_db()
    assert introduction.erased_on is None


def test_it_is_done_once_and_the_journal_tells_it(relay, ines, amina):
    make_introduction(relay, **HERS)
    make_referral(ines, **HERS)
    assert (erase_person(resident=amina), erase_person(resident=amina)) == (2, 0)
    acts = Entry.objects.filter(action__in=[ReferralAct.ERASE, ReferralAct.ERASE_INTRODUCTION])
    assert acts.count() == 2


def test_what_is_held_and_what_figures_keep_are_declared(relay, ines, amina):
    make_referral(ines, resident=amina)
    make_introduction(relay, resident=amina)
    held = {block.key: len(block.rows) for key, block in held_by_others(amina) if key == "referrals"}
    assert held == {"referrals": 1, "referral_events": 0, "outcomes": 0, "introductions": 1}
    assert facts_of(amina)["referrals"] == {"states": {"sent": 1}}
    assert Introduction.objects.filter(erased_on=None).count() == 1


def test_somebody_without_a_file_is_said_to_be_kept_ninety_days(ines, service, amina, sign_in):
    light = referrals.send(
        prescriber=ines, service=service, first_name="Samira", phone="+33639980123", agreed=True
    )
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    client, label = sign_in(ines), "Prénom et téléphone effacés le"
    day = date_format(light.sent_on + timedelta(days=90), "j F Y")
    shown = client.get(reverse("referrals:referral", args=[light.uuid])).content.decode()
    assert label in shown and day in shown
    assert label not in client.get(reverse("referrals:referral", args=[sent.uuid])).content.decode()


def test_a_structure_that_answers_meanwhile_is_told_that_it_is_gone(ines, yanis, amina, service):
    sent = make_referral(ines, resident=amina, service=service, receiver=yanis.partner)
    number = sent.pk
    erase(amina, ines)
    sent.pk = number
    asked = {"referral": sent, "version": sent.version, "by": Answerer(user=yanis.user)}
    assert objections_to(answers.accept, **asked) == (SaveObjection.GONE_MEANWHILE,)
