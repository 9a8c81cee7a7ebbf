"""The same service in two directories: one sheet is shown, as long as it is."""

from datetime import date

import pytest

from cite.core.dates import today
from cite.directory.enums import ServiceState
from cite.directory.models import Service
from cite.directory.permissions import shown_services
from cite.directory.tasks import catch_up_searches
from cite.search.models import IndexedText
from tests.factories.directory import make_service, make_source, make_structure
from tests.factories.organizations import make_partner

pytestmark = pytest.mark.django_db
SAME = {"name": "Atelier", "phone": "+33477123456"}


@pytest.mark.parametrize(
    "hidden",
    [{"state": ServiceState.ARCHIVED}, {"shown_until": date(2020, 1, 1)}],
    ids=["archived", "not confirmed"],
)
def test_a_sheet_is_shown_again_once_the_one_in_its_place_is_not(territory, hidden):
    mine = make_service(make_structure(territory, partner=make_partner(territory)), **SAME)
    theirs = make_service(make_structure(territory, source=make_source(territory, "annuaire")), **SAME)
    catch_up_searches.call()
    assert list(shown_services(territory, on=today())) == [mine]
    assert IndexedText.objects.get().object_id == mine.pk
    Service.objects.filter(pk=mine.pk).update(**hidden)
    catch_up_searches.call()
    assert list(shown_services(territory, on=today())) == [theirs]
    assert IndexedText.objects.get().object_id == theirs.pk
