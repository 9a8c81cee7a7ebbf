"""Kept searches: what is new is told once, in one message for all of them, and never again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceState
from cite.directory.enums.searches import AlertFrequency as F
from cite.directory.enums.searches import SearchObjection as O
from cite.directory.models import SavedSearch, Service
from cite.directory.operations import searches as operations
from cite.directory.operations.indexing import catch_up_search
from cite.directory.permissions.selections import visible_searches
from cite.directory.queries.searches import search_lines, search_page
from cite.directory.tasks import tell_of_new_services
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure

pytestmark = pytest.mark.django_db
NOON = "2026-11-27 12:00+01:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def structure(territory):
    return make_structure(territory)


def publish(structure, name, **fields):
    """A service that is published, and found from now on."""
    service = make_service(structure, name, **fields)
    catch_up_search(territory=structure.territory)
    return service


def keep(territory, by, name="Permis", frequency=F.DAILY, **criteria):
    asked = criteria or {"mots": "permis"}
    return operations.keep_search(
        territory=territory, name=name, criteria=asked, frequency=frequency, by=by, at=now()
    )


def alert(territory, person):
    return operations.alert_person(territory=territory, person=User.objects.get(pk=person.pk), at=now())


def refused(call, **given):
    with pytest.raises(Refused) as refusal:
        call(**given)
    return refusal.value.decision.objections


def test_a_double_click_keeps_one_search(territory, ines, structure):
    service = publish(structure, "Aide au permis")
    first, second = (keep(territory, ines) for _twice in range(2))
    assert first == second
    assert (first.seen, first.told, first.news) == ([service.pk], [service.pk], 0)
    assert SavedSearch.objects.count() == 1


def test_what_cannot_be_kept_says_why(territory, ines, monkeypatch):
    given = {"territory": territory, "frequency": F.NEVER, "by": ines, "at": now()}
    assert refused(operations.keep_search, name="", criteria={}, **given) == (O.NO_NAME, O.NOTHING_ASKED)
    monkeypatch.setattr(operations, "MOST_SEARCHES", 1)
    keep(territory, ines)
    assert refused(operations.keep_search, name="Vélo", criteria={"mots": "vélo"}, **given) == (
        O.TOO_MANY_SEARCHES,
    )
    stranger = make_user("visiteur")
    assert (
        len(
            refused(
                operations.keep_search, **given | {"name": "A", "criteria": {"mots": "a"}, "by": stranger}
            )
        )
        == 1
    )


def test_a_search_is_hers_alone(territory, ines, omar):
    search = keep(territory, ines)
    assert list(visible_searches(ines, territory)) == [search]
    assert list(visible_searches(omar, territory)) == []
    coordinator = make_user("chloe", role=Role.COORDINATOR, territory=territory)
    assert list(visible_searches(coordinator, territory)) == []
    for call, more in (
        (operations.write_search, {"version": 1, "name": "A", "frequency": F.NEVER}),
        (operations.see_news, {"at": now()}),
        (operations.forget_search, {}),
    ):
        assert refused(call, search=search, by=omar, **more) == (O.NOT_YOURS,)


def test_what_comes_later_is_new_until_she_has_seen_it(territory, ines, structure):
    old = publish(structure, "Permis, ancien")
    search = keep(territory, ines, frequency=F.NEVER)
    fresh = publish(structure, "Permis, nouveau")
    publish(structure, "Atelier vélo", themes=["mobilite--acheter-ou-louer-un-vehicule"])
    page = search_page(search, at=now())
    assert (page.new, page.others, page.total, page.asks) == ([fresh], [old], 2, ["«\u00a0permis\u00a0»"])
    assert search_lines(ines, territory)[0].search.news == 0  # nobody has looked yet
    assert alert(territory, ines) == 0
    assert [(line.search.news, line.asks) for line in search_lines(ines, territory)] == [
        (1, "«\u00a0permis\u00a0»")
    ]
    for _twice in range(2):
        operations.see_news(search=search, by=ines, at=now())
    page = search_page(SavedSearch.objects.get(), at=now())
    assert (page.new, len(page.others)) == ([], 2)
    assert SavedSearch.objects.get().news == 0


def test_one_message_for_all_her_searches_and_none_twice(territory, ines, structure, clock):
    keep(territory, ines, "Permis")
    keep(territory, ines, "Structure", mots="permis", besoin="physical_mobility")
    assert alert(territory, ines) == 0
    assert Message.objects.count() == 0  # quiet when nothing is new
    publish(structure, "Aide au permis")
    publish(structure, "Permis en un mois")
    assert [alert(territory, ines) for _again in range(3)] == [2, 0, 0]
    message = Message.objects.get()
    assert message.subject == "2 nouveaux services pour vos recherches"
    for words in ("– Aide au permis", "– Permis en un mois", "/offre/recherches/", "/offre/alertes/"):
        assert words in message.body
    assert "Ines" in message.body
    clock.shift(timedelta(days=1))
    assert alert(territory, ines) == 0
    publish(structure, "Permis le soir")
    assert alert(territory, ines) == 1
    assert Message.objects.order_by("-pk").first().subject == "1 nouveau service pour vos recherches"


def test_a_day_or_a_week_pass_between_two_messages(territory, ines, structure, clock):
    keep(territory, ines, frequency=F.WEEKLY)
    publish(structure, "Permis, un")
    assert alert(territory, ines) == 1
    clock.shift(timedelta(days=6))
    publish(structure, "Permis, deux")
    assert alert(territory, ines) == 0
    clock.shift(timedelta(days=1))
    assert alert(territory, ines) == 1


def test_told_for_a_daily_search_it_is_not_told_again_for_a_weekly_one(territory, ines, structure, clock):
    keep(territory, ines, "Chaque jour")
    keep(territory, ines, "Chaque semaine", frequency=F.WEEKLY, mots="permis", besoin="physical_mobility")
    publish(structure, "Permis, un")
    assert alert(territory, ines) == 1
    clock.shift(timedelta(days=7))
    assert alert(territory, ines) == 0


def test_a_need_that_is_no_longer_known_finds_nothing_rather_than_everything(territory, ines, structure):
    search = keep(territory, ines, besoin="physical_mobility")
    SavedSearch.objects.update(criteria={"besoin": "gone"})
    publish(structure, "Aide au permis")
    assert alert(territory, ines) == 0
    page = search_page(SavedSearch.objects.get(pk=search.pk), at=now())
    assert (page.new, page.others, page.asks) == ([], [], ["gone"])


def test_what_she_saw_on_the_page_is_not_told(territory, ines, structure):
    search = keep(territory, ines)
    publish(structure, "Aide au permis")
    operations.see_news(search=search, by=ines, at=now())
    assert alert(territory, ines) == 0


def test_a_sheet_that_was_hidden_and_comes_back_is_not_new(territory, ines, structure):
    service = publish(structure, "Aide au permis")
    keep(territory, ines)
    Service.objects.filter(pk=service.pk).update(state=ServiceState.ARCHIVED)
    catch_up_search(territory=territory)
    assert alert(territory, ines) == 0
    Service.objects.filter(pk=service.pk).update(state=ServiceState.PUBLISHED)
    catch_up_search(territory=territory)
    assert alert(territory, ines) == 0


def test_whoever_has_left_the_cite_is_told_nothing(territory, structure):
    user = make_user("lea", role=Role.RELAY, territory=territory)
    keep(territory, user)
    publish(structure, "Aide au permis")
    TerritoryRole.objects.all().delete()
    assert alert(territory, user) == 0
    assert Message.objects.count() == 0


def test_the_task_tells_everybody_by_day_and_nobody_by_night(territory, ines, omar, structure, clock):
    for person in (ines, omar):
        keep(territory, person)
    publish(structure, "Aide au permis")
    clock.move_to("2026-11-28 03:00+01:00")
    assert tell_of_new_services.func() == 0
    clock.move_to("2026-11-28 08:00+01:00")
    assert tell_of_new_services.func() == 2
    assert tell_of_new_services.func() == 0
    assert sorted(message.recipient.email for message in Message.objects.all()) == [
        "ines@example.org",
        "omar@example.org",
    ]


def test_what_stops_between_two_people_repeats_nothing(territory, ines, omar, structure, monkeypatch):
    for person in (ines, omar):
        keep(territory, person)
    publish(structure, "Aide au permis")
    told = operations.notify

    def stop_at_omar(**given):
        if given["to"] == omar:
            raise ConnectionError
        return told(**given)

    monkeypatch.setattr(operations, "notify", stop_at_omar)
    with pytest.raises(ConnectionError):
        tell_of_new_services.func()
    monkeypatch.setattr(operations, "notify", told)
    assert tell_of_new_services.func() == 1
    assert sorted(message.recipient.email for message in Message.objects.all()) == [
        "ines@example.org",
        "omar@example.org",
    ]


def test_the_link_of_a_message_stops_them_all_at_once(client, territory, ines, structure):
    for name in ("Une", "Deux"):
        keep(territory, ines, name)
    silent = keep(territory, ines, "Trois", frequency=F.NEVER)
    publish(structure, "Aide au permis")
    alert(territory, ines)
    body = Message.objects.get().body
    path = "/offre/alertes/" + body.split("/offre/alertes/")[1].split()[0]
    opened = client.get(path)
    assert "Arrêter les alertes" in opened.content.decode()
    assert SavedSearch.objects.filter(frequency=F.DAILY).count() == 2  # opening writes nothing
    assert "C’est arrêté" in client.post(path).content.decode()
    assert SavedSearch.objects.exclude(frequency=F.NEVER).count() == 0
    assert SavedSearch.objects.get(pk=silent.pk).version == 1
    assert client.post(path).status_code == 410
    assert client.get(reverse("directory:stop-alerts", args=["faux"])).status_code == 410


def test_a_search_is_renamed_by_one_person_at_a_time(territory, ines):
    search = keep(territory, ines)
    given = {"search": search, "version": 1, "by": ines}
    operations.write_search(name="Le permis", frequency=F.NEVER, **given)
    assert refused(operations.write_search, name="Autre", frequency=F.DAILY, **given) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.frequency) == ("Le permis", F.NEVER)
    for _twice in range(2):
        operations.forget_search(search=search, by=ines)
    assert SavedSearch.objects.count() == 0


def test_the_machine_does_not_stand_in_the_way_of_whoever_writes(territory, ines, structure):
    search = keep(territory, ines)
    publish(structure, "Aide au permis")
    alert(territory, ines)
    operations.write_search(search=search, version=1, name="Le permis", frequency=F.DAILY, by=ines)
    assert SavedSearch.objects.get().name == "Le permis"
