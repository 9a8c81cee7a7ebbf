"""From an introduction, or a call, to a file and a pathway: once, by whoever may, and nobody is kept behind."""

from datetime import date

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.directory.enums.callbacks import CallbackObjection, CallbackState, Ending
from cite.pathways.enums.pathways import Origin
from cite.pathways.models import Pathway, Refereeship
from cite.pathways.operations.entering import enter_from_callback, enter_from_introduction
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.residents.models import InformationNotice, Residence, Resident, Sharing
from tests.factories.actors import make_member, make_partner
from tests.factories.callbacks import make_callback, make_duty_partner, make_shift
from tests.factories.referrals import make_introduction
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
FILE = {
    "first_name": "Karima",
    "last_name": "Inventée",
    "phone": "06 39 98 01 23",
    "language": "ar",
    "notice": "told",
    "way": "told",
}
TYPED = FILE | {"is_invented": "on", "takes_it": "on"}


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.decision.objections


def text(response):
    return response.content.decode()


@pytest.fixture
def district(territory):
    return make_district(make_commune(), label="Le Grand Chêne")


@pytest.fixture
def relay(territory):
    return make_member(make_partner(territory, "Les Ateliers"), "relais", role=Role.RELAY)


@pytest.fixture
def introduction(relay, ines, district):
    return make_introduction(
        relay,
        first_name="Karima",
        phone="+33639980123",
        language="ar",
        district=district,
        state="taken",
        taken_by=ines,
    )


@pytest.fixture
def callback(ines, district):
    make_duty_partner(ines.partner, ines.user)
    make_shift(district, ines)
    return make_callback(district, ines, first_name="Karima", phone="+33639980123", language="ar")


class TestFromAnIntroduction:
    def test_both_open_and_the_introduction_keeps_nobody(self, introduction, ines, district):
        pathway = enter_from_introduction(introduction=introduction, by=ines, district=district, **FILE)
        introduction.refresh_from_db()
        resident = Resident.objects.get()
        assert (pathway.resident, pathway.origin, pathway.opened_on) == (resident, Origin.RELAY, TODAY)
        assert (pathway.introduction, resident.phone, resident.language) == (
            introduction,
            "+33639980123",
            "ar",
        )
        assert (introduction.state, introduction.resident) == (IntroductionState.MET, resident)
        assert (introduction.first_name, introduction.phone, introduction.erased_on) == ("", "", TODAY)
        assert Refereeship.objects.get().member == ines
        assert Sharing.objects.get().partner == ines.partner
        assert InformationNotice.objects.get().way == "told"
        home = Residence.objects.get()
        assert (home.district, home.is_declared) == (district, True)

    def test_a_double_click_is_once(self, introduction, ines):
        first = enter_from_introduction(introduction=introduction, by=ines, **FILE)
        assert enter_from_introduction(introduction=introduction, by=ines, **FILE) == first
        assert (Resident.objects.count(), Pathway.objects.count()) == (1, 1)

    def test_a_colleague_comes_too_late(self, introduction, ines, omar):
        enter_from_introduction(introduction=introduction, by=ines, **FILE)
        objections = refused(enter_from_introduction, introduction=introduction, by=omar, **FILE)
        assert objections == (ReferralObjection.NOT_IN_THIS_STATE,)

    def test_another_organization_does_not_take_her(self, introduction, lea):
        objections = refused(enter_from_introduction, introduction=introduction, by=lea, **FILE)
        assert objections == (ReferralObjection.TAKEN_BY_ANOTHER,)
        assert not Resident.objects.exists()

    def test_what_does_not_hold_leaves_everything_as_it_was(self, introduction, ines):
        refused(enter_from_introduction, introduction=introduction, by=ines, **FILE | {"phone": "3949"})
        introduction.refresh_from_db()
        assert (introduction.first_name, introduction.state) == ("Karima", IntroductionState.TAKEN)
        assert not Resident.objects.exists()

    def test_a_relay_opens_nothing(self, introduction, relay):
        refused(enter_from_introduction, introduction=introduction, by=relay, **FILE)
        assert not Resident.objects.exists()


class TestFromACall:
    def test_both_open_and_the_number_is_erased(self, callback, ines, district):
        pathway = enter_from_callback(callback=callback, by=ines, district=district, **FILE)
        callback.refresh_from_db()
        assert (pathway.origin, pathway.resident.first_name) == (Origin.CALLBACK, "Karima")
        assert (callback.state, callback.ending) == (CallbackState.CLOSED, Ending.ORIENTED)
        assert (callback.phone, callback.first_name) == ("", "")

    def test_a_double_click_is_once(self, callback, ines):
        first = enter_from_callback(callback=callback, by=ines, **FILE)
        assert enter_from_callback(callback=callback, by=ines, **FILE) == first
        assert (Resident.objects.count(), Pathway.objects.count()) == (1, 1)

    def test_what_is_over_opens_nobody_else(self, callback, ines):
        enter_from_callback(callback=callback, by=ines, **FILE)
        other = FILE | {"first_name": "Samira"}
        assert refused(enter_from_callback, callback=callback, by=ines, **other) == (
            CallbackObjection.CLOSED,
        )

    def test_who_is_not_on_duty_there_opens_nothing(self, callback, lea):
        assert refused(enter_from_callback, callback=callback, by=lea, **FILE) == (
            CallbackObjection.NOT_ON_DUTY,
        )
        assert not Resident.objects.exists()


class TestPages:
    @pytest.fixture(params=["introduction", "callback"])
    def pages(self, request):
        """The page where she is read, and the one that opens both."""
        row = request.getfixturevalue(request.param)
        names = {
            "introduction": ("referrals:introduction", "pathways:enter-introduction"),
            "callback": ("directory:call", "pathways:enter-call"),
        }[request.param]
        return [reverse(name, args=[row.uuid]) for name in names]

    def test_a_door_leads_to_a_page_that_is_filled(self, client, ines, pages, district):
        client.force_login(ines.user)
        before, page = pages
        assert page in text(client.get(before))
        shown = client.get(page)
        initial = shown.context["form"].initial
        assert (initial["first_name"], initial["language"]) == ("Karima", "ar")
        assert initial["district"] == str(district.uuid)
        assert "06\u00a039\u00a098\u00a001\u00a023" in text(shown) or "06 39 98 01 23" in text(shown)
        assert "no-store" in shown["Cache-Control"]

    def test_sent_twice_it_opens_one(self, client, ines, pages, district):
        client.force_login(ines.user)
        _before, page = pages
        answers = [client.post(page, TYPED | {"district": str(district.uuid)}) for _time in range(2)]
        pathway = Pathway.objects.get()
        address = reverse("pathways:pathway", args=[pathway.uuid])
        assert [each["Location"] for each in answers] == [address, address]
        assert Resident.objects.count() == 1
        assert client.get(page).status_code == 302

    @pytest.mark.parametrize(
        "missing", ["last_name", "notice", "way", "is_invented"], ids=lambda name: f"without {name}"
    )
    def test_what_is_missing_is_asked_and_the_rest_is_kept(self, client, ines, pages, missing):
        client.force_login(ines.user)
        answer = client.post(pages[1], TYPED | {missing: "", "first_name": "Karimouche"})
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [missing]
        assert "Karimouche" in text(answer)
        assert not Resident.objects.exists()

    def test_an_identifier_is_refused(self, client, ines, pages):
        client.force_login(ines.user)
        answer = client.post(pages[1], TYPED | {"last_name": "1 85 05 78 006 084 91"})
        assert "numéro de sécurité sociale" in text(answer)
        assert not Resident.objects.exists()

    def test_others_do_not_open_it(self, client, lea, relay, pages):
        for who in (lea, relay):
            client.force_login(who.user)
            assert client.post(pages[1], TYPED).status_code in (403, 404)
        assert not Resident.objects.exists()
