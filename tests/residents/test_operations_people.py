"""Opening a file, changing it at two, and hearing from somebody."""

from datetime import date

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.enums import AccessObjection
from cite.actors.models import Partner
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.residents.enums.objections import IdentityObjection, ResidentObjection
from cite.residents.enums.people import NoticeWay, Protection
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import InformationNotice, Resident, Sharing
from cite.residents.operations.people import (
    edit_contact,
    edit_identity,
    edit_situation,
    give_notice,
    note_heard,
    open_file,
)
from cite.residents.operations.sharing import stop
from cite.residents.permissions.people import visible_residents
from cite.residents.rules.notice import EDITION
from tests.factories.actors import make_member
from tests.factories.residents import make_resident

TODAY = date(2026, 11, 27)
KARIM = {"first_name": " Karim ", "last_name": "Fictif", "notice": NoticeWay.TOLD, "language": "ar"}


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False):
        yield


def test_a_file_opens_with_its_notice_and_one_sharing_to_support(ines, partner, territory):
    karim = open_file(by=ines, **KARIM, phone="06 39 98 00 12", birth_date=date(1990, 5, 1))
    karim.refresh_from_db()
    assert (karim.first_name, karim.phone, karim.birth_year) == ("Karim", "+33639980012", 1990)
    assert (karim.partner, karim.created_by, karim.last_heard_on) == (partner, ines, TODAY)
    assert karim.is_training  # no Cité is in service before both co-pilots say so
    notice = InformationNotice.objects.get()
    assert (notice.edition, notice.given_on, notice.language, notice.given_by) == (EDITION, TODAY, "ar", ines)
    sharing = Sharing.objects.get()
    assert (sharing.partner, sharing.purpose, sharing.given_on, sharing.language) == (
        partner,
        Purpose.SUPPORT,
        TODAY,
        "ar",
    )
    assert list(visible_residents(ines.user, territory)) == [karim]


def test_a_button_pressed_twice_opens_one_file(ines):
    first, second = open_file(by=ines, **KARIM), open_file(by=ines, **KARIM)
    assert first == second
    assert (Resident.objects.count(), Sharing.objects.count(), InformationNotice.objects.count()) == (1, 1, 1)


def test_two_structures_may_open_the_same_person_in_the_same_minute(ines, noe):
    assert open_file(by=ines, **KARIM) != open_file(by=noe, **KARIM)
    assert Resident.objects.count() == 2


@pytest.mark.parametrize("role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER])
def test_carriers_relays_and_employers_open_no_file(partner, role):
    member = make_member(partner, "autre", role=role)
    with pytest.raises(Refused) as refusal:
        open_file(by=member, **KARIM)
    assert refusal.value.decision.objections == (AccessObjection.ROLE_SEES_OWN_ACTION,)


def test_a_structure_without_title_opens_no_file(ines, partner):
    Partner.objects.filter(pk=partner.pk).update(legal_title="none")
    ines.partner.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        open_file(by=ines, **KARIM)
    assert refusal.value.decision.objections == (AccessObjection.NO_LEGAL_TITLE,)


@pytest.mark.parametrize(
    ("more", "objection"),
    [
        ({"birth_date": date(2026, 12, 1)}, IdentityObjection.BORN_IN_FUTURE),
        ({"birth_date": date(2012, 12, 1)}, IdentityObjection.UNDER_SIXTEEN),
        ({"first_name": "12", "last_name": "34"}, IdentityObjection.NO_NAME),
        ({"phone": "12"}, IdentityObjection.PHONE_UNREADABLE),
        ({"phone": "3949"}, IdentityObjection.PHONE_UNREADABLE),
        ({"last_name": "2 85 05 78 006 084"}, FreeTextObjection.SOCIAL_SECURITY_NUMBER),
    ],
)
def test_what_does_not_hold_opens_nothing(ines, more, objection):
    with pytest.raises(Refused) as refusal:
        open_file(by=ines, **KARIM | more)
    assert refusal.value.decision.objections == (objection,)
    assert not Resident.objects.exists()


def test_a_minor_needs_somebody_informed_or_a_reason_why_not(ines):
    born = date(2010, 1, 1)
    with pytest.raises(Refused) as refusal:
        open_file(by=ines, **KARIM, birth_date=born)
    assert refusal.value.decision.objections == (
        IdentityObjection.MINOR_TO_SAY,
        IdentityObjection.WHO_IS_INFORMED,
    )
    said = {"protection": Protection.MINOR, "guardian_informed": False}
    assert open_file(by=ines, **KARIM, birth_date=born, **said).protection == Protection.MINOR


def test_two_people_edit_the_same_file_and_nothing_is_overwritten(ines, amina):
    first = edit_contact(resident=amina, version=1, by=ines.user, fields={"phone": "0639980013"})
    assert (first.phone, first.version) == ("+33639980013", 2)
    with pytest.raises(Refused) as refusal:
        edit_contact(resident=amina, version=1, by=ines.user, fields={"phone": "0639980014"})
    assert refusal.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)
    again = edit_contact(resident=amina, version=1, by=ines.user, fields={"phone": "0639980013"})
    assert again.version == 2  # the same button twice


def test_a_whole_date_may_give_way_to_a_year(ines, amina):
    dated = edit_identity(resident=amina, version=1, by=ines.user, fields={"birth_date": date(1990, 5, 1)})
    assert dated.birth_year == 1990
    fields = {"birth_date": None, "birth_year": 1991}
    assert edit_identity(resident=amina, version=2, by=ines.user, fields=fields).birth_year == 1991


def test_the_journal_keeps_what_changed_and_never_its_value(ines, amina):
    edit_contact(
        resident=amina,
        version=1,
        by=ines.user,
        fields={"phone": "0639980013", "via_name": "Sa voisine", "via_agreed": True},
    )
    entry = Entry.objects.get(action="residents.edit")
    kept = str(entry.__dict__)
    assert "phone" in kept and "39980013" not in kept and "voisine" not in kept


@pytest.mark.parametrize("via_agreed", [None, False])
@pytest.mark.parametrize("via", [{"via_name": "Sa voisine"}, {"via_phone": "0639980013"}])
def test_whoever_she_may_be_reached_through_is_kept_only_with_her_agreement(ines, amina, via, via_agreed):
    fields = via | {"via_agreed": via_agreed}
    with pytest.raises(Refused) as refusal:
        edit_contact(resident=amina, version=1, by=ines.user, fields=fields)
    assert refusal.value.decision.objections == (IdentityObjection.VIA_NOT_AGREED,)
    agreed = edit_contact(resident=amina, version=1, by=ines.user, fields=via | {"via_agreed": True})
    with pytest.raises(Refused):  # she changes her mind: the name goes too
        edit_contact(resident=amina, version=2, by=ines.user, fields={"via_agreed": False})
    assert (
        edit_situation(resident=agreed, version=2, by=ines.user, fields={"situations": ["rsa"]}).version == 3
    )


def test_a_stopped_sharing_closes_the_file_to_whoever_has_it_open(ines, amina):
    stop(sharing=Sharing.objects.get(), how=StopWay.LINK)
    with pytest.raises(Refused) as refusal:
        edit_situation(resident=amina, version=1, by=ines.user, fields={"situations": ["rsa"]})
    assert refusal.value.decision.objections == (ResidentObjection.NOT_SHARED_TO_WRITE,)
    with pytest.raises(Refused):
        give_notice(resident=amina, by=ines, way=NoticeWay.PAPER, language="fr")


def test_a_notice_given_twice_in_a_day_is_given_once(ines, amina):
    for _ in range(2):
        give_notice(resident=amina, by=ines, way=NoticeWay.PAPER, language="tr")
    assert InformationNotice.objects.get().language == "tr"


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 10, 1), date(2026, 11, 2)),
        (date(2027, 5, 1), TODAY),
    ],
)
def test_news_move_forward_never_back_never_beyond_today(amina, on, kept):
    note_heard(resident=amina, on=on)
    amina.refresh_from_db()
    assert (amina.last_heard_on, amina.version) == (kept, 1)


def test_a_date_and_a_year_that_disagree_are_refused_before_a_file_is_opened(ines, amina):
    born = {"birth_date": date(1990, 5, 1), "birth_year": 1985}
    with pytest.raises(Refused) as refused:
        open_file(by=ines, **KARIM, **born)
    assert refused.value.decision.objections == (IdentityObjection.TWO_BIRTHS,)
    with pytest.raises(Refused):
        edit_identity(resident=amina, version=amina.version, by=ines.user, fields=born)
    fields = {"birth_date": date(1990, 5, 1), "birth_year": 1990}
    assert (
        edit_identity(resident=amina, version=amina.version, by=ines.user, fields=fields).birth_year == 1990
    )


@pytest.fixture
def come_of_age(ines):
    """Noted as a minor, and eighteen since."""
    return make_resident(
        ines,
        birth_date=TODAY.replace(year=TODAY.year - 18),
        protection=Protection.MINOR,
        guardian_name="Une tante",
        guardian_phone="+33639980012",
        guardian_informed=True,
    )


def test_whoever_came_of_age_changes_her_telephone_all_the_same(come_of_age, ines):
    fields = {"phone": "06 39 98 00 13"}
    edited = edit_contact(resident=come_of_age, version=1, by=ines.user, fields=fields)
    assert (edited.phone, edited.guardian_name) == ("+33639980013", "Une tante")


def test_nothing_is_kept_of_who_had_a_say_once_nobody_has(come_of_age, ines):
    fields = {"protection": Protection.NONE}
    edited = edit_identity(resident=come_of_age, version=1, by=ines.user, fields=fields)
    assert (edited.guardian_name, edited.guardian_phone, edited.guardian_informed) == ("", "", None)
