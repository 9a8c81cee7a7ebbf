"""The keys that were given before a key could be read-only go on writing, there and back."""

from datetime import date

import pytest
from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper

from cite.actors.enums.keys import KeyScope
from cite.actors.models import AccessKey
from tests.migrating import NAME, empty_database, migrate

BEFORE = ("actors", "0004_authorities_commit")
AFTER = ("actors", "0005_a_key_may_only_read")


def give_key(apps: Apps) -> None:
    """Give a key as keys were then: to a member of an organization of a Cité."""

    def made(app: str, model: str, **values):
        return apps.get_model(app, model).objects.using(NAME).create(**values)

    cite = made("tenancy", "Territory", name="Saint-Étienne Métropole", slug="sem", epci_code="244200770")
    organization = made("actors", "Organization", name="Les Glycines", kind="association")
    partner = made("actors", "Partner", territory=cite, organization=organization)
    user = made("accounts", "User", email="marc@example.org", full_name="Marc Olivaux")
    member = made("actors", "Membership", territory=cite, partner=partner, user=user, role="carrier")
    values = {"name": "Gestion", "hint": "abcdefgh", "key_sha256": "0" * 64, "ends_on": date(2027, 6, 1)}
    made("actors", "AccessKey", territory=cite, membership=member, **values)


def columns(database: BaseDatabaseWrapper) -> set[str]:
    with database.cursor() as cursor:
        return {
            column.name for column in database.introspection.get_table_description(cursor, "actors_accesskey")
        }


@pytest.mark.django_db
def test_keys_of_before_read_and_write(tmp_path):
    assert AccessKey().scope == KeyScope.READ
    with empty_database(tmp_path) as database:
        give_key(migrate(database, BEFORE))
        key = migrate(database, AFTER).get_model("actors", "AccessKey").objects.using(NAME).get()
        assert key.scope == KeyScope.READ_WRITE
        migrate(database, BEFORE)
        assert "scope" not in columns(database)
        migrate(database, AFTER)
        key.refresh_from_db()
        assert key.scope == KeyScope.READ_WRITE
