"""Entries of the journal, for the tests."""

from datetime import datetime
from unittest.mock import patch
from uuid import uuid4

from cite.audit.models import Entry
from cite.audit.operations import add_entries, seal_entries
from cite.core.journal import Act, ActingFor


def write(*, at: datetime | None = None, action: str = "accounts.open_account", **fields) -> Entry:
    """Write an entry down, at a chosen moment."""
    known = set(Entry.objects.values_list("pk", flat=True))
    act = Act(action=action, **fields)
    if at is None:
        add_entries(acts=[act])
    else:
        with patch("cite.audit.operations.now", return_value=at):
            add_entries(acts=[act])
    return Entry.objects.exclude(pk__in=known).get()


def write_sealed(count: int, **fields) -> list[Entry]:
    """Write some entries down, each with some content, under one seal."""
    organization = ActingFor(uuid4(), "Association fictive")
    entries = [
        write(organization=organization, changes={"label": (None, f"mot {rank}")}, **fields)
        for rank in range(count)
    ]
    seal_entries()
    return entries
