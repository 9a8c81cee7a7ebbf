"""What waits for a co-pilot alone: points of files to rule, calls that the other side agreed to."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import CarrierKind, EditionState, FundedSource, RulingSubject
from cite.grants.enums import RulingOutcome as Out
from cite.grants.models import FundedAction
from cite.grants.operations.rulings import rule
from cite.grants.queries.calls import editions_to_agree
from cite.grants.queries.rulings import files_to_rule
from cite.ui.waiting import waiting_for
from tests.factories import grants
from tests.factories.actors import make_member

S = RulingSubject


@pytest.fixture(autouse=True)
def _winter():
    with time_machine.travel("2027-02-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def carrier(territory):
    return grants.make_carrier(territory, "Association fictive")


def make_file(edition, carrier, lea, **fields):
    given = {"state": "taken_up", "deposited_at": datetime(2027, 1, 20, tzinfo=UTC)} | fields
    return grants.make_application(edition, carrier, lea, **given)


def waits(user, territory):
    return files_to_rule(user, territory, 5)


def labels(client, user):
    client.force_login(user)
    return [str(item.label) for item in waiting_for(client.get("/").wsgi_request)]


def decide(file, subject, by, outcome=Out.ACCEPTED):
    return rule(application=file, subject=subject, outcome=outcome, reason="C’est justifié.", by=by)


def test_an_age_limit_waits_for_each_co_pilot_until_both_have_ruled(
    client, territory, pilots, edition, carrier, lea
):
    state, metropole = pilots
    file = make_file(edition, carrier, lea, title="Passerelle", answers={"age_limit": "yes"})
    assert [waits(pilot, territory) for pilot in pilots] == [[(file, [S.AGE_LIMIT])]] * 2
    assert "Décider un point\u00a0: Passerelle" in labels(client, state)
    decide(file, S.AGE_LIMIT, state)
    assert waits(state, territory) == []
    assert waits(metropole, territory) == [(file, [S.AGE_LIMIT])]
    decide(file, S.AGE_LIMIT, metropole)
    assert waits(metropole, territory) == []


def test_the_nature_of_a_carrier_waits_until_either_has_ruled(territory, pilots, edition, carrier, lea):
    file = make_file(edition, carrier, lea, carrier_kind=CarrierKind.TO_CONFIRM)
    assert waits(pilots[1], territory) == [(file, [S.CARRIER_KIND])]
    decide(file, S.CARRIER_KIND, pilots[0])
    assert waits(pilots[1], territory) == []


def test_a_derogation_waits_only_once_the_other_proposed_it(territory, pilots, edition, carrier, lea):
    FundedAction.objects.create(
        territory=territory, partner=carrier, year=2025, title="Avant", source=FundedSource.IMPORTED
    )
    file = make_file(edition, carrier, lea)
    assert waits(pilots[1], territory) == []
    decide(file, S.REPORT_AT_ADMISSIBILITY, pilots[0])
    assert waits(pilots[0], territory) == []
    assert waits(pilots[1], territory) == [(file, [S.REPORT_AT_ADMISSIBILITY])]


@pytest.mark.parametrize("state", ["draft", "refused", "inadmissible"])
def test_nothing_waits_before_the_deposit_or_once_it_is_over(territory, pilots, edition, carrier, lea, state):
    fields = {"state": state, "answers": {"age_limit": "yes"}}
    if state == "draft":
        fields["deposited_at"] = None
    make_file(edition, carrier, lea, **fields)
    assert waits(pilots[0], territory) == []


def test_nothing_waits_for_who_belongs_to_the_carrier_or_does_not_co_pilot(
    territory, pilots, edition, carrier, lea
):
    make_file(edition, carrier, lea, answers={"age_limit": "yes"})
    make_member(carrier, "etienne-aussi", user=pilots[0], role=Role.READER)
    pilots[0].__dict__.pop("_memberships_by_territory", None)
    assert waits(pilots[0], territory) == []
    assert waits(lea, territory) == []


@pytest.mark.parametrize("count", [1, 4])
def test_many_files_cost_what_one_costs(
    territory, pilots, edition, carrier, lea, count, django_assert_num_queries
):
    for _ in range(count):
        make_file(edition, carrier, lea, answers={"age_limit": "yes"})
    waits(pilots[0], territory)
    with django_assert_num_queries(1):
        assert len(waits(pilots[0], territory)) == count


def test_a_call_waits_for_the_co_pilot_who_has_not_agreed(client, territory, pilots):
    state, metropole = pilots
    call = grants.make_call(territory, year=2028)
    draft = grants.make_edition(
        call, state=EditionState.DRAFT, agreed_by_state=state, agreed_by_state_on=date(2027, 1, 30)
    )
    assert list(editions_to_agree(metropole, territory)) == [draft]
    assert not editions_to_agree(state, territory)
    assert "Donner votre accord\u00a0: Cité de l’emploi 2028" in labels(client, metropole)
    page = client.get("/").content.decode()
    assert reverse("grants:call-desk", args=[call.uuid]) in page


def test_a_call_nobody_agreed_to_waits_for_nobody(territory, pilots, lea):
    grants.make_edition(grants.make_call(territory, year=2028), state=EditionState.DRAFT)
    assert not editions_to_agree(pilots[0], territory)
    assert not editions_to_agree(lea, territory)
