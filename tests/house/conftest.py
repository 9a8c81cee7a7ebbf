"""The Cités that the tests of the house walk through."""

from tests.house.settled import cite, settled

__all__ = ["cite", "settled"]
