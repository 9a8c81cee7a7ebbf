"""What each role finds when she comes in."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.portals.operations import take_problem
from cite.portals.queries.guide import ADMINISTRATOR, GUIDES, guide_of
from cite.portals.queries.help import HOW_TOS, how_tos_for
from cite.portals.queries.home import (
    ADMINISTRATOR_DOORS,
    BY_IMPORTANCE,
    DOORS,
    DOORS_OF,
    MOST_DOORS,
    doors_for,
    main_role,
)
from cite.portals.queries.problems import waiting_problems
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.portals import make_problem

PEOPLE = [*Role, "administrator", "nobody"]


@pytest.fixture
def ask(territory):
    def build(who):
        user = make_user("a", role=who if who in Role.values else None, territory=territory)
        user.is_staff = who == "administrator"
        user.save()
        request = RequestFactory().get("/")
        request.user, request.territory, request.membership = user, territory, None
        return request

    return build


def test_the_tables_know_every_role():
    assert set(BY_IMPORTANCE) == set(Role)
    assert set(DOORS_OF) == set(GUIDES) == {*Role, None}


def test_every_door_step_and_how_to_leads_to_a_page():
    names = [*DOORS, *(how_to.url_name for how_to in HOW_TOS)]
    names += [step.url_name for steps in (*GUIDES.values(), ADMINISTRATOR) for step in steps]
    assert [name for name in names if not reverse(name)] == []
    assert {name for names in (*DOORS_OF.values(), ADMINISTRATOR_DOORS) for name in names} == set(DOORS)


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_each_has_doors_three_steps_and_ways_of_doing_and_all_open(ask, client, who):
    request = ask(who)
    client.force_login(request.user)
    doors, guide, how_tos = doors_for(request), guide_of(request), how_tos_for(request)
    assert 3 <= len(doors) <= MOST_DOORS
    assert len(guide.steps) == 3
    assert len(how_tos) >= 2
    urls = {thing.url for thing in (*doors, *guide.steps, *how_tos)}
    assert [url for url in urls if client.get(url).status_code not in (200, 302)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "first", "explained"),
    [
        (Role.RELAY, "introduce", {"referrals:introduce", "directory:search-services"}),
        (Role.PRESCRIBER, "pathways", {"pathways:pathways", "referrals:list", "dropout:alerts"}),
    ],
)
def test_whoever_meets_residents_begins_with_them(territory, role, first, explained):
    member = make_member(make_partner(territory, **HABILITATED), "m", role=role)
    request = RequestFactory().get("/")
    request.user, request.territory, request.membership = member.user, territory, member
    assert guide_of(request).steps[0].key == first
    assert explained <= {how_to.url_name for how_to in how_tos_for(request)}


@pytest.mark.django_db
def test_a_co_pilot_who_prescribes_is_a_co_pilot_first(ask, territory):
    request = ask(Role.CO_PILOT_STATE)
    from cite.accounts.models import TerritoryRole

    TerritoryRole.objects.create(user=request.user, territory=territory, role=Role.PRESCRIBER)
    assert main_role(request) == Role.CO_PILOT_STATE


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_reports_wait_for_who_answers(ask, territory, who):
    request = ask(who)
    assert list(waiting_problems(request)) == []
    make_problem(territory)
    make_problem(territory)
    counts = [item.count for item in waiting_problems(request)]
    assert counts == ([2] if who in (Role.COORDINATOR, "administrator") else [])


@pytest.mark.django_db
def test_a_report_that_somebody_took_and_never_answered_waits_again(ask, territory):
    request = ask(Role.COORDINATOR)
    problem = make_problem(territory)
    take_problem(problem=problem, by=request.user, version=problem.version)
    assert list(waiting_problems(request)) == []
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert [item.count for item in waiting_problems(request)] == [1]
