"""Decisions are opened by the deposit, and follow the budget after a correction."""

from decimal import Decimal

import pytest
import time_machine

from cite.grants.enums import AwardState, FundingStatus, Outcome
from cite.grants.models import Award, BudgetLine
from cite.grants.operations import awards as operations
from tests.factories.deciding import ask, granting, make_advised
from tests.grants.deciding import committed, prepare


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2027-05-10 10:00:00+02:00", tick=False):
        yield


def amounts(application):
    rows = Award.objects.filter(application=application).order_by("pk")
    return [(str(row.funder), row.state, row.amount_asked) for row in rows]


def test_one_decision_per_funder_asked_and_twice_changes_nothing(scene):
    application = make_advised(scene)
    ask(application, scene.state, "3000.00")
    ask(application, scene.metropole, "2000.00", status=FundingStatus.CONSIDERED)
    operations.open_awards(application=application)
    expected = [("État", AwardState.ASKED, Decimal("3000.00"))]
    assert amounts(application) == expected
    version = Award.objects.get().version
    operations.open_awards(application=application)
    assert amounts(application) == expected
    assert Award.objects.get().version == version
    assert Award.objects.get().envelope == scene.state_envelope


def test_after_a_correction_amounts_follow_and_what_is_no_longer_asked_is_canceled(scene):
    application = make_advised(scene)
    ask(application, scene.state, "3000.00")
    line = ask(application, scene.metropole, "2000.00")
    operations.open_awards(application=application)
    line.delete()
    BudgetLine.objects.update(amount=Decimal("2999.99"))
    operations.open_awards(application=application)
    assert amounts(application) == [
        ("État", AwardState.ASKED, Decimal("2999.99")),
        ("Métropole", AwardState.CANCELED, Decimal("2000.00")),
    ]
    ask(application, scene.metropole, "1500.00")
    operations.open_awards(application=application)
    assert amounts(application)[1] == ("Métropole", AwardState.ASKED, Decimal("1500.00"))


def test_what_was_prepared_for_another_amount_is_set_aside_and_its_money_returns(scene):
    application = make_advised(scene)
    ask(application, scene.state, "3000.00")
    (award,) = operations.open_awards(application=application)
    prepare(award, scene.paul, granting("3000.00", Outcome.FULL))
    assert committed(scene.state_envelope) == Decimal("3000.00")
    BudgetLine.objects.update(amount=Decimal("2500.00"))
    operations.open_awards(application=application)
    award.refresh_from_db()
    assert (award.state, award.amount, award.outcome) == (AwardState.ASKED, 0, "")
    assert committed(scene.state_envelope) == 0
