"""Lists and searches of the demonstration: what they show, and run again, nothing more."""

import pytest
from django.conf import settings as installed
from django_scopes import scope

from cite.accounts.models import User
from cite.audit.models import Entry
from cite.core.dates import now
from cite.directory.models import SavedSearch, SelectedService, Selection
from cite.directory.queries.searches import search_page
from cite.directory.queries.selections import lists_page, selection_sheets
from cite.portals.management.demonstration import open_demonstration
from cite.portals.management.demonstration_offer import open_lists, open_offer
from cite.territories.operations.reference_data import load_territory

pytestmark = pytest.mark.django_db
MODELS = (Selection, SelectedService, SavedSearch, Entry)


def test_a_counsellor_finds_her_lists_and_run_again_changes_nothing():
    """One test: opening the whole offer takes seconds."""
    territory = load_territory(folder=installed.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        open_demonstration(territory=territory)
        open_offer(territory=territory)
        open_lists(territory=territory)
        nadia = User.objects.get(email__startswith="nadia.prescription@")
        page = lists_page(nadia, territory)
        assert [each.name for each in page.mine] == ["Bouger et travailler, Montreynaud"]
        assert [each.name for each in page.districts] == ["Premiers pas vers l’emploi"]
        offered = [sheet.is_offered for sheet in selection_sheets(page.mine[0], nadia)]
        assert (offered.count(False), offered[-1]) == (1, False), offered
        assert len(selection_sheets(page.districts[0], nadia)) == 5
        search = SavedSearch.objects.get(keeper=nadia)
        assert (search.news, len(search_page(search, at=now()).new)) == (1, 1)
        before = [model.objects.count() for model in MODELS]
        open_lists(territory=territory)
        assert [model.objects.count() for model in MODELS] == before
