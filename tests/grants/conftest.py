"""What many tests of the call for projects start from: a call, a carrier, two co-pilots, a committee in April."""

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind as K
from cite.grants.enums.committee import COMMITTEE
from cite.meetings.enums import MeetingState
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_partner
from tests.factories.deciding import make_scene
from tests.factories.grants import make_call, make_carrier, make_carrier_member, make_edition
from tests.factories.meetings import make_meeting


@pytest.fixture
def in_april():
    """The morning of the committee."""
    with time_machine.travel("2027-04-08 10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def edition(territory):
    """A call that is open."""
    return make_edition(make_call(territory))


@pytest.fixture
def carrier(territory):
    """An association."""
    return make_carrier(territory)


@pytest.fixture
def lea(carrier):
    """One who writes its files."""
    return make_carrier_member(carrier, "lea")


@pytest.fixture
def pilots(territory):
    """Both co-pilots, each in her organization."""
    ddets = make_partner(territory, "DDETS fictive", kind=K.DDETS)
    metropole = make_partner(territory, "Métropole fictive", kind=K.METROPOLE)
    return (
        make_member(ddets, "etienne", role=Role.CO_PILOT_STATE).user,
        make_member(metropole, "maya", role=Role.CO_PILOT_METROPOLE).user,
    )


@pytest.fixture
def scene(territory):
    """A call with its funders and a carrier."""
    return make_scene(territory)


@pytest.fixture
def claire(territory):
    """The co-pilot for the State."""
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def marc(territory):
    """The co-pilot for the métropole."""
    return make_user("marc", role=Role.CO_PILOT_METROPOLE, territory=territory)


@pytest.fixture
def meeting(territory, claire):
    """A committee, convened."""
    return make_meeting(territory, claire, kind=COMMITTEE, state=MeetingState.CONVENED)
