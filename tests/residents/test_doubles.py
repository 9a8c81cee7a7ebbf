"""Two files that may be one person: found by the platform, seen by whoever sees both, merged, and made two again."""

from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cite.accounts.enums import Role
from cite.core.decisions import ALLOWED, Decision, Refused
from cite.core.journal import record
from cite.jobs.models import Job
from cite.notifications.models import Notice
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.rights import LikenessState
from cite.residents.enums.rights_objections import LikenessObjection
from cite.residents.enums.sharing import StopWay
from cite.residents.models import PersonDuplicate, PersonMerge, Residence, Resident, Sharing
from cite.residents.operations.doubles import (
    ask_about_double,
    note_all_doubles,
    note_doubles_of,
    set_people_apart,
)
from cite.residents.operations.merging import merge_people, undo_people_merge
from cite.residents.permissions.doubles import unnamed_doubles
from cite.residents.ports import forget_moving, register_moving
from cite.residents.tasks import look_for_doubles
from tests.factories.accounts import make_user
from tests.factories.opening import make_in_service
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.undoing import undone

BORN = date(1990, 5, 4)
NAMED = {"first_name": "Amina", "last_name": "Benfictif", "birth_date": BORN}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def one(ines):
    return make_resident(ines, **NAMED, phone="+33639980012")


@pytest.fixture
def other(noe):
    """The file that the second structure opened."""
    return make_resident(noe, **NAMED, education_level="level_4", languages=["ar"])


@pytest.fixture
def pair(one, other):
    assert note_doubles_of(resident=other) == 1
    return PersonDuplicate.objects.get()


@pytest.fixture
def both(pair, ines):
    """She shares her second file with the first structure too."""
    make_sharing(pair.second, ines.partner)
    return pair


@pytest.fixture
def coordinator(territory):
    return make_user("coordination", role=Role.COORDINATOR, territory=territory)


def refused(work) -> set[str]:
    with pytest.raises(Refused) as found:
        work()
    return {each.value for each in found.value.decision.objections}


def rows() -> dict[str, list[dict]]:
    """Every row that a merge may touch, as it is written, without its version nor the moment of its writing."""
    models = [m for m in apps.get_app_config("residents").get_models() if m is not PersonMerge]
    skip = {"version", "updated_at", "created_at"}
    return {
        m._meta.label: [
            {k: v for k, v in row.items() if k not in skip} for row in m._base_manager.order_by("pk").values()
        ]
        for m in models
    }


def merged(double, by, *, keep_first=True):
    return merge_people(double=double, version=double.version, keep_first=keep_first, by=by.user)


def test_the_same_person_opened_twice_in_a_minute_is_found_once(one, other):
    assert note_doubles_of(resident=one) == 1
    assert note_doubles_of(resident=other) == 0
    double = PersonDuplicate.objects.get()
    assert (double.first, double.second, double.reasons) == (one, other, ["same_name_and_birth"])


def test_opening_a_file_or_changing_a_name_has_it_compared_in_the_background(one, other, ines):
    def waiting() -> int:
        return Job.objects.filter(task_path=look_for_doubles.module_path).count()

    record(ResidentsAct.OPEN_FILE, by=ines.user, target=one, person=one)
    assert waiting() == 1
    record(ResidentsAct.EDIT, by=ines.user, target=one, changes={"channel": ("", "sms")})
    assert waiting() == 1
    record(ResidentsAct.EDIT, by=ines.user, target=one, changes={"last_name": ("A", "B")})
    assert waiting() == 2
    look_for_doubles.call(one.territory_id, str(one.uuid))
    assert PersonDuplicate.objects.count() == 1


def test_the_night_finds_what_the_day_missed_and_forgets_what_is_no_longer_alike(territory, one, other):
    assert note_all_doubles(territory=territory) == 1
    assert note_all_doubles(territory=territory) == 0
    Resident.objects.filter(pk=other.pk).update(birth_date=date(1991, 1, 1), birth_year=1991)
    note_all_doubles(territory=territory)
    assert not PersonDuplicate.objects.exists()


def test_real_people_are_not_compared_with_invented_ones(territory, one, noe):
    make_resident(noe, **NAMED, is_training=False)
    assert note_all_doubles(territory=territory) == 0


def test_the_night_asks_as_much_of_the_database_for_ten_people_as_for_two(
    territory, one, other, ines, django_assert_num_queries
):
    note_all_doubles(territory=territory)
    for number in range(8):
        make_resident(ines, **(NAMED | {"birth_date": date(1980, 1, 1 + number)}))
    with django_assert_num_queries(8):
        note_all_doubles(territory=territory)


def test_only_who_sees_both_sees_the_pair(pair, as_ines, as_noe, ines):
    for client in (as_ines, as_noe):
        assert "Amina" not in client.get(reverse("residents:doubles")).content.decode()
    make_sharing(pair.second, ines.partner)
    assert "Amina" in as_ines.get(reverse("residents:doubles")).content.decode()
    assert "Amina" not in as_noe.get(reverse("residents:doubles")).content.decode()


def test_who_sees_one_file_is_told_what_to_ask_and_cannot_merge(pair, as_ines):
    address = reverse("residents:double", args=[pair.uuid])
    body = as_ines.get(address).content.decode()
    assert "Vous ne voyez que votre dossier" in body
    assert body.count("Amina Benfictif") == 1
    assert as_ines.post(address, {"version": pair.version, "keep": "first"}).status_code == 404
    assert not PersonMerge.objects.exists()


def test_the_coordination_sees_that_a_pair_waits_and_asks_without_a_name(pair, coordinator, client, ines):
    client.force_login(coordinator)
    address = reverse("residents:doubles")
    body = client.get(address).content.decode()
    assert "Demander à la première structure" in body
    for hidden in ("Amina", "Benfictif", "Collines", "Lac", "1990"):
        assert hidden not in body
    assert client.get(reverse("residents:double", args=[pair.uuid])).status_code == 403
    client.post(reverse("residents:double-ask", args=[pair.uuid]))
    told = Notice.objects.filter(kind="residents.may_be_twice")
    assert {each.user_id for each in told} == {ines.user_id}
    assert all("Amina" not in f"{each.subject} {each.body}" for each in told)
    asked = client.get(address).content.decode().replace("\u00a0", " ")
    assert "Demandé le 27 novembre 2026 :" in asked and "Demander à la première structure" not in asked
    with time_machine.travel("2026-12-04 12:01+01:00", tick=False):
        client.force_login(coordinator)
        assert "Demander à la première structure" in client.get(address).content.decode()
    make_in_service(pair.territory)  # and these two were invented to learn
    assert not unnamed_doubles(coordinator, pair.territory).exists()


def test_whoever_opened_a_second_file_to_ask_learns_nothing(pair, as_ines, as_noe, coordinator):
    ask_about_double(double=pair, by=coordinator)
    address = reverse("residents:double", args=[pair.uuid])
    assert [as_noe.get(address).status_code, as_ines.get(address).status_code] == [404, 200]


def test_nobody_but_the_coordination_asks(pair, ines):
    assert refused(lambda: ask_about_double(double=pair, by=ines.user)) == {"coordination_only"}


def test_two_people_set_apart_are_never_proposed_again(territory, both, ines):
    set_people_apart(double=both, version=both.version, by=ines.user)
    note_all_doubles(territory=territory)
    assert [each.state for each in PersonDuplicate.objects.all()] == [LikenessState.DISTINCT]


def test_who_does_not_see_both_neither_merges_nor_sets_apart(pair, ines, noe):
    for by in (ines, noe):
        assert refused(lambda by=by: merged(pair, by)) == {"not_both_seen"}
        work = {"double": pair, "version": pair.version, "by": by.user}
        assert refused(lambda work=work: set_people_apart(**work)) == {"not_both_seen"}


def test_a_merge_gathers_what_both_files_say(both, one, other, ines, noe):
    merge = merged(both, ines)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("merged", one)
    assert (one.education_level, one.languages, one.phone) == ("level_4", ["ar"], "+33639980012")
    opened = Sharing.objects.filter(resident=one, stopped_at=None)
    assert {each.partner_id for each in opened} == {ines.partner_id, noe.partner_id}
    assert Sharing.objects.get(stopped_how=StopWay.MERGED).partner == ines.partner
    assert merge.merged_by == ines.user
    assert merged(both, ines) == merge, "pressed twice, it is once"
    assert refused(lambda: merged(both, ines, keep_first=False)) == {"changed_meanwhile"}


def test_merged_then_separated_everything_is_as_before(both, one, other, ines):
    make_residence(one, since=date(2026, 1, 1))
    make_residence(other, since=date(2026, 6, 1))
    before = rows()
    merge = merged(both, ines, keep_first=False)
    assert Residence.objects.filter(resident=other).count() == 2
    undo_people_merge(merge=merge, version=merge.version, by=ines.user)
    assert rows() == before
    again = PersonMerge.objects.get()
    assert refused(lambda: undo_people_merge(merge=again, version=again.version, by=ines.user)) == {
        "already_undone"
    }


FIELDS = st.fixed_dictionaries(
    {
        "phone": st.sampled_from(["", "+33639980012", "+33639980013"]),
        "email": st.sampled_from(["", "a@example.org"]),
        "sex": st.sampled_from(["", "female"]),
        "languages": st.lists(st.sampled_from(["fr", "ar", "tr"]), unique=True),
        "needs_interpreter": st.sampled_from([None, True, False]),
        "via_name": st.sampled_from(["", "Sa sœur"]),
        "last_heard_on": st.dates(date(2026, 1, 1), date(2026, 11, 1)),
    }
)
SHARED = st.lists(
    st.tuples(st.sampled_from(["support", "referral", "review"]), st.sampled_from([None, date(2027, 3, 1)])),
    max_size=3,
    unique_by=lambda each: each[0],
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIELDS, FIELDS, SHARED, SHARED, st.booleans(), st.sampled_from([None, date(2026, 2, 2)]))
def test_whatever_two_files_hold_separating_gives_it_back(
    both, one, other, ines, noe, mine, hers, first_shared, second_shared, keep_first, since
):
    with undone():
        for resident, fields, shared in ((one, mine, first_shared), (other, hers, second_shared)):
            for name, value in fields.items():
                setattr(resident, name, value)
            resident.save()
            third = noe.partner if resident == one else ines.partner
            for purpose, ends_on in shared:
                if not Sharing.objects.filter(resident=resident, partner=third, purpose=purpose).exists():
                    make_sharing(resident, third, purpose, ends_on=ends_on)
            if since:
                make_residence(resident, since=since)
        before = rows()
        merge = merged(both, ines, keep_first=keep_first)
        undo_people_merge(merge=merge, version=merge.version, by=ines.user)
        assert rows() == before


def test_a_sharing_stopped_after_the_merge_stays_stopped_when_it_is_undone(both, one, other, noe):
    """Both files were shared with both structures; she stops one of them: undoing gives nothing of it back."""
    make_sharing(one, noe.partner)
    merge = merged(both, noe)
    Sharing.objects.filter(resident=one, partner=both.first.partner, stopped_at=None).update(
        stopped_at="2026-11-27T11:00Z", stopped_how=StopWay.LINK
    )
    undo_people_merge(merge=merge, version=merge.version, by=noe.user)
    open_ones = Sharing.objects.filter(stopped_at=None).values_list("resident", "partner")
    assert set(open_ones) == {(one.pk, noe.partner_id), (other.pk, noe.partner_id)}


def stopped(resident, partner, how=StopWay.LINK, purpose="support"):
    return make_sharing(resident, partner, purpose, stopped_at="2026-11-20T10:00Z", stopped_how=how)


def opened(partner) -> set[int]:
    rows = Sharing.objects.filter(partner=partner, stopped_at=None)
    return set(rows.values_list("resident_id", flat=True))


@pytest.mark.parametrize("how", [StopWay.LINK, StopWay.TOLD])
@pytest.mark.parametrize("keep_first", [True, False])
def test_a_structure_she_stopped_in_one_file_sees_nothing_of_both(both, one, noe, ines, how, keep_first):
    stopped(one, noe.partner, how)
    before = rows()
    merge = merged(both, ines, keep_first=keep_first)
    assert opened(noe.partner) == set()
    assert Sharing.objects.get(partner=noe.partner, stopped_how=StopWay.OTHER_FILE)
    undo_people_merge(merge=merge, version=merge.version, by=ines.user)
    assert rows() == before


def test_what_she_shared_again_in_the_same_file_or_for_another_purpose_stays(both, one, other, noe, ines):
    stopped(one, noe.partner)
    stopped(one, noe.partner, purpose="review")
    make_sharing(one, noe.partner)
    make_sharing(other, noe.partner, "review")
    merged(both, ines)
    still = Sharing.objects.filter(partner=noe.partner, stopped_at=None)
    assert [(each.resident, each.purpose) for each in still] == [(one, "support")]


def test_an_end_that_is_not_hers_closes_nothing(both, one, noe, ines):
    stopped(one, noe.partner, StopWay.ENDED)
    merged(both, ines)
    assert opened(noe.partner) == {one.pk}


def test_what_she_stops_again_after_the_merge_does_not_come_back(both, one, noe, ines):
    stopped(one, noe.partner)
    merge = merged(both, ines)
    make_sharing(one, noe.partner, stopped_at="2026-11-28T10:00Z", stopped_how=StopWay.TOLD)
    undo_people_merge(merge=merge, version=merge.version, by=ines.user)
    assert opened(noe.partner) == set()


def test_two_files_of_one_name_are_told_apart_where_one_chooses(both, as_ines):
    html = as_ines.get(reverse("residents:double", args=[both.uuid])).content.decode()
    for partner in ("Mission locale des Collines", "Plan pour l’emploi du Lac"):
        assert f"Amina Benfictif – fiche ouverte par {partner} le 27 novembre 2026" in html


class Objecting:
    """An application that cannot move what it holds."""

    def against(self, *, absorbed, kept) -> Decision:
        return Decision((LikenessObjection.OTHER_KIND,))

    def move(self, *, absorbed, kept):
        raise AssertionError("moved in spite of its objection")

    def move_back(self, *, absorbed, kept, moved):
        raise AssertionError("never moved")


class Following:
    """An application that moves something of its own."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def against(self, *, absorbed, kept) -> Decision:
        return ALLOWED

    def move(self, *, absorbed, kept):
        self.said.append(("move", absorbed.pk, kept.pk))
        return {"rows": [1]}

    def move_back(self, *, absorbed, kept, moved):
        self.said.append(("back", absorbed.pk, kept.pk, dict(moved)))


def test_applications_above_are_asked_and_follow(both, one, other, ines):
    register_moving("test", Objecting())
    try:
        assert refused(lambda: merged(both, ines)) == {"other_kind"}
        following = Following()
        register_moving("test", following)
        merge = merged(both, ines)
        undo_people_merge(merge=merge, version=merge.version, by=ines.user)
    finally:
        forget_moving("test")
    assert following.said == [("move", other.pk, one.pk), ("back", other.pk, one.pk, {"rows": [1]})]


def test_a_pair_is_merged_and_separated_on_its_pages(both, one, as_ines):
    address = reverse("residents:double", args=[both.uuid])
    compared = as_ines.get(address).content.decode()
    assert "même nom, même date de naissance" in compared and "06 39 98 00 12" in compared
    listed = reverse("residents:doubles")
    assert "Fiches réunies" not in as_ines.get(listed).content.decode()
    page = as_ines.post(address, {"version": both.version, "keep": "first"}, follow=True)
    assert "n’en font plus qu’une" in page.content.decode()
    merge = PersonMerge.objects.get()
    undo = reverse("residents:merge-undo", args=[merge.uuid])
    assert (
        undo in as_ines.get(listed).content.decode()
    )  # where whoever lost the page of the merge finds it again
    assert as_ines.get(undo).status_code == 200
    as_ines.post(undo, {"version": merge.version})
    assert "Fiches réunies" not in as_ines.get(listed).content.decode()
    merge.refresh_from_db()
    assert merge.undone_at is not None
    as_ines.post(reverse("residents:double-apart", args=[both.uuid]))
    both.refresh_from_db()
    assert both.state == LikenessState.DISTINCT
