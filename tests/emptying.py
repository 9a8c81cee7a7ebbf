"""After a test that committed: only the tables where it left rows are emptied.

Django's own way empties every table, then writes again what it keeps of the models (types of content, permissions):
as long as a dozen tests. Those stay here, as they were.
"""

from functools import cache

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase


def empty_quickly() -> None:
    """Let this be what follows a test that committed."""
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
