"""Who reads a list of services, who writes it, and where a service stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cite.core.decisions import ALLOWED, Decision, unless
from cite.directory.enums.selections import SelectionObjection

MOST_FAVOURITES = 200
MOST_SERVICES = 60
MOST_LISTS = 50
NAME_MAX, PURPOSE_MAX, NOTE_MAX = 80, 300, 200
KEPT_FOR = timedelta(days=30)
"""How long what is taken away may be put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever opens a list. `teams`: the organizations she acts for; `writes_for`: those whose lists she may write.

    `districts`: where she works; None where nobody said, which is not « nowhere ».
    """

    user: int
    teams: frozenset[int] = frozenset()
    writes_for: frozenset[int] = frozenset()
    districts: frozenset[int] | None = None
    may_keep_lists: bool = True
    is_manager: bool = False

    def works_in(self, district: int) -> bool:
        """Tell whether what concerns a district is for her; where nobody said where she works, it is."""
        return self.is_manager or self.districts is None or district in self.districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A list. `keeper_is_there`: whether whoever keeps it still acts for its organization, or works in the Cité."""

    keeper: int
    partner: int | None = None
    district: int | None = None
    is_favourites: bool = False
    is_removed: bool = False
    keeper_is_there: bool = True


def is_read_by(kept: Kept, reader: Reader) -> bool:
    """Tell whether she may read a list: hers, her organization's, that of a district where she works."""
    if kept.partner is not None and kept.partner in reader.teams:
        return True
    if kept.partner is None and kept.keeper == reader.user:
        return True
    return kept.district is not None and not kept.is_removed and reader.works_in(kept.district)


def write_decision(kept: Kept, reader: Reader) -> Decision:
    """Let its keeper, her colleagues, and those who look after the Cité where a district reads it, write a list."""
    hers = kept.partner is None and kept.keeper == reader.user
    if kept.is_favourites:
        return unless(hers, SelectionObjection.NOT_ITS_WRITER)
    teams = kept.partner is not None and kept.partner in reader.writes_for
    keeps_the_cite = kept.district is not None and reader.is_manager
    return (
        unless(reader.may_keep_lists, SelectionObjection.READS_ONLY)
        and unless(hers or teams or keeps_the_cite, SelectionObjection.NOT_ITS_WRITER)
        and unless(not kept.is_removed, SelectionObjection.REMOVED)
    )


def keep_decision(kept: Kept, reader: Reader) -> Decision:
    """Let its keeper hand a list over or take it away; anybody who writes it, once its keeper has left."""
    if kept.is_favourites:
        return Decision((SelectionObjection.FAVOURITES,))
    may = kept.keeper == reader.user or not kept.keeper_is_there or reader.is_manager
    return write_decision(kept, reader) and unless(may, SelectionObjection.NOT_ITS_KEEPER)


def share_decision(reader: Reader, *, partner: int | None, district: int | None) -> Decision:
    """Let somebody share a list with an organization she acts for, and with a district where she works."""
    return unless(
        partner is None or partner in reader.writes_for, SelectionObjection.NOT_YOUR_ORGANIZATION
    ) & unless(district is None or reader.works_in(district), SelectionObjection.NOT_YOUR_DISTRICT)


def words_decision(name: str, purpose: str) -> Decision:
    """Ask for a name, and for short texts."""
    return unless(bool(name.strip()), SelectionObjection.NO_NAME) & unless(
        len(name) <= NAME_MAX and len(purpose) <= PURPOSE_MAX, SelectionObjection.TOO_LONG
    )


def room_decision(how_many: int, *, is_favourites: bool) -> Decision:
    """Keep a list short enough to be read. `how_many`: services in it already."""
    most = MOST_FAVOURITES if is_favourites else MOST_SERVICES
    return ALLOWED if how_many < most else Decision((SelectionObjection.TOO_MANY_SERVICES,))


def arranged(current: Sequence[int], places: dict[int, int]) -> list[int]:
    """Put services in the order that was typed: by their places, then as they were. Every service keeps a place."""
    ranks = {pk: rank for rank, pk in enumerate(current)}
    return sorted(current, key=lambda pk: (places.get(pk, ranks[pk] + 1), ranks[pk]))
