"""The keys that were given before a key could be read-only go on writing, there and back."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cite.accounts.enums import Role
from cite.actors.enums.keys import KeyScope
from cite.actors.models import AccessKey
from tests.factories.actors import make_member, make_partner

BEFORE = ("actors", "0004_authorities_commit")


@pytest.mark.django_db(transaction=True)
def test_keys_of_before_read_and_write(territory):
    member = make_member(make_partner(territory), "marc", role=Role.CARRIER)
    key = AccessKey.objects.create(
        territory=territory,
        membership=member,
        name="Gestion",
        hint="abcdefgh",
        key_sha256="0" * 64,
        ends_on=date(2027, 6, 1),
    )
    assert key.scope == KeyScope.READ
    try:
        MigrationExecutor(connection).migrate([BEFORE])
        with connection.cursor() as cursor:
            columns = {
                column.name
                for column in connection.introspection.get_table_description(cursor, "actors_accesskey")
            }
        assert "scope" not in columns
    finally:
        # going back undid what other applications built on it: every test after this one needs their tables
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    key.refresh_from_db()
    assert key.scope == KeyScope.READ_WRITE
