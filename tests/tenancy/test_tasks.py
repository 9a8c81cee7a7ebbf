"""Work done in each Cité."""

import pytest
from django_scopes import get_scope

from cite.tenancy.tasks import in_every_territory

pytestmark = pytest.mark.django_db


def test_each_cite_is_worked_on_in_its_scope_and_what_it_tells_is_added_up(territory, other_territory):
    seen = []

    def work(*, territory, number):
        seen.append((territory, get_scope()["territory"]))
        return number

    assert in_every_territory(work, number=3) == 6
    assert {one for one, _scope in seen} == {territory, other_territory}
    assert all(one == opened for one, opened in seen)


def test_a_cite_where_it_fails_does_not_keep_the_others_from_theirs(territory, other_territory):
    done = []

    def work(*, territory):
        if not done:
            done.append("failed")
            raise ConnectionError
        done.append("worked")
        return 1

    with pytest.raises(ConnectionError):
        in_every_territory(work)
    assert done == ["failed", "worked"]
