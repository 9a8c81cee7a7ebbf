"""A kind of message for the tests, and a clock that stands on a Monday at noon."""

import pytest

from cite.core.journal import act_recorded
from cite.notifications.ports import _kinds
from tests.factories.notifications import MONDAY_NOON, REMINDER, make_kind


@pytest.fixture
def kind(monkeypatch):
    """Declare the reminder; call it to declare it otherwise."""

    def declare(**changes):
        monkeypatch.setitem(_kinds, REMINDER.key, make_kind(**changes))

    declare()
    return declare


@pytest.fixture
def clock(monkeypatch):
    """Set the time that operations read; call it to change it."""

    def at(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(MONDAY_NOON)
    return at


@pytest.fixture
def acts():
    """Gather what the journal is told."""
    found = []

    def listen(sender, act, **kwargs):
        found.append(act)

    act_recorded.connect(listen)
    yield found
    act_recorded.disconnect(listen)
