"""What the gate looks at, for one file and for many at once: the same facts."""

from datetime import date

import pytest

from cite.accounts.enums import Role
from cite.grants.models import Ruling
from cite.grants.queries.report_gate import gate_facts, gate_facts_of
from tests.factories.accounts import make_user
from tests.factories.deciding import make_advised, make_scene
from tests.factories.grants import make_carrier, make_funded_action
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db
ON = date(2027, 7, 1)


def test_many_files_have_the_facts_of_each(territory, django_assert_num_queries):
    scene = make_scene(territory)
    pilots = [make_user(name, role=Role.CO_PILOT_STATE, territory=territory) for name in ("claire", "marc")]
    first, second, third = (make_advised(scene) for _ in range(3))
    third.partner = make_carrier(territory)
    third.save()
    make_funded_action(scene.carrier, year=2025, report_received_on=date(2026, 6, 1))
    make_report(make_funded_action(scene.carrier, year=2026), state="deposited")
    make_funded_action(scene.carrier, year=2027, application=first)
    make_funded_action(scene.carrier, year=2027, title="Autre")
    make_funded_action(third.partner, year=2028)
    Ruling.objects.create(
        territory=territory,
        application=second,
        subject="report_at_payment",
        outcome="accepted",
        reason="Incendie.",
        agreed_by_state=pilots[0],
        agreed_by_state_on=ON,
        agreed_by_metropole=pilots[1],
        agreed_by_metropole_on=ON,
    )
    files = (first, second, third)
    each = {file.pk: gate_facts(file.partner, 2027, ON, file) for file in files}
    with django_assert_num_queries(3):
        found = gate_facts_of(files, ON)
    assert found == each
    assert [len(found[file.pk].actions) for file in files] == [3, 2, 0]
    assert [set(found[file.pk].derogations) for file in files] == [set(), {"report_at_payment"}, set()]
