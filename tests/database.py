"""The database of the tests: who asks something of it, and how it is emptied after a test that committed."""

from functools import cache

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase


def asks_one(item: pytest.Item) -> bool:
    """Tell whether a test may ask something of a database: it is forbidden to all those that do not say so."""
    says_so = {"db", "transactional_db", "django_db_setup"}
    return bool(item.get_closest_marker("django_db") or says_so & set(getattr(item, "fixturenames", ())))


def empty_quickly() -> None:
    """Empty the tables of a test that committed where it left rows, and leave the others alone.

    Django's own way empties every table, then writes again what it keeps of the models (types of content,
    permissions): as long as a dozen tests. Those stay here, as they were.
    """
    TransactionTestCase._fixture_teardown = lambda self: empty_tables()


def empty_tables() -> None:
    """Leave no row that a test wrote, whatever the order of the tables: references are checked at the end."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {quote(table)})" for table in _tables()))
        for table, is_filled in zip(_tables(), cursor.fetchone(), strict=True):
            if is_filled:
                cursor.execute(f"DELETE FROM {quote(table)}")


@cache
def _tables() -> tuple[str, ...]:
    """The tables of the models, but those that say what the models are."""
    kept = {model._meta.db_table for model in (ContentType, Permission)}
    return tuple(sorted(set(connection.introspection.django_table_names()) - kept))
