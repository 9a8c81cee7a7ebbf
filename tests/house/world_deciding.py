"""What a small Cité holds of committees, simulations, decisions and services."""

from __future__ import annotations

from functools import cached_property

from cite.core.dates import now
from cite.directory.enums.callbacks import Weekday
from cite.directory.operations.freshness import CONFIRM_PURPOSE
from cite.directory.operations.searches import STOP_PURPOSE
from tests.factories import callbacks, directory, grants, selections
from tests.factories import meetings as meeting_factories
from tests.factories.territories import make_commune, make_district
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

    @cached_property
    def service(self):
        """A published sheet of the organization, changed since it was read."""
        structure = directory.make_structure(self.territory, partner=self.partner)
        return directory.make_service(structure, needs_review=True)

    @cached_property
    def draft_service(self):
        """A sheet of the organization, being written."""
        return directory.make_service(self.service.structure, state="draft")

    @cached_property
    def suggested_service(self):
        """A service that somebody suggested: nobody's yet."""
        structure = directory.make_structure(
            self.territory, source=self.service.source, partner=None, is_nobodys=True
        )
        return directory.make_service(structure, state="suggested")

    @cached_property
    def service_audio(self):
        """A recording that everybody may hear."""
        return directory.make_audio(self.service, accepted_at=now())

    @cached_property
    def partner_site(self):
        """A site that shows the search in the name of the organization."""
        return directory.make_partner_site(self.territory, partner=self.partner)

    @cached_property
    def intake(self):
        return directory.make_intake(self.draft_service)

    @cached_property
    def priority_district(self):
        commune = make_commune(f"43{len(self.prefix):03d}", epci_code=self.territory.epci_code)
        return make_district(commune, code=f"QN0429{len(self.prefix) % 10}N", label=f"Quartier {self.prefix}")

    @cached_property
    def pair(self) -> dict[str, str]:
        """Two services of two organizations that overlap in one priority district."""
        keys = sorted(
            f"service-{directory.make_service(structure, districts=[self.priority_district]).uuid}"
            for structure in (
                self.service.structure,
                directory.make_structure(self.territory, partner=self.other_partner),
            )
        )
        return {"first": keys[0], "second": keys[1]}

    @cached_property
    def selection(self):
        """A list of the member, shared with her organization."""
        return selections.make_selection(self.member.user, [self.service], partner=self.partner)

    @cached_property
    def saved_search(self):
        """A search that the member keeps."""
        return selections.make_search(self.member.user, territory=self.territory)

    @cached_property
    def stop_token(self) -> str:
        return self._token(STOP_PURPOSE, self.saved_search.keeper.uuid)

    @cached_property
    def directory_import(self):
        return directory.make_import(self.territory, self.owner)

    @cached_property
    def confirm_token(self) -> str:
        return self._token(CONFIRM_PURPOSE, self.service.uuid)

    @cached_property
    def duty_shift(self):
        """Hours of duty of the member of the organization, every day: something is promised whatever today is."""
        callbacks.make_duty_partner(self.partner, self.administrator.user)
        return [
            callbacks.make_shift(self.priority_district, self.member, weekday=weekday) for weekday in Weekday
        ][0]

    @cached_property
    def duty_absence(self):
        return callbacks.make_absence(self.partner)

    @cached_property
    def callback(self):
        """Somebody to call, in the district of the member."""
        return callbacks.make_callback(self.duty_shift.district, self.member)
