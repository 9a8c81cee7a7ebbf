"""The database of the tests: what asks nothing of it is known, and nothing stays of a test that committed."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from cite.accounts.enums import Role
from tests.database import asks_one, empty_tables
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_partner


@pytest.mark.django_db
def test_no_row_stays_whatever_refers_to_it(territory):
    make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    make_administrator(make_partner(territory))
    described = ContentType.objects.count(), Permission.objects.count()
    empty_tables()
    left = {model for model in apps.get_models(include_auto_created=True) if model._base_manager.exists()}
    assert left == {ContentType, Permission}
    assert (ContentType.objects.count(), Permission.objects.count()) == described


@pytest.fixture
def cite(territory):
    """A fixture of the database, as most tests have."""
    return territory


@pytest.mark.django_db
def test_whoever_is_marked_may_ask(request):
    assert asks_one(request.node)


def test_whoever_stands_on_what_is_stored_may_ask(request, cite):
    assert asks_one(request.node)


def test_whoever_says_nothing_may_not(request, tmp_path, settings):
    assert not asks_one(request.node)
