"""The kind of import of the tests, declared for each of them."""

import pytest

from cite.imports import ports
from tests.factories.imports import Greetings


@pytest.fixture(autouse=True)
def greetings(monkeypatch) -> Greetings:
    kind = Greetings()
    monkeypatch.setitem(ports._KINDS, kind.key, kind)
    return kind
