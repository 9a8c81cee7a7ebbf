"""The life of an import: every arrow, and no other."""

import pytest

from cite.imports.enums import DraftState as S
from cite.imports.workflow import IMPORT, WAITING

ALLOWED = {
    "confirm": {S.UPLOADED},
    "begin": {S.CONFIRMED, S.RUNNING},
    "finish": {S.RUNNING},
    "fail": {S.CONFIRMED, S.RUNNING},
    "cancel": {S.CONFIRMED, S.RUNNING},
    "expire": set(S) - {S.EXPIRED},
}


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_arrows_start_where_they_may(name):
    assert {state for state in S if IMPORT.allows(name, state)} == ALLOWED[name]


def test_everything_ends_up_forgotten():
    assert IMPORT.terminal_states() == {S.EXPIRED}
    assert WAITING == {S.CONFIRMED, S.RUNNING}
