"""The days on which freins were discussed become news of the pathways that were written before they counted."""

from datetime import date, timedelta

import pytest

from tests.migrating import NAME, World, empty_database, migrate

BEFORE = ("pathways", "0002_last_referent")
AFTER = ("pathways", "0003_freins_told_are_news")
ON = date(2026, 11, 2)
LATER = ON + timedelta(days=9)
NEWS = [(None, ON), (ON - timedelta(days=1), ON), (LATER, LATER)]
"""The last news of a pathway whose freins were told on a day, before and after."""


@pytest.mark.django_db
def test_what_was_told_becomes_news(tmp_path):
    with empty_database(tmp_path) as database:
        world = World(migrate(database, BEFORE), role="prescriber")
        made, cite, partner, member = world.made, world.cite, world.partner, world.member
        for heard, _after in NEWS:
            person = {
                "first_name": "Samia",
                "last_name": "Inventée",
                "name_key": "samia",
                "last_heard_on": ON,
            }
            hers = made("residents", "Resident", territory=cite, partner=partner, created_by=member, **person)
            days = {"opened_on": ON, "last_heard_on": heard, "last_contact_on": heard}
            pathway = made(
                "pathways",
                "Pathway",
                territory=cite,
                resident=hers,
                origin="herself",
                opened_by=member,
                **days,
            )
            for on in (ON, ON - timedelta(days=3)):
                made("pathways", "Diagnosis", territory=cite, pathway=pathway, by=member, on=on)
        pathways = migrate(database, AFTER).get_model("pathways", "Pathway").objects.using(NAME)
        for name in ("last_heard_on", "last_contact_on"):
            assert list(pathways.order_by("pk").values_list(name, flat=True)) == [
                after for _heard, after in NEWS
            ]
        migrate(database, BEFORE)
