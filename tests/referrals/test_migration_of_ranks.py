"""Questions known by their days become the first and the second, there and back."""

from datetime import date

import pytest

from tests.migrating import NAME, World, empty_database, migrate

BEFORE = ("referrals", "0003_moments_of_outcomes")
AFTER = ("referrals", "0004_an_outcome_is_asked_by_rank")
ON = date(2026, 11, 2)
NOTES = [(15, True, "", 1), (15, False, "ongoing", 1), (60, True, "solved", 2), (61, True, "", None)]
"""Days, end, answer, and the rank it becomes; none where it goes."""


@pytest.mark.django_db
def test_days_become_ranks(tmp_path):
    with empty_database(tmp_path) as database:
        world = World(migrate(database, BEFORE), role="carrier")
        made, cite, sender = world.made, world.cite, world.member
        referral = made("referrals", "Referral", territory=cite, prescriber=sender, sent_on=ON, expires_on=ON)
        for days, by_receiver, outcome, _rank in NOTES:
            values = {"asked_at": days, "by_receiver": by_receiver, "outcome": outcome, "noted_on": ON}
            made("referrals", "OutcomeNote", territory=cite, referral=referral, **values)
        notes = migrate(database, AFTER).get_model("referrals", "OutcomeNote").objects.using(NAME)
        expected = {(rank, by_receiver, outcome) for _days, by_receiver, outcome, rank in NOTES if rank}
        assert set(notes.values_list("rank", "by_receiver", "outcome")) == expected
        notes = migrate(database, BEFORE).get_model("referrals", "OutcomeNote").objects.using(NAME)
        assert set(notes.values_list("asked_at", flat=True)) == {15, 60}
