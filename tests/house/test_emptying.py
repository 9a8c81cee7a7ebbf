"""After a test that committed, nothing of it stays; what says what the models are does."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from cite.accounts.enums import Role
from tests.emptying import empty_tables
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
