"""What a small Cité holds of committees, simulations and decisions."""

from __future__ import annotations

from functools import cached_property

from tests.factories import grants
from tests.factories import meetings as meeting_factories
from tests.house import world


class World(world.World):
    """The small Cité, with its committees, simulations and decisions."""

    @cached_property
    def award(self):
        return grants.make_award(self.application, self.funder)

    @cached_property
    def simulation(self):
        return grants.make_simulation(self.open_call, self.owner)

    @cached_property
    def committee(self):
        return meeting_factories.make_meeting(self.territory, self.owner, kind="funders")

    @cached_property
    def committee_item(self):
        return grants.make_committee_item(self.committee, self._file(state="in_review"))
