"""A Cité in service, or suspended, says since when its people are real: there and back."""

from datetime import date

import pytest

from tests.migrating import NAME, empty_database, migrate

BEFORE = ("opening", "0001_opening")
AFTER = ("opening", "0002_say_since_when_people_are_real")
ON = date(2026, 11, 2)
AGREED = {"agreed_by_state_on": ON, "agreed_by_metropole_on": ON}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "was"),
    [
        ({"state": "training"}, False),
        ({"state": "awaiting_other", "agreed_by_state_on": ON}, False),
        ({"state": "in_service", "in_service_on": ON} | AGREED, True),
        ({"state": "suspended", "suspended_on": ON, "suspension_reason": "Faille"}, True),
        ({"state": "awaiting_other", "suspended_on": ON, "agreed_by_state_on": ON}, True),
    ],
)
def test_a_moment_replaces_the_day_that_a_suspension_erased(tmp_path, values, was):
    with empty_database(tmp_path) as database:
        apps = migrate(database, BEFORE)
        cites = apps.get_model("tenancy", "Territory").objects.using(NAME)
        cite = cites.create(name="Cité de démonstration", slug="demo", epci_code="244200770")
        apps.get_model("opening", "Commissioning").objects.using(NAME).create(territory=cite, **values)
        row = migrate(database, AFTER).get_model("opening", "Commissioning").objects.using(NAME).get()
        assert bool(row.in_service_since) == was
        row = migrate(database, BEFORE).get_model("opening", "Commissioning").objects.using(NAME).get()
        assert bool(row.in_service_on) == (values["state"] == "in_service")
