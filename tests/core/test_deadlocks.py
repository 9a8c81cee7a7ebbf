"""Two who stop each other: both are done, the one after the other; any other error of the database stays an error."""

import threading

import pytest
from django.db import DatabaseError, transaction

from cite.core.deadlocks import let_pass
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once
from tests.factories.actors import make_partner


@POSTGRESQL_ONLY
@pytest.mark.django_db(transaction=True)
def test_two_that_take_the_same_rows_in_opposite_orders_are_both_done(territory):
    rows = [make_partner(territory, name) for name in ("Une structure", "Une autre")]
    both_hold_one, tries = threading.Barrier(2), []

    def take(first, second):
        with transaction.atomic():
            tries.append(first)
            list(type(first).objects.select_for_update(no_key=True).filter(pk=first.pk))
            if len(tries) <= 2:
                both_hold_one.wait(30)
            list(type(second).objects.select_for_update(no_key=True).filter(pk=second.pk))

    one, other = rows
    ends = at_once(
        territory, lambda: let_pass(lambda: take(one, other)), lambda: let_pass(lambda: take(other, one))
    )
    assert ends == [DONE, DONE]
    assert len(tries) > 2, "neither was stopped"


def test_another_error_is_said_once():
    tries = []

    def fail():
        tries.append(1)
        raise DatabaseError("no space left")

    with pytest.raises(DatabaseError, match="no space left"):
        let_pass(fail)
    assert tries == [1]
