"""The services of the demonstration, in a Cité of the tests."""

from cite.accounts.enums import Role
from cite.directory.operations.demonstration import seed_offer
from cite.directory.operations.demonstration_sheet import EVERYWHERE
from cite.directory.operations.demonstration_sheets import DEMOS
from cite.tenancy.models import Territory
from tests.factories.accounts import make_user
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district


def open_offer(territory: Territory) -> int:
    """Write the offer of the demonstration over twenty districts; tells how many sheets there are."""
    commune = make_commune()
    for code in EVERYWHERE:
        make_district(commune, code=code, label=f"Quartier {code[3:7]}")
    keys = {demo.carrier for demo in DEMOS}
    partners = {key: make_partner(territory, f"Structure {key}") for key in sorted(keys)}
    moderator = make_user("moderatrice", role=Role.CO_PILOT_STATE, territory=territory)
    return seed_offer(territory=territory, partners=partners, authors={}, moderator=moderator)
