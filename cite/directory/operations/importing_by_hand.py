"""Other directories read from a command line: files too big to be sent, the same operation and the same report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.directory.enums.imports import ImportOrigin, ImportRefusal, ImportState
from cite.directory.models import DirectoryImport
from cite.directory.operations.importing import (
    ask_import,
    give_up_the_dead,
    read_import,
    stop_reading,
)
from cite.directory.operations.taking_in import Reading
from cite.directory.permissions import can_moderate
from cite.directory.queries.imports import (
    KINDS,
    Source,
    api_sources,
    reads_the_api,
    records_in,
    unfinished_since,
)
from cite.tenancy.models import Territory

Tell = Callable[[str, int], None]
"""Told which kind is read, and how many records were."""


@dataclass(frozen=True, slots=True)
class _CommandLine:
    """Reads in a terminal: each batch shows that it lives."""

    show: Tell

    def confirm(self, reading: Reading) -> None:
        """Stop where somebody else believed this reading dead."""
        asked = reading.asked
        state = DirectoryImport.objects.select_for_update(no_key=True).values_list("state", flat=True)
        if state.get(pk=asked.pk) != ImportState.RUNNING:
            raise InterruptedError
        asked.counts = dict(+reading.counts) | {"read": reading.done}
        asked.save()

    def tell(self, reading: Reading, kind: str) -> None:
        """Show how far it is."""
        self.show(kind, reading.done)


def import_by_hand(
    *,
    territory: Territory,
    files: Iterable[tuple[str, Path]] = (),
    is_from_api: bool = False,
    resumes: bool = False,
    is_complete: bool = True,
    is_local: bool = True,
    by: User,
    show: Tell,
) -> DirectoryImport:
    """Read files of the standard, each with its kind, or the API; started again, it passes over what it knows.

    `resumes`: the reading before this one was killed, and is not waited for; what it wrote is read again, so that the
    report tells everything.

    Raises:
        Refused: not allowed, no key for the API, or an import is under way.
    """
    require(can_moderate(by, territory) and unless(not is_from_api or reads_the_api(), ImportRefusal.NO_KEY))
    since = None
    if resumes:
        since = unfinished_since(territory)
        with transaction.atomic():
            give_up_the_dead(territory, silent_since=now())
    asked = ask_import(
        territory=territory, origin=ImportOrigin.COMMAND, is_complete=is_complete, is_local=is_local, by=by
    )
    given = sorted(files, key=lambda file: KINDS.index(file[0]))
    sources: list[Source] = [(kind, lambda path=path: records_in(path)) for kind, path in given]
    try:
        read_import(asked, api_sources() if is_from_api else sources, _CommandLine(show), since=since)
    except BaseException:  # a Ctrl-C too: whatever stops it, another import may begin
        stop_reading(asked=asked)
        raise
    return asked
