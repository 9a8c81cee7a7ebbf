"""Calls back and overlaps of the demonstration: who calls, who waits, what is said; run again, it changes nothing."""

import re

import pytest
from django.conf import settings as installed
from django_scopes import scope

from cite.accounts.models import User
from cite.audit.models import Entry
from cite.core.dates import now, today
from cite.directory.enums.overlaps import Standing
from cite.directory.models import Callback, DutyAbsence, DutyPartner, DutyShift, OverlapVerdict, UnmetNeed
from cite.directory.queries.callbacks import callback_offers, promise_figures, roster
from cite.directory.queries.coverage import unmet_here
from cite.directory.queries.overlaps import pairs_for
from cite.portals.management.demonstration import open_demonstration
from cite.portals.management.demonstration_offer import open_calls_back, open_offer
from cite.territories.operations.reference_data import load_territory

pytestmark = pytest.mark.django_db
MODELS = (DutyPartner, DutyShift, DutyAbsence, Callback, OverlapVerdict, UnmetNeed, Entry)


@pytest.fixture
def cite(db):
    territory = load_territory(folder=installed.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        open_demonstration(territory=territory)
        open_offer(territory=territory)
        open_calls_back(territory=territory)
        yield territory


def test_it_shows_every_moment_of_a_call_and_run_again_changes_nothing(cite):
    """One test: opening the whole offer takes seconds."""
    lines = roster(cite, now())
    assert (len(lines), sum(line.is_empty for line in lines)) == (20, 3)
    assert len(callback_offers(cite, now())) == 17
    assert all(shift.deputy is not None for shift in DutyShift.objects.select_related("deputy"))
    waiting = Callback.objects.exclude(state="closed")
    assert sorted(waiting.values_list("state", "language")) == [
        ("again", "fr"),
        ("waiting", "ar"),
        ("waiting", "pt"),
        ("waiting", "tr"),
    ]
    numbers = waiting.values_list("phone", flat=True)
    assert [number for number in numbers if not re.fullmatch(r"\+3363998\d{4}", number)] == []
    over = Callback.objects.filter(state="closed")
    assert set(over.values_list("phone", "first_name", "code", "need")) == {("", "", "", "")}
    on = today()
    figures = promise_figures(cite, on.replace(year=on.year - 1, day=1))
    rates = {line.name: line.rate for line in figures.districts}
    assert (rates["Montreynaud (Saint-Étienne)"], list(rates.values()).count(None)) == (86, 2)
    lacking = unmet_here(cite, facet="obstacle", code="childcare", district="QN04216M")
    assert lacking.count() == 2
    pairs = pairs_for(User.objects.get(full_name="Sofia Lacombe"), cite, on=on)
    standings = {frozenset((p.overlap.one.title, p.overlap.other.title)): p.standing for p in pairs}
    workshops = "Atelier de conversation en français – Montreynaud", "Parler français ensemble – Montreynaud"
    assert standings[frozenset(workshops)] == Standing.OPEN
    assert list(standings.values()).count(Standing.DISAGREED) == 1
    before = [model.objects.count() for model in MODELS]
    open_calls_back(territory=cite)
    assert [model.objects.count() for model in MODELS] == before
