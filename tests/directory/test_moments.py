"""When a service is open in the week: read from its hours, chosen, or said with the words."""

from datetime import date

import pytest
from django.utils.timezone import datetime, get_current_timezone

from cite.directory.enums.facts import Fact
from cite.directory.enums.finding import Wish
from cite.directory.models import Service
from cite.directory.operations.indexing import catch_up_search, follow_services
from cite.directory.queries.finding import Asked, find_services, numbers_found
from cite.directory.queries.meanings import moment_label
from cite.directory.queries.searches import asked_of
from cite.directory.rules.facts import ServiceFacts, statements
from cite.directory.rules.hours import opens_in_the_evening, read_week
from cite.directory.rules.moments import days_of, moments_of, moments_said
from tests.factories.directory import make_service, make_structure

ON = date(2026, 11, 27)
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())


@pytest.mark.parametrize(
    ("hours", "moments"),
    [
        ("Sa 09:00-12:30", {"sa", "sa-morning"}),
        ("Sa 12:00-13:00", {"sa"}),
        ("Sa,Su 14:00-20:00", {"sa", "sa-afternoon", "sa-evening", "su", "su-afternoon", "su-evening"}),
        ("We 11:30-18:00", {"we", "we-morning", "we-afternoon"}),
        ("Fr 22:00-26:00", {"fr", "fr-evening", "sa", "sa-morning"}),
        ("Sa off", set()),
        ("quand on peut", set()),
        ("", set()),
    ],
)
def test_hours_are_open_at_moments_of_the_week(hours, moments):
    assert set(moments_of(read_week(hours, ON))) == moments


def test_what_never_closes_is_open_at_every_moment():
    assert len(set(moments_of(read_week("24/7", ON)))) == 7 * 4


@pytest.mark.parametrize(
    ("words", "left", "moments"),
    [
        ("ouvert le samedi", "", ("sa",)),
        ("permis ouverts les samedis", "permis", ("sa",)),
        ("samedi matin", "", ("sa-morning",)),
        ("Garderie mercredi après-midi", "Garderie", ("we-afternoon",)),
        ("cours le week-end", "cours", ("weekend",)),
        ("cours du jeudi soir ou le dimanche", "cours ou", ("th-evening", "su")),
        ("permis  de conduire", "permis  de conduire", ()),
        ("mardigras", "mardigras", ()),
        ("matin", "matin", ()),
    ],
)
def test_days_said_are_moments(words, left, moments):
    assert moments_said(words) == (left, moments)


def test_a_week_end_is_either_of_its_days():
    assert days_of("weekend-morning") == ("sa-morning", "su-morning")
    assert days_of("sa") == ("sa",)


@pytest.mark.parametrize(
    ("said", "hours", "is_open"),
    [
        (None, "Mo 09:00-19:00", True),
        (None, "Mo 09:00-18:00", False),
        (False, "Mo 09:00-19:00", False),
        (True, "", True),
        (None, "", False),
    ],
)
def test_the_evening_is_what_the_sheet_says_and_the_filter_says_the_same(territory, said, hours, is_open):
    assert opens_in_the_evening(said, read_week(hours, ON)) is is_open
    facts = statements(ServiceFacts(opening_hours=hours, evening_hours=said), on=ON)
    assert any(each.fact is Fact.EVENING for each in facts) is is_open
    service = make_service(make_structure(territory), opening_hours=hours, evening_hours=said)
    follow_services(territory=territory, services=[service])
    assert find_services(territory, Asked(eases=("evening_hours",)), at=WHEN).total == is_open


@pytest.fixture
def three(territory):
    office = make_structure(territory)
    hours = {"matin": "Sa 09:00-12:00", "dimanche": "Su 14:00-19:00", "semaine": "Mo-Fr 09:00-17:00"}
    made = {name: make_service(office, f"Permis {name}", opening_hours=said) for name, said in hours.items()}
    follow_services(territory=territory, services=made.values())
    return made


@pytest.mark.parametrize(
    ("words", "names", "understood"),
    [
        ("permis ouvert le samedi", {"matin"}, ["Samedi"]),
        ("permis samedi matin", {"matin"}, ["Samedi, le matin"]),
        ("permis le week-end", {"matin", "dimanche"}, ["Le week-end"]),
        ("permis le soir", {"dimanche"}, ["Le soir"]),
        ("mercredi après-midi", {"semaine"}, ["Mercredi, l’après-midi"]),
        ("saturday", {"matin"}, []),
        ("السبت", {"matin"}, []),
        ("samdi", {"matin"}, []),
    ],
)
def test_what_is_said_of_the_week_is_found_and_said_back(three, territory, words, names, understood):
    found = find_services(territory, Asked(words=words), at=WHEN)
    assert {answer.service for answer in found.answers} == {three[name] for name in names}
    assert list(found.understood) == understood


def test_where_nothing_is_open_then_what_else_answers_comes_and_says_so(three, territory):
    found = find_services(territory, Asked(words="permis samedi soir"), at=WHEN)
    assert (found.total, found.is_partial, found.understood) == (3, True, ())


def test_a_day_is_chosen_and_kept_with_a_search(three, territory):
    asked = asked_of({"avec": [Wish.SATURDAY]})
    assert find_services(territory, asked, at=WHEN).total == 1
    assert numbers_found(territory, asked, at=WHEN) == [three["matin"].pk]
    assert find_services(territory, asked_of({"avec": [Wish.SATURDAY, Wish.SUNDAY]}), at=WHEN).total == 0


def test_hours_that_change_with_the_season_follow_by_night(three, territory, time_machine):
    time_machine.move_to(WHEN, tick=False)
    seasonal = "Dec Sa 09:00-12:00; Jan-Nov Sa off"
    Service.objects.filter(pk=three["semaine"].pk).update(opening_hours=seasonal)
    catch_up_search(territory=territory)
    asked = asked_of({"avec": [Wish.SATURDAY]})
    assert find_services(territory, asked, at=WHEN).total == 1
    december = WHEN.replace(month=12, day=4)
    time_machine.move_to(december, tick=False)
    catch_up_search(territory=territory)
    assert find_services(territory, asked, at=december).total == 2


def test_moments_are_named_in_the_language_being_spoken():
    assert moment_label("weekend-evening") == "Le week-end, le soir"
