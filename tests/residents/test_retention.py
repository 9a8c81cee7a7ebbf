"""Files are forgotten two years after the last news of the person, little by little, once; figures remain."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.notifications.models import Notice
from cite.opening.enums import ServiceState
from cite.residents.adapters.rights import files_ending
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.rights import ErasureReason
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.models import Elimination, FormerResident, Resident
from cite.residents.operations import erasing
from cite.residents.operations.erasing import erase_resident, forget_files, warn_of_ends
from cite.residents.operations.people import open_file
from cite.residents.permissions.people import (
    accompanying_memberships,
    can_write_in,
    opening_memberships,
    visible_residents,
)
from cite.residents.ports import forget_erasing, forget_facts, register_erasing, register_facts
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.opening import make_in_service
from tests.factories.residents import make_residence, make_resident

ON = date(2026, 11, 27)
OLD = date(2024, 11, 27)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def in_service(territory):
    make_in_service(territory)


def real(ines, last_heard_on=OLD, **fields):
    return make_resident(ines, is_training=False, last_heard_on=last_heard_on, **fields)


def test_a_file_is_forgotten_two_years_after_the_last_news_and_not_a_day_before(territory, ines):
    real(ines)
    young = real(ines, date(2024, 11, 28))
    assert forget_files(territory=territory, on=ON) == 1
    assert list(Resident.objects.all()) == [young]
    assert FormerResident.objects.count() == 1
    line = Elimination.objects.get()
    assert (line.reason, line.count, line.first_year, line.last_year) == (
        ErasureReason.RETENTION,
        1,
        2024,
        2026,
    )


def test_it_happens_once_and_one_line_a_day_counts_every_batch(territory, ines, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    for _each in range(5):
        real(ines)
    assert forget_files(territory=territory, on=ON) == 5
    assert forget_files(territory=territory, on=ON) == 0
    assert Elimination.objects.get().count == 5
    assert Entry.objects.filter(action=RightsAct.FORGET).count() == 3


def test_a_worker_that_dies_leaves_whole_files_and_the_next_one_goes_on(territory, ines, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    people = [real(ines) for _each in range(5)]

    def die(*, resident):
        if resident == people[3]:
            raise KeyboardInterrupt

    register_erasing("test", die)
    try:
        with pytest.raises(KeyboardInterrupt):
            forget_files(territory=territory, on=ON)
    finally:
        forget_erasing("test")
    assert list(Resident.objects.order_by("pk")) == people[2:]
    assert (Elimination.objects.get().count, FormerResident.objects.count()) == (2, 2)
    assert forget_files(territory=territory, on=ON) == 3
    assert (Elimination.objects.get().count, FormerResident.objects.count()) == (5, 5)


def test_a_file_made_one_with_another_goes_with_it(territory, ines):
    kept = real(ines)
    middle = real(ines, state="merged", merged_into=kept)
    deep = real(ines, state="merged", merged_into=middle)
    make_residence(deep)
    erase_resident(resident=deep, reason=ErasureReason.REQUEST, by=ines.user, on=ON)
    assert not Resident.objects.exists()
    assert (Elimination.objects.get().count, FormerResident.objects.count()) == (1, 1)
    erase_resident(resident=deep, reason=ErasureReason.REQUEST, by=ines.user, on=ON)
    assert Elimination.objects.get().count == 1


def test_somebody_without_a_pathway_is_kept_once_her_news_are_noted(territory, ines, in_service):
    client, one = Client(), real(ines, date(2024, 12, 1))
    client.force_login(ines.user)
    page = reverse("residents:note-news", args=[one.uuid])
    assert page in client.get(reverse("residents:rights", args=[one.uuid])).content.decode()
    refused = client.post(page, {"heard_on": "2026-11-28"}).content.decode()
    assert 'href="#id_heard_on"' in refused and "Ce jour n’est pas encore là" in refused
    kept = client.post(page, {"heard_on": "2026-11-20"}, follow=True).content.decode()
    assert "20\u00a0novembre 2028" in kept or "20 novembre 2028" in kept
    assert client.post(page, {"heard_on": "2026-11-02"}).status_code == 302
    one.refresh_from_db()
    assert one.last_heard_on == date(2026, 11, 20)
    assert Entry.objects.filter(action=ResidentsAct.NOTE_NEWS, person_uuid=one.uuid).count() == 1
    assert forget_files(territory=territory, on=date(2026, 12, 2)) == 0


def test_invented_people_go_once_the_cite_is_in_service_and_count_for_nothing(territory, ines, in_service):
    make_resident(ines)
    assert forget_files(territory=territory, on=ON) == 1
    assert not FormerResident.objects.exists()
    assert Elimination.objects.get().reason == ErasureReason.TRAINING


def test_while_the_cite_is_suspended_those_who_are_followed_still_are_and_nobody_enters(territory, ines):
    someone = real(ines, ON)
    make_in_service(territory)
    make_in_service(territory, ServiceState.SUSPENDED)
    assert list(visible_residents(ines.user, territory)) == [someone]
    assert can_write_in(ines.user, someone)
    assert accompanying_memberships(ines.user, territory) == [ines]
    assert opening_memberships(ines.user, territory) == []
    with pytest.raises(Refused, match="Les accompagnements en cours continuent"):
        open_file(by=ines, first_name="Une", last_name="Nouvelle", notice="paper", way="oral", language="fr")
    assert forget_files(territory=territory, on=ON) == 0


def test_invented_people_stay_in_training(territory, ines):
    make_resident(ines, last_heard_on=date(2020, 1, 1))
    assert forget_files(territory=territory, on=ON) == 0


def test_applications_above_say_what_figures_keep(territory, ines):
    register_facts("test", lambda *, resident: {"exit": "permanent_contract"})
    try:
        real(ines)
        forget_files(territory=territory, on=ON)
    finally:
        forget_facts("test")
    assert FormerResident.objects.get().facts["test"] == {"exit": "permanent_contract"}


def test_those_who_follow_are_told_before_and_once(territory, ines, noe, in_service, rf):
    real(ines, date(2024, 12, 30), last_name="Secrète")
    real(noe, date(2026, 1, 1))
    assert warn_of_ends(territory=territory, on=ON) == 1
    warn_of_ends(territory=territory, on=ON)
    told = Notice.objects.get(kind="residents.ending_soon")
    assert told.user_id == ines.user_id
    assert "Secrète" not in f"{told.subject} {told.body}"
    request = rf.get("/")
    request.user, request.territory = ines.user, territory
    assert [item.count for item in files_ending(request)] == [1]


def test_where_who_opened_the_file_has_left_her_colleagues_are_told(territory, partner, ines, in_service):
    omar = make_member(partner, "omar")
    real(ines, date(2024, 12, 30))
    ines.state = "suspended"
    ines.save()
    warn_of_ends(territory=territory, on=ON)
    assert Notice.objects.get(kind="residents.ending_soon").user_id == omar.user_id


def test_what_ends_is_listed_for_those_who_follow(ines, noe, as_ines, as_noe, in_service):
    real(ines, date(2024, 12, 30), last_name="Bientôt")
    address = reverse("residents:ending")
    body = as_ines.get(address).content.decode()
    assert "Bientôt" in body
    assert "30/12/2026" in body or "30 décembre 2026" in body
    assert "Bientôt" not in as_noe.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.DATA_PROTECTION_OFFICER, 200),
        (Role.CO_PILOT_STATE, 200),
        (Role.COORDINATOR, 200),
        (Role.CARRIER, 403),
    ],
)
def test_the_elimination_list_is_for_those_who_answer_for_it(territory, client, role, status):
    Elimination.objects.create(
        territory=territory, done_on=ON, reason="retention", first_year=2022, last_year=2024, count=7
    )
    client.force_login(make_user("lecture", role=role, territory=territory))
    address = reverse("residents:eliminations")
    assert client.get(address).status_code == status
    if status == 200:
        page = client.get(address).content.decode()
        assert "2022" in page
        assert "2\u202f022" not in page and "2\u00a0022" not in page
        csv = client.get(f"{address}?format=csv")
        text = b"".join(csv.streaming_content if csv.streaming else [csv.content]).decode("utf-8-sig")
        assert "Sans nouvelles de la personne, au terme" in text
        assert "2022" in text


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.DATA_PROTECTION_OFFICER, "3"),
        (Role.CO_PILOT_STATE, "moins de 5"),
        (Role.COORDINATOR, "moins de 5"),
    ],
)
def test_small_numbers_of_the_elimination_list_are_for_who_asks_the_archives(territory, client, role, shown):
    for reason, count in (("request", 3), ("retention", 7)):
        Elimination.objects.create(
            territory=territory, done_on=ON, reason=reason, first_year=2022, last_year=2024, count=count
        )
    client.force_login(make_user("lecture", role=role, territory=territory))
    csv = client.get(f"{reverse('residents:eliminations')}?format=csv&tri=count")
    text = b"".join(csv.streaming_content).decode("utf-8-sig")
    counts = [line.rsplit(";", 1)[1].strip('"') for line in text.splitlines()[1:]]
    assert sorted(counts) == sorted(["7", shown])
