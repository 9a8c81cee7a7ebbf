"""Introductions: sent once on a bad network, taken by one, called, told to the relay if she agreed, then forgotten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.models import Introduction
from cite.referrals.operations import introductions
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.referrals import make_introduction

FIELDS = {"first_name": "Karima", "phone": "06 39 98 01 23", "agreed": "on", "words": "Parle arabe."}
INTRODUCE = "/signalements/"


def text(response):
    return response.content.decode()


def objections(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.objections


@pytest.fixture
def taken(relay, ines):
    row = make_introduction(relay, first_name="Karima", tells_relay=True)
    return introductions.take(introduction=row, by=ines.user)


def test_five_fields_sent_twice_are_one(relay, sign_in):
    client = sign_in(relay)
    assert "data-ui-module" in text(client.get(INTRODUCE))
    given = FIELDS | {"phone_key": str(uuid4())}
    for _time in range(2):
        assert client.post(INTRODUCE, given)["Location"] == "/signalements/envoyes/"
    row = Introduction.objects.get()
    assert (row.first_name, row.phone, row.tells_relay) == ("Karima", "+33639980123", None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agreed": ""}, "Demandez d’abord à la personne"),
        ({"phone": "3949"}, "Nous ne pouvons pas lire ce numéro"),
        ({"first_name": ""}, "Remplissez ce champ"),
        ({"words": "1 85 05 78 006 084 91"}, "numéro de sécurité sociale"),
        ({"first_name": "1 85 05 78 006 084 91"}, "numéro de sécurité sociale"),
        ({"words": "x" * 281}, "280"),
    ],
)
def test_bad_input_is_told_and_kept(relay, sign_in, wrong, sentence):
    answered = sign_in(relay).post(INTRODUCE, FIELDS | {"phone_key": str(uuid4())} | wrong)
    assert answered.status_code == 200
    assert sentence in text(answered)
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("field", ["first_name", "words"])
def test_an_identifier_is_refused_whatever_page_sends_it(relay, field):
    given = {"phone_key": uuid4(), "first_name": "Karima", "phone": "+33639980123", "agreed": True}
    refused = objections(
        lambda: introductions.introduce(relay=relay, **given | {field: "Karima 1850578006084 91"})
    )
    assert refused == (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)


def test_a_word_of_health_from_a_relay_is_pointed_at(relay, sign_in):
    given = FIELDS | {"phone_key": str(uuid4()), "words": "Elle est diabétique."}
    assert "parle peut-être de santé" in text(sign_in(relay).post(INTRODUCE, given, follow=True))


def test_a_relay_sees_nothing_else(relay, taken, sign_in):
    client = sign_in(relay)
    for address in ("/signalements/a-appeler/", "/orientations/", "/habitants/"):
        assert client.get(address).status_code == 403
    assert client.get(reverse("referrals:introduction", args=[taken.uuid])).status_code == 403


def test_a_relay_reads_what_came_next_only_if_the_person_agreed(relay, ines, taken, sign_in):
    other = introductions.take(
        introduction=make_introduction(relay, first_name="Leïla", tells_relay=None), by=ines.user
    )
    for row in (taken, other):
        introductions.note_call(
            introduction=row, version=row.version, by=ines.user, reached=True, on=date(2026, 11, 2)
        )
    shown = text(sign_in(relay).get("/signalements/envoyes/"))
    assert shown.count("rappelée le 2 novembre") == 1


def test_another_relay_reads_nothing_of_it(relay, taken, atelier, sign_in):
    another = make_member(atelier, "autre", role=Role.RELAY)
    assert "Karima" not in text(sign_in(another).get("/signalements/envoyes/"))


def test_of_two_who_take_at_once_one_does(relay, ines, territory):
    noe = make_member(make_partner(territory, "Plan du Lac", **HABILITATED), "noe")
    row = make_introduction(relay)
    introductions.take(introduction=row, by=ines.user)
    introductions.take(introduction=row, by=ines.user)
    assert objections(lambda: introductions.take(introduction=row, by=noe.user)) == (
        ReferralObjection.TAKEN_BY_ANOTHER,
    )


def test_the_telephone_shows_once_somebody_has_taken_her(relay, ines, sign_in):
    row = make_introduction(relay, phone="+33639980123")
    client, url = sign_in(ines), reverse("referrals:introduction", args=[row.uuid])
    before = text(client.get(url))
    assert (
        "06 39 98 01 23" not in before and "En quelques mots" not in before
    )  # hidden is not « nothing was said »
    client.post(reverse("referrals:take", args=[row.uuid]))
    after = text(client.get(url))
    assert "06 39 98 01 23" in after and "En quelques mots" in after


def test_once_over_nobody_is_kept(ines, taken, sign_in):
    url = reverse("referrals:introduction", args=[taken.uuid])
    client = sign_in(ines)
    assert client.post(url, {"version": taken.version, "what": "met"}).status_code == 302
    taken.refresh_from_db()
    assert (taken.state, taken.first_name, taken.phone, taken.met_on) == (
        IntroductionState.MET,
        "",
        "",
        date(2026, 11, 2),
    )


def test_the_page_says_what_comes_next_from_where_it_stands(relay, ines, sign_in):
    row, client = make_introduction(relay, first_name="Karima"), sign_in(ines)
    address = reverse("referrals:introduction", args=[row.uuid])
    seen = [text(client.get(address))]
    row = introductions.take(introduction=row, by=ines.user)
    seen.append(text(client.get(address)))
    introductions.close(
        introduction=row, version=row.version, by=ines.user, ending=IntroductionState.NOT_WANTED
    )
    seen.append(text(client.get(address)))
    said = ["Dites que vous vous en occupez", "notez ici où vous en êtes", "C’est fini"]
    assert [[words in page for words in said] for page in seen] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_changed_meanwhile_nothing_is_overwritten(ines, taken):
    def note(version):
        return introductions.note_call(
            introduction=taken, version=version, by=ines.user, reached=False, on=date(2026, 11, 2)
        )

    note(taken.version)
    assert objections(lambda: note(taken.version)) == (SaveObjection.CHANGED_MEANWHILE,)


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 3)], ids=["before her", "tomorrow"])
def test_a_call_is_noted_from_the_introduction_to_today(ines, taken, day):
    assert objections(
        lambda: introductions.note_call(
            introduction=taken, version=taken.version, by=ines.user, reached=True, on=day
        )
    ) == (ReferralObjection.NOT_A_DAY_OF_CALL,)


def test_whoever_is_given_back_waits_for_another(ines, taken):
    row = introductions.release(introduction=taken, version=taken.version, by=ines.user)
    assert (row.state, row.taken_by) == (IntroductionState.WAITING, None)


@pytest.mark.parametrize("state", [PartnerState.LEFT, PartnerState.SUSPENDED])
def test_whom_an_organization_that_left_had_to_call_waits_for_another(territory, ines, taken, sign_in, state):
    """Nobody else saw her, and her relay read that somebody took care of her."""
    other = make_member(make_partner(territory, "Centre social du Lac", **HABILITATED), "lea")
    path = f"{INTRODUCE}{taken.uuid}/"
    assert introductions.give_back_left(territory=territory, on=date(2026, 12, 1)) == 0
    Partner.objects.filter(pk=ines.partner_id).update(state=state)
    assert sign_in(other).get(path).status_code == 404
    assert introductions.give_back_left(territory=territory, on=date(2026, 12, 1)) == 1
    assert introductions.give_back_left(territory=territory, on=date(2026, 12, 1)) == 0
    assert sign_in(other).get(path).status_code == 200
    assert introductions.take(introduction=taken, by=other.user).taken_by == other


def test_after_ninety_days_nobody_is_kept_whatever_happened(relay, ines, territory, taken):
    make_introduction(relay)
    on = date(2026, 11, 2) + timedelta(days=90)
    assert introductions.erase_old_introductions(territory=territory, on=on - timedelta(days=1)) == 0
    assert introductions.erase_old_introductions(territory=territory, on=on) == 2
    assert introductions.erase_old_introductions(territory=territory, on=on) == 0
    assert set(Introduction.objects.values_list("state", "first_name", "phone")) == {
        (IntroductionState.EXPIRED, "", "")
    }


@pytest.mark.parametrize("role", [Role.CO_PILOT_STATE, Role.FUNDER])
def test_those_who_see_numbers_introduce_nobody(territory, sign_in, role):
    client = sign_in(make_user("nombres", role=role, territory=territory))
    assert client.get(INTRODUCE).status_code == 403


def test_an_introduction_becomes_a_referral_without_typing_twice(ines, service, taken, sign_in):
    url = f"{reverse('referrals:send')}?service={service.uuid}&signalement={taken.uuid}"
    shown = text(sign_in(ines).get(url))
    assert 'value="Karima"' in shown
